"""Themes: how people ask for them, what of a work tells of them, and what is said of whom or of meanwhile."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.language.taste.ages import audience_of
from assistant.language.taste.content import wished_themes
from assistant.language.taste.themes import is_theme_word, themes_in, words_said

NAMED = Item("b1", Kind.BOOK, "The Long Crossing", subjects=("Sailing", "Storms"))
TOLD = Item("b2", Kind.BOOK, "Quiet Water", description="Two sisters repair a schooner in a forgotten harbour.")
GLANCED = Item("b3", Kind.BOOK, "Ledger", description="A clerk once met a captain.")
OTHER = Item("b4", Kind.BOOK, "Bread", description="Forty ways with rye.")


def names(text: str) -> set[str]:
    return {one.name for one in themes_in(text)}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("anything with a shipwreck in it?", "survival"),
        ("ein Krimi für den Zug", "detectives"),
        ("une histoire de sorciers", "magic"),
        ("a world after the collapse", "end of the world"),
        ("who pretends to be somebody else", "false identity"),
        ("a girl who has no parents", "orphans"),
        ("same nerves, but salt water", "sea"),
        ("people who start over in a new country", "immigrants and exile"),
    ],
)
def test_a_theme_is_asked_for_in_many_words(text: str, theme: str) -> None:
    assert theme in names(text)


def test_what_tells_of_a_theme_counts_by_where_it_stands() -> None:
    (sea,) = [one for one in themes_in("the sea") if one.name == "sea"]
    assert [sea.shown_by(one) for one in (NAMED, TOLD, GLANCED, OTHER)] == [1.0, 0.75, 0.5, 0.0]
    assert sea.told_in("Sailing") and not sea.told_in("Bread")


def test_a_theme_of_music_is_in_no_book() -> None:
    (groovy,) = [one for one in themes_in("something groovy") if one.name == "groovy"]
    assert groovy.shown_by(Item("m1", Kind.MUSIC, "Step", subjects=("Funk",))) == 1.0
    assert groovy.shown_by(Item("b5", Kind.BOOK, "Step", subjects=("Funk",))) == 0.0


def test_words_of_themes_stand_in_their_order_and_are_no_names() -> None:
    assert words_said("no mountaineers, and no haunted houses") == ("mountaineers", "haunted")
    assert is_theme_word("mushrooms") and not is_theme_word("ashdown")


def test_what_is_denied_or_done_meanwhile_is_no_theme() -> None:
    wished = {one.name for one in wished_themes("something about islands, no pirates, while I'm cooking")}
    assert "islands" in wished and not {"pirates", "food"} & wished
    assert "rain and storm" not in {one.name for one in wished_themes("for a rainy afternoon")}


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("and now one for Ada, who is seven", "children"),
        ("she was eight when she read it, she's fourteen now", "young people"),
        ("für meinen neunjährigen Neffen", "children"),
        ("my son is 30", ""),
        ("I own twelve of them", ""),
        ("my niece is six, a bedtime story", "children"),
        ("her boy turns nine tomorrow, which book", "children"),
        ("dinner is six, what can I hear", ""),
        ("my daughter is 30, cheer her up", ""),
    ],
)
def test_an_age_says_for_whom(text: str, audience: str) -> None:
    assert audience_of(text) == audience
