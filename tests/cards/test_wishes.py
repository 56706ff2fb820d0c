"""Wishes in words, read as values of cards."""

import tomllib
from importlib.resources import files

import pytest

from assistant.cards.wishes import card_wish, is_of_card
from assistant.domain.cards import COLUMN
from assistant.language.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "wanted", "avoided"),
    [
        ("something to fall asleep to", {"occasion.falling asleep"}, set()),
        ("Cheer me up!", {"mood.cheerful"}, set()),
        ("a funny book, but nothing scary please", {"mood.funny"}, {"mood.frightening"}),
        ("etwas Ruhiges zum Einschlafen", {"mood.calm", "occasion.falling asleep"}, set()),
        ("quelque chose de drôle", {"mood.funny"}, set()),
        ("algo para bailar", {"occasion.dancing"}, set()),
        ("qualcosa di rilassante", {"mood.calm"}, set()),
        ("up since three, need waking up, and loud is fine", {"pace.quick"}, set()),
        ("a book where things happen, I want to laugh out loud", {"mood.tense", "mood.funny"}, set()),
        ("coś spokojnego na wieczór", {"mood.calm"}, set()),
        ("a biography of Ada Lovelace", set(), set()),
        ("", set(), set()),
    ],
)
def test_what_is_wanted_and_what_is_not(text: str, wanted: set[str], avoided: set[str]) -> None:
    wish = card_wish(text)
    assert {".".join(one) for one in wish.wanted} == wanted
    assert {".".join(one) for one in wish.avoided} == avoided


def test_what_goes_with_a_wish_and_what_against_it() -> None:
    wish = card_wish("something to fall asleep to")
    assert ("mood", "calm") in wish.brought and ("mood", "frightening") in wish.unwelcome
    # What was asked for is never unwelcome.
    both = card_wish("something dark and funny")
    assert not {("mood", "dark"), ("mood", "funny")} & {*both.unwelcome}


def test_a_wish_for_nothing_else_is_known_as_such() -> None:
    assert is_of_card("something to fall asleep to") and is_of_card("cheer me up")
    assert not is_of_card("a funny book about lighthouses") and not is_of_card("lighthouses")


def test_the_table_names_only_values_that_there_are() -> None:
    data = tomllib.loads(files("resources").joinpath("cards/wishes.toml").read_text())
    assert set(data["doubtful"]) <= set(vocabulary().phrases)
    for group in (data["wish"], data["unwelcome"], data["brings"]):
        assert all(tuple(name.split(".", 1)) in COLUMN for name in group)
    for group in ("unwelcome", "brings", "doubtful"):
        assert all(
            tuple(one.strip().split(".", 1)) in COLUMN for some in data[group].values() for one in some.split(",")
        )
