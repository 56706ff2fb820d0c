"""Every dialog for a file or a folder begins in the person's home folder; a backup is named after its day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QWidget

import gui
from gui.look.theme import theme, tokens
from gui.pages.first_run.page import choose_folder
from gui.pages.lists.list_view import choose_file
from gui.pages.looking_back import year
from gui.pages.profile.profile_tools import ask_folder, ask_profile
from gui.pages.settings import folders_card, import_card, models, pack_card, upkeep_card
from gui.widgets.controls import ask_path

ASKING: tuple[Callable[[QWidget], object], ...] = (
    choose_folder,
    ask_folder,
    ask_profile,
    upkeep_card.ask_target,
    upkeep_card.ask_backup,
    pack_card.ask_pack,
    import_card.ask_files,
    models.ask_model,
    folders_card.ask_place,
    lambda parent: ask_path(parent, "A folder for backups"),
    lambda parent: year.ask_file(parent, 2026),
    lambda parent: choose_file(parent, "Calm: piano/night", True),
)


@pytest.fixture
def began(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where each dialog was to begin; every one of them is left without an answer."""
    places: list[Path] = []
    for name in ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        answer = {"getExistingDirectory": "", "getOpenFileNames": ([], "")}.get(name, ("", ""))
        asked = lambda *args, answer=answer: (places.append(Path(args[2] if len(args) > 2 else "")), answer)[1]  # noqa: E731
        monkeypatch.setattr(QFileDialog, name, staticmethod(asked))
    return places


@pytest.mark.parametrize("ask", ASKING)
def test_a_dialog_begins_at_home_and_may_be_left(qapp, began: list[Path], ask: Callable[[QWidget], object]):
    assert not ask(QWidget())
    home = Path.home()
    assert len(began) == 1 and (began[0] == home or began[0].parent == home)


def test_no_dialog_is_left_out():
    folder = Path(gui.__file__).parent
    opened = sum(file.read_text().count("QFileDialog.get") for file in folder.rglob("*.py"))
    assert opened == len(ASKING)


def test_backups_of_two_days_have_two_names(qapp, began: list[Path]):
    upkeep_card.ask_target(QWidget())
    assert began[0].name == f"alcove-{date.today():%Y-%m-%d}.alcove"


def test_what_a_field_of_a_dialog_proposes_can_be_read(qapp: QApplication, wait_until: Callable[..., None]) -> None:
    """Qt's own file dialog proposes names in a list that is a window of its own: it has a ground, in each look."""
    for look in ("light", "dark"):
        theme().set_appearance(look)
        proposed = QListView()
        proposed.setWindowFlag(Qt.WindowType.Popup)
        proposed.setModel(QStringListModel(["goodreads.csv", "books.csv"]))
        proposed.resize(200, 80)
        proposed.show()
        wait_until(proposed.isVisible)
        ground = proposed.grab().toImage().pixelColor(150, 70)
        assert ground.name() == tokens().surface, look
        proposed.close()
        proposed.deleteLater()
    theme().set_appearance("light")
