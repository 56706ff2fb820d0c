"""Runs the tests of one mutant: in a program that is imported and collected already, or in one imported for it."""

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from bench import Bench
from mutants import Mutant
from swap import import_changed, swaps


@dataclass(frozen=True)
class Work:
    mutant: Mutant
    tests: list[str]
    seconds: float
    """Of processor, for all the tests."""
    anew: bool
    """Whether the program has to be imported with it."""
    reached: bool


QUIET = ("-q", "-x", "--timeout=0", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Swapping:
    """A plugin: in place of running all tests, a copy of the process for each mutant runs those that reach it."""

    def __init__(self, bench: Bench, works: Sequence[Work], scratch: Path) -> None:
        self._bench, self._works, self._scratch = bench, works, scratch

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        needed = {test for work in self._works for test in work.tests}
        self._bench.control(partial(failed, session, [items[test] for test in items if test in needed], self._scratch))
        for name in sorted({work.mutant.module for work in self._works}):
            importlib.import_module(name)
        session.config.pluginmanager.unregister(name="terminalreporter")
        for work in self._works:
            if self._bench.late:
                break
            if not swaps(work.mutant):
                self._bench.note(work.mutant, "unswappable")
                continue
            chosen = [items[test] for test in work.tests]
            self._bench.judge(work.mutant, work.seconds, partial(self._trial, session, work.mutant, chosen))
        self._bench.finish()
        return True

    def _trial(self, session: pytest.Session, mutant: Mutant, items: list[pytest.Item]) -> str:
        for function, code in swaps(mutant):
            function.__code__ = code
        return failed(session, items, self._scratch)


def failed(session: pytest.Session, items: list[pytest.Item], scratch: Path) -> str:
    """The name of the first test that fails, or nothing."""
    folder = Path(tempfile.mkdtemp(dir=scratch))
    session.config._tmp_path_factory._given_basetemp = folder / "tests"
    try:
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed:
                return item.nodeid
        return ""
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Failure:
    """A plugin that runs the tests in the order in which they are named and remembers which one failed."""

    def __init__(self, tests: Sequence[str], scratch: Path) -> None:
        self._tests, self._scratch, self.failed = tests, scratch, ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        # A mistake may change what a test is called that takes its cases from the program: that alone proves nothing.
        self.failed = failed(session, [items[test] for test in self._tests if test in items], self._scratch)
        return True


def judge_swapped(bench: Bench, works: Sequence[Work], tests: Sequence[str], scratch: Path) -> None:
    if pytest.main([*QUIET, *tests], plugins=[Swapping(bench, works, scratch)]) != pytest.ExitCode.OK:
        sys.exit("the mutants could not be judged")


def judge_imported(bench: Bench, works: Sequence[Work], scratch: Path) -> None:
    """In a process that has imported nothing of the program."""
    for work in works:
        if bench.late:
            break
        bench.judge(work.mutant, work.seconds + 10, partial(_imported, work.mutant, work.tests, scratch))
    bench.finish()


def _imported(mutant: Mutant, tests: list[str], scratch: Path) -> str:
    import_changed(mutant)
    watch = _Failure(tests, scratch)
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    status = pytest.main([*QUIET, *files], plugins=[watch])
    os.chdir(scratch)
    return watch.failed or ("" if status == pytest.ExitCode.OK else "on import")
