"""What the pages say to somebody who has just begun, in one window: no page contradicts another."""

from collections.abc import Callable
from pathlib import Path

from assistant.settings.paths import Paths

Wait = Callable[..., None]


def test_before_the_first_folder_every_page_says_so(make_window, open_real, wait_until: Wait, tmp_path: Path):
    shell = make_window(open_real, Paths(tmp_path / "new")).shell
    assert shell is not None
    wait_until(lambda: shell.place == "first-run")
    shell.go("problems")
    wait_until(lambda: shell.problems.empty.heading.text() == "Nothing read yet")
    assert not shell.problems.summary.text() and "could be read" not in shell.problems.empty.sentence.text()
    shell.go("for-you")
    wait_until(lambda: shell.for_you.empty.isVisible())
    assert "other words" not in shell.for_you.empty.sentence.text()
    assert shell.for_you.empty.button.accessibleName() == "Add a folder"


def test_after_the_first_folder_the_numbers_agree(
    make_window, open_real, wait_until: Wait, tmp_path: Path, shelf_folder
):
    shell = make_window(open_real, Paths(tmp_path / "new")).shell
    assert shell is not None
    wait_until(lambda: shell.place == "first-run")
    shell.index([shelf_folder])
    wait_until(lambda: shell.place == "for-you" and shell.for_you.cards and shell.index_job is None, 60)
    wait_until(lambda: shell.session.lanes.library.idle)
    size = shell.session.app.library.size()
    assert f"{size} items" in shell.for_you.subtitle.text()
    assert not shell.for_you.empty.isVisible()
    reasons = [card.reason.text() for card in shell.for_you.cards]
    assert not any("new in your library" in reason.lower() for reason in reasons), reasons
    shell.go("library")
    wait_until(lambda: len(shell.library.model.items) == size)
    assert str(size) in shell.library.count.text()
    shell.go("problems")
    wait_until(lambda: shell.problems.list.problems.records)
    assert f"{size} read" in shell.problems.summary.text() and "1 not read" in shell.problems.summary.text()
    assert not shell.problems.empty.isVisible()
