"""What list a sentence asks for."""

import pytest

from assistant.domain.entities import Kind
from assistant.lists.list_request import Form, read_wish

CASES = [
    # text, form, about, n, minutes, days, minutes a day
    ("Make me a 45 minute playlist of calm music for cooking", "playlist", "calm music for cooking", None, 45, None,
     None),
    ("Create a two-hour playlist for a long drive", "playlist", "a long drive", None, 120, None, None),
    ("build me a mixtape, an hour and a half of folk", "playlist", "folk", None, 90, None, None),
    ("Playlist for a dinner party lasting 3 hours", "playlist", "a dinner party", None, 180, None, None),
    ("playlist of 10 jazz tracks", "playlist", "jazz tracks", 10, None, None, None),
    ("Please put together a playlist with 20 sad songs from the 80s", "playlist", "sad songs from the 80s", 20, None,
     None, None),
    ("make a playlist of 40 waltzes", "playlist", "waltzes", 40, None, None, None),
    ("make me a playlist", "playlist", "", None, None, None, None),
    ("Make a reading plan on the sea for two weeks, 30 minutes a day", "reading plan", "the sea", None, None, 14, 30),
    ("Reading plan for the next month, an hour each evening, science fiction", "reading plan", "science fiction", None,
     None, 30, 60),
    ("A reading plan for March about gardens", "reading plan", "gardens", None, None, 30, None),
    ("plan my reading for the summer: short novels", "reading plan", "short novels", None, None, 90, None),
    ("make a reading plan of three papers for the weekend", "reading plan", "", 3, None, 2, None),
    ("a bundle for a rainy weekend", "bundle", "a rainy weekend", None, None, None, None),
    ("make a list of a book and an album for a winter evening", "bundle", "for a winter evening", None, None,
     None, None),
    ("something to read and music for the train: make a bundle", "bundle", "the train", None, None, None, None),
    ("make a list of five books about ships", "list", "books about ships", 5, None, None, None),
    ("make a list of crime novels, about five", "list", "crime novels, about five", 5, None, None, None),
    ("make a list of one book of poems and three more", "list", "one book of poems and three more", 4, None, None,
     None),
    ("two hours without the children. Queue 25 minutes of harp music", "playlist",
     "without the children. harp music", None, 25, None, None),
    ("make a list of novels set in Paris", "list", "novels set in Paris", None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "about", "n", "minutes", "days", "a_day"), CASES)
def test_a_sentence_is_read(text, form, about, n, minutes, days, a_day):
    wish = read_wish(text)
    assert (wish.form, wish.about, wish.n, wish.minutes, wish.days, wish.a_day) == (
        form,
        about,
        n,
        minutes,
        days,
        a_day,
    )
    assert wish.title and wish.title[0].isupper()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a list of 6, three of mine in portuguese and three of his in dutch",
         [("in Portuguese", Kind.BOOK, 3), ("in Dutch", Kind.BOOK, 3)]),
        ("make me a playlist, 3 songs in english and 2 in Welsh",
         [("in English", Kind.MUSIC, 3), ("in Welsh", Kind.MUSIC, 2)]),
    ],
)  # fmt: skip
def test_so_many_in_each_language_are_parts(text, parts):
    assert [(one.about, one.kind, one.n) for one in read_wish(text).parts] == parts


def test_what_is_to_last_half_an_hour_after_the_day_is_no_plan():
    wish = read_wish("half an hour of quiet for after the day. no voices, save it as a list")
    assert wish.form is Form.PLAYLIST and wish.minutes == 30


def test_kinds_that_are_named():
    assert read_wish("make a list of a book and an album for tonight").kinds == (Kind.BOOK, Kind.MUSIC)
    assert read_wish("a reading plan of papers").kinds == (Kind.DOCUMENT,)
    assert read_wish("a bundle for a rainy day").kinds == ()


@pytest.mark.parametrize(
    "text", ["", " ", "list", "x" * 50_000, "playlist of 999999 songs", "a list of 0 books", "\x00;'\""]
)
def test_odd_sentences_are_read_too(text):
    wish = read_wish(text)
    assert wish.form in Form and len(wish.title) <= 80 and (wish.n is None or 1 <= wish.n <= 200)
