"""The window: shows itself at once, opens the library behind it, asks for a passphrase where one is needed."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from assistant.domain.errors import AssistantError, VaultLocked, WrongPassphrase
from assistant.messages import tr
from assistant.security.vault import VaultState, describe_vault
from assistant.settings.files import write_atomically
from assistant.settings.paths import Paths
from gui.look.icons import icon
from gui.look.skeleton import Skeleton
from gui.shell.acts.files import Opener
from gui.shell.acts.notices import Closed, Notice
from gui.shell.session import Session
from gui.shell.travels import Spot
from gui.shell.unlock_page import VaultPage
from gui.widgets.keyboard import step
from gui.widgets.surfaces import EmptyState
from gui.workers.lanes import Failure, Lanes, log, without_values

if TYPE_CHECKING:
    from assistant.app.app import App
    from gui.shell.shell import Shell

OpenApp = Callable[[Paths, str | None], "App"]
"""Opens the library with a passphrase or None; runs on a lane."""


SMALLEST = QSize(800, 480)
FRAMED = 150
"""Milliseconds after which a desktop has put its frame around a window that was shown."""
SETTLES = 10.0
"""Seconds that a job under way is given to end before the library is closed."""


class MainWindow(QMainWindow):
    """`ready` fires when the library stands open and the first page was asked for."""

    ready = Signal()

    def __init__(self, paths: Paths, open_app: OpenApp, *, opener: Opener | None = None, demo: bool = False) -> None:
        super().__init__()
        self.paths, self.opener, self.demo = paths, opener, demo
        self._open_app = open_app
        self.lanes = Lanes(self)
        self.session: Session | None = None
        self._to_say: Notice | None = None
        self._left: Spot | None = None
        """What was on screen when the window was locked."""
        self.shell: Shell | None = None
        self.setWindowTitle("Alcove")
        self.setWindowIcon(icon("alcove", 64, "#000000"))
        self.setMinimumSize(SMALLEST)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        self.resize(1280, 800)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.skeleton = Skeleton()
        self.vault = VaultPage()
        self.vault.passphrase_given.connect(lambda typed: self.open(typed or None))
        self.trouble = EmptyState("activity", tr("Alcove cannot open your library"), "", tr("Try again"))
        self.trouble.acted.connect(lambda: self.open())
        for page in (self.skeleton, self.vault, self.trouble):
            self.stack.addWidget(page)
        self._chat_open = True
        self._fitted = False
        self._restore_geometry()
        self._fit()

    # Opening

    def open(self, passphrase: str | None = None) -> None:
        """Open the library on a lane; the window stays alive meanwhile."""
        if passphrase is None:
            self.stack.setCurrentWidget(self.skeleton)
        self.lanes.library.run(self._load, passphrase, done=self._opened, failed=self._refused, key="open")

    def _load(self, passphrase: str | None) -> "App":
        app = self._open_app(self.paths, passphrase)
        # Imported here: on the window's thread it would stand still for a second.
        from gui.pages.registry import destinations
        from gui.shell import shell  # noqa: F401

        destinations()
        return app

    def _opened(self, app: "App") -> None:
        from gui.shell.shell import Shell

        self.vault.forget()
        self.session = session = Session(app, self.paths, self.lanes, self.opener)
        self.shell = shell = Shell(session, chat=self._chat_open)
        session.demo_wanted.connect(self.open_demo)
        session.closed_wanted.connect(self.do_closed)
        session.lock_wanted.connect(self.lock)
        self.stack.addWidget(shell)
        self.stack.setCurrentWidget(shell)
        # Out of sight, the passphrase's field must not be where keys go.
        self.vault.setEnabled(False)
        shell.setFocus()
        if self.demo:
            self._prepare_demo()
        shell.start()
        if self._left is not None:
            shell.return_to(self._left)
            self._left = None
        if self._to_say is not None:
            session.noticed.emit(self._to_say)
            self._to_say = None
        self.ready.emit()

    def _refused(self, failure: Failure) -> None:
        error = failure.error
        if isinstance(error, VaultLocked):
            problem = failure.message if isinstance(error, WrongPassphrase) else ""
            self.vault.setEnabled(True)
            self.vault.ask(create=not self.paths.vault.exists(), problem=problem)
            self.stack.setCurrentWidget(self.vault)
        else:
            self.trouble.say(tr("Alcove cannot open your library"), failure.message)
            self.stack.setCurrentWidget(self.trouble)

    # The sample library

    def open_demo(self) -> None:
        """Leave this library for the sample one, in a home of its own."""
        self.paths, self.demo = self.paths.demo(), True
        self._put_away()
        self.open()

    def _prepare_demo(self) -> None:
        from assistant.demo import prepare

        assert self.session is not None and self.shell is not None
        folder = self.paths.home / "library"
        self.shell.indexing.run(prepare, self.session.app, folder, cancelled="cancelled")

    def _put_away(self) -> None:
        shell, session = self.shell, self.session
        self.shell = self.session = None
        if shell is not None and session is not None:
            self.stack.setCurrentWidget(self.skeleton)
            self.stack.removeWidget(shell)
            shell.deleteLater()
            session.retire()

    # What needs the stores closed

    def lock(self) -> None:
        """Close the library and forget its key; once it is unlocked, what was on screen comes back."""
        if self.shell is None:
            return
        self._left = self.shell.spot()
        self._close_stores()
        self.lanes.library.run(lambda: describe_vault(self.paths), done=self._locked, failed=self._refused)

    def _locked(self, state: VaultState) -> None:
        # What is left of the library in memory is on its way out.
        gc.collect()
        self.vault.setEnabled(True)
        self.vault.ask(create=False, secret=state.passphrase or state.recovery)
        self.stack.setCurrentWidget(self.vault)

    def _close_stores(self) -> None:
        others = [lane for lane in self.lanes.all() if lane is not self.lanes.library]
        for lane in self.lanes.all():
            lane.forget()
        # What is under way elsewhere ends before its stores are closed.
        self.lanes.library.run(lambda: [lane.settle(SETTLES) for lane in others])
        self._put_away()

    def do_closed(self, wanted: Closed) -> None:
        """Close the library, do what was asked, and open what is there then; what came of it is said afterwards."""
        self._close_stores()

        def done(words: str) -> None:
            self._to_say = Notice(words)
            self.open(wanted.passphrase)

        def failed(failure: Failure) -> None:
            self._to_say = Notice(failure.message, details=failure.details, error=True)
            self.open()

        self.lanes.library.run(wanted.act, done=done, failed=failed)

    def come_forward(self) -> None:
        """To the front, because somebody started Alcove a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def report_bug(self, error: BaseException) -> None:
        """Say that something went wrong, with details to copy that hold no personal text."""
        details = without_values(error)
        log.error("window: %s", details)
        if self.session is not None:
            self.session.show_failure(Failure(tr("Something went wrong. Nothing was lost."), details, error))

    # Its size

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fitted:
            # The frame counts too, and stands around the window only a moment later.
            self._fitted = True
            QTimer.singleShot(FRAMED, self, self._fit)

    def _fit(self) -> None:
        """Into the screen: this one may be smaller than the one where the window stood before."""
        if self.isMaximized() or self.isFullScreen():
            return
        frame = self.frameGeometry()
        room = self.screen().availableGeometry()
        wide = min(self.width(), room.width() - (frame.width() - self.width()))
        tall = min(self.height(), room.height() - (frame.height() - self.height()))
        if (wide, tall) != (self.width(), self.height()):
            self.resize(wide, tall)
            frame = self.frameGeometry()
        x = max(room.left(), min(frame.left(), room.left() + room.width() - frame.width()))
        y = max(room.top(), min(frame.top(), room.top() + room.height() - frame.height()))
        if (x, y) != (frame.left(), frame.top()):
            self.move(x, y)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, back=not forward)

    # Closing

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        self._save_geometry()
        if self.session is not None:
            self.session.close()
            self.session = None
        else:
            self.lanes.close()
        super().closeEvent(event)

    @property
    def _geometry_file(self) -> Path:
        return self.paths.home / "window.json"

    def _save_geometry(self) -> None:
        data = self.saveGeometry().toBase64().data()
        try:
            if self.paths.home.is_dir():
                chat = self.shell.chat_side.open if self.shell is not None else self._chat_open
                text = json.dumps({"geometry": bytes(data).decode("ascii"), "chat": chat})
                write_atomically(self._geometry_file, text.encode())
        except AssistantError:
            pass  # Where the disk is full the window opens at its usual size next time.

    def _restore_geometry(self) -> None:
        try:
            stored = json.loads(self._geometry_file.read_text(encoding="utf-8"))
            self._chat_open = stored.get("chat") is not False
            self.restoreGeometry(QByteArray.fromBase64(stored["geometry"].encode("ascii")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return  # No window was open before, or the file was touched: the usual size will do.
