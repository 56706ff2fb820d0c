"""Works that stand twice: found in a real library, compared, made one or told apart, all of it taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from gui.pages.library.duplicates import DuplicatesPage, PairCard
from gui.pages.library.page import LibraryPage
from gui.shell.shell import Shell
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled, write_epub
from tests.indexers.samples import prose

SHORT, LONG = "The Glass Ferry", "The Glass Ferry: A Novel"
REPORT = "# Ferry timetable\n\n" + prose(200, "autumn")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A novel twice under two titles, its sequel, a note and its copy, and two letters of one form."""
    folder = tmp_path / "twice"
    folder.mkdir()
    write_epub(folder / "ferry.epub", SHORT, "Tolkien, J.R.R. Quill", "A ferry of glass crosses at dawn.", ("sea",))
    write_epub(folder / "ferry-2.epub", LONG, "J. R. R. Quill Tolkien", "A ferry of glass crosses at noon.", ("sea",))
    write_epub(folder / "more.epub", "The Glass Ferry: The Return", "Ann Other", "Another tale altogether.", ("sea",))
    (folder / "times.md").write_text(REPORT)
    (folder / "copy of times.txt").write_text(REPORT + "\nPrinted in May.")
    for month, sum_owed in (("May", "forty"), ("June", "ninety")):
        (folder / f"{month}.md").write_text(f"# Letter of {month}\n\n" + letter(month, sum_owed))
    return folder


def letter(month: str, sum_owed: str) -> str:
    """One of many that a firm sends by one form."""
    lines = (f"For the {number}th day of {month} you owe us {sum_owed} {number * 7} coins." for number in range(4, 20))
    return "\n\n".join(lines)


def opened(open_shelf: OpenShelf, folder: Path, wait_until: Wait, before: Callable[[App], object]) -> Shell:
    def prepared(app: App) -> None:
        app.indexing.index([folder])
        before(app)

    shell = open_shelf(prepared)
    shell.go("library")
    at_rest(shell, wait_until)
    library = shell.page(LibraryPage)
    QTest.mouseClick(library.more, Qt.MouseButton.LeftButton)
    wait_until(lambda: library.saved.menu is not None)
    assert library.saved.menu is not None
    next(act for act in library.saved.menu.actions() if act.text() == "Duplicates").trigger()
    page = shell.page(DuplicatesPage)
    wait_until(lambda: len(page.cards) == 2, 30)
    return shell


def card_of(shell: Shell, title: str) -> PairCard:
    return next(card for card in shell.page(DuplicatesPage).cards if card.pair.items[0].title == title)


def titles(shell: Shell) -> set[str]:
    return {item.title for item in shell.session.app.library.items()}


def test_what_stands_twice_is_shown_side_by_side(open_shelf: OpenShelf, folder: Path, wait_until: Wait):
    shell = opened(open_shelf, folder, wait_until, lambda _: None)
    page = shell.page(DuplicatesPage)
    found = {frozenset(path.name for side in range(2) for path in card.pair.paths(side)) for card in page.cards}
    assert found == {frozenset({"ferry.epub", "ferry-2.epub"}), frozenset({"times.md", "copy of times.txt"})}
    rows = dict(card_of(shell, SHORT if SHORT in {c.pair.items[0].title for c in page.cards} else LONG).rows)
    assert set(rows["Title"]) == {SHORT, LONG} and set(rows["File"]) == {"ferry.epub", "ferry-2.epub"}
    before = len(page.cards)
    QTest.mouseClick(page.cards[0].two, Qt.MouseButton.LeftButton)
    wait_until(lambda: len(page.cards) == before - 1, 30)
    shell.session.undos.undo()
    wait_until(lambda: len(page.cards) == before, 30)


def test_two_become_one_with_all_that_was_said_and_two_again(open_shelf: OpenShelf, folder: Path, wait_until: Wait):
    shell = opened(
        open_shelf, folder, wait_until, lambda app: app.feedback.record(Feedback(titled(app, LONG).id, Verdict.LIKED))
    )
    app, page = shell.session.app, shell.page(DuplicatesPage)
    card = next(card for card in page.cards if "ferry.epub" in str(card.pair.paths(0) + card.pair.paths(1)))
    kept, other = card.pair.items
    QTest.mouseClick(card.one, Qt.MouseButton.LeftButton)
    wait_until(lambda: len(app.library.files(kept.id)) == 2, 60)
    at_rest(shell, wait_until)
    assert not {SHORT, LONG} <= titles(shell)
    assert app.feedback.verdicts()[kept.id] is Verdict.LIKED
    shell.session.undos.undo()
    wait_until(lambda: {SHORT, LONG} <= titles(shell), 60)
    at_rest(shell, wait_until)
    liked = {item.title for item in app.library.items() if app.feedback.verdicts().get(item.id) is Verdict.LIKED}
    assert liked == {LONG} and other.id in {item.id for item in app.library.items()}


def test_one_file_is_kept_and_the_other_is_ignored(open_shelf: OpenShelf, folder: Path, wait_until: Wait):
    shell = opened(open_shelf, folder, wait_until, lambda _: None)
    app, page = shell.session.app, shell.page(DuplicatesPage)
    card = next(card for card in page.cards if "times.md" in str(card.pair.paths(0) + card.pair.paths(1)))
    side = [path.name for (path,) in (card.pair.paths(0), card.pair.paths(1))].index("times.md")
    QTest.mouseClick(card.keep[side], Qt.MouseButton.LeftButton)
    wait_until(lambda: [record.path.name for record in app.indexing.ignored()] == ["copy of times.txt"], 30)
    wait_until(lambda: len(page.cards) == 1, 30)
    shell.session.undos.undo()
    wait_until(lambda: len(page.cards) == 2, 60)
    assert not app.indexing.ignored()
