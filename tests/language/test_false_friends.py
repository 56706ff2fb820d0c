"""Everyday words of one language that our lists take from another."""

import tomllib
from importlib.resources import files

import pytest

from assistant.cards.wishes import card_wish, named_values
from assistant.language.facet_parser import read_facets
from assistant.language.taste.themes import words_said
from assistant.language.vocabulary import vocabulary
from assistant.language.words import false_friends
from assistant.language.words.false_friends import without_false_friends


@pytest.mark.parametrize(("text", "wanted"), [
    ("das war eine lange Woche, bitte etwas Leichtes", [("demand", "light")]),
    ("das macht nichts, gib mir was Ruhiges für heute", [("mood", "calm")]),
    ("algo tranquilo para leer, aunque sea muy corto", [("mood", "calm")]),
    ("you see, I need something calm to read", [("mood", "calm")]),
    ("I hope there is something funny on my shelves", [("mood", "funny")]),
    ("questa settimana è stata lunga, qualcosa di tranquillo", [("mood", "calm")]),
    ("oh my god, what a day, anything quiet?", [("mood", "calm")]),
])  # fmt: skip
def test_an_everyday_word_asks_for_nothing(text, wanted):
    assert list(card_wish(text).wanted) == wanted
    assert read_facets(text).themes == ()


@pytest.mark.parametrize(("text", "value"), [
    ("ein Buch über das Meer und einen See", ("setting", "sea")),
    ("un libro che parla del mare", ("setting", "sea")),
    ("a novel about the sea", ("setting", "sea")),
    ("a novel about a war", ("setting", "war")),
    ("ein Roman über den Krieg", ("setting", "war")),
    ("books about god and religion", ("themes", "faith")),
])  # fmt: skip
def test_the_same_word_asks_where_it_is_meant(text, value):
    assert value in card_wish(text).wanted


def test_nothing_is_denied_by_a_form_of_to_be():
    assert card_wish("un libro que no sea triste").avoided == (("mood", "melancholy"),)
    assert read_facets("que no sea triste").themes == ()


def test_the_text_keeps_its_places():
    text = "Das WAR schön – die Wüste"
    assert without_false_friends(text) == "Das     schön –     Wüste"


def test_every_word_of_the_list_would_be_taken_for_something_else(monkeypatch):
    data = tomllib.loads(files("resources").joinpath("false_friends.toml").read_text(encoding="utf-8"))
    monkeypatch.setattr(false_friends, "_listed", dict)
    phrases = [one.strip() for row in data.values() for one in row["words"].split(",")]
    idle = [one for one in phrases if one and not (words_said(one) or named_values(one) or vocabulary().find(one))]
    assert idle == []
