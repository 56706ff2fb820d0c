"""The window as a whole: opening, locks, folders, keys, undo, and a loop that keeps turning."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import AssistantError, NothingReadable, StoreError, VaultLocked, WrongPassphrase
from assistant.domain.targets import Target
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.pages.first_run.page import FirstRunPage
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.profile.page import ProfilePage
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.shell.shortcuts import rows
from gui.widgets.popover import Popover
from gui.widgets.text import Label
from gui.workers.heartbeat import Heartbeat
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


def test_the_window_is_up_before_the_library_is(make_window, fake: FakeAssistant, wait_until: Wait):
    gate = threading.Event()

    def slow(paths: Paths, passphrase: str | None) -> FakeAssistant:
        gate.wait(5)
        return fake

    window = make_window(slow, wait=False)
    assert window.isVisible() and window.stack.currentWidget() is window.skeleton
    gate.set()
    wait_until(lambda: window.shell is not None and window.shell.page(ForYouPage).cards)


def test_nothing_is_asked_on_the_windows_thread(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    for place in ("library", "profile", "problems", "settings", "for-you"):
        fake_shell.go(place)
        wait_until(lambda: fake_shell.session.lanes.library.idle)
    fake_shell.open("item", "i0")
    wait_until(lambda: fake_shell.page(ItemPage).item is not None)
    assert "MainThread" not in fake.threads and fake.threads


def test_no_second_window_flashes_up(make_window, fake: FakeAssistant, qapp, wait_until: Wait):
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    shell = make_window(lambda paths, passphrase: fake).shell
    wait_until(lambda: shell.page(ForYouPage).cards)
    shell.chat.ask("hello")
    wait_until(lambda: not shell.chat.writing)
    shell.open("item", "i0")
    for place in ("library", "profile", "problems", "settings", "item"):
        shell.go(place)
        wait_until(lambda: shell.session.lanes.library.idle)
    shell.page(ForYouPage).cards[0].verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: shell.toast.isVisible())
    qapp.removeEventFilter(watch)
    assert shown == ["MainWindow"]


def test_a_locked_vault_asks_and_a_wrong_passphrase_is_told(
    make_window, fake: FakeAssistant, wait_until: Wait, tmp_path
):
    paths = Paths(tmp_path / "locked")
    paths.create_home()
    paths.vault.write_text("{}")

    def open_locked(paths: Paths, passphrase: str | None) -> FakeAssistant:
        if passphrase is None:
            raise VaultLocked("locked")
        if passphrase != "right words":
            raise WrongPassphrase
        return fake

    window = make_window(open_locked, paths, wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.vault)
    assert not window.vault.second.isVisible()
    QTest.keyClicks(window.vault.first, "wrong words")
    QTest.keyClick(window.vault.first, Qt.Key.Key_Return)
    wait_until(lambda: "does not open" in window.vault.problem.text())
    window.vault.first.setText("right words")
    window.vault.button.click()
    wait_until(lambda: window.shell is not None)
    assert window.vault.first.text() == ""


def test_a_fresh_home_without_a_keyring_asks_twice(make_window, fake: FakeAssistant, wait_until: Wait):
    given: list[str | None] = []

    def open_fresh(paths: Paths, passphrase: str | None) -> FakeAssistant:
        given.append(passphrase)
        if passphrase is None:
            raise VaultLocked("no keyring")
        return fake

    window = make_window(open_fresh, wait=False)
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
    assert given == [None, "long enough words"]


def test_a_damaged_store_is_told_and_can_be_tried_again(make_window, fake: FakeAssistant, wait_until: Wait):
    tries: list[int] = []

    def open_damaged(paths: Paths, passphrase: str | None) -> FakeAssistant:
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("The library is damaged. Restore a backup.")
        return fake

    window = make_window(open_damaged, wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.trouble)
    assert "Restore a backup" in window.trouble.sentence.text()
    window.trouble.acted.emit()
    wait_until(lambda: window.shell is not None)


def test_the_first_run_asks_for_a_folder_and_takes_one_that_is_dropped(make_window, wait_until: Wait, tmp_path: Path):
    fresh = FakeAssistant(pause=0.002)
    shell = make_window(lambda paths, passphrase: fresh).shell
    wait_until(lambda: shell.place == "first-run")
    assert not shell.chat.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    shell.page(FirstRunPage).zone.dropEvent(event)
    assert shell.strip.isVisible() and shell.strip.cancel.isVisible() and shell.place == "library"
    wait_until(lambda: shell.index_job is None)
    assert fresh.folders == [tmp_path]


def test_reading_can_be_stopped(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, tmp_path: Path):
    fake.pause, fake.steps = 0.005, 2000
    fake_shell.index([tmp_path])
    wait_until(lambda: "of 2,000" in fake_shell.strip.words.text())
    fake_shell.index()
    assert "already" in fake_shell.toast.notice.text
    fake_shell.strip.cancel.click()
    wait_until(lambda: fake_shell.index_job is None)
    assert not fake_shell.strip.cancel.isVisible()


def test_a_folder_that_cannot_be_read_is_told(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, tmp_path: Path):
    fake.index_error = NothingReadable("That folder cannot be read.")
    fake_shell.index([tmp_path])
    wait_until(lambda: fake_shell.index_job is None)
    assert fake_shell.strip.words.text() == "That folder cannot be read."


def test_keys_go_everywhere(fake_shell: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    for key, place in (
        (Qt.Key.Key_2, "library"),
        (Qt.Key.Key_3, "profile"),
        (Qt.Key.Key_4, "lists"),
        (Qt.Key.Key_5, "settings"),
        (Qt.Key.Key_1, "for-you"),
    ):
        QTest.keyClick(fake_shell, key, control)
        assert fake_shell.place == place
    QTest.keyClick(fake_shell, Qt.Key.Key_K, control)
    assert fake_shell.chat.edit.hasFocus()
    fake_shell.go("library")
    fake_shell.page(LibraryPage).grid.setFocus()
    QTest.keyClick(fake_shell.page(LibraryPage).grid, Qt.Key.Key_Slash)
    assert fake_shell.page(LibraryPage).search.hasFocus()
    QTest.keyClicks(fake_shell.page(LibraryPage).search, "a/b")
    assert fake_shell.page(LibraryPage).search.text() == "a/b"
    QTest.keyClick(fake_shell, Qt.Key.Key_Escape)
    assert fake_shell.page(LibraryPage).search.text() == ""


def test_arrows_move_in_the_grid_and_enter_opens(fake_shell: Shell, wait_until: Wait):
    fake_shell.go("library")
    page = fake_shell.page(LibraryPage)
    wait_until(lambda: len(page.model.items) == 16)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.grid.hasFocus() and page.grid.currentIndex().row() == 0
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.currentIndex().row() == 1
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    wait_until(lambda: fake_shell.page(ItemPage).item == page.model.items[1])


def test_control_z_takes_the_last_thing_back(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    card = fake_shell.page(ForYouPage).cards[2]
    card.verdicts.buttons[Verdict.DISLIKED].click()
    wait_until(lambda: fake.recorded)
    wait_until(lambda: fake_shell.toast.isVisible())
    QTest.keyClick(fake_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not fake.recorded)
    item_id = card.recommendation.item.id
    wait_until(lambda: item_id in {one.recommendation.item.id for one in fake_shell.page(ForYouPage).cards})
    QTest.keyClick(fake_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fake_shell.toast.notice.text == "There is nothing to undo."


def test_hiding_an_item_can_be_taken_back(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake_shell.session.hide(Target.item("i1"), "“Middlemarch” is never recommended.")
    wait_until(lambda: fake.unwanted == {Target.item("i1")} and fake_shell.toast.isVisible())
    fake_shell.toast.notice.act()
    wait_until(lambda: not fake.unwanted)


def test_evidence_leads_to_what_it_speaks_of(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    card = fake_shell.page(ForYouPage).cards[1]
    card.why.click()
    popover = fake_shell.window().findChildren(Popover)[-1]
    facts = card.recommendation.evidence
    fake_shell.session.open_evidence(facts[0])
    wait_until(
        lambda: (
            fake_shell.place == "item"
            and fake_shell.page(ItemPage).item
            and fake_shell.page(ItemPage).item.id == facts[0].id
        )
    )
    fake_shell.session.open_evidence(facts[1])
    wait_until(
        lambda: "s1" in fake_shell.page(ProfilePage).rows and fake_shell.page(ProfilePage).rows["s1"].colour == "wash"
    )
    fake_shell.session.open_evidence(facts[2])
    assert (
        fake_shell.place == "library"
        and fake_shell.page(LibraryPage).search.text() == card.recommendation.item.subjects[0]
    )
    QTest.mouseClick(fake_shell.rail, Qt.MouseButton.LeftButton, pos=QPoint(4, 400))
    wait_until(lambda: not popover.isVisible())


def test_the_ledger_names_every_part_and_adds_up(fake_shell: Shell, wait_until: Wait):
    fake_shell.open("item", "i3")
    wait_until(lambda: fake_shell.page(ItemPage).item is not None)
    wait_until(lambda: fake_shell.page(ItemPage).ledger.isVisible())
    lines = dict(fake_shell.page(ItemPage).ledger.bars.lines())
    assert "“I like slow, quiet books about nature”" in lines and "Your taste so far" in lines
    score = fake_shell.page(ItemPage).ledger and fake_shell.session.app.recommendations.why("i3").recommendation.score
    assert abs(sum(lines.values()) - float(score)) < 1e-9
    assert "Shown to you before" in fake_shell.page(ItemPage).ledger.bars.accessibleDescription()


def test_in_a_small_window_the_conversation_lies_over_the_pages(fake_shell: Shell, wait_until: Wait):
    window = fake_shell.window()
    window.resize(1280, 700)
    wait_until(lambda: fake_shell.chat.isVisible())
    window.resize(900, 700)
    wait_until(lambda: not fake_shell.chat.isVisible())
    assert fake_shell.rail.width() == 72
    page = fake_shell.page(ForYouPage)._page
    wait_until(lambda: page.widget().width() <= page.viewport().width())
    fake_shell.chat_side.take_keyboard()
    assert fake_shell.chat.geometry().right() == fake_shell.width() - 1
    QTest.keyClick(fake_shell, Qt.Key.Key_Escape)
    assert not fake_shell.chat.isVisible()
    window.resize(1280, 700)
    wait_until(lambda: fake_shell.chat.isVisible())


def test_an_item_that_left_the_library_is_told(fake_shell: Shell, wait_until: Wait):
    fake_shell.open("item", "no-such-item")
    wait_until(lambda: fake_shell.toast.isVisible())
    assert "no-such-item" in fake_shell.toast.notice.text


def test_opening_a_file_goes_through_the_courier(make_window, fake: FakeAssistant, wait_until: Wait, tmp_path: Path):
    opened: list[Path] = []
    file = tmp_path / "book.epub"
    file.write_text("x")

    class Courier:
        def open_file(self, path: Path) -> None:
            opened.append(path)
            if len(opened) > 1:
                raise AssistantError("No program opens this.")

    shell = make_window(lambda paths, passphrase: fake, opener=Courier()).shell
    item = replace(fake.library[0], path=file)
    shell.session.open_file(item)
    wait_until(lambda: opened == [file] and fake.recorded)
    assert fake.recorded[0].verdict == Verdict.OPENED
    shell.session.open_file(item)
    wait_until(lambda: shell.toast.isVisible() and shell.toast.notice.text == "No program opens this.")


def test_every_control_has_a_name(fake_shell: Shell, wait_until: Wait):
    fake_shell.open("item", "i0")
    wait_until(lambda: fake_shell.page(ItemPage).item is not None)
    for place in ("for-you", "library", "profile", "problems", "settings", "item"):
        fake_shell.go(place)
        wait_until(lambda: fake_shell.session.lanes.library.idle)
    controls = [*fake_shell.findChildren(QAbstractButton), *fake_shell.findChildren(QLineEdit)]
    nameless = [control for control in controls if not control.accessibleName() and control.objectName()[:3] != "qt_"]
    assert [type(control).__name__ for control in nameless] == []


def test_size_and_look_are_remembered(make_window, fake: FakeAssistant, wait_until: Wait, tmp_path: Path):
    paths = Paths(tmp_path / "kept")
    paths.create_home()
    window = make_window(fake.open, paths)
    window.resize(1000, 640)
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["dark"].click()
    wait_until(lambda: Settings.load(paths).appearance == "dark")
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["light"].click()
    window.close()
    assert fake.closed
    assert set(json.loads((paths.home / "window.json").read_text())) == {"geometry", "chat"}
    other = make_window(lambda paths, passphrase: FakeAssistant.with_shelf(), paths)
    assert other.height() == 640


def test_a_touched_geometry_file_does_no_harm(make_window, fake: FakeAssistant, tmp_path: Path):
    paths = Paths(tmp_path / "odd")
    paths.create_home()
    for text in ("[]", "{}", '{"geometry": 3}', "no json"):
        (paths.home / "window.json").write_text(text)
        assert make_window(lambda paths, passphrase: FakeAssistant.with_shelf(), paths).width() == 1280


def test_closing_in_the_middle_of_everything(make_window, fake: FakeAssistant, tmp_path: Path, wait_until: Wait):
    window = make_window(lambda paths, passphrase: fake)
    fake.pause, fake.steps = 0.01, 5000
    window.shell.index([tmp_path])
    window.shell.chat.ask("hello")
    window.shell.go("library")
    started = time.monotonic()
    window.close()
    assert fake.closed and time.monotonic() - started < 5


def test_ten_thousand_items_do_not_hold_the_loop(make_window, wait_until: Wait):
    items = [Item(f"n{n}", Kind.BOOK, f"Book number {n}", (f"Author {n % 97}",), added=float(n)) for n in range(10_000)]
    shell = make_window(lambda paths, passphrase: FakeAssistant(items)).shell
    shell.go("library")
    heart = Heartbeat()
    heart.start()
    wait_until(lambda: len(shell.page(LibraryPage).model.items) == 10_000)
    bar = shell.page(LibraryPage).grid.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 100_000, 30)
    for step in range(40):
        bar.setValue(bar.maximum() * step // 40)
        wait_until(lambda: True)
    QTest.keyClicks(shell.page(LibraryPage).search, "77")
    wait_until(lambda: len(shell.page(LibraryPage).model.items) < 1000)
    heart.stop()
    assert heart.busiest < 150


def test_the_loop_turns_while_a_reply_is_written(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.reply, fake.pause = "word " * 400, 0.002
    heart = Heartbeat()
    heart.start()
    fake_shell.chat.ask("go on")
    wait_until(lambda: not fake_shell.chat.writing, 20)
    heart.stop()
    assert heart.busiest < 80
    assert heart.percentile(0.5) <= heart.longest


def test_the_keyboard_goes_along_with_the_page(fake_shell: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(fake_shell, Qt.Key.Key_2, control)
    grid = fake_shell.page(LibraryPage).grid
    wait_until(lambda: grid.hasFocus() and grid.currentIndex().row() == 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    wait_until(lambda: fake_shell.page(ItemPage).item is not None and fake_shell.page(ItemPage).back_button.hasFocus())
    QTest.keyClick(fake_shell, Qt.Key.Key_Escape)
    wait_until(grid.hasFocus)
    assert grid.currentIndex().row() == 1
    QTest.keyClick(fake_shell, Qt.Key.Key_1, control)
    wait_until(lambda: fake_shell.page(ForYouPage).cards[0].hasFocus())
    QTest.keyClick(fake_shell, Qt.Key.Key_3, control)
    wait_until(lambda: fake_shell.page(ProfilePage).isAncestorOf(fake_shell.window().focusWidget()))
    QTest.keyClick(fake_shell, Qt.Key.Key_5, control)
    wait_until(lambda: fake_shell.page(SettingsPage).isAncestorOf(fake_shell.window().focusWidget()))


def test_a_click_leaves_no_ring_on_the_next_page(fake_shell: Shell, wait_until: Wait):
    fake_shell.go("library")
    grid = fake_shell.page(LibraryPage).grid
    wait_until(lambda: fake_shell.page(LibraryPage).model.items)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(2)).center())
    wait_until(lambda: fake_shell.page(ItemPage).item is not None and fake_shell.page(ItemPage).ledger.isVisible())
    assert not fake_shell.page(ItemPage).back_button.hasFocus()


def test_a_conversation_that_was_put_away_stays_away(make_window, fake: FakeAssistant, wait_until: Wait, tmp_path):
    paths = Paths(tmp_path / "quiet")
    paths.create_home()
    window = make_window(lambda paths, passphrase: fake, paths)
    wait_until(lambda: window.shell.page(ForYouPage).cards)
    window.shell.chat_side.toggle()
    window.close()
    other = make_window(lambda paths, passphrase: FakeAssistant.with_shelf(), paths)
    wait_until(lambda: other.shell.page(ForYouPage).cards)
    assert not other.shell.chat.isVisible()


def test_the_keyboard_stays_when_its_card_leaves(fake_shell: Shell, wait_until: Wait):
    cards = fake_shell.page(ForYouPage).cards
    cards[1].verdicts.buttons[Verdict.NOT_NOW].setFocus()
    gone, following = cards[1].recommendation.item.id, cards[2].recommendation.item.id
    QTest.keyClick(cards[1].verdicts.buttons[Verdict.NOT_NOW], Qt.Key.Key_Space)
    wait_until(lambda: gone not in {card.recommendation.item.id for card in fake_shell.page(ForYouPage).cards})
    focused = fake_shell.window().focusWidget()
    holder = next(card for card in fake_shell.page(ForYouPage).cards if card is focused or card.isAncestorOf(focused))
    assert holder.recommendation.item.id == following


def test_f1_lists_the_keys(fake_shell: Shell, wait_until: Wait):
    QTest.keyClick(fake_shell, Qt.Key.Key_F1)
    QTest.keyClick(fake_shell, Qt.Key.Key_F1)
    popovers = [child for child in fake_shell.window().findChildren(Popover) if child.isVisible()]
    assert len(popovers) == 1 and len(popovers[0].findChildren(Label)) == 2 * len(list(rows()))
    QTest.keyClick(popovers[0], Qt.Key.Key_Escape)
    assert not popovers[0].isVisible()


def test_keys_that_nobody_wants_move_the_page(fake_shell: Shell, wait_until: Wait):
    bar = fake_shell.page(ForYouPage)._page.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0)
    fake_shell.setFocus()
    for key, place in ((Qt.Key.Key_End, lambda: bar.maximum()), (Qt.Key.Key_Home, lambda: 0)):
        QTest.keyClick(fake_shell, key)
        wait_until(lambda place=place: bar.value() == place())
    QTest.keyClick(fake_shell, Qt.Key.Key_PageDown)
    assert bar.value() > 0
