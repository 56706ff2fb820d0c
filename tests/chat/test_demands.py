"""What a message demands beyond facets: traits it must show or must not, denied languages, creators' gender."""

import pytest

from assistant.chat.constraint import Avoiding, Having, OfGender
from assistant.chat.demands import denied_and_required, meeting
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.language.names.given_names import MAN, WOMAN, gender_of
from assistant.language.taste.traits import trait

SONATA = Item("m1", Kind.MUSIC, "Sonata in G", ("Clara Weiss",), subjects=("Piano", "Sonata"))
MOTET = Item("m2", Kind.MUSIC, "Morning Motet", ("Otto Lang",), subjects=("Choral",), description="Six voices.")
TRIO = Item("m3", Kind.MUSIC, "Trio", ("Anna Berg",), description="For violin, viola and cello.")
DUO = Item("m4", Kind.MUSIC, "Duo", ("Max Berg",), description="Two violins answer one another.")
MEMOIR = Item("b1", Kind.BOOK, "A Life at Sea", ("Q. Reed",), subjects=("Memoir", "Adventure"))
TALE = Item("b2", Kind.BOOK, "The Glass Town", ("Jane Reed",), subjects=("Science fiction", "Science"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("violins instead of a keyboard", [Avoiding("keyboards"), Having("strings")]),
        ("Musik ohne Gesang", [Avoiding("singing")]),
        ("de la musique sans piano, s'il vous plaît", [Avoiding("piano")]),
        ("songs without words", [Avoiding("singing")]),
        ("an hour of instrumental music", [Avoiding("singing")]),
        ("a novel in which nobody gets killed", [Avoiding("deaths")]),
        ("no invented stories, real events only", [Avoiding("fiction"), Having("true stories")]),
        ("the same but made up", [Avoiding("true stories")]),
        ("have you made up your mind", []),
        ("non-fiction", [Having("true stories")]),
        ("something quiet, piano or guitar", []),
        ("more like that, but for grown-ups", [Avoiding("for the young")]),
        ("neither German nor Italian", [Avoiding("German"), Avoiding("Italian")]),
        ("something written by a woman", [OfGender(WOMAN)]),
        ("nothing by men, please", [OfGender(WOMAN)]),
        ("the last three were all by men, so a woman this time", [OfGender(WOMAN)]),
        ("by a man but about a woman", [OfGender(MAN)]),
        ("a novel then, a woman this time", [OfGender(WOMAN)]),
        ("eine Komponistin", [OfGender(WOMAN)]),
        ("a story about a man and his dog", []),
        ("a proper stage work, not a novel", [Avoiding("novels")]),
        ("a woman wrote it, and it isn't about a farm", [OfGender(WOMAN)]),
        ("the same, but I'd sooner have a man sing it", [OfGender(MAN)]),
        ("more of that, only on this planet", [Avoiding("space")]),
        ("a fantasy that stands alone, no series please", [Avoiding("series")]),
        ("ein Krimi, aber kein Mehrteiler, ein Einzelband", [Avoiding("series")]),
        ("something that isn't about couples", [Avoiding("romance")]),
        ("novels made of letters or diaries", []),
    ],
)
def test_demands_are_read(text: str, expected: list[object]) -> None:
    assert denied_and_required(text) == expected


def test_items_show_their_traits() -> None:
    assert trait("piano").shown_by(SONATA) and trait("keyboards").shown_by(SONATA)
    assert trait("singing").shown_by(MOTET) and not trait("singing").shown_by(TRIO)
    assert trait("instrumental").shown_by(SONATA) and not trait("instrumental").shown_by(MOTET)
    assert trait("true stories").shown_by(MEMOIR) and not trait("fiction").shown_by(MEMOIR)
    assert trait("fiction").shown_by(TALE) and not trait("true stories").shown_by(TALE)


def test_a_song_is_sung_unless_its_own_words_deny_it() -> None:
    ballad, riff = (Item("m5", Kind.MUSIC, "Ferry", subjects=(one, "Ballad")) for one in ("Folk rock", "Krautrock"))
    unsung = Item("m6", Kind.MUSIC, "Ferry", subjects=("Folk rock",), description="Flute and fiddle, no singing.")
    assert trait("singing").shown_by(ballad) and not trait("instrumental").shown_by(ballad)
    assert not trait("singing").shown_by(riff)
    assert trait("instrumental").shown_by(unsung) and not trait("singing").shown_by(unsung)


def test_what_has_a_language_is_sung_unless_it_is_told_to_be_played() -> None:
    sung = Item("m7", Kind.MUSIC, "Havenlicht", ("Otto Lang",), language="nl")
    played = Item("m8", Kind.MUSIC, "Hafenlicht", ("Otto Lang",), language="de", subjects=("Ambient",))
    untold = Item("m9", Kind.MUSIC, "Harbour Light", ("Otto Lang",))
    assert trait("singing").shown_by(sung) and not trait("instrumental").shown_by(sung)
    assert not trait("singing").shown_by(played) and not trait("singing").shown_by(untold)
    assert trait("piano").shown_by(Item("m7", Kind.MUSIC, "Dew", description="A cello over the piano's low notes."))


def test_what_is_demanded_is_kept_to_as_far_as_anything_shows_it() -> None:
    found = [Recommendation(one, Score({})) for one in (SONATA, MOTET, TRIO, DUO)]
    assert [one.item.id for one in meeting(found, [Having("strings")])] == ["m3", "m4"]
    # Of the duo nothing tells whether anybody sings; in the others nobody does.
    assert [one.item.id for one in meeting(found, [Having("singing")])] == ["m2", "m4"]
    assert [one.item.id for one in meeting(found, [OfGender(WOMAN)])] == ["m1", "m3"]


def test_first_names_tell_where_they_tell() -> None:
    assert [gender_of(name) for name in ("Zorvin Stone", "Doris May", "Q. Reed", "Björk", "Peter Kay")] == [
        "", WOMAN, "", WOMAN, MAN,
    ]  # fmt: skip
