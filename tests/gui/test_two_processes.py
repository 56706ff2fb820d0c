"""The window and another process on one library: each change is heard once, from whoever made it."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from assistant.app.changes import Changes, everything
from assistant.domain.entities import Feedback, Verdict
from gui.pages.lists.page import ListsPage
from gui.shell.shell import Shell
from tests.gui.shelf import PASSPHRASE

Wait = Callable[..., None]
OTHER = f"""
import sys
from pathlib import Path
from assistant.app.app import App
from assistant.settings.paths import Paths
app = App.open(Paths(Path(sys.argv[1])), passphrase={PASSPHRASE!r}, llm=False)
app.lists.keep("From elsewhere", [item.id for item in app.library.items(limit=2)], {{}})
app.close()
"""


@pytest.fixture
def heard(real_shell: Shell, wait_until: Wait) -> list[Changes[object]]:
    """What the window heard since it came to rest."""
    session, found = real_shell.session, list[Changes[object]]()
    look(real_shell, wait_until)
    session.changed.connect(found.append)
    return found


def look(shell: Shell, wait_until: Wait) -> None:
    shell.session.look_for_changes()
    wait_until(lambda: all(lane.idle for lane in shell.session.lanes.all()))


def test_what_the_window_does_itself_is_heard_once(real_shell: Shell, heard: list[Changes[object]], wait_until: Wait):
    session = real_shell.session
    item = session.app.library.items(limit=1)[0]
    session.record(item, Verdict.LIKED)
    wait_until(lambda: heard)
    look(real_shell, wait_until)
    session.app.stores.journal.set("a small value", 1)
    look(real_shell, wait_until)
    assert [(one.feedback, one.items, one.profile) for one in heard] == [(True, False, False)]
    assert heard[0].row == session.app.stores.journal.interactions()[-1]


def test_what_another_process_does_is_heard_and_shown(
    real_shell: Shell, heard: list[Changes[object]], wait_until: Wait
):
    real_shell.go("lists")
    home = str(real_shell.session.paths.home)
    subprocess.run([sys.executable, "-c", OTHER, home], check=True, timeout=120)
    look(real_shell, wait_until)
    wait_until(lambda: heard)
    assert heard == [everything()]
    page = real_shell.page(ListsPage)
    wait_until(lambda: any(card.saved.title == "From elsewhere" for card in page.cards))
    look(real_shell, wait_until)
    assert len(heard) == 1


def test_changes_of_both_are_told_apart(real_shell: Shell, heard: list[Changes[object]], wait_until: Wait):
    session = real_shell.session
    item = session.app.library.items(limit=1)[0]
    session.app.feedback.record(Feedback(item.id, Verdict.OPENED))
    subprocess.run([sys.executable, "-c", OTHER, str(session.paths.home)], check=True, timeout=120)
    session.app.feedback.record(Feedback(item.id, Verdict.FINISHED))
    look(real_shell, wait_until)
    wait_until(lambda: len(heard) == 3)
    assert sum(one == everything() for one in heard) == 1
