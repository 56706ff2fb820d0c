"""What every command begins with: the library behind the network lock, the passphrase, a way to stop."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata

from assistant.app.app import App
from assistant.cli.apart import apart
from assistant.cli.output import Output
from assistant.messages import tr
from assistant.security.network_helper import Courier
from assistant.settings.paths import Paths


def version() -> str:
    return f"Alcove {metadata.version('alcove')}"  # no words


@contextmanager
def opened(options: argparse.Namespace, paths: Paths, courier: Courier | None = None) -> Iterator[App]:
    """The library, behind the network lock and apart from other programs; its databases are closed again whatever
    happens."""
    with apart():
        app = App.open(paths, ask=ask_passphrase, llm=not getattr(options, "no_llm", False), courier=courier)
        try:
            if options.demo:
                prepare_demo(app, paths, Output(options))
            yield app
        finally:
            app.close()


def ask_passphrase(prompt: str = "") -> str:
    """The passphrase, typed where there is a terminal; empty otherwise."""
    if not sys.stdin or not sys.stdin.isatty():
        return ""
    import getpass

    return getpass.getpass((prompt or tr("Passphrase:")) + " ")


def prepare_demo(app: App, paths: Paths, output: Output) -> None:
    from assistant.demo import prepare

    prepare(app, paths.home / "library", output.progress)
    output.progress_done()


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Ctrl+C asks the work to stop and keeps what is done; a second one stops at once."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def open_window(paths: Paths, demo: bool) -> int:
    """Hands over to the window; where there is no display, shows the same in the terminal on the sample library."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        from assistant.cli.terminal_demo import tour

        print(tr("There is no display, so no window: this is the same in the terminal, on a sample library."))
        return tour(paths if demo else paths.demo())
    # -P: not the folder we happen to stand in, where something could bear the name of our package.
    return subprocess.call([sys.executable, "-P", "-m", "gui", *(["--demo"] if demo else [])])
