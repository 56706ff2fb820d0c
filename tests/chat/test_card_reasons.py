"""The line on a card: what of the wish the work has, where that is what was wished for."""

import pytest

from assistant.chat.card_reasons import card_reasons
from assistant.chat.understand.intent import read_by_rules
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import Match, PartId, RequestMatch

PORTS = Item(
    "b1", Kind.BOOK, "Small Harbours", ("I. Quay",), subjects=("flats",), description="Essays about small ports, tides."
)


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("a book about ports", ("ports",), True),
        ("cleaned three flats today, brain is mush, a book that asks nothing of me", ("flats",), False),
        ("a book about small harbours", ("harbours",), False),
    ],
)
def test_a_word_speaks_for_a_card_only_where_it_was_wished_for(text: str, words: tuple[str, ...], told: bool) -> None:
    found = Recommendation(PORTS, Score({"request": 1.0}), (RequestMatch(PartId("request_words"), words, Match.SOME),))
    (line,) = card_reasons([found], None, read_by_rules(text)).values()
    assert (words[0] in line and "ssays" not in line) is told
    assert told or line == "Essays about small ports, tides"
