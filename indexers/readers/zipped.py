"""Archives opened with care: caps on what comes out are counted while it streams, never read off the header."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from assistant.domain.errors import UnreadableFile
from assistant.messages import decimal, quoted, tr
from indexers.paths import path_key, spellings
from indexers.readers.base import MEGABYTE
from indexers.readers.packed import MOST_ENTRIES, open_anywhere

LARGEST_ENTRY = 64 * MEGABYTE
LARGEST_TOTAL = 400 * MEGABYTE
STEEPEST_RATIO = 200
RATIO_COUNTS_FROM = 4 * MEGABYTE
_CHUNK = 1 << 18
_UTF8_NAME = 0x800
_NAME_CODECS = ("utf-8", "cp866", "cp1251", "cp932", "gbk", "cp1252")
"""What packers write names in that do not mark them as UTF-8, and that zipfile reads as cp437."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class BombStopped(UnreadableFile):
    """An archive swells beyond all reason; nothing more of it is read."""


class SafeZip:
    """A zip archive read into memory piece by piece. Nothing is ever unpacked to disk, so names cannot escape."""

    def __init__(self, path: Path) -> None:
        self._total = 0
        self._file = open_anywhere(path)
        try:
            self._archive = zipfile.ZipFile(self._file)
        except _DAMAGE as error:
            self._file.close()
            raise UnreadableFile(tr("This file is damaged or cut short: its archive cannot be opened.")) from error
        if len(self._archive.filelist) > MOST_ENTRIES:
            self._file.close()
            raise UnreadableFile(
                tr("This file holds more than {n} parts and was not unpacked.", n=decimal(MOST_ENTRIES))
            )
        # Of two entries of one name the last counts.
        self.names = list(dict.fromkeys(entry.filename for entry in self._archive.filelist))
        self._by_key = {key: entry.filename for entry in reversed(self._archive.filelist) for key in _keys(entry)}

    def __enter__(self) -> "SafeZip":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def locate(self, name: str) -> str:
        """The entry that a name means, however it is spelt; the name itself where there is none."""
        return self._find(name) or name

    def _find(self, name: str) -> str | None:
        keys = (path_key(spelling).lstrip("/") for spelling in spellings(name))
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def read(self, name: str, largest: int = LARGEST_ENTRY) -> bytes:
        """One entry, whole. Raises UnreadableFile for what is missing, damaged, encrypted or swells too much."""
        with self.open(name, largest) as stream:
            return b"".join(iter(stream.read, b""))

    @contextmanager
    def open(self, name: str, largest: int = LARGEST_ENTRY) -> Iterator["Unpacking"]:
        """One entry, unpacked as far as it is read. Raises as `read` does, also while it is read."""
        found = self._find(name)
        if found is None:
            raise UnreadableFile(tr("This file is incomplete: {part} is missing.", part=quoted(_short(name))))
        entry = self._archive.getinfo(found)
        if entry.flag_bits & 1:
            raise UnreadableFile(tr("This file is encrypted."))
        try:
            with self._archive.open(entry) as stream:
                yield Unpacking(self, stream, entry.compress_size, largest)
        except _DAMAGE as error:
            raise UnreadableFile(
                tr("This file is damaged: {part} cannot be unpacked.", part=quoted(_short(name)))
            ) from error

    def refuse_bomb(self, piece: int, size: int, packed: int, largest: int) -> None:
        """Counts `piece` more bytes of an entry that has grown to `size`. Raises BombStopped."""
        self._total += piece
        if size > largest or self._total > LARGEST_TOTAL:
            raise BombStopped(tr("This file unpacks to far more than it should hold; it was stopped."))
        if size > RATIO_COUNTS_FROM and size > STEEPEST_RATIO * max(packed, 1):
            raise BombStopped(tr("This file is packed suspiciously tight (a zip bomb?); it was stopped."))


class Unpacking:
    """A stream of one entry that counts what comes out."""

    def __init__(self, archive: SafeZip, stream: IO[bytes], packed: int, largest: int) -> None:
        self._archive, self._stream, self._packed, self._largest = archive, stream, packed, largest
        self._size = 0

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes, at most `size`; empty at the end."""
        piece = self._stream.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        self._size += len(piece)
        self._archive.refuse_bomb(len(piece), self._size, self._packed, self._largest)
        return piece


def _keys(entry: zipfile.ZipInfo) -> Iterator[str]:
    """The keys under which an entry is sought: its name, and what its bytes are in other encodings than cp437."""
    name = entry.filename
    if not name.isascii() and not entry.flag_bits & _UTF8_NAME:
        data = name.encode("cp437", "replace")
        for codec in _NAME_CODECS:
            yield path_key(data.decode(codec, "replace"))
    yield path_key(name).lstrip("/")


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:79] + "…"
