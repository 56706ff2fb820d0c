"""Work ahead begins when the window rests, and ends when something is asked for."""

import threading
from collections.abc import Callable

import pytest

from assistant.domain.entities import Verdict
from gui.shell.shell import Shell
from gui.workers.idle import WorkAhead
from tests.gui.shelf import Wait, titled


def test_a_window_at_rest_works_ahead_until_nothing_is_left(
    real_shell: Shell, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, done = real_shell.session.app, list[int]()
    work = app.background.work

    def counted(stopped: Callable[[], bool]) -> int:
        done.append(work(stopped))
        return done[-1]

    monkeypatch.setattr(app.background, "work", counted)
    ahead = WorkAhead(real_shell.session, real_shell, every=10)
    wait_until(lambda: ahead._done)
    assert done[-1] == 0
    before = len(done)
    real_shell.session.record(titled(app, "Cold Hearth"), Verdict.LIKED)
    wait_until(lambda: len(done) > before and ahead._done)


def test_what_is_asked_for_ends_it(real_shell: Shell, wait_until: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(stopped: Callable[[], bool]) -> int:
        begun.set()
        while not stopped():
            ended.wait(0.01)
        ended.set()
        return 1

    monkeypatch.setattr(real_shell.session.app.background, "work", work)
    WorkAhead(real_shell.session, real_shell, every=10)
    wait_until(begun.is_set)
    real_shell.session.run(real_shell.session.app.feedback.verdicts)
    wait_until(ended.is_set)
