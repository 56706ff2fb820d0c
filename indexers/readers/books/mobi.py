"""Reads MOBI and AZW3: Palm database, PalmDOC or HUFF/CDIC text, EXTH metadata (after the MobileRead wiki)."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.language.people import people
from assistant.messages import mark, tr
from indexers.metadata.authors import stated_names, told_publisher
from indexers.metadata.clean_metadata import clean_line, find_year, language_code, listed_subjects
from indexers.metadata.identifiers import isbn13
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.books.heading import with_title
from indexers.readers.books.palmdoc import HuffmanText, unpack_palmdoc
from indexers.readers.decoding import decode_text
from indexers.readers.markup import clean_description, html_sections
from indexers.readers.registry import reader

MOST_TEXT = 24 * MEGABYTE
_DAMAGED = mark("This MOBI file is damaged or cut short.")
_NONE, _PALMDOC, _HUFFMAN = 1, 2, 17480
_AUTHOR, _PUBLISHER, _DESCRIPTION, _ISBN, _SUBJECT, _DATE, _ASIN = 100, 101, 103, 104, 105, 106, 113
_COVER, _TITLE, _LANGUAGE = 201, 503, 524
_NOWHERE = 0xFFFFFFFF
_MAGIC = (b"BOOKMOBI", b"TEXtREAd")


@reader("MOBI", {
    ".mobi": "application/x-mobipocket-ebook", ".azw3": "application/vnd.amazon.ebook",
    ".azw": "application/vnd.amazon.ebook", ".prc": "application/x-mobipocket-ebook",
}, largest=400 * MEGABYTE, magic=_MAGIC, at=60)  # fmt: skip
def read_mobi(path: Path) -> Reading:
    data = path.read_bytes()
    if not data.startswith(_MAGIC, 60):
        if data[:8] == b"\xeaDRMION\xee" or data[:4] == b"CONT":
            raise UnreadableFile(tr("This is a KFX book of a Kindle, a format that only its own program reads."))
        raise UnreadableFile(tr("This is not a MOBI book."))
    try:
        return _read_book(_Palm(data))
    except struct.error as error:
        raise UnreadableFile(tr(_DAMAGED)) from error


class _Palm:
    """A Palm database: records by number."""

    def __init__(self, data: bytes) -> None:
        self.name = data[:31].split(b"\0")[0].decode("latin-1")
        (count,) = struct.unpack_from(">H", data, 76)
        self._data = data
        self._starts = [struct.unpack_from(">L", data, 78 + 8 * number)[0] for number in range(count)] + [len(data)]
        if count == 0:
            raise UnreadableFile(tr(_DAMAGED))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise UnreadableFile(tr(_DAMAGED))
        return self._data[self._starts[number] : self._starts[number + 1]]


@dataclass(frozen=True, slots=True)
class _Header:
    """Record 0, as far as it matters here."""

    compression: int
    text_records: int
    encryption: int
    encoding: str
    title: str
    extra_flags: int
    first_picture: int
    huff_start: int
    huff_count: int
    exth: dict[int, list[bytes]]


def _read_book(palm: _Palm) -> Reading:
    header = _read_header(palm)
    if header.encryption:
        raise UnreadableFile(
            tr("This MOBI book is locked by copy protection (DRM). Only the shop's own program can open it.")
        )
    sections, partial = _read_text(palm, header)

    def stated(number: int) -> list[str]:
        return [decode_text(value, header.encoding).strip("\0 ") for value in header.exth.get(number, ())]

    isbn = next((number for value in stated(_ISBN) if (number := isbn13(value))), "")
    asin = next((value for value in stated(_ASIN) if re.fullmatch(r"[A-Z0-9]{10}", value)), "")
    reading = Reading(
        kind=Kind.BOOK,
        title=clean_line(next(iter(stated(_TITLE)), "") or header.title),
        creators=stated_names(name for value in stated(_AUTHOR) for name in people(value)),
        year=next((year for value in stated(_DATE) if (year := find_year(value))), None),
        publisher=told_publisher(next(iter(stated(_PUBLISHER)), "")),
        language=next((code for value in stated(_LANGUAGE) if (code := language_code(value))), ""),
        subjects=listed_subjects(stated(_SUBJECT)),
        description=clean_description(next(iter(stated(_DESCRIPTION)), "")),
        identifiers=tuple(pair for pair in (("isbn", isbn), ("asin", asin)) if pair[1]),
        sections=sections,
        cover=_cover(palm, header),
        partial=partial,
    )
    return with_title(reading)


def _read_header(palm: _Palm) -> _Header:
    record = palm[0]
    compression, _, _, text_records, _, encryption = struct.unpack_from(">HHLHHH", record, 0)
    if record[16:20] != b"MOBI":
        return _Header(compression, text_records, encryption, "cp1252", palm.name, 0, _NOWHERE, 0, 0, {})
    length, _, codepage = struct.unpack_from(">LLL", record, 20)
    encoding = "utf-8" if codepage == 65001 else "cp1252"
    title_start, title_length = struct.unpack_from(">LL", record, 84)
    title = decode_text(record[title_start : title_start + min(title_length, 1000)], encoding)
    (first_picture,) = struct.unpack_from(">L", record, 108)
    huff_start, huff_count = struct.unpack_from(">LL", record, 112)
    (flags,) = struct.unpack_from(">L", record, 128)
    extra = struct.unpack_from(">H", record, 242)[0] if length >= 228 and len(record) >= 244 else 0
    exth = _read_exth(record, 16 + length) if flags & 0x40 else {}
    return _Header(
        compression, text_records, encryption, encoding, title, extra, first_picture, huff_start, huff_count, exth
    )


def _read_exth(record: bytes, start: int) -> dict[int, list[bytes]]:
    if record[start : start + 4] != b"EXTH":
        return {}
    (count,) = struct.unpack_from(">L", record, start + 8)
    found: dict[int, list[bytes]] = {}
    place = start + 12
    for _ in range(min(count, 2000)):
        number, size = struct.unpack_from(">LL", record, place)
        if size < 8:
            break
        found.setdefault(number, []).append(record[place + 8 : place + size])
        place += size
    return found


def _read_text(palm: _Palm, header: _Header) -> tuple[tuple[Section, ...], str]:
    huffman = None
    if header.compression == _HUFFMAN:
        records = [palm[header.huff_start + number] for number in range(min(header.huff_count, 200))]
        huffman = HuffmanText(records[0], records[1:]) if records else None
    elif header.compression not in (_NONE, _PALMDOC):
        raise UnreadableFile(tr("This MOBI book is packed in a way that Alcove does not know."))
    text = bytearray()
    partial = ""
    for number in range(1, header.text_records + 1):
        if number >= len(palm) or len(text) > MOST_TEXT:
            partial = tr("Only the first part of this book could be read.")
            break
        record = _without_trailers(palm[number], header.extra_flags)
        room = MOST_TEXT
        if huffman is not None:
            text += huffman.unpack(record, room)
        else:
            text += unpack_palmdoc(record, room) if header.compression == _PALMDOC else record
    return tuple(html_sections(decode_text(bytes(text), header.encoding))), partial


def _without_trailers(record: bytes, flags: int) -> bytes:
    """Each set bit above the lowest is an entry at the end whose size is a backward variable-width number."""
    for _ in range((flags >> 1).bit_count()):
        size, shift = 0, 0
        for byte in reversed(record[-4:]):
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte & 0x80:
                break
        record = record[: len(record) - size] if 0 < size <= len(record) else record
    if flags & 1 and record:
        record = record[: -((record[-1] & 3) + 1)]
    return record


def _cover(palm: _Palm, header: _Header) -> bytes | None:
    offsets = header.exth.get(_COVER)
    if not offsets or len(offsets[0]) != 4 or header.first_picture == _NOWHERE:
        return None
    number = header.first_picture + int(struct.unpack(">L", offsets[0])[0])
    return palm[number] if number < len(palm) else None
