"""Bringing in what other programs know, from the settings, on real stores."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.settings.paths import Paths
from gui.pages.settings import import_card
from gui.pages.settings.columns_card import ColumnsCard
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import MainWindow

RATED = (
    "Book Id,Title,Author,ISBN,ISBN13,My Rating,Year Published,Date Read,Date Added,Bookshelves,Exclusive Shelf\n"
    "1,The Salt Harbour,Mara Venn,,,5,1971,2020/05/01,2020/04/01,read,read\n"
    "2,Iron Orchard,Ann Smith,,,0,,,2021/01/01,to-read,to-read\n"
)
Wait = Callable[..., None]


def test_files_come_in_one_after_the_other(
    make_window: Callable[..., MainWindow], open_real: Callable[..., Any], wait_until: Wait, tmp_path: Path, monkeypatch
):
    rated, broken = tmp_path / "rated.csv", tmp_path / "broken.csv"
    rated.write_text(RATED)
    broken.write_bytes(b"\x00\x01nothing that any program wrote")
    window = make_window(open_real, Paths(tmp_path / "real"))
    assert window.shell is not None and window.session is not None
    window.shell.go("settings")
    card, app = window.shell.page(SettingsPage).imports, window.session.app
    chosen = [str(broken), str(rated)]
    monkeypatch.setattr(import_card.QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    card.choose.click()
    wait_until(lambda: "rated.csv (goodreads)" in card.words.text(), 60)
    first, second = card.words.text().split("\n")
    assert first.startswith("broken.csv: ") and len(first) > 20
    assert second == "rated.csv (goodreads): 0 works found in your library, 2 not found, 2 ratings and plays added."
    assert {item.title for item in app.library.items()} == {"The Salt Harbour", "Iron Orchard"}
    assert card.missing.isVisible() and not card.stop.isVisible()
    card.missing.click()
    card.take([rated])
    wait_until(lambda: "0 ratings and plays added" in card.words.text(), 60)


def test_stopping_keeps_what_was_read(
    make_window: Callable[..., MainWindow], open_real: Callable[..., Any], wait_until: Wait, tmp_path: Path
):
    rows = "".join(f"{n},Volume {n},Writer {n % 9},,,4,,2020/05/01,2020/04/01,read,read\n" for n in range(200))
    rated = tmp_path / "many.csv"
    rated.write_text(RATED.split("\n")[0] + "\n" + rows)
    window = make_window(open_real, Paths(tmp_path / "real"))
    assert window.shell is not None and window.session is not None
    card = window.shell.page(SettingsPage).imports
    card.take([rated])
    card.stop.click()
    wait_until(lambda: "many.csv (goodreads)" in card.words.text(), 60)
    assert len(list(window.session.app.library.items())) == 200


def test_columns_of_an_unknown_table_are_assigned_by_hand(
    make_window: Callable[..., MainWindow], open_real: Callable[..., Any], wait_until: Wait, tmp_path: Path
):
    mine = tmp_path / "mine.csv"
    mine.write_text("A,B,C\nThe Salt Harbour,Mara Venn,9\nIron Orchard,Ann Smith,10\n")
    window = make_window(open_real, Paths(tmp_path / "real"))
    assert window.shell is not None and window.session is not None
    window.shell.go("settings")
    card, app = window.shell.page(SettingsPage).imports, window.session.app
    card.take([mine])
    wait_until(lambda: card.assign.isVisible(), 60)
    card.assign.click()
    wait_until(lambda: card.panel is not None, 60)
    asked = card.panel.findChild(ColumnsCard)
    assert asked is not None and not asked.take.isEnabled()
    for role, name in (("title", "A"), ("creators", "B"), ("rating", "C")):
        asked.lists[role].setCurrentIndex(asked.lists[role].findData(name))
    assert asked.lists["title"].currentText() == "A (The Salt Harbour)"
    asked.take.click()
    wait_until(lambda: "mine.csv (table)" in card.words.text(), 60)
    assert {item.title for item in app.library.items()} == {"The Salt Harbour", "Iron Orchard"}
    assert not card.assign.isVisible()
