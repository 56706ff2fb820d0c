"""What the set-up takes out of Qt, and that all the window needs still works without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import PySide6
import pytest
import shiboken6
import soundfile

from assistant.setup import lean_qt
from assistant.setup.placing import link_or_copy

SOUND = Path(__file__).parents[2] / "gui" / "sound_decoder.py"
WINDOW = """
import importlib.util
from importlib import import_module
import PySide6
from assistant.setup.lean_qt import MODULES
from PySide6.QtGui import QIcon, QImageReader
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtNetwork import QSslSocket
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QApplication, QPushButton
assert {"QtCore", "QtWidgets"} <= {name for name in MODULES if importlib.util.find_spec(f"PySide6.{name}")}
for name in MODULES:
    if importlib.util.find_spec(f"PySide6.{name}"):
        import_module(f"PySide6.{name}")
app = QApplication([])
button = QPushButton(QIcon(), "like")
button.show()
assert button.grab().width()
formats = {bytes(one) for one in QImageReader.supportedImageFormats()}
assert {b"jpeg", b"svg", b"webp", b"gif"} <= formats, formats
assert QMediaPlayer().isAvailable()
assert "speechd" in QTextToSpeech.availableEngines()
assert "openssl" in QSslSocket.availableBackends()
print(PySide6.__file__)
"""


def library(path: Path, *needed: str) -> None:
    """A file that names what it needs as a program does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x7fELF\0" + b"".join(name.encode() + b"\0" for name in needed))


def test_only_what_something_kept_needs_stays(tmp_path: Path) -> None:
    library(tmp_path / "QtWidgets.abi3.so", "libpyside6.abi3.so.6.12", "libQt6Widgets.so.6")
    library(tmp_path / "QtQuick.abi3.so", "libQt6Quick3D.so.6")
    library(tmp_path / "libpyside6.abi3.so.6.12")
    library(tmp_path / "Qt/lib/libQt6Widgets.so.6", "libicudata.so.73")
    library(tmp_path / "Qt/lib/libicudata.so.73", "libQt6Widgets.so.6")
    library(tmp_path / "Qt/lib/libQt6Quick3D.so.6")
    library(tmp_path / "Qt/plugins/platforms/libqxcb.so", "libQt6XcbQpa.so.6")
    library(tmp_path / "Qt/plugins/sceneparsers/libassimp.so")
    library(tmp_path / "Qt/lib/libQt6XcbQpa.so.6")
    library(tmp_path / "designer")
    library(tmp_path / "Qt/qml/QtQuick/libqml.so")
    for name in ("__init__.py", "py.typed", "QtWidgets.pyi", "QtQuick.pyi"):
        (tmp_path / name).touch()
    assert lean_qt.make_lean(tmp_path) > 0
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {
        "QtWidgets.abi3.so",
        "QtWidgets.pyi",
        "libpyside6.abi3.so.6.12",
        "Qt/lib/libQt6Widgets.so.6",
        "Qt/lib/libicudata.so.73",
        "Qt/lib/libQt6XcbQpa.so.6",
        "Qt/plugins/platforms/libqxcb.so",
        "__init__.py",
        "py.typed",
    }
    assert lean_qt.make_lean(tmp_path) == 0


def test_the_qt_of_the_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_qt, "make_lean", lambda package: pytest.fail(f"{package} was touched"))
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert lean_qt.main() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="Qt lies otherwise there, and is left whole")
def test_the_window_sound_and_speech_work_with_what_is_left(tmp_path: Path) -> None:
    for package in (PySide6, shiboken6):
        folder = Path(str(package.__file__)).parent
        shutil.copytree(folder, tmp_path / folder.name, copy_function=lambda a, b: link_or_copy(Path(a), Path(b)))
    lean_qt.make_lean(tmp_path / "PySide6")
    left = sum(path.stat().st_size for path in (tmp_path / "PySide6").rglob("*") if path.is_file())
    assert left < 160 << 20
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{SOUND.parents[1]}", "QT_QPA_PLATFORM": "offscreen"}
    window = [sys.executable, "-c", WINDOW]
    shown = subprocess.run(window, env=environment, capture_output=True, text=True, timeout=60)
    assert shown.stdout.startswith(str(tmp_path)), shown.stderr
    tone = np.sin(np.arange(22_050) * 0.1).astype(np.float32)
    soundfile.write(tmp_path / "tone.mp3", tone, 22_050)
    with open(tmp_path / "tone.mp3", "rb") as file:
        decoded = subprocess.run(
            [sys.executable, str(SOUND)], stdin=file, env=environment, capture_output=True, timeout=60
        )
    assert len(decoded.stdout) == pytest.approx(44_100 * 2, rel=0.1), decoded.stderr
