"""Reads where the chapters of a recording start: in MP4 (Nero's list, QuickTime's text track), MP3 (CHAP), Vorbis."""

import re
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from indexers.metadata.clean_metadata import clean_line
from indexers.readers.audio.described import Fields
from indexers.readers.base import MEGABYTE, Chapter

MOST_CHAPTERS = 2000
_LARGEST_TABLE = 8 * MEGABYTE
_LARGEST_FRAME = 64 << 10
_LONGEST_NAME = 200
_NERO_TICKS = 10_000_000
_VORBIS_NAME = re.compile(r"^chapter(\d{2,3})$")
_CLOCK = re.compile(r"^(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$")
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
Table = tuple[int, int]
"""(start, end) of an MP4 box's content in its file."""


def chapters_of(path: Path, fields: Fields) -> tuple[Chapter, ...]:
    """(name, seconds from the start) of each chapter, in order; none for a recording without, and for damaged lists."""
    try:
        with open(path, "rb") as file:
            head = file.read(12)
            if head[:3] == b"ID3":
                found = list(_id3_chapters(file, head[3]))
            elif head[4:8] == b"ftyp":
                found = _mp4_chapters(file)
            else:
                found = list(_vorbis_chapters(fields))
    except (struct.error, IndexError, OSError, OverflowError):
        return ()
    return _ordered(found)


