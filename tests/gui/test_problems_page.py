"""The Problems page: what became of each file, and what can be done about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.storage.library.files import FileState
from gui.pages.activity.problem_list import RECORD_ROLE
from gui.pages.activity.problems import ProblemsPage
from gui.shell.shell import Shell
from gui.workers.heartbeat import Heartbeat
from tests.gui.fake_assistant import FakeAssistant
from tests.gui.fake_shelves import file_record

Wait = Callable[..., None]
LOCKED, SCAN, ODD, JUNK = (Path("/home/ada") / name for name in ("a/locked.epub", "b/scan.pdf", "b/odd.xyz", "c/junk"))


@pytest.fixture
def page(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait) -> ProblemsPage:
    fake.records = [
        file_record(LOCKED, FileState.FAILED, "It is protected by its shop."),
        file_record(SCAN, FileState.PARTLY, "Its pages are pictures without text."),
        file_record(ODD, FileState.SKIPPED, "Alcove does not read this kind of file."),
        file_record(JUNK, FileState.IGNORED, "Damaged."),
    ]
    fake_shell.go("problems")
    wait_until(lambda: fake_shell.page(ProblemsPage).list.problems.records)
    return fake_shell.page(ProblemsPage)


def paths(page: ProblemsPage) -> list[Path]:
    return [record.path for record in page.list.problems.records]


def test_counts_and_filters(page: ProblemsPage, fake_shell: Shell, wait_until: Wait):
    assert page.summary.text() == ("Files: 16 read · 1 partly read · 1 skipped · 1 not read · 1 ignored")
    wait_until(lambda: fake_shell.rail.buttons["problems"].badge == 2)
    assert paths(page) == [LOCKED, SCAN, ODD]
    page.states.buttons["partly"].click()
    assert paths(page) == [SCAN]
    page.states.buttons["ignored"].click()
    assert paths(page) == [JUNK]
    page.states.buttons[""].click()
    QTest.keyClicks(page.search, "pictures")
    assert paths(page) == [SCAN]
    QTest.keyClicks(page.search, " nowhere")
    assert page.stack.currentWidget() is page.empty and page.empty.heading.text() == "Nothing found"


def test_a_file_is_ignored_by_key_and_that_is_taken_back(
    page: ProblemsPage, fake_shell: Shell, fake: FakeAssistant, wait_until: Wait
):
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    assert [record.path for record in page.list.selected()] == [LOCKED]
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    wait_until(lambda: paths(page) == [SCAN, ODD])
    QTest.keyClick(fake_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: LOCKED in paths(page))
    page.states.buttons["ignored"].click()
    page.list.select([0])
    assert page.buttons["unignore"].isVisible() and not page.buttons["ignore"].isEnabled()
    page.buttons["unignore"].click()
    wait_until(lambda: page.empty.isVisible() and JUNK not in {record.path for record in fake.ignored()})


def test_trying_again_reads_the_chosen_or_all(
    page: ProblemsPage, fake_shell: Shell, fake: FakeAssistant, wait_until: Wait
):
    page.list.select([1, 2])
    assert page.chosen.text() == "2 files selected" and not page.buttons["folder"].isEnabled()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_R)
    wait_until(lambda: fake.retried == [SCAN, ODD] and fake_shell.strip.isVisible())
    wait_until(lambda: fake_shell.index_job is None)
    fake.retried.clear()
    page.all_again.click()
    wait_until(lambda: fake.retried == [LOCKED, SCAN, ODD])


def test_the_folder_of_a_file_is_opened(page: ProblemsPage, fake_shell: Shell, wait_until: Wait, tmp_path: Path):
    opened: list[Path] = []

    class Courier:
        def open_file(self, path: Path) -> None:
            opened.append(path)

    fake_shell.session.opener = Courier()
    page.list.problems.records[0] = file_record(tmp_path / "x.epub")
    page.list.select([0])
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    wait_until(lambda: opened == [tmp_path])


def test_a_library_without_problems_says_so(fake_shell: Shell, wait_until: Wait):
    fake_shell.go("problems")
    wait_until(lambda: "16 read" in fake_shell.page(ProblemsPage).summary.text())
    page = fake_shell.page(ProblemsPage)
    assert page.stack.currentWidget() is page.empty and page.empty.heading.text() == "No problems"
    assert page.all_again.isHidden() and page.acts.isHidden()


def test_names_that_are_no_text_are_shown(page: ProblemsPage, fake: FakeAssistant, wait_until: Wait):
    name = b"/x/\xff\xfe.pdf".decode("utf-8", "surrogateescape")
    fake.records = [file_record(name, reason="Damaged.")]
    page.refresh()
    wait_until(lambda: paths(page) == [Path(name)])
    index = page.list.problems.index(0)
    assert "Not read. Damaged." in index.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert index.data(RECORD_ROLE).path == Path(name)
    page.grab()


def test_a_list_of_many_files_does_not_hold_the_loop(page: ProblemsPage, fake: FakeAssistant, wait_until: Wait):
    fake.records = [file_record(f"/shelf/{n}.pdf", reason="Its pages are pictures without text.") for n in range(5000)]
    heart = Heartbeat()
    heart.start()
    page.refresh()
    wait_until(lambda: len(paths(page)) == 5000)
    QTest.keyClicks(page.search, "499")
    wait_until(lambda: len(paths(page)) < 50)
    heart.stop()
    assert heart.busiest < 150
