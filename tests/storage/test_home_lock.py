"""The lock on a home: many may have it open, one alone may replace its files, and each is told by name."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.settings.paths import Paths
from assistant.storage import home_lock
from assistant.storage.home_lock import LOCK_FILES, HomeBusy, lock_of
from assistant.storage.journal.store import open_journal

OTHER = """
import sys
from pathlib import Path
from assistant.settings.paths import Paths
from assistant.storage.home_lock import lock_of, name_this_process
name_this_process("alcove index")
lock = lock_of(Paths(Path(sys.argv[1])))
held = lock.share() if sys.argv[2] == "share" else lock.alone()
with held:
    print("in", flush=True)
    sys.stdin.read()
"""


def other(paths: Paths, how: str) -> subprocess.Popen[str]:
    """Another process that shares the home, or has it alone, until its input ends."""
    command = [sys.executable, "-c", OTHER, str(paths.home), how]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "in\n"
    return process


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_lock, "ENTERING", 0.3)
    monkeypatch.setattr(home_lock, "LEAVING", 0.3)


def test_many_may_have_a_home_open_and_none_alone_meanwhile(paths: Paths) -> None:
    with other(paths, "share") as process:
        with lock_of(paths).share():
            pass
        told = rf"is open on this library: alcove index \(process {process.pid}\)"
        with pytest.raises(HomeBusy, match=told), lock_of(paths).alone():
            pass
        process.communicate("")
    with lock_of(paths).alone():
        pass


def test_nobody_comes_in_while_one_is_alone(paths: Paths, key: bytes) -> None:
    with other(paths, "alone") as process:
        with pytest.raises(HomeBusy, match=rf"alcove index \(process {process.pid}\) is changing this library"):
            open_journal(paths, key)
        process.communicate("")
    open_journal(paths, key).close()


def test_who_waits_comes_in_when_the_other_is_done(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_lock, "ENTERING", 20.0)
    with other(paths, "alone") as process:
        assert process.stdin is not None
        ending = threading.Timer(0.3, process.stdin.close)
        ending.start()
        lock_of(paths).share().release()
        ending.join()
        process.wait()


def test_a_process_that_was_killed_holds_nothing(paths: Paths) -> None:
    for how in ("share", "alone"):
        with other(paths, how) as process:
            process.send_signal(signal.SIGKILL)
            process.wait()
        with lock_of(paths).alone():
            pass


def test_what_was_left_is_cleared_only_while_nobody_else_is_in(paths: Paths) -> None:
    called: list[bool] = []
    with other(paths, "share") as process:
        lock_of(paths).share(lambda: called.append(True)).release()
        assert called == []
        with pytest.raises(HomeBusy):
            lock_of(paths).share(lambda: None, lambda: True)
        process.communicate("")
    lock_of(paths).share(lambda: called.append(True), lambda: True).release()
    assert called == [True]


def test_the_open_databases_of_this_process_count_too(paths: Paths, key: bytes) -> None:
    journal = open_journal(paths, key)
    with pytest.raises(HomeBusy, match=rf"process {os.getpid()}"), lock_of(paths).alone():
        pass
    journal.close()
    with lock_of(paths).alone():
        open_journal(paths, key).close()


def test_a_home_that_is_removed_and_made_again_has_another_lock(paths: Paths) -> None:
    with lock_of(paths).alone():
        for name in LOCK_FILES:
            (paths.home / name).unlink()
    with lock_of(paths).share():
        assert all((paths.home / name).stat().st_mode & 0o777 == 0o600 for name in LOCK_FILES)


def test_names_do_not_pile_up(paths: Paths) -> None:
    for _ in range(50):
        lock_of(paths).share().release()
    assert (paths.home / LOCK_FILES[0]).read_bytes() == b""


def test_a_home_that_cannot_be_written_to_is_explained(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(Exception, match="ALCOVE_HOME"):
        lock_of(Paths(tmp_path / "home")).share()