def _ordered(found: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """By their start; a nameless one is called by its number."""
    by_start = sorted(found[:MOST_CHAPTERS], key=lambda chapter: chapter[1])
    return tuple(
        (clean_line(name, _LONGEST_NAME) or str(number), round(start, 3))
        for number, (name, start) in enumerate(by_start, 1)
    )


def _vorbis_chapters(fields: Fields) -> Iterator[Chapter]:
    """CHAPTER001=00:12:30.000 and CHAPTER001NAME=… (the convention of Vorbis comments)."""
    for key, values in fields.items():
        if (match := _VORBIS_NAME.match(key)) and values and (clock := _CLOCK.match(values[0])):
            hours, minutes, seconds = int(clock[1]), int(clock[2]), float(clock[3])
            name = next(iter(fields.get(f"chapter{match[1]}name", ())), "")
            yield name, hours * 3600 + minutes * 60 + seconds


def _id3_chapters(file: IO[bytes], version: int) -> Iterator[Chapter]:
    """CHAP frames (ID3v2 Chapter Frame Addendum 1.0): a name, four numbers, frames inside."""
    file.seek(6)
    end = 10 + _synchsafe(file.read(4))
    while file.tell() + 10 < end:
        header = file.read(10)
        size = _synchsafe(header[4:8]) if version == 4 else struct.unpack(">I", header[4:8])[0]
        if not header[:4].strip(b"\0") or size <= 0:
            return
        if header[:4] != b"CHAP" or size > _LARGEST_FRAME:
            file.seek(size, 1)
            continue
        body = file.read(size)
        place = body.index(b"\0") + 1 if b"\0" in body else size
        (start,) = struct.unpack_from(">I", body, place)
        yield _title_within(body[place + 16 :], version), start / 1000


def _title_within(frames: bytes, version: int) -> str:
    place = 0
    while place + 10 < len(frames):
        raw = frames[place + 4 : place + 8]
        size = _synchsafe(raw) if version == 4 else int.from_bytes(raw, "big")
        body = frames[place + 10 : place + 10 + size]
        if frames[place : place + 4] == b"TIT2" and body:
            return body[1:].decode(_ENCODINGS[min(body[0], 3)], "replace").strip("\0")
        place += 10 + size
    return ""


def _synchsafe(raw: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(raw, (21, 14, 7, 0), strict=False))


def _mp4_chapters(file: IO[bytes]) -> list[Chapter]:
    """Those of the text track that the sound refers to, else Nero's list, which holds 255 at most."""
    size = file.seek(0, 2)
    movie = _child(file, (0, size), b"moov")
    if movie is None:
        return []
    return _text_track(file, movie) or _nero_list(file, movie)


def _boxes(file: IO[bytes], inside: Table) -> Iterator[tuple[bytes, Table]]:
    place, end = inside
    while place + 8 <= end:
        file.seek(place)
        size, name = struct.unpack(">I4s", file.read(8))
        start = place + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            start += 8
        stop = end if size == 0 else place + size
        if stop < start or stop > end:
            return
        yield name, (start, stop)
        place = stop


def _child(file: IO[bytes], inside: Table, *names: bytes) -> Table | None:
    """The first box along these names."""
    found: Table | None = inside
    for name in names:
        found = next((where for box, where in _boxes(file, found) if box == name), None) if found else None
    return found


def _content(file: IO[bytes], inside: Table, *names: bytes) -> bytes:
    """A box's content; empty if there is none."""
    where = _child(file, inside, *names)
    if where is None:
        return b""
    file.seek(where[0])
    return file.read(min(where[1] - where[0], _LARGEST_TABLE))


def _nero_list(file: IO[bytes], movie: Table) -> list[Chapter]:
    """A version, flags, a count, and for each chapter its start in 100 ns and its name behind its length."""
    data = _content(file, movie, b"udta", b"chpl")
    if len(data) < 9:
        return []
    place = 8 if data[0] else 4
    count, place = data[place], place + 1
    found = []
    for _ in range(count):
        (ticks,) = struct.unpack_from(">Q", data, place)
        length = data[place + 8]
        found.append((data[place + 9 : place + 9 + length].decode("utf-8", "replace"), ticks / _NERO_TICKS))
        place += 9 + length
    return found


def _text_track(file: IO[bytes], movie: Table) -> list[Chapter]:
    tracks = [where for name, where in _boxes(file, movie) if name == b"trak"]
    named = [_content(file, track, b"tref", b"chap") for track in tracks]
    wanted = {number for data in named for (number,) in struct.iter_unpack(">I", data[: len(data) // 4 * 4])}
    for track in tracks:
        header = _content(file, track, b"tkhd")
        handler = _content(file, track, b"mdia", b"hdlr")[8:12]
        number = struct.unpack_from(">I", header, 20 if header[:1] == b"\1" else 12)[0] if len(header) > 24 else 0
        if handler == b"text" and (number in wanted or not wanted):
            return _samples(file, track)
    return []


def _samples(file: IO[bytes], track: Table) -> list[Chapter]:
    """Each sample is a chapter's name behind two bytes of length; it lasts as long as the chapter."""
    clock = _content(file, track, b"mdia", b"mdhd")
    (scale,) = struct.unpack_from(">I", clock, 20 if clock[:1] == b"\1" else 12)
    table = _child(file, track, b"mdia", b"minf", b"stbl")
    if table is None or not scale:
        return []
    found, start = [], 0
    for place, lasting in zip(_places(file, table), _durations(file, table), strict=False):
        file.seek(place)
        (length,) = struct.unpack(">H", file.read(2))
        text = file.read(min(length, 4 * _LONGEST_NAME))
        encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        found.append((text.decode(encoding, "replace"), start / scale))
        start += lasting
    return found


def _durations(file: IO[bytes], table: Table) -> Iterator[int]:
    data = _content(file, table, b"stts")
    for count, lasting in struct.iter_unpack(">II", data[8 : 8 + (len(data) - 8) // 8 * 8]):
        yield from (lasting for _ in range(min(count, MOST_CHAPTERS)))


def _places(file: IO[bytes], table: Table) -> Iterator[int]:
    """Where each sample stands: chunks hold several, whose sizes are listed apart."""
    sizes = _content(file, table, b"stsz")
    same, count = struct.unpack_from(">II", sizes, 4)
    lengths = [same] * min(count, MOST_CHAPTERS) if same else [size for (size,) in struct.iter_unpack(">I", sizes[12:])]
    wide = _content(file, table, b"co64")
    chunks = wide or _content(file, table, b"stco")
    starts = [start for (start,) in struct.iter_unpack(">Q" if wide else ">I", chunks[8:])]
    runs = list(struct.iter_unpack(">III", _content(file, table, b"stsc")[8:]))
    sample = 0
    for number, start in enumerate(starts, 1):
        held = next((count for first, count, _ in reversed(runs) if first <= number), 1)
        place = start
        for length in lengths[sample : sample + held][:MOST_CHAPTERS]:
            yield place
            place += length
        sample += held
