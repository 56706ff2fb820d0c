"""Files that lie within other files: in zip and tar archives, and compressed by gzip, bzip2 or xz.

A place within a file is written as a path, and nothing is unpacked to disk.
"""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import decimal, tr
from indexers.readers.base import MEGABYTE

LARGEST = 2048 * MEGABYTE
"""Bytes of one file that is unpacked; a history of listening may have so many."""
STEEPEST_RATIO = 500
RATIO_COUNTS_FROM = 16 * MEGABYTE
MOST_PARTS, MOST_ENTRIES = 1000, 20_000
"""Parts of an archive that are looked into, and those that one may have."""
_BLOCK, _PIECE = 1 << 18, 1 << 13
"""Bytes that are kept at once, and that are unpacked at once: of a damaged file no more than these are lost."""
_WITHIN = "\x1f/"
"""Stands between a file and the name of what lies in it: no program writes such a name."""
_COMPRESSED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
_ZIP, _TAR_AT, _TAR = b"PK\x03\x04", 257, b"ustar"
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError, NotImplementedError,
    ValueError, RuntimeError,
)  # fmt: skip


def is_within(path: Path) -> bool:
    """Whether a path leads into a file."""
    return _WITHIN in os.fspath(path)


def outermost(path: Path) -> Path:
    """The file on the disk that a path leads to, or into."""
    return Path(os.fspath(path).split(_WITHIN)[0])


def open_anywhere(path: Path) -> IO[bytes]:
    """Opens a file, or what lies in one. Raises OSError, and UnreadableFile for what cannot be unpacked."""
    outer, *names = os.fspath(path).split(_WITHIN)
    stream: IO[bytes] = open(outer, "rb")  # noqa: SIM115  # whoever asked closes it
    try:
        for name in names:
            stream = _part(stream, name)
    except BaseException:
        stream.close()
        raise
    return stream


def whole(path: Path) -> bytes:
    """All bytes of a file, or of what lies in one. Raises as `open_anywhere` does."""
    with open_anywhere(path) as stream:
        return stream.read()


def parts_of(path: Path) -> Iterator[Path]:
    """The files in a file, in the order of their names; none for a file that holds no others.

    Raises UnreadableFile for more than anybody packs: the list of all is read again for each of them.
    """
    try:
        with open_anywhere(path) as stream:
            names = _names(stream, PurePosixPath(path.name).stem)
    except (*_DAMAGE, OSError, UnreadableFile):
        return
    if len(names) > MOST_ENTRIES:
        raise UnreadableFile(tr("This file holds more than {n} parts and was not unpacked.", n=decimal(MOST_ENTRIES)))
    for name in sorted(names)[:MOST_PARTS]:
        if not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith("."):
            yield Path(f"{path}{_WITHIN}{name}")


def _names(stream: IO[bytes], own: str) -> list[str]:
    head = _head(stream)
    if head.startswith(_ZIP):
        with zipfile.ZipFile(stream) as archive:
            return list(dict.fromkeys(entry.filename for entry in archive.infolist() if not entry.is_dir()))
    if _is_tar(head):
        with tarfile.TarFile(fileobj=stream) as archive:
            return [entry.name for entry in archive if entry.isfile()]
    return [own] if _unpacker(head) else []


def _part(stream: IO[bytes], name: str) -> IO[bytes]:
    try:
        packed = stream.seek(0, os.SEEK_END)
        head = _head(stream)
        if head.startswith(_ZIP):
            archive = zipfile.ZipFile(stream)
            entry = archive.getinfo(name)
            if entry.flag_bits & 1:
                raise UnreadableFile(tr("This file is encrypted."))
            return _bounded(archive.open(entry), entry.compress_size, stream)
        if _is_tar(head):
            found = tarfile.TarFile(fileobj=stream).extractfile(name)
            if found is None:
                raise KeyError(name)
            return _bounded(found, packed, stream)
        if (unpacker := _unpacker(head)) is not None:
            return _bounded(unpacker(stream), packed, stream)
    except (*_DAMAGE, KeyError) as error:
        raise UnreadableFile(_damaged()) from error
    raise UnreadableFile(_damaged())


def _damaged() -> str:
    return tr("This file is damaged or cut short: its archive cannot be opened.")


def _head(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    head = stream.read(_TAR_AT + len(_TAR))
    stream.seek(0)
    return head


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT:] == _TAR


def _unpacker(head: bytes) -> Any:
    return next((unpacker for start, unpacker in _COMPRESSED if head.startswith(start)), None)


_cut_short: list[str] = []
"""What ended packed files too early in this process since it was last asked for."""


def cut_short() -> list[str]:
    """What ended packed files too early, each kind once; asked again, what came since."""
    found = list(dict.fromkeys(_cut_short))
    _cut_short.clear()
    return found


def _bounded(stream: Any, packed: int, outer: IO[bytes]) -> IO[bytes]:
    return io.BufferedReader(_Bounded(stream, packed, outer), _BLOCK)


class _Bounded(io.RawIOBase):
    """What comes out of a packed file, up to where it swells beyond reason."""

    def __init__(self, stream: Any, packed: int, outer: IO[bytes]) -> None:
        self._stream, self._packed, self._outer = stream, max(packed, 1), outer

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._stream.read1(min(len(buffer), _PIECE))
        except _DAMAGE as error:
            if not self.tell():
                raise UnreadableFile(_damaged()) from error
            _cut_short.append(type(error).__name__)
            return 0
        size = self.tell()
        if size > LARGEST or (size > RATIO_COUNTS_FROM and size > STEEPEST_RATIO * self._packed):
            raise UnreadableFile(tr("This file is packed suspiciously tight (a zip bomb?); it was stopped."))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        self._outer.close()
        super().close()
