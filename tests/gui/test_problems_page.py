"""The Problems page: what became of each file, and what can be done about it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.storage.library.files import FileRecord, FileState
from gui.pages.activity.problems import ProblemsPage
from gui.shell.shell import Shell
from gui.widgets.rows_model import ROW_ROLE
from gui.workers.heartbeat import Heartbeat
from indexers.sync import SyncReport
from tests.gui.shelf import OpenShelf, Wait, at_rest
from tests.gui.stand_ins import FileManager
from tests.indexers.samples import prose, write_encrypted_pdf

BAD = {
    "a.epub": b"PK\x03\x04 this is no archive at all",
    "b.epub": b"PK\x03\x04 nor is this",
    "c.pdf": b"%PDF-1.4 cut short",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of which nothing but a note can be read."""
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "good.md").write_text("# A note\n\nThat can be read.\n")
    return folder


@pytest.fixture
def page(open_shelf: OpenShelf, folder: Path, wait_until: Wait) -> ProblemsPage:
    """The page, with the folder's files on it and the shelf's."""
    return problems(open_shelf(lambda app: app.indexing.index([folder]), opener=FileManager()), wait_until, 4)


def problems(shell: Shell, wait_until: Wait, many: int) -> ProblemsPage:
    shell.go("problems")
    page = shell.page(ProblemsPage)
    wait_until(lambda: len(page.list.problems.rows) == many)
    at_rest(shell, wait_until)
    return page


def shell_of(page: ProblemsPage) -> Shell:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell


def names(page: ProblemsPage) -> list[str]:
    return [record.path.name for record in page.list.problems.rows]


def choose(page: ProblemsPage, *wanted: str) -> None:
    page.list.select([names(page).index(name) for name in wanted])


def test_counts_and_filters(page: ProblemsPage, wait_until: Wait):
    assert page.summary.text() == "Files: 13 read · 4 not read"
    wait_until(lambda: shell_of(page).rail.buttons["problems"].badge == 4)
    page.states.buttons["partly"].click()
    assert names(page) == [] and page.empty.heading.text() == "None"
    page.states.buttons["failed"].click()
    assert len(names(page)) == 4
    page.states.buttons[""].click()
    QTest.keyClicks(page.search, "a.epub")
    assert names(page) == ["a.epub"]
    QTest.keyClicks(page.search, " nowhere")
    assert page.stack.currentWidget() is page.empty and page.empty.heading.text() == "Nothing found"


def test_a_file_is_ignored_by_key_and_that_is_taken_back(page: ProblemsPage, wait_until: Wait):
    app = shell_of(page).session.app
    choose(page, "a.epub")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    wait_until(lambda: "a.epub" not in names(page))
    assert [record.path.name for record in app.indexing.ignored()] == ["a.epub"]
    page.states.buttons["ignored"].click()
    page.list.select([0])
    assert page.buttons["unignore"].isVisible() and not page.buttons["ignore"].isEnabled()
    page.states.buttons[""].click()
    wait_until(lambda: shell_of(page).index_job is None)
    QTest.keyClick(shell_of(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not app.indexing.ignored() and "a.epub" in names(page), 30)


def test_what_was_ignored_is_read_again_on_demand(page: ProblemsPage, folder: Path, wait_until: Wait):
    app = shell_of(page).session.app
    app.indexing.ignore([folder / "a.epub"])
    page.states.buttons["ignored"].click()
    wait_until(lambda: names(page) == ["a.epub"])
    page.list.select([0])
    page.buttons["unignore"].click()
    wait_until(lambda: page.empty.isVisible() and not app.indexing.ignored())
    page.states.buttons[""].click()
    wait_until(lambda: "a.epub" in names(page), 30)


def test_trying_again_reads_the_chosen_or_all(page: ProblemsPage, folder: Path, wait_until: Wait):
    shell = shell_of(page)
    for name in ("a.epub", "b.epub"):
        (folder / name).rename(folder / f"{name}.away")
        (folder / name).write_bytes(BAD[name])
    choose(page, "a.epub", "b.epub")
    assert page.chosen.text() == "2 files selected" and not page.buttons["folder"].isEnabled()
    before = {record.path.name: record.read_at for record in shell.session.app.indexing.problems()}
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_R)

    def read_anew() -> set[str]:
        now = {record.path.name: record.read_at for record in shell.session.app.indexing.problems()}
        return {name for name, at in now.items() if at > before.get(name, at)}

    wait_until(lambda: read_anew() == {"a.epub", "b.epub"} and shell.index_job is None, 30)
    page.all_again.click()
    wait_until(lambda: read_anew() == {*BAD, "broken.epub"} and shell.index_job is None, 30)


def test_the_folder_of_a_file_is_opened(open_shelf: OpenShelf, shelf_folder: Path, wait_until: Wait):
    manager = FileManager()
    page = problems(open_shelf(opener=manager), wait_until, 1)
    page.list.select([0])
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    wait_until(lambda: manager.opened == [shelf_folder])


