"""Paths as other programs write them, in archives, playlists and cue sheets: one spelling of each, to compare by."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

_FILE_ADDRESS = re.compile(r"^file:(?://(?:localhost)?(?=/))?", re.I)
_ODD = re.compile(r"[\\:]|//|\./")
_WRITTEN_ODDLY = re.compile(r"[\\%:]|&(?:amp|quot|apos|#\d+);")
"""What most names lack, so that nothing of them needs to be looked at."""
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_NO_LETTER = re.compile(r"[\ud800-\udfff]")
_DRIVE = re.compile(r"^/?([A-Za-z]):(?=/|$)")


def spellings(written: str) -> tuple[str, ...]:
    """What a written path may mean, the surest first: as it stands, then with its percent signs undone, at last undone
    twice, as Western letters or out of XML.

    Slashes lean forward, a file: address loses its scheme. Bytes that are no UTF-8 come out as surrogate escapes.
    """
    if not _WRITTEN_ODDLY.search(written):
        return (written.strip(),)
    plain = forward(_FILE_ADDRESS.sub("", written.strip()))
    decoded = forward(unquote(plain, errors="surrogateescape"))
    # An address is percent-encoded by its very form.
    found = (decoded, plain) if plain != forward(written.strip()) else (plain, decoded)
    return tuple(dict.fromkeys((*found, *_rarely(decoded))))


def _rarely(path: str) -> Iterator[str]:
    """What programs that encode wrongly may mean by a path."""
    if _PERCENT.search(path):
        yield forward(unquote(path, errors="surrogateescape"))
    if _NO_LETTER.search(path):
        yield path.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    if "&" in path:
        yield unescape(path)


def forward(path: str) -> str:
    """The path with forward slashes, and a drive letter ("/C:/Music" or "c:/Music") as "C:/Music"."""
    return _DRIVE.sub(lambda match: f"{match[1].upper()}:", path.replace("\\", "/"))


def inside(folder: str, written: str) -> str:
    """A reference from a folder of an archive as a name within it; nothing leads out of the archive."""
    place = forward(written.strip())
    parts = [] if place.startswith("/") else folder.split("/")
    for part in place.split("/"):
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return "/".join(part for part in parts if part not in ("", "."))


def path_key(path: str) -> str:
    """What all spellings of one path share: composed letters (NFC), no case, forward slashes, no doubled ones."""
    if path.isascii() and not _ODD.search(path):
        return path.lower()
    return "/".join(part for part in unicodedata.normalize("NFC", forward(path)).casefold().split("/") if part != ".")


def last_part(written: str) -> str:
    """The file's own name, whichever slashes lead to it."""
    return forward(written).rstrip("/").rpartition("/")[2]


def find_path(written: str, names: Iterable[str]) -> str:
    """The one of `names` that a written path means; empty if none does."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(path_key(name), name)
    return next((known[key] for spelling in spellings(written) if (key := path_key(spelling)) in known), "")
