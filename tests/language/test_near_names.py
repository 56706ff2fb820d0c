"""Names of a library found where they stand misspelt, in part, or with their numbers written otherwise."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer, family_of
from assistant.language.names.near_names import NearNames
from assistant.language.numbers import in_digits

BOOK, MUSIC = Kind.BOOK, Kind.MUSIC
SHELF = Gazetteer.build([
    Item("1", BOOK, "The Forty-One Lanterns", ("Honoria Quillfeather",)),
    Item("2", BOOK, "Ostrakonia; or, The Banished", ("Per Lindqvist",)),
    Item("3", BOOK, "Salt and Forgiveness", ("Dmitri Zolotaryov",)),
    Item("4", MUSIC, "Barcarollina No. 1", ("Aline Tourbillon",)),
    Item("5", MUSIC, "Barcarollina No. 2", ("Aline Tourbillon",)),
    Item("6", MUSIC, "Capriccio in G minor, Op. 9 No. 2", ("Aline Tourbillon",)),
    Item("7", BOOK, "The House", ("Ann Lee",)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("whats ostrakonnia about", ("2",)),
        ("is salt and forgivness sad", ("3",)),
        ("the 41 lanterns, how long is it", ("1",)),
        ("forty one lanterns", ("1",)),
        ("put barcarollina on", ("4", "5")),
        ("that Tourbillon capriccio again", ("6",)),
        ("a capriccio by Tourbillon", ("4", "5", "6")),
        ("anything by zolotarjov", ("3",)),
        ("honoria quilfeather", ("1",)),
    ],
)
def test_what_is_meant_is_found(text: str, ids: tuple[str, ...]) -> None:
    assert [one.ids for one in names_meant(text, SHELF)] == [ids]


@pytest.mark.parametrize(
    "text", ["the horse was great", "a house party", "a salty and forgiving soup", "annlee", "lantern making for 41"]
)
def test_other_words_are_no_names(text: str) -> None:
    assert names_meant(text, SHELF) == []


def test_of_two_that_are_equally_near_neither_is_meant() -> None:
    names = NearNames(["marlovia", "marlovie", "nocturne no 5 x"])
    assert names.nearest("marlovii") == "" and names.nearest("nocturne no 4 x") == ""
    assert NearNames(["marlovia"]).nearest("marlovii") == "marlovia"


def test_what_differs_in_many_letters_is_another_word() -> None:
    names = NearNames(["nalvison", "lazar brum", "the ice wolf"])
    assert [names.nearest(words) for words in ("neighbour", "left me three", "to be cheered")] == [""] * 3


def test_numbers_and_families() -> None:
    assert in_digits("nineteen ninety one and one hundred and two") == "1991 and 102"
    assert in_digits("the only one") == "the only one"
    assert in_digits("a hundred and fifty pages") == "150 pages" and in_digits("a cat of half a pound") == (
        "a cat of half a pound"
    )
    assert in_digits("two hundred and one nights and a day") == "201 nights and a day"
    assert family_of("barcarollina no 1") == "barcarollina" and family_of("symphony no 5") == ""
