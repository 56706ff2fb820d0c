"""Cards of single items, by the heads and the encoder that come with the program."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from assistant.cards.heads import Heads, default_heads
from assistant.cards.maker import CardMaker, Made, Subject
from assistant.cards.measures import length_of
from assistant.cards.text import card_text, sentences
from assistant.cards.words import word_lists
from assistant.domain.cards import COLUMN, COLUMNS, Source
from assistant.domain.entities import Item, Kind, Passage
from assistant.embedding.multilingual import MultilingualEmbedder

LULLABY = Item(
    "m1", Kind.MUSIC, "Sleep, Harbour, Sleep", subjects=("Lullaby", "Piano"), duration=190.0, year=1994,
    description="A soft lullaby for a child who cannot sleep. The piano hardly moves; everything is still and gentle.",
)  # fmt: skip
TRENCHES = Item(
    "b1", Kind.BOOK, "The Mud at Verdun", subjects=("First World War", "Soldiers"), year=1931, pages=310,
    description="Four soldiers share a trench through one winter of the war. Shells fall, friends die, none knows why.",
)  # fmt: skip


@pytest.fixture(scope="module")
def maker(worldly: MultilingualEmbedder) -> CardMaker:
    return CardMaker(default_heads(), worldly)


def values(made: Made, facet: str) -> list[str]:
    return [one.value for one in made.card.get(facet, ())]


def test_a_lullaby_is_calm_slow_and_for_falling_asleep(maker: CardMaker) -> None:
    (made,) = maker.make([Subject(LULLABY, tempo=58.0)])
    assert "calm" in values(made, "mood")
    assert values(made, "pace") == ["slow"]
    assert "falling asleep" in values(made, "occasion")
    (length,) = made.card["length"]
    assert (length.value, length.source, length.said, length.place) == ("minutes", Source.MEASURED, "3", "minutes")
    calm = next(one for one in made.card["mood"] if one.value == "calm")
    said = {*sentences(LULLABY.description), *LULLABY.subjects, "58"}
    assert calm.said in said and 0 < calm.confidence <= 1


def test_a_novel_of_the_trenches_is_about_war_and_quotes_itself(maker: CardMaker) -> None:
    passages = [Passage("b1", 0, "He counted the shells. By evening only two of the company were alive.", "Chapter 1")]
    (made,) = maker.make([Subject(TRENCHES, passages)])
    assert "war" in values(made, "themes") and "war" in values(made, "setting")
    assert "cheerful" not in values(made, "mood") and "funny" not in values(made, "mood")
    for one in (one for values_of in made.card.values() for one in values_of):
        if one.source is Source.TEXT:
            assert one.said in passages[0].text and one.place == "Chapter 1"
        if one.source is Source.DESCRIPTION:
            assert one.said in TRENCHES.description


def test_other_languages_are_understood(maker: CardMaker) -> None:
    german = Item(
        "d1", Kind.BOOK, "Der Schlamm", subjects=("Erster Weltkrieg", "Soldaten"), year=1931,
        description="Vier Soldaten teilen einen Winter lang einen Graben. Granaten fallen, Freunde sterben.",
    )  # fmt: skip
    assert "war" in values(maker.make([Subject(german)])[0], "themes")


def test_an_item_without_text_has_no_card_but_its_measurements(maker: CardMaker) -> None:
    bare, heard = Item("x", Kind.DOCUMENT, "scan0001"), Item("y", Kind.MUSIC, "Track 3", duration=200.0)
    nothing, measured = maker.make([Subject(bare), Subject(heard)])
    assert nothing.card == {} and not nothing.confidences.any()
    assert list(measured.card) == ["length"]


def test_what_is_very_long_or_odd_is_cut_and_read_all_the_same(maker: CardMaker) -> None:
    odd = Item("z", Kind.BOOK, "long " * 1000, subjects=("\ud800",), description="x" * 100_000 + " A storm at sea.")
    (made,) = maker.make([Subject(odd, [Passage("z", 0, "\x00" * 50)])])
    assert np.isfinite(made.confidences).all()
    assert all(len(one.said) <= 400 for some in made.card.values() for one in some)


def test_length_is_exact_where_it_is_known() -> None:
    def length(**known: object) -> str | None:
        found = length_of(Item("i", Kind.BOOK, "T", **known))  # type: ignore[arg-type]
        return found.value if found is not None else None

    assert length(pages=30) == "minutes" and length(pages=120) == "an evening" and length(pages=412) == "days"
    assert length(words=600_000) == "weeks" and length() is None
    # A sample of a book says nothing of how long the book is.
    assert length(words=168) is None and length(words=168, pages=412) == "days"


def test_sentences_of_scripts_without_blanks_are_told_apart() -> None:
    assert sentences("夜の海は静かでした。船は港に帰りました。") == ["夜の海は静かでした。", "船は港に帰りました。"]
    assert sentences("Yes. No.") == []


def test_a_passage_from_the_middle_loses_its_broken_ends() -> None:
    cut = "and so it ended there at last. They all went home by boat. The rain came down on them. He said that no"
    passages = [Passage("i", at, cut if at else "A beginning that says enough. " * 8) for at in range(9)]
    read = card_text(Item("i", Kind.BOOK, "T"), passages).read
    assert "They all went home by boat." in [one.text for one in read]
    assert not any(one.text.startswith("and so") for one in read)


def test_words_are_counted_by_their_beginnings_and_as_phrases() -> None:
    counts = word_lists().counts("Lullabies after the Second World War")
    assert counts[COLUMN["occasion", "falling asleep"]] > 0
    assert counts[COLUMN["period", "1900 to 1950"]] > 0
    assert word_lists().counts("").shape == (len(COLUMNS),)


def test_weights_survive_being_stored() -> None:
    heads = default_heads()
    assert Heads.from_bytes(heads.to_bytes()).digest == heads.digest


def test_the_demo_library_was_not_learned_from() -> None:
    """Others measure on the demo library: no work of it may be among the examples."""
    resources = Path(__file__).parents[2] / "resources"
    demo = {
        one["title"].casefold()
        for name in ("books", "music", "documents")
        for some in tomllib.loads((resources / "demo" / f"{name}.toml").read_text()).values()
        if isinstance(some, list)
        for one in some
    }
    assert len(demo) > 150
    for path in (resources / "corpus").glob("cards-*.jsonl"):
        titles = {json.loads(line)["title"].casefold() for line in path.read_text().splitlines()}
        assert not titles & demo
