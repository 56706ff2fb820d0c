"""Bounds of year and length reach beyond the first candidates of a large shelf."""

import pytest

from assistant.app.app import App
from assistant.domain.entities import Item, Kind
from assistant.settings.paths import Paths
from tests.chat.shelves import book, shelve
from tests.stand_ins import HashEmbedder


@pytest.mark.parametrize(
    ("asked", "far"),
    [
        ("a book about the sea from before 1900", {"year": 1880}),
        ("a book about the sea of at most 20 minutes", {"words": 2_000}),
    ],
)
def test_what_keeps_to_the_bounds_is_found_on_a_large_shelf(tmp_path, asked, far):
    opened = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), llm=False)
    near = [book(3 * n, title=f"The sea, part {n}", year=2000, words=90_000) for n in range(120)]
    apart = [book(1 + 3 * n, **{"year": 2000, "words": 90_000, **far}) for n in range(3)]
    shelve(opened, [*near, *apart])
    turn = opened.chat.ask(asked, conversation="bounds")
    opened.close()
    assert set(turn.cards) == {item.id for item in apart}


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    "line",
    [
        "home from a 9 hour shift, a calm book",
        "stuck in traffic for an hour, a calm book",
        "six of us, four hours to Leeds, we take turns reading. a calm book",
        "I have been up for 20 hours. a calm book",
        "my bus takes 40 minutes, a calm book",
        "it was a long day, a calm book",
        "after a short night a calm book",
    ],
)
def test_times_of_somebodys_day_bound_no_work(talk, line):
    assert sorted(chips(talk(line))) == ["book", "calm"]


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("a calm book under 200 pages", "at most 200 pages"),
        ("a calm book I can finish in an hour", "at most 60 minutes"),
        ("a song that is over in three minutes", "at most 3 minutes"),
        ("only got 15 minutes, read me something", "at most 15 minutes"),
        ("I have half an hour before bed, a calm book", "at most 30 minutes"),
        ("something to listen to, half an hour", "at most 38 minutes"),
        ("a calm tune, seven minutes at the very most", "at most 7 minutes"),
        ("a book with nothing scary and nothing over 200 pages", "at most 200 pages"),
        ("música, nada que passe dos dez minutos", "at most 10 minutes"),
        ("um livro fininho em português", "short"),
    ],
)
def test_times_of_the_work_bound_it(talk, line, chip):
    assert chip in chips(talk(line))


def test_a_bound_behind_a_denial_leaves_the_denial(talk):
    assert "nothing scary" in chips(talk("a book with nothing scary and nothing over 200 pages"))
    assert "no poetry" in chips(talk("science fiction, I've had enough poetry for this year"))


@pytest.mark.parametrize(
    "line",
    ["ein Buch, nicht zu dick", "un livre pas trop épais", "a book, nothing thick", "a book, but not another brick"],
)
def test_what_is_not_to_be_thick_is_not_long(talk, line):
    told = chips(talk(line))
    assert {"not long", "nicht lang", "pas long"} & set(told) and not {"short", "kurz", "court"} & set(told)


@pytest.mark.parametrize(
    "line",
    [
        "a book, I have one free weekend for it", "a novel which I can finish before my operation on Friday",
        "a novel, it has to fit into one train ride", "ein Buch für einen Abend", "un libro para una tarde",
    ],
)  # fmt: skip
def test_what_leaves_little_time_asks_for_something_short(talk, line):
    assert {"short", "kurz", "corto"} & set(chips(talk(line)))


def test_a_weekend_that_a_book_tells_of_is_no_length(talk):
    assert "short" not in chips(talk("a novel about a weekend in the country"))


def test_the_pages_of_each_entry_bound_a_list(talk):
    assert "at most 60 pages" in chips(talk("a reading plan of two books for May, nothing over 60 pages"))


