"""Where the files are that other programs name: their roots, capitals and accents may all be different."""

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from indexers.paths import path_key, spellings

_ADDRESS = re.compile(r"^(?!file:|smb:)(?:[a-z][a-z0-9+.-]+://|(?:spotify|deezer|tidal|mms|plex|urn):)", re.I)
_DRIVE = re.compile(r"^[a-z]:", re.I)
_SERVER = re.compile(r"^(?:file|smb):(?=//[^/])", re.I)
_HERE = re.compile(r"^file://localhost(?=/)", re.I)
_FORBIDDEN = re.compile(r"""[<>:"|?*]""")
"""Signs that no name may hold on Windows: whoever copies a file there puts "_" for them."""
_TAIL = 2
"""Parts from the end (the file and its folder) that must agree where the root is another one."""


def written_paths(entry: str) -> tuple[str, ...]:
    """What a written place may mean, the surest first; nothing for streams and other addresses."""
    entry = entry.strip().strip('"')
    return spellings(_SERVER.sub("", _HERE.sub("file://", entry))) if entry and not _ADDRESS.match(entry) else ()


def local_path(entry: str | bytes | None) -> Path | None:
    """The file of a path or a file: address, as it is most likely meant; None for streams, and for no place at all."""
    place = os.fsdecode(entry) if entry else ""
    return next((Path(place) for place in written_paths(place)), None)


class Places:
    """Items at known paths, to be found by what other programs write for them."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """`known`: {path: item's id}."""
        self._exact = known
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, list[tuple[list[str], str]]] = {}
        for path, item_id in known.items():
            self._by_key[_key(path)].add(item_id)

    def find(self, entry: str, folder: Path | None = None) -> str | None:
        """The item at a written place, seen from `folder`; None if none is there, or if two might be meant.

        A place under another root is found by the longest end that it shares with one known path alone.
        """
        written = written_paths(entry)
        places = [_joined(folder, one) for one in written]
        for place in places:
            if (found := self._exact.get(place)) is not None:
                return found
        for place in places:
            if len(alike := self._by_key.get(_key(place), set())) == 1:
                return next(iter(alike))
        return next((found for one in written if (found := self._by_end(one)) is not None), None)

    def _by_end(self, place: str) -> str | None:
        parts = _parts(place)
        if len(parts) < _TAIL:
            return None
        shared = [(_common_end(parts, other), item_id) for other, item_id in self._named(parts[-1])]
        most = max((count for count, _ in shared), default=0)
        best = {item_id for count, item_id in shared if count == most}
        return next(iter(best)) if most >= _TAIL and len(best) == 1 else None

    def _named(self, name: str) -> list[tuple[list[str], str]]:
        if not self._by_name:
            for path, item_id in self._exact.items():
                parts = _parts(path)
                self._by_name.setdefault(parts[-1] if parts else "", []).append((parts, item_id))
        return self._by_name.get(name, [])


def _key(path: str) -> str:
    return _DRIVE.sub("", path_key(path))


def _parts(place: str) -> list[str]:
    return [part for part in _FORBIDDEN.sub("_", _key(place)).split("/") if part not in ("", ".", "..")]


def _common_end(mine: list[str], other: list[str]) -> int:
    pairs = zip(reversed(mine), reversed(other), strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(mine), len(other)))


def _joined(folder: Path | None, place: str) -> str:
    return place if folder is None or _DRIVE.match(place) else os.path.normpath(os.path.join(folder, place))
