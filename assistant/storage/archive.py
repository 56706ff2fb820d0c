"""One encrypted file that holds several: what `alcove backup` writes and `alcove restore` reads.

    magic line · length of the header (4 bytes) · header (JSON) · chunks

The header holds the vault (the data key, sealed under the person's own secrets) and nothing of the person; the chunks
are ChaCha20-Poly1305 with a key derived from the data key, in the STREAM construction (Hoang et al. 2015): each is
bound to the header, to its place, and to whether it is the last. So a file that was cut short, damaged, lengthened or
mixed from two is refused, wherever that was done.
"""

import base64
import json
import os
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.files import new_draft, open_regular, sync_folder

MAGIC = b"alcove backup\n"
FORMAT = 1
CHUNK = 1 << 20
_TAG = 16
_LONGEST_HEADER = 1 << 20
_NUMBER = struct.Struct(">I")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_END_OF_TIME = 250_000_000_000.0
"""In the year 9892."""


class ArchiveError(AssistantError):
    """A file that is no backup, or a damaged one."""


@dataclass(frozen=True, slots=True)
class ArchiveHeader:
    """`vault` is the content of vault.json; `members` are (name, bytes), in order."""

    vault: bytes
    members: tuple[tuple[str, int], ...]
    made: float
    salt: bytes

    def to_json(self) -> bytes:
        document = {
            "format": FORMAT,
            "made": self.made,
            "vault": json.loads(self.vault),
            "members": [list(member) for member in self.members],
            "salt": base64.b64encode(self.salt).decode(),
        }
        return json.dumps(document).encode()


def archive_key(data_key: bytes) -> bytes:
    """The key that backups are sealed under, derived from the data key."""
    return HKDF(SHA256(), 32, None, b"alcove backup").derive(data_key)