def test_not_too_long_is_heard_whatever_was_shown_before(talk):
    assert "not long" in chips(talk("Notes on tides", "a book about the sea, not too long"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a book, and keep it to 300 pages or she will not finish", ["at most 300 pages"]),
        ("a novel under two hundred pages", ["at most 200 pages"]),
        ("ein Roman, höchstens 200 Seiten", ["at most 200 pages"]),
        ("un libro de menos de 200 páginas", ["at most 200 pages"]),
        ("music between 40 minutes and an hour", ["at least 40 minutes", "at most 60 minutes"]),
        ("a symphony, at least 40 minutes, but to fit inside the hour", ["at least 40 minutes", "at most 60 minutes"]),
        ("one folk song, under a quarter of an hour", ["at most 15 minutes"]),
        ("folk, but spare me the seventies", ["nothing from 1970 to 1979"]),
        ("folk, nothing from the nineties", ["nothing from 1990 to 1999"]),
    ],
)  # fmt: skip
def test_each_end_of_a_bound_is_told_as_it_was_said(talk, line, told):
    assert [one for one in chips(talk(line)) if one.startswith(("at ", "nothing"))] == told


def test_years_that_are_denied_are_out_and_others_stay(talk):
    titles = {one.title for one in talk("music, but spare me the eighties").items}
    assert "Neon Tram" in titles and not {"Paper Lanterns", "Harbour Lights"} & titles


def test_half_as_long_is_measured_by_the_work_that_is_named(talk):
    said = chips(talk("something like Iron Orchard but half as long"))
    assert any(one.startswith("at most 6.") for one in said), said
    titles = {one.title for one in talk("something like Iron Orchard but half as long").items}
    assert "Clockwork Sparrows" in titles and "Iron Orchard" not in titles


def test_pages_are_counted_as_a_file_states_them(app_of):
    dense = book(1, title="The Thick Page", pages=180, words=90_000)
    light = book(2, title="The Thin Page", pages=320, words=40_000)
    turn = app_of([dense, light]).chat.ask("a book of at most 200 pages", conversation="pages")
    assert [one.title for one in turn.items] == ["The Thick Page"]


def test_a_quarter_of_an_hour_is_no_misspelt_quartet(app_of):
    dance = Item("m1", Kind.MUSIC, "Take Two", ("The Ash Quartet",), subjects=("Jazz",), duration=300.0)
    turn = app_of([dance]).chat.ask("jazz, but under a quarter of an hour", conversation="quarter")
    assert "at most 15 minutes" in chips(turn)


def test_who_turns_an_instrument_down_wants_music(app_of):
    dance = Item("m1", Kind.MUSIC, "Take Two", ("The Ash Quartet",), subjects=("Jazz", "Saxophone"), duration=300.0)
    line = "no piano no violin. my neighbour teaches both to the same child"
    turn = app_of([dance, book(1, title="The Salt House", pages=180, words=9_000)]).chat.ask(line, conversation="both")
    assert [one.title for one in turn.items] == ["Take Two"]


@pytest.mark.parametrize(
    ("line", "theirs"),
    [
        ("Nel loved The Paper Fox. Something like it for her, please", True),
        ("like The Paper Fox, but she wants it spookier", True),
        ("like The Paper Fox, but spookier", False),
    ],
)
def test_a_child_that_loved_a_childrens_book_wants_another(app_of, line, theirs):
    fox = Item("b8", Kind.BOOK, "The Paper Fox", ("Ada Quill",), subjects=("Children's books", "Foxes"))
    turn = app_of([fox, book(1, title="The Salt House", pages=180, words=9_000)]).chat.ask(line, conversation="fox")
    assert ("for children" in chips(turn)) is theirs


@pytest.fixture
def app_of(tmp_path, encoder):
    opened = []

    def made(rows):
        opened.append(App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=encoder, llm=False))
        shelve(opened[0], rows)
        return opened[0]

    yield made
    for one in opened:
        one.close()


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("one pot of tea and a book. Over 120 pages and I'll resent it", "at most 120 pages"),
        ("a book for the bus, anything over 90 pages and I nod off", "at most 90 pages"),
        ("a book of more than 300 pages, please", "at least 300 pages"),
    ],
)
def test_what_is_said_to_be_too_long_bounds_from_above(talk, line, chip):
    assert chip in chips(talk(line))


@pytest.mark.parametrize(
    "line", ["my uncle (long story, they fell out) wants a book", "Tomé wants a book about the sea"]
)
def test_what_only_sounds_like_a_length_is_none(talk, line):
    assert "long" not in chips(talk(line))
