"""Bounds of year and length reach beyond the first candidates of a large shelf."""

import pytest

from assistant.app.app import App
from assistant.settings.paths import Paths
from tests.chat.shelves import book, shelve
from tests.stand_ins import HashEmbedder


@pytest.mark.parametrize(
    ("asked", "far"),
    [
        ("a book about the sea from before 1900", {"year": 1880}),
        ("a book about the sea of at most 20 minutes", {"words": 2_000}),
    ],
)
def test_what_keeps_to_the_bounds_is_found_on_a_large_shelf(tmp_path, asked, far):
    opened = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), llm=False)
    near = [book(3 * n, title=f"The sea, part {n}", year=2000, words=90_000) for n in range(120)]
    apart = [book(1 + 3 * n, **{"year": 2000, "words": 90_000, **far}) for n in range(3)]
    shelve(opened, [*near, *apart])
    turn = opened.chat.ask(asked, conversation="bounds")
    opened.close()
    assert set(turn.cards) == {item.id for item in apart}


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    "line",
    [
        "home from a 9 hour shift, a calm book",
        "stuck in traffic for an hour, a calm book",
        "six of us, four hours to Leeds, we take turns reading. a calm book",
        "I have been up for 20 hours. a calm book",
        "my bus takes 40 minutes, a calm book",
        "it was a long day, a calm book",
        "after a short night a calm book",
    ],
)
def test_times_of_somebodys_day_bound_no_work(talk, line):
    assert sorted(chips(talk(line))) == ["book", "calm"]


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("a calm book under 200 pages", "at most 3.7 hours"),
        ("a calm book I can finish in an hour", "at most 60 minutes"),
        ("a song that is over in three minutes", "at most 3 minutes"),
        ("only got 15 minutes, read me something", "at most 15 minutes"),
        ("I have half an hour before bed, a calm book", "at most 30 minutes"),
        ("something to listen to, half an hour", "at most 38 minutes"),
        ("half an hour of jazz", "at most 38 minutes"),
        ("a calm tune, seven minutes at the very most", "at most 7 minutes"),
        ("a book with nothing scary and nothing over 200 pages", "at most 3.7 hours"),
    ],
)
def test_times_of_the_work_bound_it(talk, line, chip):
    assert chip in chips(talk(line))


def test_a_bound_behind_a_denial_leaves_the_denial(talk):
    assert "nothing scary" in chips(talk("a book with nothing scary and nothing over 200 pages"))
    assert "no poetry" in chips(talk("science fiction, I've had enough poetry for this year"))


@pytest.mark.parametrize("line", ["ein Buch, nicht zu dick", "un livre pas trop épais", "a book, nothing thick"])
def test_what_is_not_to_be_thick_is_short(talk, line):
    assert "short" in chips(talk(line)) or "kurz" in chips(talk(line)) or "court" in chips(talk(line))


def test_the_pages_of_each_entry_bound_a_list(talk):
    assert "at most 66 minutes" in chips(talk("a reading plan of two books for May, nothing over 60 pages"))


def test_not_too_long_is_short_whatever_was_shown_before(talk):
    assert "short" in chips(talk("Notes on tides", "a book about the sea, not too long"))
