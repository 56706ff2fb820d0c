"""What the pages say to somebody who has just begun, in one window: no page contradicts another."""

from collections.abc import Callable
from pathlib import Path

from assistant.settings.paths import Paths
from gui.pages.activity.problems import ProblemsPage
from gui.pages.for_you.page import ForYouPage
from gui.pages.library.page import LibraryPage

Wait = Callable[..., None]


def test_before_the_first_folder_every_page_says_so(make_window, open_real, wait_until: Wait, tmp_path: Path):
    shell = make_window(open_real, Paths(tmp_path / "new")).shell
    assert shell is not None
    wait_until(lambda: shell.place == "first-run")
    shell.go("problems")
    wait_until(lambda: shell.page(ProblemsPage).empty.heading.text() == "Nothing read yet")
    assert (
        not shell.page(ProblemsPage).summary.text()
        and "could be read" not in shell.page(ProblemsPage).empty.sentence.text()
    )
    shell.go("for-you")
    wait_until(lambda: shell.page(ForYouPage).empty.isVisible())
    assert "other words" not in shell.page(ForYouPage).empty.sentence.text()
    assert shell.page(ForYouPage).empty.button.accessibleName() == "Add a folder"


def test_after_the_first_folder_the_numbers_agree(
    make_window, open_real, wait_until: Wait, tmp_path: Path, shelf_folder
):
    shell = make_window(open_real, Paths(tmp_path / "new")).shell
    assert shell is not None
    wait_until(lambda: shell.place == "first-run")
    shell.index([shelf_folder])
    wait_until(lambda: shell.place == "for-you" and shell.page(ForYouPage).cards and shell.index_job is None, 60)
    wait_until(lambda: shell.session.lanes.library.idle)
    size = shell.session.app.library.size()
    assert f"{size} items" in shell.page(ForYouPage).subtitle.text()
    assert not shell.page(ForYouPage).empty.isVisible()
    reasons = [card.reason.text() for card in shell.page(ForYouPage).cards]
    assert not any("new in your library" in reason.lower() for reason in reasons), reasons
    shell.go("library")
    wait_until(lambda: len(shell.page(LibraryPage).model.rows) == size)
    assert str(size) in shell.page(LibraryPage).count.text()
    shell.go("problems")
    wait_until(lambda: shell.page(ProblemsPage).list.problems.rows)
    # An album is an item without a file of its own.
    assert shell.page(ProblemsPage).summary.text() == f"Files: {size - 1} read · 1 not read"
    assert not shell.page(ProblemsPage).empty.isVisible()
