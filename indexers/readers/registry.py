"""The formats that Alcove reads, and which of them a file is: by suffix, corrected by what the first bytes say.

A reader is one file in a folder below `indexers/readers`: a function under the decorator `reader`. Nothing else lists
it. A reader process imports them all before it takes its first file: 65 of the 155 ms of its start, of which finding
them takes 2. Loading them one by one, by a table of what each knows, would save less than it costs to keep true.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import alternatives, decimal, mark, tr
from indexers.discovery import load_modules
from indexers.readers.base import Format, Reading
from indexers.readers.decoding import looks_like_text

GENERATION = 5
"""Raised when readers take more out of files, or something else, than before: known files are then read once again."""

Read = Callable[[Path], Reading]
_formats: list[Format] = []

_FOREIGN = {
    mark("pictures"): "jpg jpeg png gif bmp tif tiff webp svg heic heif ico psd raw cr2 nef xcf",  # no words
    mark("films"): "mp4 m4v mkv avi mov wmv webm mpg mpeg flv ts vob srt",  # no words
    mark("archives"): "zip gz tgz bz2 xz zst 7z rar tar iso dmg warc cab lz4 jar",  # no words
    mark("programs"): "exe dll so dylib msi bin apk deb rpm class pyc o a wasm",  # no words
    mark("databases"): "db sqlite sqlite3 mdb",  # no words
    mark("fonts"): "ttf otf woff woff2",  # no words
}
_FOREIGN_NAME = {f".{suffix}": name for name, suffixes in _FOREIGN.items() for suffix in suffixes.split()}
_SAVE_AS = {".pub": ".pdf", ".pages": ".docx .pdf", ".wpd": ".docx", ".djvu": ".pdf"}
_PACKED_COMICS = (".cbr", ".cb7", ".cbt")


class NotOurs(Exception):
    """The file is of a kind that Alcove does not index; the message says which."""


def reader(
    name: str,
    media_types: Mapping[str, str],
    *,
    largest: int,
    magic: Iterable[bytes] = (),
    at: int = 0,
    recognises: Callable[[bytes], bool] | None = None,
) -> Callable[[Read], Read]:
    """Makes a function known as the reader of a format family (see Format).

    Where fixed bytes at a fixed place tell the format,
    `magic` lists them and `at` is their place; where it takes more, `recognises` decides; with neither, suffixes alone.
    """
    marks = tuple(magic)

    def has_magic(head: bytes) -> bool:
        return head.startswith(marks, at)

    def known(read: Read) -> Read:
        _formats.append(Format(name, media_types, largest, recognises or has_magic, read))
        return read

    return known


@cache
def formats() -> list[Format]:
    """All formats, in the order of their files' names. The first call imports the readers."""
    load_modules("indexers.readers")
    return _formats


def find_format(path: Path, head: bytes) -> Format:
    """The format of a file that starts with `head` (up to base.HEAD bytes).

    Raises NotOurs for what is no book, music or document, UnreadableFile for what should be one and is not.
    """
    suffix = path.suffix.lower()
    by_suffix = [known for known in formats() if suffix in known.media_types]
    recognising = [known for known in formats() if known.recognises(head)]
    if both := [known for known in by_suffix if known in recognising]:
        return both[0]
    if recognising or by_suffix:
        return (recognising or by_suffix)[0]
    if not suffix and looks_like_text(head):
        return next(known for known in formats() if ".txt" in known.media_types)
    raise NotOurs(_foreign_reason(suffix))


def is_work(name: str) -> bool:
    """Whether a reader knows files of this name's suffix."""
    return os.path.splitext(name)[1].lower() in _suffixes()


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(suffix for known in formats() for suffix in known.media_types)


def media_type(path: Path) -> str:
    """The media type that belongs to a file's suffix; empty where no reader knows it."""
    suffix = path.suffix.lower()
    return next((known.media_types[suffix] for known in formats() if suffix in known.media_types), "")


def _foreign_reason(suffix: str) -> str:
    if name := _FOREIGN_NAME.get(suffix):
        return tr("Alcove does not index {name} ({suffix}).", name=tr(name), suffix=suffix)
    if suffix in (".m3u", ".m3u8"):
        return tr("It is named like a list of songs, but holds none.")
    if suffix == ".cue":
        return tr("This is a list of songs; bring it in with: alcove import")
    if suffix == ".bib":
        return tr("This is a bibliography; bring it in with: alcove import")
    if suffix in _SAVE_AS:
        return tr(
            "This format ({suffix}) is not read; save it as {other} to have it indexed.",
            suffix=suffix,
            other=alternatives(_SAVE_AS[suffix].split()),
        )
    if suffix in _PACKED_COMICS:
        return tr(
            "Comics are read as .cbz; pack the pictures of this {suffix} file anew to have it indexed.", suffix=suffix
        )
    if not suffix:
        return tr("Alcove does not know what kind of file this is.")
    return tr("Alcove does not index files of this kind ({suffix}).", suffix=suffix[:16])


def refuse_oversized(known: Format, size: int) -> None:
    """Raises UnreadableFile, without a read, for a file above the limit of its format."""
    if size > known.largest:
        raise UnreadableFile(
            tr(
                "Too large: {size}. Alcove reads {format} files up to {largest}.",
                size=_megabytes(size),
                format=tr(known.name),
                largest=_megabytes(known.largest),
            )
        )


def _megabytes(size: int) -> str:
    if size >= 1 << 30:
        return tr("{n} GB", n=decimal(size / (1 << 30), 1))
    return tr("{n} MB", n=decimal(size / (1 << 20)))
