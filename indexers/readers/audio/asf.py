"""Reads WMA: the header objects of ASF (Microsoft's specification, revision 01.20.05). tinytag stumbles over some."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.readers.audio.described import describe
from indexers.readers.base import MEGABYTE, Reading
from indexers.readers.registry import reader

_LARGEST_HEADER = 48 * MEGABYTE


def _guid(text: str) -> bytes:
    return UUID(text).bytes_le


_HEADER = _guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
_FILE = _guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
_CONTENT = _guid("75B22633-668E-11CF-A6D9-00AA0062CE6C")
_EXTENDED = _guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
_EXTENSION = _guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
_LIBRARY = _guid("44231C94-9498-49D1-A141-1D134E457054")
_PROTECTION = _guid("2211B3FB-BD23-11D2-B4B7-00A0C955FC6E")
_NAMES = {  # no words
    "wm/albumtitle": "album", "wm/albumartist": "album artist", "wm/genre": "genre", "wm/year": "year",
    "wm/tracknumber": "track", "wm/track": "track", "wm/publisher": "publisher", "wm/picture": "cover art",
    "wm/lyrics": "lyrics", "wm/composer": "composer", "wm/artists": "artists", "wm/iscompilation": "compilation",
    "wm/partofset": "disc", "wm/beatsperminute": "bpm", "wm/language": "language", "author": "artist",
    "musicbrainz/track id": "musicbrainz_trackid", "musicbrainz/album id": "musicbrainz_albumid",
    "musicbrainz/artist id": "musicbrainz_artistid", "wm/isrc": "isrc",
}  # fmt: skip


@reader(mark("audio"), {".wma": "audio/x-ms-wma", ".asf": "video/x-ms-asf"}, largest=4096 * MEGABYTE, magic=(_HEADER,))
def read_wma(path: Path) -> Reading:
    with open(path, "rb") as file:
        start = file.read(30)
        if not start.startswith(_HEADER) or len(start) < 30:
            raise UnreadableFile(tr("This is not a WMA file."))
        (size,) = struct.unpack_from("<Q", start, 16)
        data = file.read(min(size, _LARGEST_HEADER) - 30) if size > 30 else b""
    tag: dict[str, list[str]] = {}
    pictures: list[bytes] = []
    seconds: float | None = None
    try:
        # The plain fields come first: the others only add to them.
        for guid, body in sorted(_objects(data), key=lambda pair: pair[0] != _CONTENT):
            if guid == _FILE:
                duration, preroll = struct.unpack_from("<Q", body, 40)[0], struct.unpack_from("<Q", body, 56)[0]
                seconds = max(duration / 1e7 - preroll / 1e3, 0) or None
            elif guid == _PROTECTION:
                raise UnreadableFile(tr("This WMA file is locked by copy protection (DRM)."))
            else:
                _take(tag, pictures, _fields(guid, body))
    except struct.error as error:
        raise UnreadableFile(tr("This WMA file is damaged or cut short.")) from error
    if seconds is None and not tag:
        raise UnreadableFile(tr("This WMA file is damaged: it holds no sound that can be recognised."))
    return describe(tag, path, duration=seconds, cover=next(filter(None, pictures), None))


def _take(tag: dict[str, list[str]], pictures: list[bytes], fields: Iterable[tuple[str, str | bytes]]) -> None:
    """Adds fields; several values of one name may stand anywhere."""
    for key, value in fields:
        if isinstance(value, bytes):
            pictures.append(value)
        elif value not in tag.setdefault(key, []):
            tag[key].append(value)


def _objects(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(guid, body) of each object, those inside the header extension too."""
    place = 0
    while place + 24 <= len(data):
        guid, size = data[place : place + 16], struct.unpack_from("<Q", data, place + 16)[0]
        if size < 24:
            return
        body = data[place + 24 : place + size]
        if guid == _EXTENSION:
            yield from _objects(body[22:])
        else:
            yield guid, body
        place += size


def _fields(guid: bytes, body: bytes) -> list[tuple[str, str | bytes]]:
    if guid == _CONTENT:
        sizes = struct.unpack_from("<5H", body)
        values, place = [], 10
        for size in sizes:
            values.append(_text(body[place : place + size]))
            place += size
        names = ("title", "artist", "", "comment")
        return [(key, value) for key, value in zip(names, values, strict=False) if key and value]
    if guid == _EXTENDED:
        return list(_extended(body))
    if guid == _LIBRARY:
        return list(_library(body))
    return []


def _extended(body: bytes) -> Iterator[tuple[str, str | bytes]]:
    (count,) = struct.unpack_from("<H", body)
    place = 2
    for _ in range(count):
        (size,) = struct.unpack_from("<H", body, place)
        name = _text(body[place + 2 : place + 2 + size])
        kind, length = struct.unpack_from("<HH", body, place + 2 + size)
        place += 6 + size
        yield from _field(name, kind, body[place : place + length])
        place += length


def _library(body: bytes) -> Iterator[tuple[str, str | bytes]]:
    (count,) = struct.unpack_from("<H", body)
    place = 2
    for _ in range(count):
        _, _, size, kind, length = struct.unpack_from("<HHHHL", body, place)
        name = _text(body[place + 12 : place + 12 + size])
        place += 12 + size
        yield from _field(name, kind, body[place : place + length])
        place += length


def _field(name: str, kind: int, value: bytes) -> Iterator[tuple[str, str | bytes]]:
    key = _NAMES.get(name.lower(), name.lower())
    if kind == 0:
        yield key, _text(value)
    elif kind == 1 and key.startswith("cover art"):
        yield key, _picture(value)
    elif kind in (2, 3, 4, 5) and len(value) in (2, 4, 8):
        yield key, str(int.from_bytes(value, "little"))


def _picture(value: bytes) -> bytes:
    """WM/Picture: a byte for its type, four for its size, two texts that end in zero, the picture."""
    size = struct.unpack_from("<L", value, 1)[0]
    return value[-size:] if 0 < size <= len(value) else b""


def _text(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").rstrip("\0")
