"""A page that is declared while the program runs stands in the window: no other file names it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths
from gui.pages.library.page import LibraryPage
from gui.pages.registry import Section, destinations, page, withdraw
from gui.shell.main_window import MainWindow
from gui.shell.session import Session
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from gui.widgets.text import Text

Wait = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def likes() -> Iterator[type[QWidget]]:
    """A page that counts what is liked, declared as those under gui/pages are."""
    destinations()

    def judged(app: Any) -> int:
        return len(app.feedback.verdicts())

    @page(
        "likes",
        label="Likes",
        icon="chart",
        section=Section.MAIN,
        order=9,
        shortcut="Ctrl+8",
        concerns=lambda changes: changes.feedback,
        badge=judged,
    )
    class Likes(QWidget):
        def __init__(self, session: Session) -> None:
            super().__init__()
            self._session, self.readings = session, 0
            self.number = Text("", "display")
            QVBoxLayout(self).addWidget(self.number)

        def refresh(self) -> None:
            self.readings += 1
            self._session.run(judged, self._session.app, done=lambda n: self.number.set_text(str(n)))

    yield Likes
    if any(one.name == "likes" for one in destinations()):
        withdraw("likes")


def test_it_is_found_by_mouse_and_by_key_and_follows_what_concerns_it(
    likes: type[QWidget], real_shell: Shell, wait_until: Wait
):
    mine = real_shell.page(likes)
    assert mine.readings == 0, "a page that nobody visited reads nothing"
    QTest.mouseClick(real_shell.rail.buttons["likes"], LEFT)
    wait_until(lambda: mine.isVisible() and mine.number.text() == "0")
    item = real_shell.page(LibraryPage).model.rows[0]
    real_shell.session.record(item, Verdict.LIKED)
    wait_until(lambda: mine.number.text() == "1")
    wait_until(lambda: real_shell.rail.buttons["likes"].badge == 1)
    wait_until(lambda: real_shell.session.lanes.library.idle)
    before, seen = mine.readings, []
    real_shell.session.changed.connect(seen.append)
    real_shell.session.run(real_shell.session.app.profile.add, "I like short books")
    wait_until(lambda: any(changes.profile for changes in seen))
    assert mine.readings == before, "a sentence is not what it counts"
    real_shell.go("library")
    assert not mine.isVisible()
    real_shell.session.app.feedback.record(Feedback(real_shell.page(LibraryPage).model.rows[1].id, Verdict.LIKED))
    wait_until(lambda: real_shell.rail.buttons["likes"].badge == 2)
    assert mine.readings == before, "it is read when it comes to the front"
    QTest.keyClick(real_shell, Qt.Key.Key_8, CONTROL)
    wait_until(lambda: mine.isVisible() and mine.number.text() == "2")


def test_the_list_of_keys_names_it(likes: type[QWidget], real_shell: Shell):
    QTest.keyClick(real_shell, Qt.Key.Key_F1)
    (popover,) = [one for one in real_shell.window().findChildren(Popover) if one.isVisible()]
    assert [one.text() for one in popover.findChildren(Text) if "Likes" in one.text()]
    popover.dismiss()


def test_taken_out_it_is_gone(
    likes: type[QWidget],
    make_window: Callable[..., MainWindow],
    open_real: Callable[..., Any],
    wait_until: Wait,
    tmp_path: Path,
):
    withdraw("likes")
    shell = make_window(open_real, Paths(tmp_path / "without")).shell
    assert shell is not None
    wait_until(lambda: shell.place == "first-run")
    assert "likes" not in shell.pages and "likes" not in shell.rail.buttons
    QTest.keyClick(shell, Qt.Key.Key_8, CONTROL)
    assert shell.place == "first-run"


def test_a_name_or_a_shortcut_is_given_once():
    for name, shortcut in (("library", "Ctrl+9"), ("novelty", "Ctrl+2")):
        with pytest.raises(ValueError, match="library"):
            page(name, shortcut=shortcut)(QWidget)


def test_a_page_that_cannot_count_says_so_once_it_is_asked(likes: type[QWidget], real_shell: Shell, wait_until: Wait):
    def broken() -> dict[str, Verdict]:
        raise AssistantError("The journal is away.")

    real_shell.session.app.feedback.verdicts = broken
    real_shell.go("likes")
    wait_until(lambda: real_shell.toast.notice is not None and real_shell.toast.notice.error)
    assert real_shell.toast.notice.text == "The journal is away."
