"""What a request for a list tells of the hour it is for, and what it asks for."""

import pytest

from assistant.lists.circumstances import without_hour


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("songs for the Christmas party, everybody dances", False),
        ("canzoni per il Christmas party, tutti vogliono ballare", False),
        ("ballads for the Christmas party", True),
        ("a list of Christmas songs to dance to", True),
    ],
)
def test_a_party_where_people_dance_asks_for_no_christmas_music(text, kept):
    assert ("Christmas" in without_hour(text)) is kept
