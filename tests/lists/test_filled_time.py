"""Pieces are chosen to fill a time, the better ones where they do."""

import pytest

from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.lists.list_request import read_wish
from assistant.lists.list_selection import chosen


def _minutes(text, *lengths):
    """Of pieces of these lengths, the best first, those that a list takes."""
    pieces = [Item(f"m{at}", Kind.MUSIC, f"Air {at}", duration=60 * minutes) for at, minutes in enumerate(lengths)]
    found = chosen(read_wish(text), [Recommendation(one, Score({})) for one in pieces])
    return [one.item.duration / 60 for one in found]


@pytest.mark.parametrize(
    "text", ["a playlist of half an hour", "uma playlist de meia hora", "eine Playlist, dreißig Minuten"]
)
def test_a_time_is_filled_though_the_first_pieces_leave_a_hole(text):
    assert _minutes(text, 12, 12, 14, 9, 9) == [12, 9, 9]


def test_the_best_pieces_are_taken_where_they_nearly_fill_it():
    assert _minutes("a playlist of half an hour", 10, 10, 9, 3, 3, 4) == [10, 10, 9]


def test_no_more_is_taken_than_the_time():
    assert sum(_minutes("a playlist of half an hour", 11, 11, 11, 11)) == 22
