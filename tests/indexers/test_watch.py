"""Watching folders: changes are told once they rest, hidden ones never, and vanished roots do no harm."""

import threading
import time
from pathlib import Path

from indexers.watch import Watcher, concerns_us


class Calls:
    def __init__(self) -> None:
        self.count = 0
        self._told = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self._told.set()

    def came_within(self, seconds: float) -> bool:
        came = self._told.wait(seconds)
        self._told.clear()
        return came


def test_a_change_is_told_once_it_rests(tmp_path: Path) -> None:
    calls = Calls()
    watcher = Watcher(lambda: [tmp_path], calls, quiet=0.3)
    watcher.start()
    time.sleep(0.5)
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("# New")
    assert calls.came_within(20)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "film.part").write_text("x")
    assert not calls.came_within(1.5)
    watcher.close()
    assert calls.count == 1


def test_a_rescan_comes_even_without_notices(tmp_path: Path) -> None:
    calls = Calls()
    watcher = Watcher(lambda: [tmp_path / "unplugged"], calls, rescan=0.2)
    watcher.start()
    assert calls.came_within(10) and calls.came_within(10)
    watcher.close()


def test_a_folder_that_is_added_later_is_watched_too(tmp_path: Path) -> None:
    roots = [tmp_path / "first"]
    roots[0].mkdir()
    calls = Calls()
    watcher = Watcher(lambda: roots, calls, quiet=0.2)
    watcher.start()
    time.sleep(0.3)
    (tmp_path / "second").mkdir()
    roots = [*roots, tmp_path / "second"]
    assert calls.came_within(20)
    time.sleep(0.5)
    (tmp_path / "second" / "a.md").write_text("# New")
    assert calls.came_within(20)
    watcher.close()


def test_closing_is_prompt(tmp_path: Path) -> None:
    watcher = Watcher(lambda: [tmp_path], lambda: None)
    watcher.start()
    time.sleep(0.2)
    start = time.monotonic()
    watcher.close()
    assert time.monotonic() - start < 5


def test_what_concerns_us() -> None:
    roots = [Path("/home/a"), Path("/home/a/.books")]
    assert concerns_us("/home/a/book.epub", roots)
    assert concerns_us("/home/a/.books/book.epub", roots)
    assert not concerns_us("/home/a/.cache/book.epub", roots)
    assert not concerns_us("/home/a/book.epub.part", roots)
