"""KOReader's and Calibre's files among the books, and what is written into PDF: taken over as the folders are read."""

import json
import os
from pathlib import Path

import apsw

from assistant.domain.entities import Verdict
from assistant.domain.notes import NoteKind
from tests.indexers.samples import write_epub, write_pdf

SIDECAR = """return {{
    ["annotations"] = {{ [1] = {{ ["chapter"] = "One", ["datetime"] = "2024-03-01 10:00:00", ["drawer"] = "lighten",
                                 ["pageno"] = 3, ["text"] = "{text}" }} }},
    ["doc_path"] = "/mnt/onboard/elsewhere/salt.epub", ["doc_props"] = {{ ["title"] = "Another Title" }},
    ["summary"] = {{ ["modified"] = "2024-03-05", ["status"] = "{status}", ["rating"] = 4 }},
}}"""


def sidecar(book: Path, status: str, text: str, now: int) -> Path:
    path = book.with_suffix(".sdr") / "metadata.epub.lua"
    path.parent.mkdir(exist_ok=True)
    path.write_text(SIDECAR.format(status=status, text=text))
    os.utime(path, (now, now))
    return path


def test_progress_and_highlights_of_koreader_arrive_by_themselves(home, tmp_path: Path) -> None:
    book = write_epub(tmp_path / "salt.epub", title="The Salt Road", creators=("Ada Marsh",))
    sidecar(book, "reading", "The grey sea", 1_700_000_000)
    assert not home.sync(tmp_path).problems
    (item,) = home.library.items.all()
    (note,) = home.journal.notes.all(item.id)
    assert (note.text, note.place, note.date, note.source) == ("The grey sea", "page 3, One", "2024-03-01", "koreader")
    assert {act.verdict for act in home.journal.interactions()} == {Verdict.READING, Verdict.RATED}

    acts = len(home.journal.interactions())
    home.sync(tmp_path)
    assert len(home.journal.interactions()) == acts and len(home.journal.notes.all()) == 1

    path = sidecar(book, "complete", "Wind", 1_700_000_100)
    home.sync(tmp_path)
    assert Verdict.FINISHED in {act.verdict for act in home.journal.interactions()}
    assert sorted(one.text for one in home.journal.notes.all(item.id)) == ["The grey sea", "Wind"]

    path.write_text('return { ["summary"] = {')
    assert [problem[0] for problem in home.sync(tmp_path).problems] == [path]
    assert len(home.library.items.all()) == 1 and len(home.journal.notes.all()) == 2


def test_a_sidecar_waits_for_its_book(home, tmp_path: Path) -> None:
    sidecar(tmp_path / "salt.epub", "complete", "The grey sea", 1_700_000_000)
    home.sync(tmp_path)
    write_epub(tmp_path / "salt.epub", title="The Salt Road", creators=("Ada Marsh",))
    home.sync(tmp_path)
    item = next(item for item in home.library.items.all() if item.owned)
    assert [one.text for one in home.journal.notes.all(item.id)] == ["The grey sea"]
    assert Verdict.FINISHED in {act.verdict for act in home.journal.interactions() if act.item_id == item.id}


def test_calibres_library_is_read_with_its_books(home, tmp_path: Path) -> None:
    (tmp_path / "Ada Marsh" / "Salt (1)").mkdir(parents=True)
    write_epub(tmp_path / "Ada Marsh" / "Salt (1)" / "Salt.epub", title="The Salt Road", creators=("Ada Marsh",))
    data = json.dumps({"highlighted_text": "Grey", "timestamp": "2024-03-01T00:00:00Z"})
    database = apsw.Connection(str(tmp_path / "metadata.db"))
    database.execute(
        f"""CREATE TABLE books (id, title, pubdate, series_index, path); CREATE TABLE data (book, format, name);
        CREATE TABLE books_authors_link (id, book, author); CREATE TABLE authors (id, name);
        CREATE TABLE comments (book, text); CREATE TABLE identifiers (book, type, val);
        CREATE TABLE ratings (id, rating); CREATE TABLE books_ratings_link (id, book, rating);
        CREATE TABLE annotations (id, book, annot_type, annot_data);
        INSERT INTO books VALUES (1, 'Salt', '2001-01-01', 1, 'Ada Marsh/Salt (1)'), (2, 'Not here', '', 1, 'gone');
        INSERT INTO data VALUES (1, 'EPUB', 'Salt'); INSERT INTO ratings VALUES (1, 9);
        INSERT INTO books_ratings_link VALUES (1, 1, 1);
        INSERT INTO annotations VALUES (1, 1, 'highlight', '{data}');"""
    )
    database.close()
    assert not home.sync(tmp_path).problems
    (item,) = home.library.items.all()
    assert [(one.text, one.date) for one in home.journal.notes.all(item.id)] == [("Grey", "2024-03-01")]
    assert [(act.verdict, act.value) for act in home.journal.interactions()] == [(Verdict.RATED, 4.5)]


def test_what_is_marked_in_a_pdf(home, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "tides.pdf", ("The moon pulls the sea.\nThe sea pulls back.",), Title="On Tides")
    marks = (
        b"/Annots[<</Type/Annot/Subtype/Highlight/Rect[50 778 300 792]/QuadPoints[50 790 300 790 50 778 300 778]"
        b"/Contents(obviously)/M(D:20240301120000+01'00')>>"
        b"<</Type/Annot/Subtype/Underline/Rect[50 764 300 776]/QuadPoints[50 776 300 776 50 764 300 764]"
        b"/Contents(The sea  pulls back.)>>"
        b"<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents(read <again>)>>"
        b"<</Type/Annot/Subtype/Link/Rect[10 10 20 20]/Contents(no)>>]"
    )
    path.write_bytes(path.read_bytes().replace(b"/MediaBox", marks + b"/MediaBox"))
    home.sync(tmp_path)
    found = [(one.kind, one.text, one.place, one.date) for one in home.journal.notes.all()]
    assert sorted(found) == [
        (NoteKind.HIGHLIGHT, "The moon pulls the sea.", "page 1", "2024-03-01"),
        (NoteKind.HIGHLIGHT, "The sea pulls back.", "page 1", ""),
        (NoteKind.NOTE, "obviously", "page 1", "2024-03-01"),
        (NoteKind.NOTE, "read <again>", "page 1", ""),
    ]
