"""What was said of a work is taken back by saying it again, however long ago it was, and can be brought back."""

import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Kind, Verdict
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled

LEFT = Qt.MouseButton.LeftButton
ROAD, OTHER = "The Sea Road", "Winter Birds"
LONG_AGO = time.time() - 30 * 86_400.0


def said_long_ago(app: App) -> None:
    app.feedback.record(Feedback(titled(app, ROAD).id, Verdict.DISLIKED), at=LONG_AGO - 100)
    app.feedback.record(Feedback(titled(app, ROAD).id, Verdict.LIKED), at=LONG_AGO)
    app.feedback.record(Feedback(titled(app, OTHER).id, Verdict.LIKED))


def opened(shell: Shell, wait_until: Wait) -> ItemPage:
    shell.open("item", titled(shell.session.app, ROAD).id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.title == ROAD and page.why.ledger.isVisible())
    return page


def test_a_lit_heart_that_is_pressed_goes_out_and_nothing_else_does(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf(said_long_ago)
    page, feedback = opened(shell, wait_until), shell.session.app.feedback
    road, other = titled(shell.session.app, ROAD).id, titled(shell.session.app, OTHER).id
    buttons = page.head.verdicts.buttons
    wait_until(lambda: buttons[Verdict.LIKED].isChecked())
    QTest.mouseClick(buttons[Verdict.LIKED], LEFT)
    wait_until(lambda: feedback.verdicts().get(road) is Verdict.DISLIKED, 10)
    wait_until(lambda: buttons[Verdict.DISLIKED].isChecked() and not buttons[Verdict.LIKED].isChecked())
    assert feedback.verdicts()[other] is Verdict.LIKED, "the last thing that was said stands"
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: feedback.verdicts().get(road) is Verdict.LIKED and buttons[Verdict.LIKED].isChecked())


def test_stars_that_are_given_again_are_taken_away(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page, feedback = opened(shell, wait_until), shell.session.app.feedback
    road, stars = titled(shell.session.app, ROAD).id, page.head.stars
    for wanted in (3.5, None):
        QTest.mouseClick(stars, LEFT, pos=QPoint(6 + 3 * 22 + 4, 19))
        wait_until(lambda wanted=wanted: feedback.rating(road) == wanted and stars.value == wanted)
        at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: feedback.rating(road) == 3.5 and stars.value == 3.5)


def test_a_heart_stars_and_progress_stand_beside_each_other(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    page, road = opened(shell, wait_until), titled(shell.session.app, ROAD).id
    head, toast = page.head, shell.toast
    heart, finished = head.verdicts.buttons[Verdict.LIKED], head.progress.buttons[Verdict.FINISHED]
    QTest.mouseClick(head.stars, LEFT, pos=QPoint(6 + 4 * 22 + 4, 19))
    wait_until(lambda: toast.notice is not None and toast.notice.text == f"“{ROAD}”: 4.5 of 5 stars")
    QTest.mouseClick(heart, LEFT)
    QTest.mouseClick(finished, LEFT)
    at_rest(shell, wait_until)
    assert heart.isChecked() and finished.isChecked() and head.stars.value == 4.5 and page.head.because.isVisible()
    # What another page reads of it is the same.
    standing = shell.session.app.feedback.standings()[road]
    assert (standing.opinion, standing.stars, standing.progress) == (Verdict.LIKED, 4.5, Verdict.FINISHED)
    QTest.mouseClick(finished, LEFT)
    at_rest(shell, wait_until)
    assert not finished.isChecked() and heart.isChecked() and head.stars.value == 4.5
    # One star takes the heart away, and the undo brings it back.
    QTest.mouseClick(head.stars, LEFT, pos=QPoint(6 + 16, 19))
    at_rest(shell, wait_until)
    assert not heart.isChecked() and head.stars.value == 1.0
    shell.session.undos.undo()
    at_rest(shell, wait_until)
    assert heart.isChecked() and head.stars.value == 4.5
    assert toast.notice.text == f"Undone: “{ROAD}”: 1 of 5 stars"


def test_music_is_heard_and_not_read(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    piece = next(item for item in shell.session.app.library.items(Kind.MUSIC) if not item.form)
    shell.open("item", piece.id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.id == piece.id)
    said = [button.toolTip() for button in page.head.progress.buttons.values()]
    assert said == ["I am listening to it", "I heard all of it", "I put it aside"]
