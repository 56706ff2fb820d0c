"""Spellings of a hurry are read as the words that they stand for."""

import pytest

from assistant.language.words.chat_words import in_full
from assistant.language.words.misspelt import spelt


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    ("hurried", "written"),
    [
        ("smth w/o singing pls", "something without singing please"),
        ("a tune w/out singing", "a tune without singing"),
        ("a book abt the sea w robots", "a book about the sea with robots"),
        ("a book 4 the train, nothing 2 scary", "a book for the train, nothing too scary"),
        ("a scary book b4 bed 4 a 10 yr old", "a scary book before bed for a 10 year old"),
    ],
)
def test_a_wish_in_a_hurry_is_the_wish_in_full(talk, hurried, written):
    assert chips(talk(hurried)) == chips(talk(written)) != []
    assert talk(hurried).cards == talk(written).cards


def test_thanks_in_a_hurry_are_thanks(talk):
    assert talk("a book about the sea", "thx").reply == talk("a book about the sea", "thanks").reply


@pytest.mark.parametrize(
    "text",
    ["4 songs", "W. H. Auden", "rock 'n' roll", "R&B", "u2 live", "the w"],
)
def test_what_is_no_such_spelling_stays(text):
    assert in_full(text) == text


def test_the_letters_of_a_title_stay():
    text = "play Songs 4 U, thx"
    assert in_full(text, [(5, 14)]) == "play Songs 4 U, thanks"


@pytest.mark.parametrize(
    ("misspelt", "written"),
    [
        ("a book about a seriel killer", "a book about a serial killer"),
        ("somethin mellancholy by the sea", "something melancholy by the sea"),
        ("a gentel mistery", "a gentle mystery"),
    ],
)
def test_a_misspelt_wish_is_the_wish(talk, misspelt, written):
    assert chips(talk(misspelt)) == chips(talk(written)) != []
    assert talk(misspelt).cards == talk(written).cards


@pytest.mark.parametrize("text", ["an unread one", "Mistery Jets", "a planked deck", "gentler", "mistères en mer"])
def test_what_may_be_a_word_or_a_name_stays(text):
    assert (
        spelt(f"please, {text}", lambda word: word in ("undead", "mystery", "planted", "gentle")) == f"please, {text}"
    )
