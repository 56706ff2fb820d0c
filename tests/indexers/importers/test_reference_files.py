"""References as databases and programs write them, each with its own habits."""

import json

import pytest

from tests.indexers.importers.conftest import Entries, left_out, problems, works

BOOK = "TY  - BOOK\nAU  - Ilves, Mara\nA2  - Pell, Ada\nTI  - Brine\nPY  - 2001\nER  - \n"


@pytest.mark.parametrize(
    "before",
    ['Provider: Some Host\nContent: text/plain; charset="UTF-8"\n\n\n', "1.\n", "TY  -JOUR\r\nTI  -Low\r\nER  -\r\n"],
)
def test_ris_with_lines_of_the_database(entries: Entries, before: str) -> None:
    book = works(entries("r.ris", before + BOOK, "ris"))[-1]
    assert (book.title, book.creators, book.year) == ("Brine", ("Mara Ilves",), 2001)


def test_ris_with_several_authors_in_one_field(entries: Entries) -> None:
    ris = "TY  - JOUR\nTI  - Low\nAU  - Crane, Abel; Ilves, Mara\nAU  - Reke, Tomas, III\nAU  - {Salt Office}\nER  - \n"
    (paper,) = works(entries("r.ris", ris))
    assert paper.creators == ("Abel Crane", "Mara Ilves", "Tomas Reke, III", "Salt Office")


def test_csl_with_dates_and_names_in_words(entries: Entries) -> None:
    found = entries("c.json", json.dumps([
        {"type": "book", "title": "Brine", "author": [{"family": "Lee", "given": "Ann"}], "issued": {"date-parts": []}},
        {"type": "book", "title": "Drift", "author": "Lee, Ann", "issued": "2001-03"},
        {"type": "book", "title": "Ebb", "author": ["Lee, Ann", {"literal": "Salt Office"}]},
    ]), "csl json")  # fmt: skip
    assert problems(found) == []
    assert [(book.creators, book.year) for book in works(found)] == [
        (("Ann Lee",), None), (("Ann Lee",), 2001), (("Ann Lee", "Salt Office"), None),
    ]  # fmt: skip


@pytest.mark.parametrize("wrapped", [False, True])
def test_items_of_zotero_as_json(entries: Entries, wrapped: bool) -> None:
    people = [
        {"firstName": "Zul", "lastName": "Um", "creatorType": "translator"},
        {"firstName": "Ann", "lastName": "Lee", "creatorType": "author"},
        {"name": "Salt Office", "creatorType": "author"},
    ]
    items = [
        {"itemType": "book", "title": "Brine", "creators": people, "date": "2001", "tags": [{"tag": "sea"}],
         "notes": [{"note": "<p>good</p>"}]},
        {"itemType": "film", "title": "Tides", "creators": []},
        {"itemType": "attachment", "title": "Full text", "creators": []},
    ]  # fmt: skip
    held = [{"key": "A", "data": item} for item in items] if wrapped else {"config": {}, "items": items}
    found = entries("z.json", json.dumps(held), "zotero")
    (book,) = works(found)
    assert (book.title, book.creators) == ("Brine", ("Ann Lee", "Salt Office"))
    assert (book.year, book.subjects) == (2001, ("sea",))
    assert [note.text for note in book.notes] == ["good"]
    assert left_out(found) == ["film"]


def test_bibtex_of_publishers(entries: Entries) -> None:
    found = works(entries("r.bib", (
        "@article{a, title={Salt &amp; Water in the &lt;i&gt;North&lt;/i&gt;}, author={Ilves, Mara, }}\n"
        "@article{b, title={If $a<b$ &amp; more}, author={Lee, Ann}}\n"
    )))  # fmt: skip
    assert [(paper.title, paper.creators) for paper in found] == [
        ("Salt & Water in the North", ("Mara Ilves",)), ("If a<b & more", ("Ann Lee",)),
    ]  # fmt: skip
