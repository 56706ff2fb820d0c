"""Which sentences speak of a work: named as a name is written, in quotation marks, or with its maker beside it."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.relations import Relation
from assistant.relations.about import turned
from assistant.relations.mentions import LONGEST_SENTENCE, spoken_of
from assistant.relations.names import Names

LAMP = Item("b1", Kind.BOOK, "The Brass Lantern: A Voyage", ("Odile Harrow",))
ICEFALL = Item("b2", Kind.BOOK, "Icefall", ("Tam Orrin",))
HOME = Item("m1", Kind.MUSIC, "Home", ("Tam Orrin",))
NIGHT = Item("m2", Kind.MUSIC, "Long Nights", ("Various Artists",))
WORKS = {item.id: item for item in (LAMP, ICEFALL, HOME, NIGHT)}


def named(sentence: str, *creators: str) -> set[str]:
    """Ids of the works that a document with this description speaks of."""
    paper = Item("d1", Kind.DOCUMENT, "A paper", creators, description=sentence)
    makers = {**{key: frozenset(item.creators) for key, item in WORKS.items()}, "d1": frozenset(creators)}
    found = list(spoken_of(paper, [], Names([*WORKS.values(), paper]), makers.__getitem__))
    assert all(edge.relation is Relation.MENTIONS for edge in found)
    return {edge.item_id for edge in found}


@pytest.mark.parametrize(
    ("sentence", "works"),
    [
        ("She gave me The Brass Lantern for the train.", {"b1"}),
        ("She gave me THE BRASS LANTERN.", {"b1"}),
        ("The brass lantern hung over the door.", set()),
        ("We climbed the icefall at noon.", set()),
        ("Icefall is not far from here.", set()),
        ("He lent me “Icefall” in March.", {"b2"}),
        ("March: Icefall, given up", {"b2"}),
        ("Orrin wrote Icefall in a hut.", {"b2"}),
        ("Home is where we are.", set()),
        ("He said “Home” and left.", set()),
        ("Orrin sings Home too slowly.", {"m1"}),
        ("I met Odile Harrow once.", {"b1"}),
        ("I met the Harrow twins once.", set()),
        ("Various Artists play it.", set()),
    ],
)
def test_only_what_is_written_as_a_name_is_one(sentence: str, works: set[str]) -> None:
    assert named(sentence) == works


def test_the_makers_own_advertisement_is_no_mention() -> None:
    assert named("By the same author: The Brass Lantern.", "Odile Harrow") == set()


def test_a_long_sentence_is_cut_around_the_name() -> None:
    paper = Item("d1", Kind.DOCUMENT, "A paper", description=f"{'and so on ' * 90} The Brass Lantern {'and on ' * 90}.")
    (edge,) = spoken_of(paper, [], Names([*WORKS.values(), paper]), lambda _: frozenset())
    assert "The Brass Lantern" in edge.sentence
    assert edge.sentence.startswith("…") and len(edge.sentence) <= LONGEST_SENTENCE + 2


def test_people_among_subjects_are_turned_round() -> None:
    assert turned("Harrow, Odile, 1901-1977") == turned("Harrow, Odile") == "Odile Harrow"
    assert turned("Great Britain -- History") == "Great Britain -- History"
