"""Bringing things in: folders and their files, what other programs know, and the files that cannot be read."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.encoder import Encoder
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.errors import AssistantError, Cancelled
from assistant.messages import tr
from assistant.storage.journal.moved_folder import move_folder as move_places
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.moved_folder import move_folder as move_files
from indexers import problems
from indexers.albums import shelve_albums
from indexers.embed import combine_vectors, embed_items
from indexers.importers.apply import ImportReport, import_file
from indexers.importers.import_transfer import preview_table
from indexers.importers.tables_by_hand import Preview
from indexers.notes.shelve import shelve_notes
from indexers.passwords import unlock
from indexers.plan import below
from indexers.post_index import PostIndex
from indexers.scans import MOST_SECONDS, ScanReading
from indexers.shelve.wholes import put_together, shelve_wholes, take_apart
from indexers.sync import Progress, SyncReport, sync
from indexers.throttle import Pace
from indexers.watch import Watcher
from indexers.wishes import shelve_wishes

Show = Callable[[Progress], None]
TOLD_EVERY = 2.0
"""Seconds between two words of what is new, while files are read."""
WISHES_AT_ONCE = 2_000
"""Of what an import names and the library lacks, so many get their vector before it returns, the others at the next
`index`: those of 48,600 tracks in a history took 655 of 760 seconds."""


class Indexing:
    """`follow` is called when the folders were read to their end, `keep` with a playlist's title and its items."""

    def __init__(
        self,
        stores: Stores,
        encoder: Encoder,
        mutations: Mutations,
        follow: Callable[[], bool],
        keep: Callable[[str, Sequence[str]], None],
    ) -> None:
        self._paths, self._library, self._journal = stores.paths, stores.library, stores.journal
        self._encoder = encoder
        self._mutations = mutations
        self._follow, self._keep = follow, keep
        self._lock = threading.Lock()
        self._watchers: tuple[Watcher, ...] = ()
        self._closed: list[FileRecord] = []

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Show | None = None,
        cancelled: Callable[[], bool] | None = None,
        throttle: float = 0.0,
        scan_seconds: float = MOST_SECONDS,
    ) -> Changes[SyncReport]:
        """Bring folders and files into the library; without paths, all that are remembered. Raises NothingReadable.

        Returns when all passes are done. `cancelled` may block, which pauses; `throttle` is the share of time, 0 to
        .95, that the work rests; `scan_seconds` what is given to pictures of pages, the rest of which waits.
        """
        roots = [path.absolute() for path in paths] or self._journal.roots()
        # Remembered first: what is stopped or killed on its way goes on the next time.
        for root in roots:
            if root.exists():
                self._journal.add_root(root)
        before, taste = self._library.version(), self._journal.taste_version()
        try:
            report = sync(
                self._library,
                self._journal,
                self._encoder(),
                roots,
                progress=self._telling(progress or (lambda _: None)),
                cancelled=cancelled or (lambda: False),
                skip=[self._paths.home],
                throttle=throttle,
                worldly=self._encoder.worldly(),
                scan_seconds=scan_seconds,
            )
        except BaseException:
            # What was read until then stays.
            self._mutations.told(Changes(None, items=True))
            raise
        followed = self._follow()
        said = self._journal.taste_version() != taste
        # A look at some folders says nothing of the others.
        closed = {one.path: one for one in self._closed} if paths else {}
        for path, reason in report.closed:
            closed[path] = FileRecord(path, 0, 0, 0, b"", None, FileState.CLOSED, reason)
        new = self._library.version() != before or list(closed.values()) != self._closed
        self._closed = list(closed.values())
        return self._mutations.told(Changes(report, items=new, feedback=said, notes=said, lists=followed))

    def read_scans(self, stopped: Callable[[], bool]) -> int:
        """Recognise what stands on pictures of pages until none waits or `stopped` says so; says how many were read."""
        done = 0

        def show(phase: str, count: int, total: int, message: str) -> None:
            nonlocal done
            done = count

        pace = Pace(stopped)
        with suppress(Cancelled):
            ScanReading(self._library, self._journal, pace, show).run()
            if done:
                embedder, worldly = self._encoder(), self._encoder.worldly()
                PostIndex(self._library, self._journal, embedder, pace, lambda *_: None, 1, False, worldly).run()
        if done:
            self._mutations.told(Changes(None, items=True))
        return done

    def _telling(self, show: Show) -> Show:
        """Says now and then, while a long run goes on, that there are more items."""
        version, told_at = self._library.version(), time.monotonic()

        def shown(step: Progress) -> None:
            nonlocal version, told_at
            show(step)
            if time.monotonic() - told_at > TOLD_EVERY and (now := self._library.version()) != version:
                version, told_at = now, time.monotonic()
                self._mutations.told(Changes(None, items=True))

        return shown

    def watch(self, changed: Callable[[], None]) -> Watcher:
        """Call `changed`, on a thread of its own, when something changed below the folders, and every quarter of an
        hour. Folders that are added later are watched too. Close it at the end."""
        watcher = Watcher(self._journal.roots, changed)
        with self._lock:
            self._watchers = (*self._watchers, watcher)
        watcher.start()
        return watcher

    def close(self) -> None:
        for watcher in self._watchers:
            watcher.close()

    def preview_table(self, path: Path, columns: Mapping[str, str] | None = None) -> Preview:
        """How a table would be read. Raises AssistantError for what is no table, UsageError for wrong columns."""
        return preview_table(path, columns)

    def import_file(
        self,
        path: Path,
        *,
        columns: Mapping[str, str] | None = None,
        progress: Show | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes[ImportReport]:
        """Take over what another program's export says. Raises NotAnImport, or AssistantError for a damaged file.

        A playlist becomes a list of the person's own, the same one when it is imported again. Stopped by `cancelled`,
        what was read is kept all the same; wishes without a vector get it at the next `index`. `columns` says what the
        columns of a table are: {role: name}.
        """
        show, pace = progress or (lambda _: None), Pace(cancelled or (lambda: False))
        show(Progress("importing", 0, 0, tr("Reading what the other program knows")))
        report = import_file(path, self._library, self._journal, columns=columns)
        shelve_wishes(self._library, self._journal)
        self._embed_wishes(show, pace)
        shelve_notes(self._library, self._journal, self._encoder())
        if report.playlist:
            self._keep(path.stem, report.playlist)
        return self._mutations.told(
            Changes(report, items=True, feedback=True, lists=bool(report.playlist), notes=bool(report.notes))
        )

    def _embed_wishes(self, show: Show, pace: Pace) -> None:
        waiting, done = self._library.vectors.count_unembedded_items(), 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            show(Progress("items", done, max(waiting, done), tr("Getting to know your wishes")))
            pace.step()
            if done >= WISHES_AT_ONCE:
                raise Cancelled

        with suppress(Cancelled):
            embed_items(self._library, self._encoder(), step)
            combine_vectors(self._library, lambda _: None)

    # Folders

    def roots(self) -> list[Path]:
        return self._journal.roots()

    def parts(self, item_id: str) -> tuple[Path, ...]:
        """The files that make one work together, by path; none for a work of one file."""
        return tuple(path for path, _ in self._library.parts.of_item(item_id))

    def take_apart(self, paths: Sequence[Path]) -> Changes[int]:
        """The files at or below these paths that make one book are works of their own from the next `index` on; what
        was said of each before is its own again. Says how many files that are."""
        return self._mutations.plain(lambda: Changes(take_apart(self._library, self._journal, paths), items=True))

    def put_together(self, paths: Sequence[Path]) -> Changes[int]:
        """Take `take_apart` back; the next `index` makes one book again. Says how many files are looked at."""
        return self._mutations.plain(lambda: Changes(put_together(self._library, self._journal, paths), items=True))

    def move_root(self, old: Path, new: Path) -> Changes[int]:
        """A folder, or one within, is at another place now: its items, and everything that is known of them, go along.
        Says how many files were known there; the next `index` looks at what is different. Raises AssistantError."""
        if not new.exists():
            raise AssistantError(tr("{path} is not there. Give the folder's new place.", path=new))

        def moved() -> Changes[int]:
            known = move_files(self._library.database, old, new)
            roots = [root for root in self._journal.roots() if below(str(root), [str(old)])]
            if not known and not roots:
                raise AssistantError(tr("{path} is no folder that Alcove knows.", path=old))
            move_places(self._journal.database, old, new)
            shelve_albums(self._library, self._journal)
            return Changes(known, items=True)

        return self._mutations.plain(moved)

    def remove_root(self, path: Path) -> Changes[int]:
        """Index a folder no longer; its items leave the library, what was said of them stays. Says how many left."""

        def removed() -> Changes[int]:
            before = self._library.items.count()
            self._journal.remove_root(path)
            kept = [str(root) for root in self._journal.roots()]
            gone = [str(file) for file in self._library.files.all() if below(str(file), [str(path)])]
            self._library.files.forget_many(Path(file) for file in gone if not below(file, kept))
            shelve_wholes(self._library, self._journal.edits())
            shelve_albums(self._library, self._journal)
            return Changes(max(before - self._library.items.count(), 0), items=True)

        return self._mutations.plain(removed)

    # Files that could not be read

    def file_states(self) -> dict[str, int]:
        """How many files are in each state: indexed, partly, skipped, failed, ignored, away."""
        return self._library.files.counts()

    def problems(self) -> list[FileRecord]:
        """Files that could not be read, or not wholly, with state and reason."""
        return self._library.files.problems()

    def not_entered(self) -> list[FileRecord]:
        """Folders that the last look could not or would not enter, and links that lead out of all of them."""
        return self._closed

    def ignored(self) -> list[FileRecord]:
        return self._library.files.in_state(FileState.IGNORED)

    def retry(self, paths: Sequence[Path]) -> Changes[int]:
        """Let the next `index` read these files anew. Says how many are known."""
        return self._mutations.plain(lambda: Changes(problems.retry(self._library, paths), items=True))

    def unlock(self, paths: Sequence[Path], password: str, *, keep: bool) -> Changes[int]:
        """Read locked files with their password, kept for each of them if `keep` says so. Says how many it opened.
        Raises LockedFile where it fits none, and AssistantError."""

        def unlocked() -> Changes[int]:
            return Changes(unlock(self._library, self._journal, paths, password, keep=keep), items=True)

        return self._mutations.plain(unlocked)

    def ignore(self, paths: Sequence[Path]) -> Changes[int]:
        """Leave these files out from now on; an item goes with its last file. Says how many are known."""

        def ignored() -> Changes[int]:
            known = problems.ignore(self._library, paths)
            shelve_wholes(self._library, self._journal.edits())
            shelve_albums(self._library, self._journal)
            return Changes(known, items=True)

        return self._mutations.plain(ignored)

    def stop_ignoring(self, paths: Sequence[Path]) -> Changes[int]:
        """Let the next `index` read these files again. Says how many were ignored."""
        return self._mutations.plain(lambda: Changes(problems.stop_ignoring(self._library, paths), items=True))
