"""Rows on For You by mouse: go on where one stopped, more, less of this, and its undo."""

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Kind, Verdict
from assistant.domain.shelf_rows import Purpose
from assistant.domain.whole_text import Bookmark
from gui.pages.for_you.page import ForYouPage
from gui.pages.for_you.rows import PurposeRow, heading
from gui.pages.reader.page import ReaderPage
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled

LEFT = Qt.MouseButton.LeftButton


def test_one_goes_on_reading_from_the_first_page_and_puts_a_row_away(open_shelf: OpenShelf, wait_until: Wait) -> None:
    def before(app: App) -> None:
        begun, liked = titled(app, "Cold Hearth"), titled(app, "The Sea Road")
        app.feedback.record(Feedback(begun.id, Verdict.OPENED))
        app.feedback.record(Feedback(liked.id, Verdict.LIKED))
        app.reader.keep_bookmark(begun.id, Bookmark(0, 40, 0.25))

    shell = open_shelf(before)
    page = shell.page(ForYouPage)
    wait_until(lambda: page.go_on.isVisible() and page.rows.rows, 60)
    assert [card.item.title for card in page.go_on.cards] == ["Cold Hearth"]
    assert page.go_on.cards[0].accessibleName() == "Read: Cold Hearth, 25%"
    at_rest(shell, wait_until)
    assert page.cards and "Cold Hearth" not in [pick.item.title for pick in page.list.picks], "it stands above them"
    across = next(row for row in page.rows.rows if row.row.purpose is Purpose.ACROSS)
    assert across.tiles and all(tile.item.kind != "book" for tile in across.tiles)
    page.bar.request.setText("a ghost story")
    QTest.keyClick(page.bar.request, Qt.Key.Key_Return)
    wait_until(lambda: not page.go_on.isVisible() and not page.rows.isVisible())
    assert "Cold Hearth" in [pick.item.title for pick in page.list.picks], "asked for, it is a pick like any other"
    page.bar.request.clear()
    wait_until(lambda: page.go_on.isVisible() and page.rows.isVisible())
    across = next(row for row in page.rows.rows if row.row.purpose is Purpose.ACROSS)
    across.fewer.click()
    wait_until(lambda: all(row.row.purpose is not Purpose.ACROSS for row in page.rows.rows))
    shell.session.undos.undo()
    wait_until(lambda: any(row.row.purpose is Purpose.ACROSS for row in page.rows.rows))
    QTest.mouseClick(page.go_on.cards[0], LEFT)
    reader = shell.page(ReaderPage)
    wait_until(lambda: shell.place == "reader" and reader.item is not None and reader.item.title == "Cold Hearth")


def test_no_row_offers_what_the_profile_rules_out(open_shelf: OpenShelf, wait_until: Wait) -> None:
    def before(app: App) -> None:
        piece = next(item for item in app.library.items(Kind.MUSIC) if not item.form)
        app.feedback.record(Feedback(piece.id, Verdict.LIKED))

    shell = open_shelf(before)
    page = shell.page(ForYouPage)

    def across() -> set[str]:
        rows = [row for row in page.rows.rows if row.row.purpose is Purpose.ACROSS]
        return {item.title for row in rows for item in row.row.items}

    wait_until(lambda: across() >= {"Cold Hearth", "The Last Lamp", "The Sea Road"}, 60)
    shell.session.run(shell.session.app.profile.add, "I never read ghost stories.")
    wait_until(lambda: across() and not across() & {"Cold Hearth", "The Last Lamp"}, 60)
    assert "The Sea Road" in across()


def test_what_is_used_together_goes_with_what_was_used_last(open_shelf: OpenShelf, wait_until: Wait) -> None:
    def before(app: App) -> None:
        week = 7 * 86_400.0
        titles = ("The Sea Road", "Winter Birds", "Harbour notes")
        for day in range(1, 5):
            for title in titles if day % 2 else ("Cold Hearth",):
                app.feedback.record(Feedback(titled(app, title).id, Verdict.OPENED), at=time.time() - day * week)
        app.feedback.record(Feedback(titled(app, "The Sea Road").id, Verdict.OPENED))

    shell = open_shelf(before)
    page = shell.page(ForYouPage)

    def together() -> list[PurposeRow]:
        return [row for row in page.rows.rows if row.row.purpose is Purpose.TOGETHER]

    wait_until(together, 60)
    (row,) = together()
    assert heading(row.row) == "Goes with “The Sea Road”"
    assert {tile.item.title for tile in row.tiles} == {"Winter Birds", "Harbour notes"}
    interface = QAccessible.queryAccessibleInterface(row.tiles[0])
    assert interface.role() is QAccessible.Role.Button, "a screen reader says that it can be pressed"
    QTest.keyClick(row.tiles[0], Qt.Key.Key_Return)
    wait_until(lambda: shell.place == "item")
