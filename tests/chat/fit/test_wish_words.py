"""The wish is said first, as far as the cards bear it out; what is looked for and what is about something."""

import pytest

from assistant.cards.needs import NeedsMet, needs
from assistant.chat.fit.wish_words import wish_words
from assistant.chat.fit.worth import topic_of
from assistant.chat.leaning import is_about, is_owned, leaning
from assistant.domain.entities import Item, Kind
from assistant.language.facets import Facets

CALM = (("mood", "calm", "subject"), ("occasion", "falling asleep", "text"))
SOFT = Item("m1", Kind.MUSIC, "Soft Rain", subjects=("Piano",), card=CALM)
MILD = Item("m2", Kind.MUSIC, "Mild Night", subjects=("Piano",), card=CALM)
LOUD = Item("m3", Kind.MUSIC, "Steam Hammer", subjects=("Metal",), card=(("mood", "angry", "subject"),))


def test_only_what_most_of_the_cards_have_is_said() -> None:
    cards = [SOFT, MILD, LOUD]
    assert wish_words("something calm", NeedsMet(), Facets(), cards) == ("calm",)
    assert wish_words("something angry", NeedsMet(), Facets(), cards) == ()
    asleep = next(need for need in needs() if need.name == "music to sleep")
    assert wish_words("it is late", NeedsMet(((asleep, 1.0),), 1.0), Facets(), cards) == ("for falling asleep", "calm")
    assert wish_words("piano", NeedsMet(), Facets(genres=("piano",)), cards) == ("piano",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("put something on while I shell peas", Kind.MUSIC),
        ("a piece with a big finish", Kind.MUSIC),
        ("no guitar please", Kind.MUSIC),
        ("etwas zum Lesen", Kind.BOOK),
        ("something not in Polish", Kind.BOOK),
        ("something nice", None),
        ("what is the one with the man alone in a house full of statues", Kind.BOOK),
        ("help me understand how a record is made", Kind.BOOK),
    ],
)
def test_a_wish_leans_to_a_kind_by_what_one_does_with_it(text: str, kind: Kind | None) -> None:
    assert leaning(text, NeedsMet()) is kind


def test_what_is_owned_and_what_is_about_something() -> None:
    assert is_owned("have I got a soup recipe") and is_owned("which one was it where they lose the ship")
    assert not is_owned("something for a rainy day")
    assert is_about("a book in which the weather matters") and not is_about("I have about an hour")


def test_rare_words_tell_what_a_wish_is_about() -> None:
    topic = topic_of(Facets(), ["lighthouses", "really", "funny"], [SOFT, MILD, LOUD])
    assert set(topic.surely()) == {"lighthouse"}
    tower = Item("b1", Kind.BOOK, "The Lighthouse Keeper")
    assert topic.meets(tower) and topic.worth(tower) > topic.worth(SOFT) == 0
