"""The clippings of a Kindle, whose words for them change with its language."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.domain.notes import NoteKind
from assistant.language.normalise import plain
from indexers.importers.text.dates import unix_time
from indexers.notes.base import ImportedNote, place_of, written

BAR = re.compile(r"^={8,}\s*$")
STAMP = re.compile(r"^- .+\|.+$|^- .*\d.*$")
_NOTE = re.compile(r"\bnot(?:e|a|iz|itie|at|atka|ering)\b|заметк")
_BOOKMARK = re.compile(r"bookmark|lesezeichen|signet|marcador\b(?! de texto)|segnalibro|bladwijzer|закладк|zakładk")
_NOTE_BEHIND = re.compile("メモ|笔记|筆記|註記|메모")
_BOOKMARK_BEHIND = re.compile("ブックマーク|书签|書籤|책갈피|북마크")
"""In East Asia the word stands behind the place."""
_PAGE = re.compile(plain(r"page|seite|pagin|ページ|页|頁|페이지|страниц|стр\b|stron"))
_NUMBERS = re.compile(r"#?([\divxlcdm]*\d[\d.,]*(?:\s*[-–]\s*\d+)?|\b[ivxlcdm]+\b(?=\s*(?:$|\|)))")  # no words
_END = re.compile(r"(?<=\d)[-–]\d+")
_LIMIT = re.compile(r"<[^<>]{12,}>")
"""What stands instead of a highlight beyond those that a publisher allows, in the words of any language."""
_BY = re.compile(r"^(?:by|von|par|de|di|por|door|av|af)\s+", re.I)
_SOON = 9
"""How many clippings on a highlight is changed at the latest."""


@dataclass
class Clippings:
    """Of one book: what was underlined and written, and when the last clipping was made."""

    notes: list[ImportedNote] = field(default_factory=list)
    at: float | None = None


def clippings(lines: Iterable[str]) -> dict[str, Clippings]:
    """{heading of a book: its clippings}, in the order of the file. A bookmark holds no words."""
    found: dict[str, Clippings] = defaultdict(Clippings)
    for heading, stamp, text in _blocks(lines):
        book = found[heading]
        where, _, when = stamp.rpartition("|")
        at = unix_time(when)
        if at is not None:
            book.at = max(at, book.at or at)
        if _LIMIT.fullmatch(text.strip()) is None and (kind := _kind(where or stamp)) is not None:
            book.notes += written(kind, text, _place(where if at is not None else stamp), at)
    for book in found.values():
        book.notes = list(_last_versions(book.notes))
    return dict(found)


def notebook(page: str) -> tuple[str, str, list[ImportedNote]]:
    """(title, authors, notes) of the page that Kindle's apps write; a note belongs to the highlight before it."""
    from selectolax.lexbor import LexborHTMLParser

    title, authors, chapter, stamp = "", "", "", ""
    notes: list[ImportedNote] = []
    for node in LexborHTMLParser(page).css("[class]"):
        text = " ".join(node.text(separator="").split())
        match node.attributes.get("class"):
            case "bookTitle":
                title = text
            case "authors":
                authors = text
            case "sectionHeading":
                chapter = text
            case "noteHeading":
                stamp = text
            case "noteText" if (kind := _kind(stamp)) is not None:
                place = ", ".join(filter(None, (_place(stamp.replace("\u00b7", "|").replace(" - ", "|")), chapter)))
                notes += written(kind, node.text(separator="").strip(), place)
    return title, authors, notes


def notebook_rows(lines: Iterable[str]) -> tuple[str, str, list[ImportedNote]]:
    """The same of the table that these apps send by mail: title and authors stand alone in the first rows."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    start = next((place for place, row in enumerate(rows) if len(row) > 3 and all(row[:4])), len(rows))
    title, authors = ([row[0] for row in rows[1:start]] + ["", ""])[:2]
    notes: list[ImportedNote] = []
    for row in rows[start + 1 :]:
        if len(row) > 3 and _LIMIT.fullmatch(row[3]) is None and (kind := _kind(row[0])) is not None:
            notes += written(kind, row[3], _place(row[1]))
    return title, _BY.sub("", authors), notes


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(heading, stamp, text) of each clipping; the last may lack its bar."""
    block: list[str] = []
    for line in (*lines, "=" * 10):
        line = line.replace("\ufeff", "").rstrip("\r\n")
        if not BAR.match(line):
            block.append(line)
            continue
        kept = [one.strip() for one in block]
        while kept and not kept[0]:
            kept.pop(0)
        if kept:
            stamped = len(kept) > 1 and STAMP.match(kept[1])
            yield kept[0], kept[1] if stamped else "", "\n".join(kept[2 if stamped else 1 :])
        block = []


def _kind(stamp: str) -> NoteKind | None:
    words = plain(re.split(r"[|\d#]", stamp, maxsplit=1)[0])
    if _BOOKMARK.search(words) or _BOOKMARK_BEHIND.search(stamp):
        return None
    return NoteKind.NOTE if _NOTE.search(words) or _NOTE_BEHIND.search(stamp) else NoteKind.HIGHLIGHT


def _place(where: str) -> str:
    """ "page 12, location 120-122" of "on page 12 | Location 120-122"."""
    found = {"page": "", "location": ""}
    for part in re.split(r"[|（]", where):
        if numbers := _NUMBERS.findall(plain(part)):
            found["page" if _PAGE.search(plain(part)) else "location"] = re.sub(r"\s", "", numbers[-1])
    return place_of(page=found["page"], location=found["location"])


def _last_versions(notes: list[ImportedNote]) -> Iterator[ImportedNote]:
    """A highlight that was drawn longer, or shorter, stands in the file as often as it was changed: the last stays."""
    starts = [_END.sub("", note.place) if note.kind is NoteKind.HIGHLIGHT else None for note in notes]
    for number, note in enumerate(notes):
        later = range(number + 1, min(number + _SOON, len(notes)))
        same = (notes[other].text for other in later if starts[number] is not None and starts[other] == starts[number])
        if not any(note.text in text or text in note.text for text in same):
            yield note
