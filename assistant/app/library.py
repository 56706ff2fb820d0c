"""The library's side of the façade: bringing files in, finding them again, and putting right what they say."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.app.stores import Stores
from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.errors import Cancelled
from assistant.search.hybrid import SearchHit, search
from assistant.storage.library.albums import album_key
from assistant.storage.library.store import FileRecord, FileState
from assistant.storage.user_edits import checked
from indexers import problems
from indexers.albums import shelve_albums
from indexers.embed import combine_vectors, embed_items, embed_passages
from indexers.importers.apply import ImportReport, import_file
from indexers.plan import below
from indexers.sound.audio_features import sound_features
from indexers.sound.audio_similarity import SoundIndex
from indexers.sound.signal import SoundFeatures
from indexers.sync import Progress, SyncReport, sync
from indexers.throttle import Pace
from indexers.watch import Watcher
from indexers.wishes import shelve_wishes


@dataclass(frozen=True, slots=True)
class FoundItems:
    """What a search found, best first, and whether each item holds every word that was asked for."""

    items: tuple[Item, ...]
    every_word: bool


class Shelves(Stores):
    """Folders, files, items and search."""

    _sounds: tuple[int, SoundIndex] | None = None

    @cached_property
    def _watchers(self) -> list[Watcher]:
        return []

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        throttle: float = 0.0,
    ) -> SyncReport:
        """Bring folders and files into the library; without paths, all that are remembered. Raises NothingReadable.

        Returns when all passes are done. `cancelled` may block, which pauses; `throttle` is the share of time, 0 to
        .95, that the work rests.
        """
        roots = [path.absolute() for path in paths] or self.journal.roots()
        # Remembered first: what is stopped or killed on its way goes on the next time.
        for root in roots:
            if root.exists():
                self.journal.add_root(root)
        report = sync(
            self.library,
            self.journal,
            self.embedder,
            roots,
            progress=progress or (lambda _: None),
            cancelled=cancelled or (lambda: False),
            skip=[self.paths.home],
            throttle=throttle,
        )
        self._indexed()
        return report

    def _indexed(self) -> None:
        """What follows when the folders were read to their end."""

    def watch(self, changed: Callable[[], None]) -> Watcher:
        """Call `changed`, on a thread of its own, when something changed below the folders, and every quarter of an
        hour. Folders that are added later are watched too. Close it at the end."""
        watcher = Watcher(self.journal.roots, changed)
        self._watchers.append(watcher)
        watcher.start()
        return watcher

    def close(self) -> None:
        for watcher in self._watchers:
            watcher.close()
        super().close()

    def import_file(
        self,
        path: Path,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take over what another program's export says. Raises NotAnImport, or AssistantError for a damaged file.

        Stopped by `cancelled`, what was read is kept all the same; wishes without a vector get it at the next `index`.
        """
        show, pace = progress or (lambda _: None), Pace(cancelled or (lambda: False))
        show(Progress("importing", 0, 0, "Reading what the other program knows"))
        report = import_file(path, self.library, self.journal)
        shelve_wishes(self.library, self.journal)
        waiting, done = self.library.count_unembedded_items(), 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            show(Progress("items", done, max(waiting, done), "Getting to know your wishes"))
            pace.step()

        with suppress(Cancelled):
            embed_items(self.library, self.embedder, step)
            combine_vectors(self.library, _unheeded)
        return report

    # Folders and files

    def roots(self) -> list[Path]:
        return self.journal.roots()

    def remove_root(self, path: Path) -> int:
        """Index a folder no longer; its items leave the library, what was said of them stays. Returns how many left."""
        before = self.library.count()
        self.journal.remove_root(path)
        kept = [str(root) for root in self.journal.roots()]
        leaving = [
            file for file in self.library.files() if below(str(file), [str(path)]) and not below(str(file), kept)
        ]
        self.library.forget_files(leaving)
        shelve_albums(self.library, self.journal)
        return max(before - self.library.count(), 0)

    def files(self, item_id: str) -> list[FileRecord]:
        """The files that stand for an item: its editions."""
        return self.library.files_of(item_id)

    def file_states(self) -> dict[str, int]:
        """How many files are in each state: indexed, partly, skipped, failed, ignored, away."""
        return self.library.count_files()

    def problems(self) -> list[FileRecord]:
        """Files that could not be read, or not wholly, with state and reason."""
        return self.library.problems()

    def ignored(self) -> list[FileRecord]:
        return self.library.files_in(FileState.IGNORED)

    def retry_problems(self, paths: Sequence[Path]) -> int:
        """Let the next `index` read these files anew. Returns how many are known."""
        return problems.retry(self.library, paths)

    def ignore_problems(self, paths: Sequence[Path]) -> int:
        """Leave these files out from now on; an item goes with its last file. Returns how many are known."""
        known = problems.ignore(self.library, paths)
        shelve_albums(self.library, self.journal)
        return known

    def stop_ignoring(self, paths: Sequence[Path]) -> int:
        """Let the next `index` read these files again. Returns how many were ignored."""
        return problems.stop_ignoring(self.library, paths)

    # Items

    def items(self, kind: Kind | None = None, query: str = "", limit: int | None = None) -> list[Item]:
        """The library with its albums and wishes, or what matches the words typed so far, best first."""
        if query.strip():
            return list(self.find_words(query, kind, limit or 200).items)
        return self.library.items(kind)[:limit]

    def find_words(self, query: str, kind: Kind | None = None, n: int = 200) -> FoundItems:
        """What holds all the words typed so far, best first; what holds some of them where nothing holds all."""
        for every in (True, False):
            hits = self.library.search_text(query, kind, n, typing=True, snippets=False, every=every)
            if hits:
                break
        found = self.library.items_by_id([hit.item_id for hit in hits])
        return FoundItems(tuple(found[hit.item_id] for hit in hits if hit.item_id in found), every)

    def size(self) -> int:
        """How many items there are, without reading them."""
        return self.library.count()

    def item(self, item_id: str) -> Item:
        return self.library.item(item_id)

    def find(self, text: str) -> Item:
        """An item by id or unambiguous title. Raises UnknownItem and AmbiguousItem."""
        return self.library.find(text)

    def tracks(self, item_id: str) -> list[Item]:
        """The tracks of an album, in order; none for what is no album of several files."""
        return self.library.tracks(item_id)

    def album(self, item_id: str) -> Item | None:
        """The album that a track is on, where that is an item. Raises UnknownItem."""
        album_id = self.library.album_of_key(album_key(self.library.item(item_id)))
        return self.library.item(album_id) if album_id else None

    def cover(self, item_id: str) -> bytes | None:
        return self.library.cover(item_id)

    def passages(self, item_id: str) -> list[Passage]:
        return self.library.passages(item_id)

    def edits(self, item_id: str) -> dict[str, Any]:
        """The person's own values for an item's fields."""
        return dict(self.journal.edits().get(item_id, {}))

    def edit_item(self, item_id: str, field: str, value: Any) -> Item:
        """Put a field right: title, creators, year, series, series_index, language, subjects, description or kind.

        It survives every indexing; None takes the edit back. Raises UnknownItem, and UsageError for what cannot be.
        """
        self.library.item(item_id)
        stored = None if value is None else checked(field, value)
        self.journal.set_edit(item_id, field, list(stored) if isinstance(stored, tuple) else stored)
        self.library.edit(item_id, self.edits(item_id))
        shelve_albums(self.library, self.journal)
        self._embed_now([item_id])
        return self.library.item(item_id)

    def remove_wish(self, item_id: str) -> None:
        """Wish for an item no longer; what was said of it stays. Raises UnknownItem."""
        self.journal.remove_wish(item_id)
        shelve_wishes(self.library, self.journal)

    # Sound

    def sound(self, item_id: str) -> SoundFeatures | None:
        """How a recording sounds; None where nobody has listened yet, or nothing can be told."""
        record = self.library.sound(item_id)
        return sound_features(record.data) if record is not None and record.data is not None else None

    def similar_sound(self, item_id: str, n: int = 10) -> list[Item]:
        """Recordings that sound most like one, the nearest first; none where it was not heard. Raises UnknownItem."""
        self.library.item(item_id)
        version = self.library.version()
        if self._sounds is None or self._sounds[0] != version:
            self._sounds = version, SoundIndex(self.library.sounds())
        near = self._sounds[1].nearest(item_id, n)
        found = self.library.items_by_id([other for other, _ in near])
        return [found[other] for other, _ in near if other in found]

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> list[SearchHit]:
        """By words and by meaning, best first."""
        return search(self.library, self.embedder, query, kind, n)

    def _embed_now(self, ids: Sequence[str]) -> None:
        """New vectors for a few items, without waiting for the next indexing."""
        embed_items(self.library, self.embedder, _unheeded, ids)
        embed_passages(self.library, self.embedder, _unheeded, ids)
        combine_vectors(self.library, _unheeded)


def _unheeded(count: int) -> None:
    """For steps that nobody watches."""