def test_a_library_without_problems_says_so(open_shelf: OpenShelf, shelf_folder: Path, wait_until: Wait):
    shell = open_shelf(lambda app: app.indexing.ignore([shelf_folder / "broken.epub"]))
    shell.go("problems")
    page = shell.page(ProblemsPage)
    wait_until(lambda: page.summary.text() == "Files: 12 read · 1 ignored")
    assert page.stack.currentWidget() is page.empty and page.empty.heading.text() == "No problems"
    assert page.all_again.isHidden() and page.acts.isHidden()


def put(app: App, *paths: Path) -> None:
    reason = "Its pages are pictures without text."
    app.stores.library.files.put_many(FileRecord(path, 1, 1, 1, b"", None, FileState.PARTLY, reason) for path in paths)


def test_names_that_are_no_text_are_shown(open_shelf: OpenShelf, wait_until: Wait):
    name = Path(b"/x/\xff\xfe\nfine\x1b.pdf".decode("utf-8", "surrogateescape"))
    page = problems(open_shelf(lambda app: put(app, name)), wait_until, 2)
    index = page.list.problems.index([record.path for record in page.list.problems.rows].index(name))
    assert "Partly read. Its pages are pictures" in index.data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert index.data(ROW_ROLE).path == name and index.data().endswith(" fine .pdf")
    page.grab()


def test_a_list_of_many_files_does_not_hold_the_loop(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(lambda app: put(app, *(Path(f"/shelf/{n}.pdf") for n in range(5000))))
    heart = Heartbeat()
    heart.start()
    page = problems(shell, wait_until, 5001)
    QTest.keyClicks(page.search, "499")
    wait_until(lambda: len(names(page)) < 50)
    heart.stop()
    assert heart.busiest < 150


def test_a_link_out_of_the_folders_is_listed_and_followed_by_one_act(
    open_shelf: OpenShelf, folder: Path, tmp_path: Path, wait_until: Wait
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "tides.md").write_text("# Tide notes\n\nHigh water at nine.\n")
    (folder / "link").symlink_to(elsewhere)
    page = problems(open_shelf(lambda app: app.indexing.index([folder]), opener=FileManager()), wait_until, 5)
    choose(page, "a.epub")
    assert not page.buttons["enter"].isVisible()
    page.list.clearSelection()
    choose(page, "link")
    assert page.buttons["enter"].isVisible() and not page.buttons["ignore"].isEnabled()
    page.buttons["enter"].click()
    app = shell_of(page).session.app
    wait_until(lambda: any(item.title == "Tide notes" for item in app.library.items()), 30)
    wait_until(lambda: elsewhere in app.indexing.roots())
    shell_of(page).session.reading_wanted.emit()
    wait_until(lambda: "link" not in names(page), 30)


def test_a_locked_pdf_opens_with_its_password(open_shelf: OpenShelf, tmp_path: Path, wait_until: Wait):
    """It opens the files that were chosen for it; one that is kept opens them for reading too, and no other."""
    folder = tmp_path / "locked"
    folder.mkdir()
    for name, password in (("a", "harbour"), ("b", "orchard"), ("c", "orchard"), ("d", "harbour")):
        write_encrypted_pdf(folder / f"{name}.pdf", password, (f"Statement {name}. " + prose(120),))
    shell = open_shelf(lambda app: app.indexing.index([folder]), opener=FileManager())
    page, app = problems(shell, wait_until, 5), shell.session.app
    page.states.buttons["locked"].click()
    assert names(page) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    type_password(page, "a.pdf", password="wrong", keep=False)
    wait_until(lambda: page.password.problem.isVisible())
    assert page.password.problem.text() == "This password does not open “a.pdf”."
    type_password(page, "a.pdf", password="harbour", keep=False)
    wait_until(lambda: names(page) == ["b.pdf", "c.pdf", "d.pdf"], 60)
    at_rest(shell, wait_until)
    type_password(page, "b.pdf", "c.pdf", password="orchard", keep=True)
    wait_until(lambda: names(page) == ["d.pdf"], 60)
    at_rest(shell, wait_until)
    assert {"a", "b", "c"} <= {item.path.stem for item in app.library.items() if item.path is not None}
    text = app.reader.text(next(item.id for item in app.library.items() if item.path == folder / "c.pdf"))
    assert "old captain" in text.parts[0].text and not text.missing


def type_password(page: ProblemsPage, *chosen: str, password: str, keep: bool) -> None:
    page.list.clearSelection()
    choose(page, *chosen)
    page.buttons["unlock"].click()
    page.password.keep.setChecked(keep)
    QTest.keyClicks(page.password.field, password)
    QTest.keyClick(page.password.field, Qt.Key.Key_Return)


def test_a_result_that_leads_to_the_problems_goes_once_they_are_seen(real_shell: Shell, wait_until: Wait):
    strip = real_shell.strip
    strip.show_report(
        SyncReport(added=3, changed=0, moved=0, gone=0, unchanged=0, skipped=0, failed=1, seconds=0.1, problems=())
    )
    assert strip.isVisible() and strip.problems.isVisible()
    real_shell.go("profile")
    assert strip.isVisible()
    QTest.mouseClick(strip.problems, Qt.MouseButton.LeftButton)
    wait_until(lambda: real_shell.place == "problems")
    assert not strip.isVisible()
