"""Starts the window: what works outside first, then the network lock, Qt, the lock of local sockets, the library."""

import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any

from assistant.messages import tr
from assistant.settings.paths import Paths

if TYPE_CHECKING:
    from assistant.app.app import App
    from assistant.security.network_helper import Courier

_NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def display_available() -> bool:
    """Whether a window can be shown. Asked before Qt starts, because Qt ends the process where there is no display."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in _NO_DISPLAY)


def run(paths: Paths, demo: bool = False) -> int:
    """Open the window on the library in `paths` (with `demo`, on the sample library there); returns the exit status."""
    from gui.workers.apart import outside

    with outside() as courier:
        return _show(paths, demo, courier)


def open_app(courier: "Courier", paths: Paths, passphrase: str | None) -> "App":
    """The library. Imported here, on a lane: numpy and its like take a while, and the window is up by then."""
    from assistant.app.stores import Stores
    from assistant.security.desktop.broker import at_hand
    from assistant.security.privacy import keep_private

    # Not before: the desktop's portal looks at who asks for its colours, and refuses one that it cannot look at.
    keep_private()
    if (broker := at_hand()) is not None:
        broker.keep_private()
    with ThreadPoolExecutor(1) as aside:
        # A passphrase is stretched outside the interpreter: meanwhile the rest of the program is read.
        opening = aside.submit(Stores.open, paths, passphrase)
        from assistant.app.app import App

        stores = opening.result()
    return App.over(stores, courier=courier)


def _show(paths: Paths, demo: bool, courier: "Courier") -> int:
    from assistant.storage.home_lock import WINDOW, name_this_process
    from gui.look.text_size import use_chosen_size
    from gui.workers.apart import leave_others, open_display
    from gui.workers.refcount_workaround import steady_constants

    steady_constants()
    _keep_log(paths)
    use_chosen_size(paths)
    name_this_process(WINDOW)
    # The lanes hold the interpreter in shorter turns, so that the window's thread waits at most a millisecond for it.
    sys.setswitchinterval(0.001)
    app = open_display(sys.argv[:1])

    from gui.shell.single_instance import SingleWindow

    single = SingleWindow(paths)
    if not single.first():
        return _leave_to_the_first(single)
    leave_others()
    prepare(app, paths)

    from gui.shell.main_window import MainWindow

    window = MainWindow(paths, partial(open_app, courier), opener=courier, demo=demo)
    single.on_raise(window.come_forward)
    # A bug in a slot is told and logged, and the window goes on.
    sys.excepthook = lambda kind, error, trace: window.report_bug(error)
    window.show()

    from gui.workers.gc_scheduler import Tidier

    Tidier(window)
    window.open()
    try:
        return app.exec()
    finally:
        single.close()


def _leave_to_the_first(single: Any) -> int:
    if single.wake_first():
        print(tr("Alcove is already open; its window comes to the front."), file=sys.stderr)
        return 0
    print(tr("Alcove is already open, but its window does not answer. Close it and start again."), file=sys.stderr)
    return 1


def _keep_log(paths: Paths) -> None:
    """Write bugs of the window to the log file, small and without personal text; it appears with the first of them."""
    handler = RotatingFileHandler(paths.log, maxBytes=256 * 1024, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("alcove.gui")
    logger.addHandler(handler)
    logger.propagate = False


def prepare(app: Any, paths: Paths) -> None:
    """Name, style, typefaces, language and theme."""
    from PySide6.QtGui import QImageReader

    from assistant.domain.errors import AssistantError
    from assistant.settings.declarations import Settings
    from assistant.settings.language import speak_chosen_language
    from gui.look.language import teach_qt
    from gui.look.theme import load_fonts, theme
    from gui.workers.refcount_workaround import steady_constants

    steady_constants()

    app.setApplicationName("Alcove")
    app.setApplicationDisplayName("Alcove")
    app.setDesktopFileName("alcove")
    app.setStyle("Fusion")  # no words
    app.setQuitOnLastWindowClosed(True)
    # A cover that claims to be huge is refused instead of filling the memory.
    QImageReader.setAllocationLimit(192)
    load_fonts()
    speak_chosen_language(paths)
    teach_qt(app)
    try:
        chosen = Settings.load(paths)
        appearance, accent = chosen.appearance, chosen.accent
    except AssistantError:
        appearance, accent = "system", ""  # The window says what is wrong with the settings when it opens the library.
    theme().start(appearance, accent)
