"""The line on a card: what of the wish the work has, where that is what was wished for."""

from dataclasses import replace

import pytest

from assistant.chat.reasons.lines import card_reasons
from assistant.chat.understand.intent import read_by_rules
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import Match, PartId, RequestMatch
from assistant.explain.blurb import blurb

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


def test_what_the_guide_says_is_told_as_its_word() -> None:
    bare = Item("b", Kind.BOOK, "Rooms of Salt", guide="A keeper counts storms in a lamp room.")
    assert blurb(bare) == "Alcove’s guide · A keeper counts storms in a lamp room."
    assert blurb(replace(bare, description="About a lighthouse.")) == "About a lighthouse."
