"""Explanations by the default model: whatever it says, only what the evidence holds is shown."""

from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import Fits, PartId
from assistant.explain.checker_counts import CheckerCounts
from assistant.explain.claim_verifier import Checker
from assistant.explain.explanation import explain_with_model
from tests.facts import known

WORKS = [
    ("The Salt Road", "Mara Venn"), ("Iron Orchard", "Tobias Reck"), ("Quiet Harbours", "Lena Okoye"),
    ("Clockwork Sparrows", "Ida Holm"), ("The Drowned Bell", "Jonas Wray"), ("A Map of Rain", "Petra Lund"),
]  # fmt: skip


def liked(place):
    title, creator = WORKS[place % len(WORKS)]
    return known(f"b{place}", title, creator)


def test_every_sentence_is_supported_and_some_are_the_models(default_model):
    counts = CheckerCounts()
    line = Fits(PartId.of_statement("s1"), "s1", "I like slow books.")
    for place, (title, creator) in enumerate(WORKS):
        item = Item(f"b{place}", Kind.BOOK, title, (creator,))
        shapes = ((liked(place + 1),), (liked(place + 2), liked(place + 3)), (line, liked(place + 1)))
        evidence = shapes[place % len(shapes)]
        told = explain_with_model(Recommendation(item, Score({"taste": 1.0}), evidence), default_model, counts)
        assert told.text
        assert Checker(evidence, item).check(told.text) == []
    assert counts.passed > counts.fallback
