"""Which entry of the guide speaks of an item, and what an item takes over from it."""

from collections import Counter
from dataclasses import replace

import pytest

from assistant.domain.entities import Item, Kind
from assistant.guide.entries import MAKER, entries, parsed
from assistant.guide.finding import Guide, is_whole, with_guide
from assistant.guide.makers import find_maker, gender_of_maker, origins_of
from assistant.guide.naming import absent_in
from assistant.guide.same_maker import is_same_maker
from assistant.language.normalise import fold

LINE = (
    "music\tThe Harbour Lights\tLes Feux du port | Symphony No. 3 in D minor, Op. 12\tAda Quill; The Northern Band"
    "\t1971\tcalm, hopeful\tslow\tlyrical\tsea\t\tnature\tadults\tfalling asleep\tlight\tharbour, strings, no vocals"
    "\tStrings over a slow swell, without a beat.\t38.5\tharbour at dawn, foghorn"
)
MAKER_LINE = (
    f"music\t{MAKER}\t\tAda Quill\t\tcalm\tslow\tplain\t\t\t\tadults\tworking\tlight\tpiano"
    "\tPlays alone and unhurried.\t\t"
)


@pytest.fixture(scope="module")
def small() -> Guide:
    return Guide([parsed(LINE.split("\t")), parsed(MAKER_LINE.split("\t"))])


def piece(title: str, maker: str = "Ada Quill", album: str = "") -> Item:
    return Item("m", Kind.MUSIC, title, (maker,), album=album)


@pytest.mark.parametrize(
    "title",
    [
        "The Harbour Lights",
        "Harbour Lights (Remastered 2009)",
        "Les feux du port",
        "Symphony No. 3 in D minor, Op. 12: II. Adagio",
        "Symphony Nr. 3",
        "Live in Oslo - The Harbour Lights",
    ],
)
def test_a_work_is_found_by_any_of_its_titles(small: Guide, title: str) -> None:
    found = small.find(piece(title))
    assert found is not None and found.entry.title == "The Harbour Lights" and not found.of


def test_a_track_is_told_by_its_album_and_else_by_its_maker(small: Guide) -> None:
    album = small.find(piece("Unheard", album="The Harbour Lights"))
    maker = small.find(piece("Unheard", album="Elsewhere"))
    assert album is not None and album.of == "The Harbour Lights"
    assert maker is not None and maker.entry.is_of_maker and maker.of == "Ada Quill"


def test_a_book_that_speaks_for_itself_is_not_told_by_its_maker() -> None:
    known = Guide([parsed(MAKER_LINE.replace("music", "book", 1).split("\t"))])
    bare = Item("b", Kind.BOOK, "Unheard Of", ("Ada Quill",))
    assert known.find(bare) is not None
    assert known.find(replace(bare, description="A clerk counts the lamps of a town.")) is None


def test_another_makers_work_of_that_title_is_not_meant(small: Guide) -> None:
    assert small.find(piece("The Harbour Lights", "Somebody Else")) is None
    assert small.find(Item("b", Kind.BOOK, "The Harbour Lights", ("Ada Quill",))) is None
    assert small.find(Item("d", Kind.DOCUMENT, "The Harbour Lights", ("Ada Quill",))) is None
    assert small.find(Item("m", Kind.MUSIC, "The Harbour Lights")) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("J. S. Bach", "Johann Sebastian Bach", True),
        ("Bach", "Johann Sebastian Bach", True),
        ("Johann Christian Bach", "Johann Sebastian Bach", False),
        ("The Beatles", "Beatles", True),
        ("Miles Davis", "Miles Davis Quintet", True),
        ("Anne Tyler", "Bonnie Tyler", False),
        ("Sigur Rós", "Sigur Ros", True),
        ("", "", False),
        ("The Band", "Band", True),
        ("The Band", "Northern Band", False),
        ("Les Feux", "Trois Feux", False),
    ],
)
def test_spellings_of_a_maker(one: str, other: str, same: bool) -> None:
    assert is_same_maker(one, other) is same and is_same_maker(other, one) is same


def test_an_item_takes_over_words_and_gives_them_back() -> None:
    book = Item("b", Kind.BOOK, "Moby-Dick", ("Herman Melville",), subjects=("Whaling",))
    told = with_guide(book)
    assert told.guide and told.keywords and told.subjects == ("Whaling",)
    assert with_guide(told) == told
    assert with_guide(replace(told, title="Another", creators=("Nobody Known",))).guide == ""


def test_makers_are_known_however_they_are_spelled_and_not_mistaken_for_one_another():
    for name in ("A. S. Byatt", "A.S. Byatt"):
        assert (known := find_maker(name)) is not None and known.born == 1936, name
    assert gender_of_maker("A. S. Byatt") == "woman" and gender_of_maker("Maria Nobody") == "woman"
    assert gender_of_maker("ABBA") == "" and origins_of(("ABBA", "Nobody Known")) == {"Swedish"}
    assert find_maker("Nobody Known") is find_maker("I") is find_maker("") is None
    assert find_maker("Copland") is find_maker("Aaron Copland") and find_maker("Byatt") is None


def test_every_entry_can_be_found_and_stands_once() -> None:
    """The parser refuses values that no card has."""
    known = Counter((one.kind, fold(one.title) or one.title, fold(one.creators[0])) for one in entries())
    assert [key for key, count in known.items() if count > 1] == []
    for one in entries():
        assert 40 < len(one.says) < 400 and one.keywords and one.values, one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("something like Moby-Dick but short", "Moby-Dick"),
        ("I loved Crime and Punishment, what now", "Crime and Punishment"),
        ("any crime? and punishment for the guilty", ""),
        ("music for a long walk home", ""),
        ("Tinker Tailor, only funnier", "Tinker Tailor"),
        ("the master and margarita but shorter", "master and margarita"),
        ("the master and margarita is on tonight", ""),
        ("Let it be something old", ""),
        ("Thank you, what else have you got", ""),
        ("put on the ones from New York", ""),
        ("What I need is calm", ""),
    ],
)
def test_a_message_names_a_work_where_it_is_likened(text: str, name: str) -> None:
    found = absent_in(text, [])
    assert (found.name if found else "") == name
    assert absent_in(text, [(0, len(text))]) is None


def test_a_piece_is_not_as_long_as_what_it_is_a_part_of():
    whole = Guide([parsed(LINE.split("\t"))])
    part, work = piece("Les Feux du port"), piece("The Harbour Lights")
    assert (found := whole.find(part)) is not None and not is_whole(part, found)
    assert (found := whole.find(work)) is not None and is_whole(work, found)
