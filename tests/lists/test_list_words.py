"""Number, kind, order and title of a list, as people say them in several languages."""

from dataclasses import replace

import pytest

from assistant.chat.understand.intent import Act, read_by_rules
from assistant.domain.entities import Kind
from assistant.lists.forms import Form
from assistant.lists.list_request import read_wish
from assistant.lists.list_selection import for_list
from assistant.lists.numbers_told import number_told
from assistant.lists.times_told import fills_time


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
    ("text", "about", "length"),
    [
        ("A short list of calm piano pieces", "calm piano pieces", ""),
        ("a list of short piano pieces", "short piano pieces", "short"),
        ("eine kurze Liste ruhiger Stücke", "ruhiger Stücke", ""),
    ],
)
def test_a_short_list_holds_few_works_and_not_short_ones(text, about, length):
    intent = replace(read_by_rules(text), act=Act.MAKE_LIST)
    assert read_wish(text).about == about
    assert for_list(intent).facets.length == length


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
        ("make me a list: four short books for the week between contracts", (Kind.BOOK,)),
        ("eine Liste: drei Bücher für die Tage zwischen zwei Verträgen", (Kind.BOOK,)),
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
        ("a reading list. she says my shelf is 'sad old men', so nothing of that, call it “Not sad”", "Not sad"),
        ("a list of sad songs for the wake, nothing loud", "Sad songs for the wake"),
        ("make me a playlist", "A playlist"),
        ("Pack me a bundle for a weekend in Wales", "A weekend in Wales"),
        ("throw together a playlist for ironing", "Ironing"),
        ("I need 8 books by poets in one list", "Books by poets"),
        ("eight songs about trains without any whistles", "Songs about trains"),
        ("Stell mir eine Leseliste für den Garten zusammen", "Garten"),
        ("Fais-moi une liste de contes d'hiver, mais pas de loups", "Contes d'hiver"),
        ("Aunt Ida is in bed with a cold. I need a reading plan, short novels. She reads slowly.", "Short novels"),
        ("We drive north on Monday, so build me a two hour playlist of sea shanties, pls", "Sea shanties"),
        ("Make me a playlist. It's for my cousin's wedding. No waltzes.", "Cousin's wedding"),
        ("Samedi, on reçoit les voisins. Fais-moi une playlist de jazz calme d'une heure", "Jazz calme"),
        ("Ida has a cold. Write her a list: westerns, or whatever has a horse in it, German only", "Westerns"),
        ("sheep are in. a slow list please, no drums", "Slow"),
        ("the village fair, tent up. put together half an hour (25 to 35 min), nothing solemn", "Village fair"),
        ("a list of plays Ben (14, loud) might do before Easter? three or four", "Plays Ben might do before Easter"),
        ("Could you make me a list? Something for a foggy weekend: a novel and an album", "Foggy weekend"),
    ],
)
def test_the_title(text, title):
    assert read_wish(text).title == title


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Ida broke two toes. Make her a list of westerns", None),
        ("a list of plays Ben (14, loud) might put on before Easter? three or four", 4),
        ("eine Liste mit Krimis. Fünf oder sechs", 6),
        ("list of four westerns for Ida, who is one of three sisters", 4),
    ],
)
def test_the_number_is_that_of_the_list(text, n):
    assert read_wish(text).n == n


def test_leseplan_is_a_plan():
    assert read_wish("ein Leseplan für den Winter").form is Form.PLAN


def test_none_that_were_finished():
    assert read_wish("five novels, none that I've finished already").unread
    assert not read_wish("five novels about the sea").unread


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("two novels and three songs about snow", [("snow", Kind.BOOK, 2), ("snow", Kind.MUSIC, 3)]),
        ("a bundle for a wet Sunday: one book, one record",
         [("for a wet Sunday", Kind.BOOK, 1), ("for a wet Sunday", Kind.MUSIC, 1)]),
        ("two war novels and a playlist to go with them", [("war", Kind.BOOK, 2), ("war", Kind.MUSIC, None)]),
        ("zwei Bücher und drei Lieder über Schnee", [("Schnee", Kind.BOOK, 2), ("Schnee", Kind.MUSIC, 3)]),
        ("books and songs on snow, four of each", [("snow", Kind.BOOK, 4), ("snow", Kind.MUSIC, 4)]),
        ("half an hour of harps, half an hour of drums", [("harps", Kind.MUSIC, None), ("drums", Kind.MUSIC, None)]),
        ("five books about songs and dances", []),
        ("30 songs from ten albums", []),
        ("a novel with a strong heroine", []),
    ],
)  # fmt: skip
def test_several_things_in_one_wish(text, parts):
    assert [(one.about, one.kind, one.n) for one in read_wish(text).parts] == parts


@pytest.mark.parametrize(
    ("text", "n", "per_creator"),
    [
        ("twenty songs but no more than two per artist", 20, 2),
        ("ten books, no two by the same author", 10, 1),
        ("zehn Lieder, höchstens eins pro Künstler", 10, 1),
        ("une dizaine de livres", 10, None),
        ("a couple of ghost stories", 2, None),
        ("three or four novels for the beach", 4, None),
        ("one book a week for six weeks", 6, None),
        ("a shelf for my niece, she is 12 and into space, seven at most", 7, None),
    ],
)
def test_numbers_that_are_told_otherwise(text, n, per_creator):
    wish = read_wish(text)
    assert (wish.n, wish.per_creator) == (n, per_creator)


@pytest.mark.parametrize(
    ("text", "fills"),
    [
        ("about an hour of music one can talk over", True),
        ("two hours of something for the drive", True),
        ("anderthalb Stunden Musik zum Kochen", True),
        ("une heure de musique calme", True),
        ("a piece of twenty minutes, music for strings", False),
        ("I have an hour of empty road before me", False),
        ("twenty minutes of reading", False),
    ],
)
def test_a_time_of_things_to_hear(text, fills):
    assert fills_time(text) is fills
