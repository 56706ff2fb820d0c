"""`alcove import` with what other programs write, as a person runs it."""

import json
from datetime import UTC, datetime
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


def done_with(program: Program, folder: Path) -> dict[str, list[tuple[str, float, str]]]:
    """{title: (verdict, value, day)} of all that is known to have been done, as a person takes it along."""
    assert program("profile", "export", folder).status == 0
    (file,) = folder.glob("*.json")
    found: dict[str, list[tuple[str, float, str]]] = {}
    for act in json.loads(file.read_text(encoding="utf-8"))["feedback"]:
        day = datetime.fromtimestamp(act["at"], UTC).date().isoformat()
        found.setdefault(act["title"], []).append((act["verdict"], act["value"], day))
    return found


def rated(program: Program, path: Path, column: str, ratings: list[str]) -> tuple[list[float], list[str]]:
    """The stars that a table's ratings are read as, 0 for none, and what is said of those that are not."""
    titles = [f"{path.stem} {number}" for number in range(len(ratings))]
    rows = "".join(f"{title}\tAda Pell\t{rating}\n" for title, rating in zip(titles, ratings, strict=True))
    told = brought(program, path, f"Title\tAuthor\t{column}\n{rows}")
    assert len(told["unmatched_works"]) == len(ratings)
    acts = done_with(program, path.with_suffix(".export"))
    values = [next((value for what, value, _ in acts.get(title, []) if what == "rating"), 0.0) for title in titles]
    return values, [problem["reason"] for problem in told["problems"]]


def test_ratings_are_read_in_any_writing_and_what_cannot_be_is_listed(fresh: Program, tmp_path: Path) -> None:
    written = {"****": 4, "★★★★☆": 4, "4/5": 4, "8/10": 4, "4.5 stars": 4.5, "***½": 3.5, "* * 1/2": 2.5, "3 1/2": 3.5,
               "⭐⭐": 2, "♥♥♥♡♡": 3, "★ 4,5": 4.5, "70 %": 3.5, "4 von 5": 4, "★★★★★★☆☆☆☆": 3, "½": 0.5, "5*": 5,
               "n/a": 0, "–": 0, "0/5": 0, "☆☆☆☆☆": 0, "A-": 0, "best of 2": 0, "😀": 0}  # fmt: skip
    stars, reasons = rated(fresh, tmp_path / "Tide.tsv", "My Rating", list(written))
    assert dict(zip(written, stars, strict=True)) == written
    assert reasons == [f"Its rating cannot be read ({text})." for text in ("A-", "best of 2", "😀")]
    assert rated(fresh, tmp_path / "Reed.tsv", "Rating (out of 10)", ["4", "3", "10/10"]) == ([2.0, 1.5, 5.0], [])


def watched(product: str, words: str, *lines: str) -> str:
    """An entry of a page of Google's: what was done with which links, one line each."""
    cell = '<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">'
    return (
        '<div class="outer-cell mdl-cell mdl-cell--12-col"><div class="mdl-grid"><div class="header-cell mdl-cell">'
        f'<p class="mdl-typography--title">{product}<br></p></div>{cell}{words}<br>{"<br>".join(lines)}<br>'
        '</div><div class="content-cell mdl-typography--caption"><b>Products:</b><br>YouTube<br></div></div></div>'
    )


def link(text: str, place: str) -> str:
    return f'<a href="https://{place}">{text}</a>'


def test_a_page_of_what_was_watched_at_youtube(fresh: Program, tmp_path: Path) -> None:
    song, video = link("Ebb &amp; Flow", "music.youtube.com/watch?v=1"), link("A cat", "www.youtube.com/watch?v=2")
    topic, person = link("Holm - Topic", "www.youtube.com/channel/1"), link("Ek", "www.youtube.com/channel/2")
    entries = [
        watched("YouTube Music", f"Watched\u00a0{song}", topic, "May 12, 2020, 1:06:14\u202fPM CEST"),
        watched("YouTube Music", f"{song}\u00a0angesehen", topic, "14.05.2020, 13:06:14 MESZ"),
        watched(
            "YouTube",
            f"「{link('Kelp', 'www.youtube.com/watch?v=3')}」を視聴しました",
            topic,
            "2021年5月12日 9:06:14 JST",
        ),
        watched("YouTube", f"Watched\u00a0{video}", person, "May 13, 2020, 1:06:14 PM CEST"),
        watched("YouTube", "Watched a video that has been removed", "May 13, 2020, 1:06:14 PM CEST"),
        watched("YouTube Music", f"Watched\u00a0{link('Reed', 'music.youtube.com/watch?v=4')}", "Jun 1, 2020, 1:06 PM"),
    ]
    style = ".mdl-grid{margin:0}" * 4000
    page = (
        f'<html><head><style>{style}</style></head><body><div class="mdl-grid">{"".join(entries)}</div></body></html>'
    )
    told = brought(fresh, tmp_path / "watch-history.html", page)
    assert (told["source"], told["left_out"], told["plays"]) == ("youtube music", {"video": 2}, 3)
    assert named(told) == [("music", "Ebb & Flow", "Holm"), ("music", "Kelp", "Holm")]
    assert [problem["entry"] for problem in told["problems"]] == ["Reed"]
    assert done_with(fresh, tmp_path / "out") == {
        "Ebb & Flow": [("played", 2.0, "2020-05-14")], "Kelp": [("played", 1.0, "2021-05-12")],
    }  # fmt: skip


def test_highlights_that_koreader_exports_as_json(fresh: Program, tmp_path: Path) -> None:
    first = {"chapter": "One", "drawer": "lighten", "page": 12, "sort": "highlight", "text": "The tide is out.",
             "time": 1_600_000_000, "note": "As at home."}  # fmt: skip
    mark = {"page": 3, "sort": "bookmark", "text": "Page 3 One @ 2020-01-02 03:04:05", "time": 1_600_000_100}
    book = {"author": "Ada Pell\nOla Ek", "title": "Foam", "entries": [first, "torn", mark], "version": "json/1.0.0"}
    told = brought(fresh, tmp_path / "Foam.json", json.dumps(book))
    assert (told["source"], told["notes"], named(told)) == ("koreader", 2, [("book", "Foam", "Ada Pell", "Ola Ek")])
    assert [problem["entry"] for problem in told["problems"]] == ["Foam, 2"]
    several = {"created_on": 1, "documents": [{"entries": [{**first, "text": "High water."}], "title": "Sand"},
                                              {**book, "title": "Kelp", "entries": [first]}]}  # fmt: skip
    told = brought(fresh, tmp_path / "all.json", json.dumps(several))
    assert (told["notes"], [name[1] for name in named(told)]) == (4, ["Sand", "Kelp"])
    assert [note["text"] for note in fresh("notes", "--json").json if "water" in note["text"]] == ["High water."]
