"""The ledger in words: parts under their features' names, the strongest first, and an icon for every fact."""

import pytest

from assistant.domain.entities import Kind
from assistant.domain.evidence import (
    Bridge,
    CrowdFavourite,
    Deed,
    Fits,
    Link,
    NewInLibrary,
    PartId,
    SharedSubject,
)
from assistant.explain.ledger_words import evidence_icon, ledger_lines, part_words
from assistant.recommend.features.registry import feature_of
from tests.facts import known, work


def test_parts_are_told_from_the_strongest_to_the_weakest_whatever_their_sign():
    parts = {"fresh": 0.1, "taste": -0.9, "series": 0.5}
    lines = ledger_lines({PartId(name): amount for name, amount in parts.items()}, {})
    assert [amount for _, amount in lines] == [-0.9, 0.5, 0.1]
    assert [words for words, _ in lines] == [part_words(name) for name in ("taste", "series", "fresh")]


def test_parts_with_the_same_words_are_added_up():
    taste, fresh = PartId("taste"), PartId("fresh")
    statements = [PartId.of_statement("s1"), PartId.of_statement("s2")]
    lines = ledger_lines(
        {statements[0]: 0.25, statements[1]: 0.5, taste: -0.5, fresh: 0.125},
        {"s1": "I like maps", "s2": "I like maps", "s3": "I like ships"},
    )
    assert dict(lines) == {"“I like maps”": 0.75, part_words("taste"): -0.5, part_words("fresh"): 0.125}


def test_a_part_has_other_words_where_it_lowers_and_those_alone_would_be_untrue():
    raised, lowered = part_words("nearest_disliked"), part_words("nearest_disliked", lowers=True)
    assert raised != lowered and part_words("fresh") == part_words("fresh", lowers=True)
    for amount, words in ((0.5, raised), (-0.5, lowered)):
        assert ledger_lines({PartId("nearest_disliked"): amount}, {}) == [(words, amount)]


def test_a_part_of_no_feature_is_told_by_its_name():
    assert part_words("some_part:of it") == "Some part: of it"
    assert feature_of("some_part") is None


@pytest.mark.parametrize(
    ("fact", "icon"),
    [
        (known("b1", "Dune"), "liked"),
        (known("b1", "Dune", deed=Deed.RATED_HIGH), "liked"),
        (known("b1", "Dune", deed=Deed.FINISHED), "check"),
        (known("b1", "Dune", deed=Deed.DISLIKED), "dislike"),
        (known("b1", "Dune", deed=Deed.RATED_LOW), "dislike"),
        (known("b1", "Dune", deed=Deed.DROPPED), "close"),
        (SharedSubject(PartId("taste"), "maps", 2), "ledger"),
        (Bridge(PartId("taste"), work("m1", "Sea", kind=Kind.MUSIC), Deed.LIKED, Link.NEAREST), "bridge"),
        (NewInLibrary(PartId("no such part"), "b2"), "info"),
    ],
)
def test_the_icon_of_a_fact(fact, icon):
    assert evidence_icon(fact) == icon


@pytest.mark.parametrize(
    "fact",
    [
        NewInLibrary(PartId("fresh"), "b2"),
        Fits(PartId.of_statement("s1"), "s1", "I like maps"),
        CrowdFavourite(PartId("pack_popular")),
    ],
)
def test_other_facts_carry_the_icon_of_their_feature(fact):
    feature = feature_of(fact.part)
    assert feature is not None and evidence_icon(fact) == feature.icon != "info"
