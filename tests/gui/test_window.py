"""The window as a whole: opening, locks, folders, keys, undo, and a loop that keeps turning."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.evidence import Fits, PartId, SharedSubject
from assistant.domain.targets import Target
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.database import Database
from gui.pages.first_run.page import FirstRunPage
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.profile.page import ProfilePage
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import OpenApp
from gui.shell.shell import Shell
from gui.shell.shortcuts import rows
from gui.widgets.popover import Popover
from gui.widgets.surfaces import Page
from gui.widgets.text import Label
from gui.workers.heartbeat import Heartbeat
from tests.gui.shelf import PASSPHRASE, OpenShelf, Wait, at_rest, titled
from tests.gui.stand_ins import FileManager, Talker


@pytest.fixture
def for_you(open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    """The window on the shelf as it opens, its first list shown."""
    shell = open_shelf()
    wait_until(lambda: shell.page(ForYouPage).cards, 30)
    return shell


@pytest.fixture
def open_locked(encoder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Opens a library on a machine without a keyring: somebody has to type the passphrase."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=passphrase, embedder=encoder, llm=False)

    return open_app


def test_the_window_is_up_before_the_library_is(make_window, open_real: OpenApp, wait_until: Wait):
    gate = threading.Event()

    def slow(paths: Paths, passphrase: str | None) -> App:
        gate.wait(5)
        return open_real(paths, passphrase)

    window = make_window(slow, wait=False)
    assert window.isVisible() and window.stack.currentWidget() is window.skeleton
    gate.set()
    wait_until(lambda: window.shell is not None and window.shell.place == "first-run")


def test_nothing_is_asked_on_the_windows_thread(open_shelf: OpenShelf, wait_until: Wait, monkeypatch):
    """The stores of both databases, and the ranking, are asked on lanes alone."""
    threads: set[str] = set()

    def heard(method: Callable[..., Any]) -> Callable[..., Any]:
        def told(*args: Any, **options: Any) -> Any:
            threads.add(threading.current_thread().name)
            return method(*args, **options)

        return told

    shell = open_shelf()
    for name in ("rows", "atomic"):
        monkeypatch.setattr(Database, name, heard(getattr(Database, name)))
    for place in ("library", "profile", "problems", "settings", "lists", "for-you"):
        shell.go(place)
        at_rest(shell, wait_until)
    shell.session.item_wanted.emit(shell.page(LibraryPage).model.rows[0].id)
    wait_until(lambda: shell.page(ItemPage).item is not None)
    shell.page(ItemPage).head.verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: shell.session.verdicts)
    assert threads and "MainThread" not in threads


def test_no_second_window_flashes_up(open_shelf: OpenShelf, qapp, wait_until: Wait):
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    shell = open_shelf()
    wait_until(lambda: shell.page(ForYouPage).cards)
    shell.chat.ask("a ghost story please")
    wait_until(lambda: not shell.chat.writing, 30)
    shell.open("item", titled(shell.session.app, "The Sea Road").id)
    for place in ("library", "profile", "problems", "settings", "item"):
        shell.go(place)
        at_rest(shell, wait_until)
    shell.page(ForYouPage).cards[0].verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: shell.toast.isVisible())
    qapp.removeEventFilter(watch)
    assert shown == ["MainWindow"]


def test_a_locked_vault_asks_and_a_wrong_passphrase_is_told(
    make_window, open_locked: OpenApp, read_home: Path, tmp_path: Path, wait_until: Wait
):
    shutil.copytree(read_home, tmp_path / "locked")
    window = make_window(open_locked, Paths(tmp_path / "locked"), wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.vault)
    assert not window.vault.second.isVisible()
    QTest.keyClicks(window.vault.first, "wrong words here")
    QTest.keyClick(window.vault.first, Qt.Key.Key_Return)
    wait_until(lambda: "does not open" in window.vault.problem.text())
    window.vault.first.setText(PASSPHRASE)
    window.vault.button.click()
    wait_until(lambda: window.shell is not None)
    assert window.vault.first.text() == "" and titled(window.session.app, "The Sea Road")


def test_a_fresh_home_without_a_keyring_asks_twice(make_window, open_locked: OpenApp, wait_until: Wait):
    window = make_window(open_locked, wait=False)
    wait_until(lambda: window.vault.second.isVisible())
    window.vault.first.setText("short")
    window.vault.button.click()
    assert "at least" in window.vault.problem.text()
    window.vault.first.setText("long enough words")
    window.vault.second.setText("other words, also long")
    window.vault.button.click()
    assert "differ" in window.vault.problem.text()
    window.vault.second.setText("long enough words")
    QTest.keyClick(window.vault.second, Qt.Key.Key_Return)
    wait_until(lambda: window.shell is not None)
    paths = window.paths
    QTest.keyClick(window.shell, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: window.session is None)
    open_locked(paths, "long enough words").close()


def test_a_damaged_store_is_told_and_can_be_tried_again(
    make_window, open_real: OpenApp, read_home: Path, tmp_path: Path, wait_until: Wait
):
    shutil.copytree(read_home, tmp_path / "damaged")
    paths = Paths(tmp_path / "damaged")
    whole = paths.journal.read_bytes()
    paths.journal.write_bytes(os.urandom(len(whole)))
    window = make_window(open_real, paths, wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.trouble)
    assert window.trouble.sentence.text()
    paths.journal.write_bytes(whole)
    window.trouble.acted.emit()
    wait_until(lambda: window.shell is not None)


def test_the_first_run_asks_for_a_folder_and_takes_one_that_is_dropped(
    make_window, open_real: OpenApp, wait_until: Wait, tmp_path: Path
):
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "one.md").write_text("# Knots\n\nHow to tie them.\n")
    shell = make_window(open_real).shell
    wait_until(lambda: shell.place == "first-run")
    assert not shell.chat.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)), QUrl("https://example.org/x")])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    shell.page(FirstRunPage).zone.dropEvent(event)
    assert shell.strip.isVisible() and shell.strip.cancel.isVisible() and shell.place == "library"
    wait_until(lambda: shell.index_job is None, 30)
    assert shell.session.app.indexing.roots() == [folder] and titled(shell.session.app, "Knots")


def test_keys_go_everywhere(for_you: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    for key, place in (
        (Qt.Key.Key_2, "library"),
        (Qt.Key.Key_3, "profile"),
        (Qt.Key.Key_4, "lists"),
        (Qt.Key.Key_5, "settings"),
        (Qt.Key.Key_1, "for-you"),
    ):
        QTest.keyClick(for_you, key, control)
        assert for_you.place == place
    QTest.keyClick(for_you, Qt.Key.Key_K, control)
    assert for_you.chat.edit.hasFocus()
    for_you.go("library")
    for_you.page(LibraryPage).grid.setFocus()
    QTest.keyClick(for_you.page(LibraryPage).grid, Qt.Key.Key_Slash)
    assert for_you.page(LibraryPage).search.hasFocus()
    QTest.keyClicks(for_you.page(LibraryPage).search, "a/b")
    assert for_you.page(LibraryPage).search.text() == "a/b"
    QTest.keyClick(for_you, Qt.Key.Key_Escape)
    assert for_you.page(LibraryPage).search.text() == ""


def test_arrows_move_in_the_grid_and_enter_opens(for_you: Shell, wait_until: Wait):
    for_you.go("library")
    page = for_you.page(LibraryPage)
    wait_until(lambda: len(page.model.rows) == 13)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.grid.hasFocus() and page.grid.currentIndex().row() == 0
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.currentIndex().row() == 1
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    wait_until(lambda: for_you.page(ItemPage).item == page.model.rows[1])


def test_control_z_takes_the_last_thing_back(for_you: Shell, wait_until: Wait):
    card = for_you.page(ForYouPage).cards[2]
    item_id, feedback = card.recommendation.item.id, for_you.session.app.feedback
    card.verdicts.buttons[Verdict.DISLIKED].click()
    wait_until(lambda: feedback.verdicts() == {item_id: Verdict.DISLIKED} and for_you.toast.isVisible())
    QTest.keyClick(for_you, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not feedback.verdicts())
    wait_until(lambda: item_id in {one.recommendation.item.id for one in for_you.page(ForYouPage).cards})
    QTest.keyClick(for_you, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: for_you.toast.notice.text == "There is nothing to undo.")


def test_hiding_an_item_can_be_taken_back(for_you: Shell, wait_until: Wait):
    target = Target.item(for_you.page(ForYouPage).cards[1].recommendation.item.id)
    for_you.session.hide(target, "It is never recommended.")
    wait_until(lambda: for_you.session.app.feedback.hidden() == [target] and for_you.toast.isVisible())
    for_you.toast.notice.act()
    wait_until(lambda: not for_you.session.app.feedback.hidden())


def test_evidence_leads_to_what_it_speaks_of(open_shelf: OpenShelf, wait_until: Wait):
    def known(app: App) -> None:
        app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.LIKED))
        app.profile.add("I like ghost stories")

    shell = open_shelf(known)
    wait_until(lambda: shell.page(ForYouPage).cards)
    lamp, hearth = (titled(shell.session.app, title) for title in ("The Last Lamp", "Cold Hearth"))
    card = next(one for one in shell.page(ForYouPage).cards if one.recommendation.item.id == lamp.id)
    card.why.click()
    popover = shell.window().findChildren(Popover)[-1]
    facts = card.recommendation.evidence
    (statement,) = shell.session.app.profile.statements()
    shell.session.open_evidence(next(fact for fact in facts if fact.opens == Target.item(hearth.id)))
    wait_until(lambda: shell.place == "item" and shell.page(ItemPage).item == hearth)
    shell.session.open_evidence(Fits(PartId.of_statement(statement.id), statement.id, statement.text))
    wait_until(lambda: statement.id in shell.page(ProfilePage).rows)
    wait_until(lambda: shell.page(ProfilePage).rows[statement.id].colour == "wash")
    shell.session.open_evidence(SharedSubject(PartId("nearest_liked"), "ghosts", 2))
    assert shell.place == "library" and shell.page(LibraryPage).search.text() == "ghosts"
    QTest.mouseClick(shell.rail, Qt.MouseButton.LeftButton, pos=QPoint(4, 400))
    wait_until(lambda: not popover.isVisible())


def test_the_ledger_names_every_part_and_adds_up(open_shelf: OpenShelf, wait_until: Wait):
    def known(app: App) -> None:
        app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.LIKED))
        app.profile.add("I like ghost stories")

    shell = open_shelf(known)
    lamp = titled(shell.session.app, "The Last Lamp")
    shell.open("item", lamp.id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item == lamp and page.why.ledger.isVisible())
    lines = dict(page.why.ledger.bars.lines())
    assert "“I like ghost stories”" in lines and "Your taste so far" in lines
    score = shell.session.app.recommendations.why(lamp.id).recommendation.score
    assert abs(sum(lines.values()) - float(score)) < 1e-9
    assert all(words in page.why.ledger.bars.accessibleDescription() for words in lines)


def test_in_a_small_window_the_conversation_lies_over_the_pages(for_you: Shell, wait_until: Wait):
    window = for_you.window()
    window.resize(1280, 700)
    wait_until(lambda: for_you.chat.isVisible())
    window.resize(900, 700)
    wait_until(lambda: not for_you.chat.isVisible())
    assert for_you.rail.width() == 72
    problems = for_you.rail.buttons["problems"]
    problems.set_badge(0)
    bare = problems.grab().toImage()
    problems.set_badge(7)
    assert problems.grab().toImage() != bare, "also where there is no room for words"
    page = for_you.page(ForYouPage)._page
    wait_until(lambda: page.widget().width() <= page.viewport().width())
    for_you.chat_side.take_keyboard()
    assert for_you.chat.geometry().right() == for_you.width() - 1
    QTest.keyClick(for_you, Qt.Key.Key_Escape)
    assert not for_you.chat.isVisible()
    window.resize(1280, 700)
    wait_until(lambda: for_you.chat.isVisible())


def test_an_item_that_left_the_library_is_told(for_you: Shell, wait_until: Wait):
    for_you.open("item", "no-such-item")
    wait_until(lambda: for_you.toast.isVisible())
    assert "no-such-item" in for_you.toast.notice.text


def test_opening_a_file_goes_through_the_courier(open_shelf: OpenShelf, shelf_folder: Path, wait_until: Wait):
    manager = FileManager()
    shell = open_shelf(opener=manager)
    item, journal = titled(shell.session.app, "The Sea Road"), shell.session.app.stores.journal
    shell.session.files.open_outside(item)
    wait_until(lambda: manager.opened == [shelf_folder / "book0.epub"] and journal.interactions())
    assert [(row.item_id, row.verdict) for row in journal.interactions()] == [(item.id, Verdict.OPENED)]
    manager.refusal = "No program opens this."
    shell.session.files.open_outside(item)
    wait_until(lambda: shell.toast.isVisible() and shell.toast.notice.text == "No program opens this.")
    assert len(journal.interactions()) == 1


def test_every_control_has_a_name(for_you: Shell, wait_until: Wait):
    for_you.open("item", titled(for_you.session.app, "The Sea Road").id)
    wait_until(lambda: for_you.page(ItemPage).item is not None)
    for place in ("for-you", "library", "profile", "problems", "settings", "item"):
        for_you.go(place)
        wait_until(lambda: for_you.session.lanes.library.idle)
    controls = [*for_you.findChildren(QAbstractButton), *for_you.findChildren(QLineEdit)]
    nameless = [control for control in controls if not control.accessibleName() and control.objectName()[:3] != "qt_"]
    assert [type(control).__name__ for control in nameless] == []


def test_size_and_look_are_remembered(make_window, open_real: OpenApp, wait_until: Wait, tmp_path: Path):
    paths = Paths(tmp_path / "kept")
    window = make_window(open_real, paths)
    window.resize(1000, 640)
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["dark"].click()
    wait_until(lambda: Settings.load(paths).appearance == "dark")
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["light"].click()
    window.close()
    assert Settings.load(paths).appearance == "light"
    assert set(json.loads((paths.home / "window.json").read_text())) == {"geometry", "chat"}
    assert make_window(open_real, paths).height() == 640


@pytest.mark.parametrize("text", ["[]", "{}", '{"geometry": 3}', "no json"])
def test_a_touched_geometry_file_does_no_harm(make_window, open_real: OpenApp, tmp_path: Path, text: str):
    paths = Paths(tmp_path / "odd")
    paths.create_home()
    (paths.home / "window.json").write_text(text)
    assert make_window(open_real, paths, wait=False).width() == 1280


def test_closing_in_the_middle_of_everything(open_shelf: OpenShelf, tmp_path: Path, monkeypatch):
    shell = open_shelf(model=Talker("word " * 80, pause=0.1))
    folder, app, window, closed = tmp_path / "many", shell.session.app, shell.window(), list[bool]()
    folder.mkdir()
    for number in range(100):
        (folder / f"{number}.md").write_text(f"# Note {number}\n\nOn the tide of day {number}.\n")
    close = app.close
    monkeypatch.setattr(app, "close", lambda: closed.append(close() is None))
    shell.index([folder])
    shell.chat.ask("a ghost story please")
    shell.go("library")
    started = time.monotonic()
    window.close()
    assert closed == [True] and time.monotonic() - started < 15


def test_ten_thousand_items_do_not_hold_the_loop(open_shelf: OpenShelf, wait_until: Wait):
    items = [Item(f"n{n}", Kind.BOOK, f"Book number {n}", (f"Author {n % 97}",), added=float(n)) for n in range(10_000)]
    shell = open_shelf(lambda app: app.stores.library.items.put_unfiled(items, "wish"))
    shell.go("library")
    heart = Heartbeat()
    heart.start()
    wait_until(lambda: len(shell.page(LibraryPage).model.rows) == 10_013, 60)
    bar = shell.page(LibraryPage).grid.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 100_000, 30)
    for step in range(40):
        bar.setValue(bar.maximum() * step // 40)
        wait_until(lambda: True)
    QTest.keyClicks(shell.page(LibraryPage).search, "77")
    wait_until(lambda: len(shell.page(LibraryPage).model.rows) < 1000, 30)
    heart.stop()
    assert heart.busiest < 150


def test_the_loop_turns_while_a_reply_is_written(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(
        lambda app: app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.LIKED)),
        model=Talker("“The Last Lamp” is also by R. Vane, whose “Cold Hearth” you liked.", pause=0.02),
    )
    wait_until(lambda: shell.page(ForYouPage).cards)
    at_rest(shell, wait_until)
    heart = Heartbeat()
    heart.start()
    shell.chat.ask("a ghost story please")
    wait_until(lambda: not shell.chat.writing, 20)
    heart.stop()
    assert heart.busiest < 80
    assert heart.percentile(0.5) <= heart.longest


def test_the_keyboard_goes_along_with_the_page(for_you: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(for_you, Qt.Key.Key_2, control)
    grid = for_you.page(LibraryPage).grid
    wait_until(lambda: grid.hasFocus() and grid.currentIndex().row() == 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    wait_until(lambda: for_you.page(ItemPage).item is not None and for_you.page(ItemPage).back_button.hasFocus())
    QTest.keyClick(for_you, Qt.Key.Key_Escape)
    wait_until(grid.hasFocus)
    assert grid.currentIndex().row() == 1
    QTest.keyClick(for_you, Qt.Key.Key_1, control)
    wait_until(lambda: for_you.page(ForYouPage).cards[0].hasFocus())
    QTest.keyClick(for_you, Qt.Key.Key_3, control)
    wait_until(lambda: for_you.page(ProfilePage).isAncestorOf(for_you.window().focusWidget()))
    QTest.keyClick(for_you, Qt.Key.Key_5, control)
    wait_until(lambda: for_you.page(SettingsPage).isAncestorOf(for_you.window().focusWidget()))


def test_enter_presses_the_button_that_has_the_keyboard(for_you: Shell, wait_until: Wait):
    page = for_you.page(ForYouPage)
    card = page.cards[0]
    item_id = card.recommendation.item.id
    like = card.verdicts.buttons[Verdict.LIKED]
    like.setFocus()
    QTest.keyClick(like, Qt.Key.Key_Return)
    wait_until(lambda: for_you.session.app.feedback.verdicts() == {item_id: Verdict.LIKED})
    assert for_you.place == "for-you", "the card below the button was not opened"
    for button, place in ((for_you.rail.buttons["lists"], "lists"), (for_you.rail.buttons["library"], "library")):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Enter)
        assert for_you.place == place
    music = for_you.page(LibraryPage).kinds.buttons["music"]
    music.setFocus()
    QTest.keyClick(music, Qt.Key.Key_Return)
    wait_until(lambda: {row.kind for row in for_you.page(LibraryPage).model.rows} == {Kind.MUSIC})


def test_tab_goes_through_a_page_as_one_reads_it(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(lambda app: app.feedback.record(Feedback(titled(app, "The Sea Road").id, Verdict.LIKED)))
    page, window = shell.page(ForYouPage), shell.window()
    wait_until(lambda: page.cards and page.rows.isVisible(), 60)
    at_rest(shell, wait_until)
    page.bar.filters.setFocus()
    stops: list[QWidget] = []
    while not stops or stops[-1] is not page.bar.filters:
        QTest.keyClick(window, Qt.Key.Key_Tab)
        stops.append(window.focusWidget())
        assert len(stops) < 200
    at = [stops.index(card) for card in page.cards]
    assert at == sorted(at), "the cards in the order of the list"
    buttons = page.cards[0].verdicts.buttons
    assert [stops.index(button) for button in buttons.values()][0] > at[0]
    assert max(stops.index(button) for button in buttons.values()) < at[1]
    assert at[-1] < stops.index(page.rows.rows[0].tiles[0]) < stops.index(shell.chat.edit)
    seen = page.findChild(Page).viewport()
    page.rows.rows[-1].tiles[-1].setFocus()
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    tile = page.rows.rows[-1].tiles[-2] if len(page.rows.rows[-1].tiles) > 1 else page.rows.rows[-1].fewer
    assert tile.hasFocus() and seen.rect().intersects(QRect(tile.mapTo(seen, QPoint(0, 0)), tile.size()))


def test_tab_stays_in_a_panel_that_floats(for_you: Shell, wait_until: Wait):
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    panel = for_you.window().findChild(Popover)
    for _ in range(6):
        QTest.keyClick(for_you.window(), Qt.Key.Key_Tab)
        assert panel.isAncestorOf(for_you.window().focusWidget())


def test_a_click_leaves_no_ring_on_the_next_page(for_you: Shell, wait_until: Wait):
    for_you.go("library")
    grid = for_you.page(LibraryPage).grid
    wait_until(lambda: for_you.page(LibraryPage).model.rows)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(2)).center())
    wait_until(lambda: for_you.page(ItemPage).item is not None and for_you.page(ItemPage).why.ledger.isVisible())
    assert not for_you.page(ItemPage).back_button.hasFocus()


def test_a_conversation_that_was_put_away_stays_away(for_you: Shell, make_window, open_real: OpenApp, wait_until: Wait):
    paths = for_you.session.paths
    for_you.chat_side.toggle()
    assert not for_you.chat.isVisible()
    for_you.window().close()
    other = make_window(open_real, paths).shell
    wait_until(lambda: other.page(ForYouPage).cards)
    assert not other.chat.isVisible()


def test_the_keyboard_stays_when_its_card_leaves(for_you: Shell, wait_until: Wait):
    cards = for_you.page(ForYouPage).cards
    cards[1].verdicts.buttons[Verdict.NOT_NOW].setFocus()
    gone, following = cards[1].recommendation.item.id, cards[2].recommendation.item.id
    QTest.keyClick(cards[1].verdicts.buttons[Verdict.NOT_NOW], Qt.Key.Key_Space)
    wait_until(lambda: gone not in {card.recommendation.item.id for card in for_you.page(ForYouPage).cards})
    focused = for_you.window().focusWidget()
    holder = next(card for card in for_you.page(ForYouPage).cards if card is focused or card.isAncestorOf(focused))
    assert holder.recommendation.item.id == following


def test_f1_lists_the_keys(for_you: Shell, wait_until: Wait):
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    popovers = [child for child in for_you.window().findChildren(Popover) if child.isVisible()]
    assert len(popovers) == 1 and len(popovers[0].findChildren(Label)) == len(list(rows()))
    QTest.keyClick(popovers[0], Qt.Key.Key_Escape)
    assert not popovers[0].isVisible()


def test_keys_that_nobody_wants_move_the_page(for_you: Shell, wait_until: Wait):
    bar = for_you.page(ForYouPage)._page.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0)
    for_you.setFocus()
    for key, place in ((Qt.Key.Key_End, lambda: bar.maximum()), (Qt.Key.Key_Home, lambda: 0)):
        QTest.keyClick(for_you, key)
        wait_until(lambda place=place: bar.value() == place())
    QTest.keyClick(for_you, Qt.Key.Key_PageDown)
    assert bar.value() > 0
