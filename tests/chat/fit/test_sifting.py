"""What is left out: what may be against the wish goes, and where too little is left it comes last."""

import pytest

from assistant.chat.fit.breaking import breaking, breaks
from assistant.chat.fit.sifting import pointed_away, sifted
from assistant.chat.session import ChatSession
from assistant.chat.understand.comparing_names import compared
from assistant.chat.understand.intent import read_by_rules
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer

WIZARDS = Item("b1", Kind.BOOK, "The Ninth Tower", subjects=("Fantasy",))
GLANCED = Item("b2", Kind.BOOK, "Ledger", description="Her accounts balance as if by a wizard.")
PLAIN = [Item(f"b{at}", Kind.BOOK, title, description="A street and its people.") for at, title in enumerate("XYZ", 3)]
SHELF = Gazetteer.build(
    [
        Item("b1", Kind.BOOK, "Iron Orchard", ("Tobias Reck",)),
        Item("b2", Kind.BOOK, "The Salt Road", ("Mara Venn",)),
    ]
)


def kept(items: list[Item], text: str, services: object, avoid: tuple[str, ...] = ()) -> tuple[list[str], set[str]]:
    found = [Recommendation(one, Score({})) for one in items]
    left, doubtful = sifted(found, avoid, ChatSession(), read_by_rules(text), services, 5)
    return [one.item.id for one in left], doubtful


def test_a_theme_is_broken_by_its_subjects_and_doubtful_by_a_word() -> None:
    assert breaks(WIZARDS, "magic") and not breaks(GLANCED, "magic") and breaking(GLANCED, "magic") > 0
    assert breaking(PLAIN[0], "magic") == 0


def test_who_wants_nothing_sad_may_want_no_deaths_and_no_sorrow() -> None:
    mourning = Item("b8", Kind.BOOK, "Ash", card=(("themes", "death", "text"),))
    lamenting = Item("m8", Kind.MUSIC, "Elm", description="A lament that mourns all summer.")
    assert all(0 < breaking(one, "sad") < 0.75 for one in (mourning, lamenting))
    assert breaking(mourning, "funny") == breaking(lamenting, "funny") == 0


def test_what_may_be_against_the_wish_goes_where_enough_is_left(services) -> None:
    assert kept([GLANCED, *PLAIN], "no magic", services, ("magic",)) == (["b3", "b4", "b5"], set())
    assert kept([GLANCED, *PLAIN[:2]], "no magic", services, ("magic",)) == (["b2", "b3", "b4"], {"b2"})


def test_a_card_that_says_the_contrary_of_the_wish_goes(services) -> None:
    merry = Item("b9", Kind.BOOK, "Merry", card=(("mood", "funny", "text"),))
    assert "b9" not in kept([merry, *PLAIN], "something sad", services)[0]
    assert "b9" in kept([merry, *PLAIN], "something quick", services)[0]


def test_a_novel_is_made_up(services) -> None:
    memoir = Item("b9", Kind.BOOK, "My Years", subjects=("Memoir",))
    assert "b9" not in kept([memoir, *PLAIN], "a novel, please", services)[0]
    assert "b9" in kept([memoir, *PLAIN], "no novels, please", services)[0]


def test_the_one_that_is_told_by_what_is_in_it_is_turned_down(services) -> None:
    assert pointed_away(read_by_rules("a sea story, but not the one with the lighthouse"), services) == {"b3"}
    assert pointed_away(read_by_rules("a sea story"), services) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iron Orchard, but shorter", ["Iron Orchard"]),
        ("the mood of The Salt Road, only happier", ["The Salt Road"]),
        ("as gripping as Iron Orchard", ["Iron Orchard"]),
        ("so etwas wie Iron Orchard", ["Iron Orchard"]),
        ("Mara Venn minus the sea", ["Mara Venn"]),
        ("more by Mara Venn", []),
        ("I want Iron Orchard", []),
    ],
)
def test_names_are_compared_with_or_only_named(text: str, names: list[str]) -> None:
    assert [one.name for one in compared(text, names_meant(text, SHELF))] == names


def test_a_measured_mood_is_no_pace(services) -> None:
    heard = Item("m9", Kind.MUSIC, "Reel", moods=("calm",))
    assert not breaks(heard, "slow") and breaks(Item("m8", Kind.MUSIC, "Reel", subjects=("slow",)), "slow")


def test_what_the_wish_before_asked_for_is_not_turned_down_by_how_a_message_changes_it(services) -> None:
    """ "Shorter" alone sounds like a wish for something brisk."""
    slow = Item("m9", Kind.MUSIC, "Dew", card=(("pace", "slow", "text"), ("occasion", "falling asleep", "text")))
    found = [Recommendation(one, Score({})) for one in (slow, *PLAIN)]
    before = ChatSession(wish="something to fall asleep to")
    left, _ = sifted(found, (), before, read_by_rules("shorter though, under five minutes"), services, 5)
    assert slow in [one.item for one in left]
