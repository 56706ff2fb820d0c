"""The passes after reading: resumable, in the right order, and as slow as one asks."""

import time

import numpy as np
import pytest

from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import Cancelled
from indexers.embed import item_text, mixture
from indexers.post_index import MOST_USED, most_used
from indexers.sync import sync
from indexers.throttle import Pace
from tests.indexers import samples
from tests.indexers.conftest import HashEmbedder


def stop_in(phase: str, home):
    """Says "cancelled" once the sync has come to a phase."""
    return lambda: bool(home.progress) and home.progress[-1].phase == phase


def long_book(shelf, name: str, theme: str) -> None:
    chapters = tuple(samples.prose(400, f"{theme} {number}") for number in range(50))
    samples.write_epub(shelf / f"{name}.epub", name, ("Ann Smith",), chapters=chapters)


def test_what_was_stopped_half_way_ends_the_same(home, shelf) -> None:
    long_book(shelf, "Gulls", "winter")
    with pytest.raises(Cancelled):
        home.sync(shelf, cancelled=stop_in("passages", home))
    (item,) = home.library.items.all()
    passages = home.library.items.passages(item.id)
    waiting = home.library.vectors.count_unembedded_passages()
    assert 0 < waiting < len(passages) and home.library.vectors.item_vector(item.id) is not None
    home.progress.clear()
    home.sync(shelf)
    described = home.embedder.embed(item_text(item, passages))
    total = sum(home.embedder.embed(passage.text) for passage in passages)
    expected = mixture(described, total / np.linalg.norm(total))
    assert np.allclose(home.library.vectors.item_vector(item.id), expected, atol=1e-4)
    assert home.library.vectors.uncombined_items(9) == [] and home.library.vectors.count_unembedded_passages() == 0


def test_what_is_used_comes_first(home, shelf) -> None:
    for name in ("Gulls", "Terns", "Auks"):
        long_book(shelf, name, name)
    with pytest.raises(Cancelled):
        home.sync(shelf, cancelled=stop_in("items", home))
    liked = home.library.items.find("Auks")
    home.journal.record(Feedback(liked.id, Verdict.LIKED), 1.0)
    home.progress.clear()
    with pytest.raises(Cancelled):
        home.sync(shelf, cancelled=stop_in("passages", home))
    done = {title: 0 for title in ("Gulls", "Terns", "Auks")}
    left = home.library.vectors.unembedded_passages(1000)
    for title in done:
        item = home.library.items.find(title)
        done[title] = len(home.library.items.passages(item.id)) - sum(passage.item_id == item.id for passage in left)
    assert done["Auks"] > 0 == done["Gulls"] == done["Terns"]


def test_the_latest_use_counts_first(home) -> None:
    for number in range(MOST_USED + 5):
        home.journal.record(Feedback(f"b{number}", Verdict.OPENED), float(number))
    home.journal.record(Feedback("x", Verdict.DISLIKED), 1e9)
    used = most_used(home.journal)
    assert len(used) == MOST_USED and used[0] == f"b{MOST_USED + 4}" and "x" not in used


def test_rest_is_a_share_of_the_time() -> None:
    pace = Pace(lambda: False, 0.75)
    start = time.monotonic()
    time.sleep(0.05)
    pace.step()
    assert time.monotonic() - start >= 0.19
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        busy = Pace(lambda: next(answers), 0.95)
        time.sleep(0.05)
        busy.step()


def test_pausing_is_a_question_that_waits(home, shelf) -> None:
    (shelf / "a.md").write_text("# Note\n\ntext")
    asked = []

    def paused() -> bool:
        asked.append(time.monotonic())
        time.sleep(0.02)
        return False

    report = sync(home.library, home.journal, home.embedder, [shelf], progress=home.progress.append, cancelled=paused)
    assert report.added == 1 and len(asked) >= 2


class Weighty(HashEmbedder):
    """Large in memory: says when it was let go."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def embed(self, text: str) -> np.ndarray:
        self._told += ["used"] * (self._told[-1:] != ["used"])
        return super().embed(text)

    def let_go(self) -> None:
        self._told.append("let go")


def test_one_encoder_is_let_go_before_the_other_is_loaded(home, shelf) -> None:
    samples.write_epub(shelf / "a.epub")
    told: list[str] = []
    home.embedder = Weighty(told)
    home.sync(shelf, worldly=HashEmbedder())
    assert told == ["used", "let go"]
    told.clear()
    home.sync(shelf, worldly=HashEmbedder())
    assert told == [], "nothing waited for the other"
