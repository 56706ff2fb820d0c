"""Works by where their makers come from, and by whether these are women or men, as it is known of them."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.language.names.origins import origins_in
from tests.chat.shelves import opened, said

SHELF = {
    "The Master and Margarita": "Mikhail Bulgakov", "Flights": "Olga Tokarczuk",
    "Independent People": "Halldór Laxness",
    "Half of a Yellow Sun": "Chimamanda Ngozi Adichie", "The Summer Book": "Tove Jansson",
    "Faceless Killers": "Henning Mankell", "Beloved": "Toni Morrison", "Homo Faber": "Max Frisch",
    "The Country Girls": "Edna O'Brien", "A Private Press": "Nobody Known", "Sea Pieces": "Q. Reed",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    rows = [
        Item(f"o{at}", Kind.BOOK, title, (by,), subjects=("novel",), language="en", words=80_000)
        for at, (title, by) in enumerate(SHELF.items())
    ]
    app = opened(tmp_path_factory.mktemp("origins"), rows)
    yield app
    app.close()


def makers(turn):
    return {item.creators[0] for item in turn.items}


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("I fancy something Russian", {"Mikhail Bulgakov"}),
        ("a novel by a Nigerian author", {"Chimamanda Ngozi Adichie"}),
        ("was Skandinavisches", {"Henning Mankell", "Tove Jansson"}),
        ("the Nordics, please", {"Henning Mankell", "Halldór Laxness", "Tove Jansson"}),
        ("un roman polonais", {"Olga Tokarczuk"}),
        ("something Irish or Polish to read", {"Edna O'Brien", "Olga Tokarczuk"}),
    ],
)
def test_only_works_from_there_are_shown(app, line, by):
    turn = said(app, line)[-1]
    assert makers(turn) == by
    assert "nothing on your shelves fits" not in turn.reply.lower()


def test_where_nobody_comes_from_there_it_is_said(app):
    turn = said(app, "a book by a Japanese writer")[-1]
    assert turn.reply.startswith("Nothing on your shelves fits all of that (Japanese)")


def test_another_origin_takes_the_place_of_the_one_before_and_a_chip_tells_it(app):
    turns = said(app, "something Russian to read", "rather something Polish")
    assert makers(turns[0]) == {"Mikhail Bulgakov"} and makers(turns[1]) == {"Olga Tokarczuk"}
    assert [one.chip for one in turns[1].session.told if one.name == "origin"] == ["Polish"]


def test_women_are_known_where_their_first_names_tell_nothing(app):
    shown = makers(said(app, "a novel by a woman")[-1])
    assert {"Olga Tokarczuk", "Tove Jansson", "Chimamanda Ngozi Adichie"} <= shown
    assert not shown & {"Halldór Laxness", "Henning Mankell", "Max Frisch", "Mikhail Bulgakov"}


def test_what_there_is_by_such_makers_is_counted_with_their_names(app):
    turn = said(app, "how many books by women have I got?")[-1]
    assert turn.reply.startswith("I count 5 books.") and "They are by" in turn.reply and "Tove Jansson" in turn.reply
    assert "I count 1 book" in said(app, "how many books by Irish writers do I have")[-1].reply
    turn = said(app, "a novel, please", "which of my authors are Nigerian?")[-1]
    assert makers(turn) == {"Chimamanda Ngozi Adichie"} and turn.reply.startswith("I count 1 book.")


@pytest.mark.parametrize("line", ["not that first one, I gave it up halfway", "I gave the first one up halfway"])
def test_what_was_given_up_is_heard_with_the_work_named_between(app, line):
    shown, turn = said(app, "a novel by a woman", line)
    assert f"“{shown.items[0].title}”" in turn.reply and "aside" in turn.reply
    said(app, "undo")


def test_who_is_known_to_come_from_elsewhere_is_not_meant_for_the_language() -> None:
    [portuguese], [brazilian] = origins_in("música portuguesa"), origins_in("música brasileira")
    assert portuguese.is_of(frozenset(), "pt") and not portuguese.is_of(frozenset({"Brazilian"}), "pt")
    assert brazilian.is_of(frozenset({"Brazilian"}), "pt") and not brazilian.is_of(frozenset(), "pt")
    [german] = origins_in("a German novel")
    assert german.is_of(frozenset({"Bohemian"}), "de")
