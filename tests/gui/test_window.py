"""The window as a whole: one window, undo, evidence, the conversation beside it, and a loop that keeps turning."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.evidence import Fits, PartId, SharedSubject
from assistant.domain.targets import Target
from assistant.storage.database import Database
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.profile.page import ProfilePage
from gui.shell.main_window import OpenApp
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from gui.workers.heartbeat import Heartbeat
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled
from tests.gui.stand_ins import FileManager, Talker


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


def test_a_conversation_that_was_put_away_stays_away(for_you: Shell, make_window, open_real: OpenApp, wait_until: Wait):
    paths = for_you.session.paths
    for_you.chat_side.toggle()
    assert not for_you.chat.isVisible()
    for_you.window().close()
    other = make_window(open_real, paths).shell
    wait_until(lambda: other.page(ForYouPage).cards)
    assert not other.chat.isVisible()
