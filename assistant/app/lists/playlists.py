"""Playlists of other programs: each becomes a list of the person's own and follows its file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.app.lists.saved_lists import SavedLists
from assistant.app.stores import Stores
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row
from assistant.storage.library.files import FileRecord, FileState
from indexers.importers.apply import import_file
from indexers.item_writer import shown
from indexers.worker.protocol import LONGEST_REASON

_PLAYLISTS = "playlists"


class Playlists:
    """Called by `indexing` when files were read or imported."""

    def __init__(self, stores: Stores, saved: SavedLists) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._saved = saved

    def follow(self) -> bool:
        """A playlist in the folders becomes a list, which follows its file, also to another place. Says whether any
        did.

        A file is read again when it has changed, or when songs of it were missing and the library has changed.
        """
        known: dict[str, Row] = self._journal.get(_PLAYLISTS, {})
        version, files, found = self._library.version(), self._library.files.playlists(), dict(known)
        here = {str(file.path) for file in files}
        left = {row["digest"]: place for place, row in known.items() if place not in here}
        for file in files:
            place, digest = str(file.path), file.digest.hex()
            # What is away now keeps its list for when it is back.
            before = known.get(place) or found.pop(left.pop(digest, ""), {})
            if before.get("digest") == digest and (not before["missing"] or before["library"] == version):
                found[place] = before
            elif (row := self._read(file, before.get("list", ""))) is not None:
                found[place] = row
        if found != known:
            self._journal.set(_PLAYLISTS, found)
        return found != known

    def keep(self, title: str, items: Sequence[str]) -> None:
        """An imported playlist becomes a list, the same one when it is imported again."""
        before = next((row for row in self._saved.rows() if row.get("imported") == title), None)
        if before is None:
            self._saved.keep({**_row(title, items), "imported": title})
        elif before["items"] != list(items):
            self._saved.put({**before, "items": list(items)})

    def _read(self, file: FileRecord, list_id: str) -> Row | None:
        """What is to be known of a file the next time; None for one that cannot be read."""
        try:
            report = import_file(file.path, self._library, self._journal, wishes=False)
        except AssistantError as error:
            self._library.files.put(replace(file, state=FileState.FAILED, reason=str(error)[:LONGEST_REASON]))
            return None
        return {
            "digest": file.digest.hex(),
            "missing": len(report.unmatched),
            "library": self._library.version(),
            "list": self._followed(file.path, list(report.playlist), list_id),
        }

    def _followed(self, file: Path, items: list[str], list_id: str) -> str:
        """The id of the list of a file; one that the person took out stays out."""
        if list_id:
            row = next((one for one in self._saved.rows() if one["id"] == list_id), None)
            if row is not None and row["items"] != items:
                self._saved.put({**row, "items": items})
            return list_id
        return self._saved.keep(_row(shown(Path(file.stem)), items)).id if items else ""


def _row(title: str, items: Sequence[str]) -> Row:
    return {
        "title": title, "text": title, "form": "playlist", "reasons": {}, "picked": True, "items": list(items),
    }  # fmt: skip