def write_archive(
    target: Path, files: Mapping[str, Path], vault: bytes, key: bytes, now: float, check: Callable[[Path], None]
) -> int:
    """Writes `files` by name to `target`, in one step: whole and checked, or not at all. Returns its size in bytes.

    check: reads the finished draft back, and raises where it does not hold what it should. Raises AssistantError
    where the disk is full or the folder cannot be written to.
    """
    members = tuple((name, path.stat().st_size) for name, path in files.items())
    header = ArchiveHeader(vault, members, now, os.urandom(16)).to_json()
    part: Path | None = None
    try:
        descriptor, part = new_draft(target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(MAGIC + _NUMBER.pack(len(header)) + header)
            for sealed in _seal(_chunks(files.values()), _cipher(key, header), header):
                file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
            check(part)
        size = part.stat().st_size
        os.replace(part, target)
        sync_folder(target.parent)
        return size
    except OSError as error:
        raise AssistantError(
            tr(
                "{target} cannot be written ({reason}). Nothing was left there.",
                target=target,
                reason=error.strerror or error,
            )
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def read_header(file: Path) -> ArchiveHeader:
    """What a backup says of itself before it is unlocked. Raises ArchiveError."""
    with _opened(file) as stream:
        return _header(stream, file)[0]


def is_sealed_with(file: Path, key: bytes) -> bool:
    """Whether a backup begins as one that was written with this key: a header alone anybody can make up.

    Raises ArchiveError for what is no backup.
    """
    with _opened(file) as stream:
        _, raw = _header(stream, file)
        try:
            next(_unseal(stream, _cipher(key, raw), raw, file))
        except ArchiveError:
            return False
    return True


def unpack(file: Path, key: bytes, folder: Path) -> dict[str, Path]:
    """Writes the members into `folder` and returns their paths by name. Raises ArchiveError where one bit is amiss."""
    with _opened(file) as stream:
        header, raw = _header(stream, file)
        plain = _Plain(_unseal(stream, _cipher(key, raw), raw, file), file)
        found = {}
        for name, size in header.members:
            found[name] = folder / name
            plain.copy(size, found[name])
        plain.expect_end()
    return found


def _opened(file: Path) -> BinaryIO:
    try:
        return open(open_regular(file), "rb")
    except OSError as error:
        raise ArchiveError(
            tr("{file} cannot be read ({reason}).", file=file, reason=error.strerror or error)
        ) from error


def _header(stream: BinaryIO, file: Path) -> tuple[ArchiveHeader, bytes]:
    if stream.read(len(MAGIC)) != MAGIC:
        raise ArchiveError(tr("{file} is no backup of Alcove. Nothing was changed.", file=file))
    try:
        (length,) = _NUMBER.unpack(stream.read(_NUMBER.size))
        if length > _LONGEST_HEADER:
            raise ValueError("a header that long is none")
        raw = stream.read(length)
        document = json.loads(raw)
        if _whole(document["format"]) > FORMAT:
            raise ArchiveError(
                tr("{file} was written by a newer Alcove. Update this program; nothing was changed.", file=file)
            )
        members = tuple((_plain_name(name), _whole(size)) for name, size in document["members"])
        if len({name for name, _ in members}) < len(members):
            raise ValueError("two members of one name")
        vault = json.dumps(document["vault"], indent=1).encode()
        return ArchiveHeader(vault, members, _moment(document["made"]), base64.b64decode(document["salt"])), raw
    except (struct.error, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise _damaged(file) from error


def _plain_name(name: Any) -> str:
    """A member is a file of the home, never a path that leads elsewhere."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError("no name of a file")
    return name


def _whole(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError("no whole number")
    return number


def _moment(made: Any) -> float:
    """Seconds since 1970, within the years that a calendar can show."""
    if not isinstance(made, int | float) or not 0 <= made < _END_OF_TIME:
        raise ValueError("no moment")
    return float(made)


def _damaged(file: Path) -> ArchiveError:
    return ArchiveError(tr("{file} is damaged or was cut short. Nothing was changed; try another backup.", file=file))


def _cipher(key: bytes, header: bytes) -> ChaCha20Poly1305:
    """A key for this file alone: the header's salt is drawn anew each time."""
    return ChaCha20Poly1305(HKDF(SHA256(), 32, None, header).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _chunks(files: Iterable[Path]) -> Iterator[bytes]:
    """The files one after the other, in pieces of CHUNK bytes, the last one shorter and perhaps empty."""
    held = b""
    for path in files:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                held += piece
                while len(held) > CHUNK:
                    yield held[:CHUNK]
                    held = held[CHUNK:]
    yield held


def _seal(chunks: Iterator[bytes], cipher: ChaCha20Poly1305, header: bytes) -> Iterator[bytes]:
    number, before = 0, next(chunks)
    for chunk in chunks:
        yield cipher.encrypt(_nonce(number, False), before, header)
        number, before = number + 1, chunk
    yield cipher.encrypt(_nonce(number, True), before, header)


def _unseal(stream: BinaryIO, cipher: ChaCha20Poly1305, header: bytes, file: Path) -> Iterator[bytes]:
    number, before = 0, stream.read(CHUNK + _TAG)
    while True:
        following = stream.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), before, header)
        except InvalidTag as error:
            raise _damaged(file) from error
        if not following:
            return
        number, before = number + 1, following


class _Plain:
    """The unsealed chunks, handed out in the sizes of the members."""

    def __init__(self, chunks: Iterator[bytes], file: Path) -> None:
        self._chunks = chunks
        self._file = file
        self._held = b""

    def copy(self, size: int, target: Path) -> None:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            while size:
                if not self._held:
                    self._held = next(self._chunks, b"")
                    if not self._held:
                        raise _damaged(self._file)
                piece, self._held = self._held[:size], self._held[size:]
                written.write(piece)
                size -= len(piece)

    def expect_end(self) -> None:
        if self._held or any(self._chunks):
            raise _damaged(self._file)
