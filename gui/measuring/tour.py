"""A window that measures itself while it is used as a person would: start, scroll, search, read."""

import json
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent

from assistant.security.network_helper import Courier
from assistant.settings.paths import Paths

_QUIET, _SHORT = 300.0, 50.0
"""Milliseconds of a loop in which nothing took longer than _SHORT: from their beginning the window is interactive."""
FRAME = 1000 / 60
_STEP = 360
_MOST_FRAMES = 400
WORDS = (
    "harbour",
    "winter orchard",
    "captain",
    "glass mir",
    "storm",
    "violin",
    "des",
    "river stone",
    "letter",
    "lamp",
)  # no words


class Tour:
    """Each act ends when what it shows is painted."""

    def __init__(self, paths: Paths, courier: Courier, passphrase: str, started: float) -> None:
        self._paths, self._courier, self._passphrase, self._started = paths, courier, passphrase, started
        self.told: dict[str, float] = {}

    def run(self) -> int:
        from gui.shell import app as gui_app
        from gui.shell.main_window import MainWindow
        from gui.workers.apart import leave_others, open_display
        from gui.workers.gc_scheduler import Tidier
        from gui.workers.heartbeat import Heartbeat
        from gui.workers.indexing import IndexingRun
        from gui.workers.refcount_workaround import steady_constants

        steady_constants()
        # The made-up works have no files to look through; reading folders has a bench of its own.
        IndexingRun.begin = lambda _: None  # type: ignore[assignment, method-assign]
        self._app = app = open_display(["alcove"])
        leave_others()
        gui_app.prepare(app, self._paths)

        def opened(paths: Paths, _: str | None) -> object:
            begun = time.perf_counter()
            found = gui_app.open_app(self._courier, paths, self._passphrase)
            self.told["opening the stores, a passphrase's derivation included"] = _since(begun)
            return found

        self.window = window = MainWindow(self._paths, opened, opener=self._courier)  # type: ignore[arg-type]
        window.resize(1280, 800)
        window.show()
        window.repaint()
        self._mark("process start to the window")  # no words
        Tidier(window)
        window.open()
        self._beat = Heartbeat()
        self._beat.start()
        self._until(lambda: window.shell is not None)
        self._use()
        print(json.dumps(self.told), flush=True)
        window.close()
        return 0

    def _use(self) -> None:
        for act in (self._first_list, self._scroll, self._search, self._read, self._memory):
            act()

    def _first_list(self) -> None:
        from gui.pages.for_you.page import ForYouPage

        shell = self.window.shell
        assert shell is not None
        page = shell.page(ForYouPage)
        self._until(lambda: bool(page.cards) and page.cards[0].isVisible())
        self.window.repaint()
        self._mark("process start to the first painted list")  # no words
        quiet = time.perf_counter()
        while _since(quiet) < _QUIET:
            turn = time.perf_counter()
            self._turn()
            if _since(turn) > _SHORT:
                quiet = time.perf_counter()
        self.told["process start to interactive"] = (time.time() - self._started) * 1000 - _QUIET
        self.told["longest block of the loop until then"] = self._beat.stop()

    def _scroll(self) -> None:
        from gui.pages.library.page import LibraryPage

        shell = self.window.shell
        assert shell is not None
        self.library = page = shell.page(LibraryPage)
        begun = time.perf_counter()
        shell.go("library")
        self._until(lambda: bool(page.model.rows) and page.grid.isVisible())
        self.window.repaint()
        self.told["to the library"] = _since(begun)
        self._settle()
        bar, frames = page.grid.verticalScrollBar(), list[float]()
        step = max(_STEP, bar.maximum() // _MOST_FRAMES)
        while bar.value() < bar.maximum():
            frame = time.perf_counter()
            bar.setValue(bar.value() + step)
            page.grid.viewport().repaint()
            self._turn()
            frames.append(_since(frame))
        self.told["frames within 16.7 ms, covers scrolled end to end"] = (
            100 * sum(f <= FRAME for f in frames) / len(frames)
        )
        bar.setValue(0)
        self._settle()

    def _search(self) -> None:
        """From the last key to the painted results; the pause that waits for further keys is part of it."""
        page, took = self.library, list[float]()
        for words in WORDS:
            before = page.model.rows
            begun = time.perf_counter()
            page.search.setText(words)
            self._until(lambda before=before: page.model.rows is not before)  # type: ignore[misc]
            page.grid.viewport().repaint()
            took.append(_since(begun))
            self._settle()
        took.sort()
        self.told["keystroke to painted results, p95"] = took[int(0.95 * (len(took) - 1))]
        page.search.clear()
        self._settle()

    def _read(self) -> None:
        from gui.pages.item.page import ItemPage
        from gui.pages.reader.page import ReaderPage

        shell = self.window.shell
        assert shell is not None
        item = shell.session.app.library.item("made000000")
        beat = self._beat
        beat.start()
        begun = time.perf_counter()
        shell.session.files.open(item)
        reader = shell.page(ReaderPage)
        self._until(lambda: reader.text is not None and reader.view.place() is not None)
        self.window.repaint()
        self.told["a text opened, nothing made ready"] = _since(begun)
        shell.back()
        shell.session.app.reader.close()
        shell.session.item_wanted.emit(item.id)
        page = shell.page(ItemPage)
        self._until(lambda: page.item is not None and page.item.id == item.id)
        self._settle()
        self.told["longest block of the loop, reading"] = beat.stop()

    def _memory(self) -> None:
        from indexers.worker.limits import resident_bytes

        self.told["window's memory"] = resident_bytes() / 2**20

    # Time

    def _mark(self, name: str) -> None:
        self.told[name] = (time.time() - self._started) * 1000

    def _turn(self) -> None:
        self._app.processEvents()
        self._app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))

    def _until(self, holds: Callable[[], bool], seconds: float = 120.0) -> None:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError("the window did not come so far")  # no words
            self._turn()
            time.sleep(0.001)

    def _settle(self) -> None:
        """Until no lane works, and what came of it has arrived."""
        lanes, rests = self.window.lanes, 0
        while rests < 4:
            rests = rests + 1 if all(lane.idle for lane in lanes.all() if lane is not lanes.watch) else 0
            self._turn()
            time.sleep(0.002)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
