"""Work ahead begins when the window rests, and ends when something is asked for."""

import threading
from collections.abc import Callable
from typing import Any

from gui.shell.shell import Shell
from gui.workers.idle import WorkAhead
from tests.gui.fake_assistant import FakeAssistant


def test_a_window_at_rest_works_ahead_once(
    fake_shell: Shell, fake: FakeAssistant, wait_until: Callable[..., None]
) -> None:
    ahead = WorkAhead(fake_shell.session, fake_shell, every=10)
    wait_until(lambda: fake.worked_ahead)
    wait_until(lambda: ahead._done)
    fake_shell.session.announce()
    wait_until(lambda: fake.worked_ahead == 2)


def test_what_is_asked_for_ends_it(
    fake_shell: Shell, fake: FakeAssistant, wait_until: Callable[..., None], monkeypatch: Any
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(stopped: Callable[[], bool]) -> int:
        begun.set()
        while not stopped():
            ended.wait(0.01)
        ended.set()
        return 1

    monkeypatch.setattr(fake, "work_while_idle", work, raising=False)
    WorkAhead(fake_shell.session, fake_shell, every=10)
    wait_until(begun.is_set)
    fake_shell.session.run(fake.verdicts)
    wait_until(ended.is_set)
