"""Reads Word (MS-DOC, from Word 6 on), PowerPoint (MS-PPT) and Excel (MS-XLS) of the years 1993 to 2003."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.metadata.authors import sane_people
from indexers.metadata.clean_metadata import clean_line, clean_text, split_subjects
from indexers.metadata.titles import sane_title
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.office.compound import MAGIC, CompoundFile, read_summary
from indexers.readers.office.oldsheets import is_workbook, sheet_sections
from indexers.readers.registry import reader

_WORD = "WordDocument"  # no words
_SLIDES = "PowerPoint Document"  # no words
_WORD_97 = 0xC1
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_TEXT_CHARACTERS, _TEXT_BYTES = 0x0FA0, 0x0FA8


@reader(mark("old Office"), {
    ".doc": "application/msword", ".dot": "application/msword", ".ppt": "application/vnd.ms-powerpoint",
    ".pps": "application/vnd.ms-powerpoint", ".xls": "application/vnd.ms-excel", ".xlt": "application/vnd.ms-excel",
}, largest=128 * MEGABYTE)  # fmt: skip
def read_old_office(path: Path) -> Reading:
    data = path.read_bytes()
    if not data.startswith(MAGIC):
        raise UnreadableFile(tr("This is not a file of Word, Excel or PowerPoint, whatever its name says."))
    file = CompoundFile(data)
    if "EncryptedPackage" in file:
        raise UnreadableFile(tr("This Office file is locked by a password."))
    if _WORD in file:
        sections = _word_sections(file)
    elif _SLIDES in file:
        sections = [Section(text, "") for text in _slide_texts(file.stream(_SLIDES))]
    elif is_workbook(file):
        sections = sheet_sections(file)
    else:
        raise UnreadableFile(tr("This Office file holds neither a text nor slides nor sheets."))
    stated = read_summary(file)
    return Reading(
        title=sane_title(stated.title),
        creators=sane_people(stated.author),
        year=stated.year,
        subjects=split_subjects(stated.keywords),
        description=clean_line(stated.comments or stated.subject, 2000),
        sections=tuple(sections),
    )


def _word_sections(file: CompoundFile) -> list[Section]:
    document = file.stream(_WORD)
    try:
        text = _word_text(file, document)
    except struct.error as error:
        raise UnreadableFile(tr("This Word file is damaged: its text cannot be found.")) from error
    text = clean_text(_plain(text)).strip()
    return [Section(text)] if text else []


def _word_text(file: CompoundFile, document: bytes) -> str:
    version, flags = struct.unpack_from("<H", document, 2)[0], struct.unpack_from("<H", document, 10)[0]
    if flags & 0x0100:
        raise UnreadableFile(tr("This Word file is locked by a password."))
    if version < _WORD_97:
        start, end = struct.unpack_from("<LL", document, 0x18)
        return document[start:end].decode("cp1252", "replace")
    table = file.stream("1Table" if flags & 0x0200 else "0Table")  # no words
    place, length = struct.unpack_from("<LL", document, 0x1A2)
    return "".join(_pieces(document, table[place : place + length]))


def _pieces(document: bytes, table: bytes) -> Iterator[str]:
    """The runs of text in order: the piece table says where each stands, and whether in one byte or in two."""
    place = 0
    while place < len(table) and table[place] == 1:
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if place >= len(table) or table[place] != 2:
        return
    (length,) = struct.unpack_from("<L", table, place + 1)
    plan = table[place + 5 : place + 5 + length]
    count = (len(plan) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}L", plan)
    for number in range(count):
        (where,) = struct.unpack_from("<L", plan, 4 * (count + 1) + 8 * number + 2)
        characters = bounds[number + 1] - bounds[number]
        if characters < 0:
            return
        if where & 0x40000000:
            start = (where & 0x3FFFFFFF) // 2
            yield document[start : start + characters].decode("cp1252", "replace")
        else:
            yield document[where : where + 2 * characters].decode("utf-16-le", "replace")


def _plain(text: str) -> str:
    """Field codes give way to their results, paragraph and cell marks become line ends."""
    for _ in range(4):
        text = _FIELD.sub(lambda match: match[1] or "", text)
    text = text.replace("\x1e", "-").replace("\x1f", "").replace("\x07", "\n\n").replace("\r", "\n\n")
    return re.sub(r"[\x0b\x0c\x0e]", "\n", text)


def _slide_texts(data: bytes, depth: int = 0) -> Iterator[str]:
    """The text atoms, wherever they stand in the tree of records."""
    place = 0
    while place + 8 <= len(data):
        version, kind, length = struct.unpack_from("<HHL", data, place)
        body = data[place + 8 : place + 8 + length]
        if kind in (_TEXT_CHARACTERS, _TEXT_BYTES):
            text = body.decode("utf-16-le" if kind == _TEXT_CHARACTERS else "latin-1", "replace")
            if text := clean_text(text).strip():
                yield text
        elif version & 15 == 15 and depth < 12:
            yield from _slide_texts(body, depth + 1)
        place += 8 + length
