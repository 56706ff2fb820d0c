"""Number, kind, order and title of a list, as people say them in several languages."""

import pytest

from assistant.domain.entities import Kind
from assistant.lists.forms import Form
from assistant.lists.list_request import read_wish
from assistant.lists.numbers_told import number_told


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("hymns for Sunday, six, everyone must know them", 6),
        ("a dozen sea shanties", 12),
        ("half a dozen short novels", 6),
        ("acht Stücke a cappella", 8),
        ("dix albums pour la route", 10),
        ("ocho textos sobre el duelo", 8),
        ("anybody you think of, up to ten", 10),
        ("a course in four stations", 4),
        ("45 minutes of jazz", None),
        ("songs for a seven year old", None),
        ("driving home at 7 with the sun in my eyes", None),
        ("something under 200 pages", None),
        ("three days of reading", None),
    ],
)
def test_what_a_number_counts(text, n):
    assert number_told(text) == n


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("all of Mara Venn in the proper order", "oldest"),
        ("everything on binding, chronologically", "oldest"),
        ("my letters, newest first", "newest"),
        ("a reading list, shortest first", "shortest"),
        ("a course in logic from easy to hard", "easiest"),
        ("par ordre de date", "oldest"),
        ("put them in order to please me", ""),
    ],
)
def test_the_order(text, order):
    assert read_wish(text).order == order


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("une liste de chansons pour la route", (Kind.MUSIC,)),
        ("eine Liste mit sechs Krimis", (Kind.BOOK,)),
        ("a shelf of sea ballads", (Kind.MUSIC,)),
        ("list of whodunits", (Kind.BOOK,)),
    ],
)
def test_the_kind(text, kinds):
    assert read_wish(text).kinds == kinds


def test_an_hour_in_other_languages():
    assert read_wish("playlist, 3 Stunden, kein Gesang").minutes == 180
    assert read_wish("una playlist de 2 horas").minutes == 120
    assert read_wish("eine Playlist, zwei Stunden Chor").minutes == 120
    assert read_wish("Eine Stunde Musik zum Bügeln").minutes == 60
    assert read_wish("une playlist de deux heures pour la route").minutes == 120
    assert read_wish("eine halbe Stunde Flöte").minutes == 30
    assert read_wish("Fünfzehn Minuten Orgel").minutes == 15


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("make a playlist called 'Quads' for the gym", "Quads"),
        ("a list of sad songs for the wake, nothing loud", "Sad songs for the wake"),
        ("make me a playlist", "A playlist"),
        ("Pack me a bundle for a weekend in Wales", "A weekend in Wales"),
        ("throw together a playlist for ironing", "Ironing"),
        ("I need 8 books by poets in one list", "Books by poets"),
        ("eight songs about trains without any whistles", "Songs about trains"),
        ("Stell mir eine Leseliste für den Garten zusammen", "Garten"),
        ("Fais-moi une liste de contes d'hiver, mais pas de loups", "Contes d'hiver"),
    ],
)
def test_the_title(text, title):
    assert read_wish(text).title == title


def test_leseplan_is_a_plan():
    assert read_wish("ein Leseplan für den Winter").form is Form.PLAN


def test_none_that_were_finished():
    assert read_wish("five novels, none that I've finished already").unread
    assert not read_wish("five novels about the sea").unread
