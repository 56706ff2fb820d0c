"""Reading files: one run at a time, asked for by the person or by the watch over the folders."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.app.changes import Changes
from assistant.domain.errors import Cancelled
from assistant.messages import tr, trn
from assistant.settings.declarations import rest_of
from gui.pages.activity.progress import ProgressStrip
from gui.shell.session import Session
from gui.workers.lanes import Failure, Job

if TYPE_CHECKING:
    from indexers.sync import SyncReport

PATIENCE = 4000
"""Milliseconds after which a quiet run shows itself: who waits for the machine should see why, and can pause it."""
SETTLED = 3000
"""Milliseconds after the start until the first quiet look: the first page comes first."""


class IndexingRun(QObject):
    """The run under way, what waits behind it, and the watch that asks for the next.

    A quiet run is one that nobody asked for: it shows itself only when it takes long, and says only what is new.
    """

    finished = Signal(bool, bool)
    """Whether the library may hold something else now, and whether everything was read."""
    _stirred = Signal()

    def __init__(self, session: Session, strip: ProgressStrip) -> None:
        super().__init__(strip)
        self._session, self.strip = session, strip
        self.job: Job | None = None
        self.quiet, self._shown = False, False
        self._step: Any = None
        self._last: Callable[[], object] = self.index
        self._waiting: list[Path] = []
        self._again = False
        self._watcher: Any = None
        self._watching = threading.Lock()
        self._closed = False
        session.closers.append(self.close)
        session.reading = lambda: self.job is not None
        session.reading_wanted.connect(self.look)
        strip.cancel_wanted.connect(self.stop)
        strip.pause_wanted.connect(self.pause)
        strip.again_wanted.connect(lambda: self._last())
        self._stirred.connect(self.look)
        self._appear = QTimer(self, singleShot=True, interval=PATIENCE)
        self._appear.timeout.connect(self._show_quiet)
        self._first = QTimer(self, singleShot=True, interval=SETTLED)
        self._first.timeout.connect(self.look)

    # Runs

    def index(self, paths: Sequence[Path] = ()) -> None:
        """Bring folders into the library, all that are known if none is given; behind a run that is under way."""
        if self.job is None:
            self._index(tuple(paths), quiet=False)
            return
        if paths:
            self._waiting += [path for path in paths if path not in self._waiting]
            self._session.say(tr("Your files are being read. What you added is next."))
        else:
            self._again = True
            self._session.say(tr("Your files are already being read."))
        self.quiet = False
        self._show()

    def look(self) -> None:
        """A quiet run over all folders; one that is under way is followed by another.

        While the person has stopped a run and may resume it, none begins by itself.
        """
        if self.job is not None:
            self._again = True
        elif not self.strip.offers_again:
            self._index((), quiet=True)

    def _index(self, paths: tuple[Path, ...], *, quiet: bool) -> None:
        # What the person asked for may take the whole machine.
        throttle = rest_of(self._session.settings.pace) if quiet else 0.0
        # Pictures of pages wait until nobody asks for anything.
        options = {"throttle": throttle, "scan_seconds": 0.0}
        self.run(self._session.app.indexing.index, paths, cancelled="cancelled", quiet=quiet, **options)

    def run(
        self, function: Callable[..., Any], *args: Any, cancelled: str = "", quiet: bool = False, **options: Any
    ) -> None:
        """Run what fills the library on the index lane, with the strip showing how far it is."""
        if self.job is not None:
            self._session.say(tr("Your files are already being read."))
            return
        self.quiet, self._shown, self._step = quiet, False, None
        self._last = lambda: self.run(function, *args, cancelled=cancelled, **options)
        if quiet:
            self._appear.start()
        else:
            self._first.stop()
            self._show()
        self.job = self._session.run(
            function,
            *args,
            lane=self._session.lanes.index,
            done=self._done,
            failed=self._failed,
            progress=self._progress,
            cancelled=cancelled,
            **options,
        )

    def _show(self) -> None:
        """From now on the strip speaks of this run."""
        if not self._shown:
            self._shown = True
            self.strip.start()
            if self._step is not None:
                self.strip.show_progress(self._step)

    def _show_quiet(self) -> None:
        if self.strip.isHidden():
            self._show()
        else:
            self._appear.start()  # The result of the run before is still there to be read.

    def _progress(self, step: Any) -> None:
        self._step = step
        if self._shown:
            self.strip.show_progress(step)

    def stop(self) -> None:
        """End the run early; what was read is kept, and what waits behind it is forgotten."""
        self._waiting, self._again = [], False
        if self.job is not None:
            self.job.stop()

    def pause(self, paused: bool) -> None:
        """Hold the run, or let it go on."""
        if self.job is not None:
            (self.job.pause if paused else self.job.resume)()

    def _done(self, changes: "Changes[SyncReport]") -> None:
        report = changes.row
        self._end()
        if self.quiet:
            self._tell(report)
        else:
            self.strip.show_report(report)
        self.finished.emit(not self.quiet or bool(report.added or report.changed or report.gone), True)
        self._next()

    def _tell(self, report: "SyncReport") -> None:
        parts = [trn("{n} new item", "{n} new items", report.added) if report.added else ""]
        parts.append(trn("{n} file gone", "{n} files gone", report.gone) if report.gone else "")
        if any(parts):
            show = (tr("Show"), lambda: self._session.place_wanted.emit("library")) if report.added else ()
            self._session.say(" · ".join(filter(None, parts)), *show)

    def _failed(self, failure: Failure) -> None:
        self._end()
        if isinstance(failure.error, Cancelled):
            self.strip.show_stopped()
        elif not self.quiet or failure.details:
            # Else a drive may be away: its folders are shown as such in the settings, and nobody asked for this run.
            self.strip.show_failure(failure.message)
            if failure.details:
                self._session.show_failure(failure)
        self.finished.emit(True, False)
        self._next()

    def _end(self) -> None:
        self.job = None
        self._appear.stop()
        if self.quiet and self._shown:
            self.strip.hide()

    def _next(self) -> None:
        if self.job is None and self._waiting:
            paths, self._waiting = tuple(self._waiting), []
            self._index(paths, quiet=False)
        elif self.job is None and self._again:
            self._again = False
            self.look()

    # The watch

    def begin(self) -> None:
        """Watch the folders from now on, and look through them once when the first page stands."""
        self._first.start()
        self._session.run(self._watch, lane=self._session.lanes.watch, failed=lambda _: None)

    def _watch(self) -> None:
        with self._watching:
            if not self._closed:
                self._watcher = self._session.app.indexing.watch(self._stirred.emit)

    def close(self) -> None:
        """End the watch, on any thread, also one that is about to begin. The run under way ends with its lane."""
        with self._watching:
            self._closed = True
            watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.close()
