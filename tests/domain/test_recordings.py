"""What counts as hearing, and where a place in a work of several files lies."""

from pathlib import Path

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.recordings import Piece, Recording, is_played

BOOK = Item("b", Kind.BOOK, "The Long Sea", duration=600.0, chapters=(("One", 0.0), ("Two", 250.0)))
LONG = Recording(BOOK, (Piece(Path("1.mp3"), 200.0), Piece(Path("2.mp3"), 400.0)))


@pytest.mark.parametrize(
    ("at", "piece", "within", "chapter"),
    [(0.0, 0, 0.0, 0), (199.9, 0, 199.9, 0), (200.0, 1, 0.0, 0), (250.0, 1, 50.0, 1)],
)
def test_a_place_of_the_whole_lies_in_one_file(at: float, piece: int, within: float, chapter: int) -> None:
    assert LONG.find(at) == (piece, pytest.approx(within))
    assert LONG.start_of(piece) + within == pytest.approx(at)
    assert LONG.chapter(at) == chapter


def test_a_file_of_unknown_length_is_the_last_that_is_looked_into() -> None:
    track = Recording(Item("m", Kind.MUSIC, "Slack"), (Piece(Path("a.wma")),))
    assert track.find(75.0) == (0, 75.0) and track.chapter(75.0) == -1 and not track.is_long


@pytest.mark.parametrize(
    ("heard", "whole", "counts"), [(90, 180, True), (89, 180, False), (240, 3600, True), (239, 0, False), (5, 8, True)]
)
def test_half_of_it_or_four_minutes_count_as_playing_it(heard: float, whole: float, counts: bool) -> None:
    assert is_played(heard, whole) is counts
