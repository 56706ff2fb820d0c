"""What histories of listening share: plays of one recording become one work, and JSON is read in all its packings."""

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.errors import AssistantError, UnreadableFile
from assistant.messages import quoted, tr
from indexers.importers.base import ImportedWork, acts
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.readers.zipped import SafeZip


@dataclass(frozen=True, slots=True)
class Listen:
    artist: str
    title: str
    album: str = ""
    at: float | None = None
    recording: str = ""


def group_listens(listens: Iterable[Listen]) -> Iterator[ImportedWork]:
    """One work a recording; its plays become one act, dated by the last of them."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    last: dict[tuple[str, str], Listen] = {}
    for listen in listens:
        key = (listen.artist.casefold(), listen.title.casefold())
        if not all(key):
            continue
        counts[key] += 1
        if key not in last or (listen.at or 0) >= (last[key].at or 0):
            last[key] = listen
    for key, listen in last.items():
        yield ImportedWork(
            kind=Kind.MUSIC,
            title=clean_line(listen.title),
            creators=clean_names([listen.artist]),
            album=clean_line(listen.album),
            identifiers=(("musicbrainz", listen.recording),) if listen.recording else (),
            acts=acts(plays=counts[key], at=listen.at),
        )


def has_json(*marks: bytes, parts: str) -> Callable[[Path, bytes], bool]:
    """Recognises JSON by keys in its first bytes, and an archive by the names of its parts (a regular expression)."""
    return lambda path, head: all(mark in head for mark in marks) or _has_part(path, head, parts)


def _has_part(path: Path, head: bytes, parts: str) -> bool:
    if not head.startswith(b"PK"):
        return False
    try:
        with SafeZip(path) as archive:
            return any(re.search(parts, name) for name in archive.names)
    except UnreadableFile:
        return False


def load_json(path: Path, parts: str) -> list[dict[str, Any]]:
    """The objects of a JSON list, or of one object a line; of an archive, those of the parts with such names.

    Raises AssistantError.
    """
    if not zipfile.is_zipfile(path):
        return parse_json(path.read_bytes(), path.name)
    with SafeZip(path) as archive:
        names = [name for name in archive.names if re.search(parts, name)]
        return [entry for name in names for entry in parse_json(archive.read(name), name)]


def parse_json(data: bytes, name: str) -> list[dict[str, Any]]:
    """Raises AssistantError."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    try:
        if text.startswith("["):
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise AssistantError(tr("{file} is damaged: its JSON cannot be understood.", file=quoted(name))) from error
    return [entry for entry in found if isinstance(entry, dict)]


def text_of(entry: dict[str, Any], *names: str) -> str:
    """The first of some fields that says anything, as text."""
    return next((str(value) for name in names if (value := entry.get(name))), "")
