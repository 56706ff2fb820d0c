"""What tells a fact of somebody's life, and what tells of taste, of a need or of a wish all the same."""

import pytest

from assistant.language.taste.facts import is_plain_fact


@pytest.mark.parametrize(
    "text",
    [
        "my brother lives in Leeds",
        "By the way, I work as a nurse.",
        "We have two dogs",
        "my neighbour's daughter studied in Prague",
        "Meine Schwester wohnt in Bremen",
        "Ich bin in Köln geboren",
        "Mon frère habite à Lyon",
        "je m'appelle Claire",
    ],
)
def test_a_fact_of_life_is_one(text):
    assert is_plain_fact(text)


@pytest.mark.parametrize(
    "text",
    [
        "I love long novels",
        "I live for jazz",
        "I work best to techno",
        "Ich lebe für Musik",
        "my kids hate the piano",
        "I work nights and can't sleep",
        "I moved on from fantasy and want crime",
        "he turned into a bug",
        "I have 20 minutes",
        "my brother lives in Leeds, what could he read?",
    ],
)
def test_what_tells_of_taste_or_asks_for_something_is_none(text):
    assert not is_plain_fact(text)
