"""`alcove import` with what other programs write, as a person runs it."""

from pathlib import Path
from typing import Any

from tests.cli.program import Program

NBIB = """
PMID- 31000001
TI  - Salt marshes of the
      northern [shelf] and their cranes [abridged].
LID - 10.1000/marsh.7 [doi]
FAU - Holm, Ann B
AU  - Holm AB
FAU - Lind, Bo
AU  - Lind B
DP  - 2019 Mar
MH  - *Wetlands/physiology

PMID- 31000002
DP  - 2020

PMID- 31000003
TI  - [On dunes].
AU  - Ek O
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Holm, Ann</style></author><author>Salt Office,</author></authors></contributors>
<titles><title><style>Eels of </style><style face="italic">Zostera</style></title></titles>
<dates><year>2011</year></dates><electronic-resource-num>10.1000/eel</electronic-resource-num></record>
<record><ref-type name="Film or Broadcast">21</ref-type><titles><title>A film</title></titles></record>
</records></xml>
"""
REFER = """%0 Book
%A Ek, Ola
%E Pell, Ada
%T Sand and
 wind
%D 1999
%I Harbour Press

%0 Book
%A Nobody

%0 Edited Book
%E Pell, Ada
%T Foam
"""


def brought(program: Program, path: Path, text: str) -> Any:
    """What the import says; its works are looked up afterwards."""
    path.write_text(text, encoding="utf-8")
    done = program("import", path, "--json")
    assert done.status == 0, done.err
    return done.json


def named(told: Any) -> list[tuple[Any, ...]]:
    return [(work["kind"], work["title"], *work["creators"]) for work in told["unmatched_works"]]


def test_papers_of_pubmed_and_endnote(fresh: Program, tmp_path: Path) -> None:
    told = brought(fresh, tmp_path / "marsh.nbib", NBIB)
    assert told["source"] == "pubmed" and [problem["entry"] for problem in told["problems"]] == ["31000002"]
    assert named(told) == [
        ("document", "Salt marshes of the northern [shelf] and their cranes [abridged]", "Ann B Holm", "Bo Lind"),
        ("document", "On dunes", "O Ek"),
    ]
    told = brought(fresh, tmp_path / "eels.xml", ENDNOTE)
    assert told["source"] == "endnote" and told["left_out"] == {"film": 1}
    assert named(told) == [("document", "Eels of Zostera", "Ann Holm", "Salt Office")]
    told = brought(fresh, tmp_path / "sand.enw", REFER)
    assert [problem["line"] for problem in told["problems"]] == [9]
    assert named(told) == [("book", "Sand and wind", "Ola Ek"), ("book", "Foam", "Ada Pell")]


def test_a_second_line_of_names_is_no_work_and_names_the_columns_behind_it(fresh: Program, tmp_path: Path) -> None:
    header = "Book Id,Title,Author,My Rating,Exclusive Shelf,Bookshelves,Date Read\n"
    rows = "1,Foam,Ada Pell,4,read,,2020/01/02\n", "2,Sand,Ola Ek,5,read,,2021/03/04\n"
    told = brought(fresh, tmp_path / "joined.csv", header + rows[0] + f"\ufeff{header.upper()}" + rows[1])
    assert (named(told), told["problems"]) == ([("book", "Foam", "Ada Pell"), ("book", "Sand", "Ola Ek")], [])

    other = "Titel;Autorin;Bewertung\nEbbe;Ada Pell;3\n"
    told = brought(fresh, tmp_path / "two.csv", f"Author,Title,Rating\nOla Ek,Kelp,4\n{other}sep=;\n{other}")
    assert named(told) == [("book", "Kelp", "Ola Ek"), ("book", "Ebbe", "Ada Pell"), ("book", "Ebbe", "Ada Pell")]
    assert told["problems"] == []

    heard = "Holm,North,Ice,31 Dec 2020 23:59\n"
    told = brought(fresh, tmp_path / "heard.csv", f"{heard}Artist,Album,Track,Date\n{heard}")
    assert (named(told), told["problems"]) == ([("music", "Ice", "Holm")], [])


def test_works_that_are_called_as_columns_are_stay_works(fresh: Program, tmp_path: Path) -> None:
    told = brought(fresh, tmp_path / "few.csv", "Title,Author,Year\nThe Author,Title Holm,1999\nName,Ola Ek,\n")
    assert named(told) == [("book", "The Author", "Title Holm"), ("book", "Name", "Ola Ek")]


def test_names_with_the_last_first_are_one_person_in_tables_that_list_people(fresh: Program, tmp_path: Path) -> None:
    rows = 'Ebbe,"Vargas Holm, Mario"\nFoam,"de Pell, Simone"\nKelp,"Ada Pell, Ola Ek, Moebius"\n'
    storygraph = "Title,Authors,Read Status,Star Rating\n" + rows.replace('"\n', '",read,4\n')
    goodreads = "Title,Author,Book Id,Exclusive Shelf\n" + rows.replace('"\n', '",1,read\n')
    for name, table in (("storygraph", storygraph), ("goodreads", goodreads)):
        told = brought(fresh, tmp_path / f"{name}.csv", table)
        assert told["source"] == name
        assert [tuple(work["creators"]) for work in told["unmatched_works"]] == [
            ("Mario Vargas Holm",), ("Simone de Pell",), ("Ada Pell", "Ola Ek", "Moebius"),
        ]  # fmt: skip
