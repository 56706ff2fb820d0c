"""The shelves' side of the stand-in: files with what became of them, edits, albums, sounds and watched folders."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from assistant.domain.entities import Item
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.user_edits import checked, with_edits


def file_record(path: Path | str, state: FileState = FileState.FAILED, reason: str = "", item: str = "") -> FileRecord:
    return FileRecord(Path(path), 10, 1, 1, b"", item or None, state, reason)


class FakeWatcher:
    """A watcher whose notices a test sends itself, by calling `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.changed, self.closed = changed, False

    def close(self) -> None:
        self.closed = True


class FakeShelves:
    """Mixed into the stand-in, which holds `library`, `folders` and `changes`."""

    library: list[Item]
    folders: list[Path]
    changes: int

    def prepare_shelves(self) -> None:
        self.records: list[FileRecord] = []
        self.changed_fields: dict[str, dict[str, Any]] = {}
        self.before_edits: dict[str, Item] = {}
        self.albums: dict[str, list[str]] = {}
        self.sounds: dict[str, Any] = {}
        self.watchers: list[FakeWatcher] = []
        self.retried: list[Path] = []

    # Problems

    def problems(self) -> list[FileRecord]:
        return [r for r in self.records if r.state in (FileState.FAILED, FileState.PARTLY, FileState.SKIPPED)]

    def ignored(self) -> list[FileRecord]:
        return [r for r in self.records if r.state is FileState.IGNORED]

    def file_states(self) -> dict[str, int]:
        counts: dict[str, int] = {"indexed": len(self.library)} if self.library else {}
        for record in self.records:
            counts[str(record.state)] = counts.get(str(record.state), 0) + 1
        return counts

    def retry_problems(self, paths: Sequence[Path]) -> int:
        self.retried += paths
        return len(paths)

    def ignore_problems(self, paths: Sequence[Path]) -> int:
        return self._judge(paths, FileState.IGNORED)

    def stop_ignoring(self, paths: Sequence[Path]) -> int:
        return self._judge(paths, FileState.FAILED)

    def _judge(self, paths: Sequence[Path], state: FileState) -> int:
        self.records = [replace(r, state=state) if r.path in paths else r for r in self.records]
        self.changes += 1
        return len(paths)

    # Folders

    def roots(self) -> list[Path]:
        return self.folders

    def remove_root(self, path: Path) -> int:
        left = [item for item in self.library if item.path is not None and item.path.is_relative_to(path)]
        self.library = [item for item in self.library if item not in left]
        self.folders = [folder for folder in self.folders if folder != path]
        self.changes += 1
        return len(left)

    def watch(self, changed: Callable[[], None]) -> FakeWatcher:
        self.watchers.append(FakeWatcher(changed))
        return self.watchers[-1]

    # Items

    def size(self) -> int:
        return len(self.library)

    def item(self, item_id: str) -> Item:
        raise NotImplementedError

    def edit_item(self, item_id: str, field: str, value: Any) -> Item:
        item = self.item(item_id)
        first = self.before_edits.setdefault(item_id, item)
        edits = self.changed_fields.setdefault(item_id, {})
        if value is None:
            edits.pop(field, None)
            new = replace(item, **{field: getattr(first, field)})
        else:
            edits[field] = value = checked(field, value)
            new = with_edits(item, {field: value})
        self.library = [new if one.id == item_id else one for one in self.library]
        self.changes += 1
        return new

    def edits(self, item_id: str) -> dict[str, Any]:
        return dict(self.changed_fields.get(item_id, {}))

    def tracks(self, item_id: str) -> list[Item]:
        return [self.item(one) for one in self.albums.get(item_id, ())]

    def album(self, item_id: str) -> Item | None:
        return next((self.item(album) for album, tracks in self.albums.items() if item_id in tracks), None)

    def files(self, item_id: str) -> list[FileRecord]:
        own = [record for record in self.records if record.item_id == item_id]
        path = self.item(item_id).path
        return own or ([file_record(path, FileState.INDEXED, item=item_id)] if path is not None else [])

    def sound(self, item_id: str) -> Any:
        return self.sounds.get(item_id)

    def similar_sound(self, item_id: str, n: int = 10) -> list[Item]:
        return [item for item in self.library if item.duration and item.id != item_id][:n]

    def remove_wish(self, item_id: str) -> None:
        self.library = [item for item in self.library if item.id != item_id]
        self.changes += 1


def loud_piano() -> Any:
    """How a slow piano piece may sound."""
    return SimpleNamespace(tempo=72.4, loudness=-18.6, loudness_range=7.2, brightness=900.0, key="D", mode="major",
                           energy=0.22, timbre=(0.0,) * 24)  # fmt: skip
