"""The window as a program: on a real display, without one, and killed in the middle of its work."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from assistant.settings.paths import Paths

ROOT = Path(__file__).parents[2]
SHOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import gui.shell.app
from gui.shell.main_window import MainWindow

shown = MainWindow.show
def show(window):
    shown(window)
    window.ready.connect(lambda: QTimer.singleShot(500, look))
    def look():
        picture = window.grab().toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(0, 1200, 40) for y in range(0, 780, 40)}
        print(QApplication.platformName(), window.shell.place, len(colours) > 3)
        window.close()
MainWindow.show = show
from assistant.settings.paths import Paths
sys.exit(gui.shell.app.run(Paths.default()))
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    secret = home.parent / "passphrase"
    secret.write_text("four small words here\n")
    return {**kept, "ALCOVE_HOME": str(home), "ALCOVE_PASSPHRASE_FILE": str(secret), "PYTHONPATH": str(ROOT), **more}


def test_without_a_display_it_says_so(tmp_path: Path):
    said = subprocess.run(
        [sys.executable, "-m", "gui"], env=environment(tmp_path / "home"), cwd=ROOT, capture_output=True, text=True
    )
    if sys.platform == "linux":
        assert said.returncode == 1 and "no display" in said.stderr and "Traceback" not in said.stderr


def test_the_window_opens_on_a_display(tmp_path: Path):
    """Under Xvfb where that is installed, otherwise offscreen; the courier and the network lock are the real ones."""
    command, more = [sys.executable, "-c", SHOW], {"QT_QPA_PLATFORM": "offscreen"}
    if all(map(shutil.which, ("Xvfb", "xvfb-run", "xauth"))):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", *command]
        more = {"QT_QPA_PLATFORM": "xcb"}
    said = subprocess.run(
        command, env=environment(tmp_path / "home", **more), cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.split() == [more["QT_QPA_PLATFORM"], "first-run", "True"], said.stderr


def test_a_window_that_is_killed_leaves_the_library_whole(tmp_path: Path, read_home: Path, open_real):
    home = tmp_path / "home"
    shutil.copytree(read_home, home)
    window = subprocess.Popen(
        [sys.executable, "-m", "gui"], env=environment(home, QT_QPA_PLATFORM="offscreen"), cwd=ROOT
    )
    time.sleep(4)
    window.send_signal(signal.SIGKILL)
    window.wait()
    app = open_real(Paths(home), None)
    assert len(app.library.items()) >= 9 and app.stores.library.database.integrity() == "ok"
    app.close()
