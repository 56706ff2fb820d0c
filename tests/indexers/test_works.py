"""Two files of one work: which gives what, and how alike an imported work and an item are."""

from pathlib import Path

import pytest

from assistant.domain.entities import Item, Kind
from indexers.importers.base import ImportedWork
from indexers.importers.matching import resemblance
from indexers.works import edition_rank, merge_items


def test_what_is_stated_wins_over_what_is_inferred() -> None:
    base = Item("b", Kind.BOOK, "a scan", year=1990, inferred=frozenset({"title", "year"}))
    other = Item("b", Kind.BOOK, "The Sea", ("Ann Smith",), year=1971, series="Harbours", inferred=frozenset({"year"}))
    merged = merge_items(base, other)
    assert (merged.title, merged.creators, merged.series) == ("The Sea", ("Ann Smith",), "Harbours")
    assert (merged.year, merged.inferred) == (1990, {"year"})


def test_what_only_the_other_infers_stays_inferred() -> None:
    other = Item("b", Kind.BOOK, "The Sea", ("Ann Smith",), inferred=frozenset({"creators"}))
    assert merge_items(Item("b", Kind.BOOK, "Sea"), other).inferred == {"creators"}
    assert merge_items(Item("b", Kind.BOOK, "Sea", ("Bo",)), other).creators == ("Bo",)


def test_editions_have_an_order() -> None:
    ranks = [edition_rank(Path(name)) for name in ("a.epub", "a.MOBI", "a.flac", "a.mp3", "a.cbz", "a.pdf", "a.txt")]
    assert ranks == sorted(ranks) and len(set(ranks)) == 7
    assert edition_rank(None) == edition_rank(Path("a.mp3"))


SONG = Item("m", Kind.MUSIC, "Song (Live)", ("The Band",), year=1990, album="Disc", duration=200.0)


@pytest.mark.parametrize(
    ("work", "score"),
    [
        (ImportedWork(Kind.MUSIC, "Song (Live)", ("Band",)), 0.95),
        (ImportedWork(Kind.MUSIC, "Song", ("Band",)), 0.85),
        (ImportedWork(Kind.MUSIC, "Song", ("Nobody",)), 0.45),
        (ImportedWork(Kind.MUSIC, "Song (Live)", ("Band",), year=1991, album="disc", duration=204.0), 1.0),
        (ImportedWork(Kind.MUSIC, "Song (Live)", ("Band",), year=1992, album="Other", duration=204.5), 0.9),
        (ImportedWork(Kind.MUSIC, "Song (Live)", ("Band",), year=1990, album="Other"), 0.95),
    ],
)
def test_resemblance_is_a_sum_of_what_agrees(work: ImportedWork, score: float) -> None:
    assert resemblance(work, SONG) == pytest.approx(score)
