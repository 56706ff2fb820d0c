"""One process for each mutant, a few at a time, each with a limit; and the notes of what became of it.

The limit is of processor time, so that a machine which is busy with other things never makes a test fail: no more than
twenty seconds and ten times what the same tests took before. A mutant that uses it up is noticed; one that has not
worked for ten minutes is let go and counted as missed.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from mutants import Mutant, Name

NOTICED = ("killed", "cpu", "crash")
WAITS = 600.0
_NOTHING = Mutant(Name("", "", "nothing is changed", 0), 0, 0, 0, 0)


@dataclass(frozen=True)
class Verdict:
    name: Name
    verdict: str
    """killed, cpu (ran without end), crash; missed, stuck (waits), unreached; or unswappable: to be judged again."""
    by: str
    """The test that noticed it."""
    longest: float
    """Tests that take more seconds were left out."""
    seconds: float
    """Of processor."""
    imported: bool
    """Judged in a process that imported the program anew."""

    @property
    def noticed(self) -> bool:
        return self.verdict in NOTICED


@dataclass(frozen=True)
class Notes:
    """One line for each verdict; the last on a mutant holds."""

    file: Path

    def add(self, verdict: Verdict) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")

    def read(self) -> dict[Name, Verdict]:
        lines = self.file.read_text(encoding="utf-8").splitlines() if self.file.exists() else []
        found = [Verdict(**{**read, "name": Name(**read["name"])}) for read in map(json.loads, lines)]
        return {one.name: one for one in found}


@dataclass
class _Running:
    mutant: Mutant
    seen: float
    """When it was last seen to have worked."""
    worked: int = 0
    """Its ticks of processor by then."""


class Bench:
    def __init__(self, notes: Notes, jobs: int, longest: float, *, imported: bool, until: float) -> None:
        self._notes, self._jobs, self._longest, self._imported = notes, jobs, longest, imported
        self._until = until
        self._running: dict[int, _Running] = {}

    @property
    def late(self) -> bool:
        return time.monotonic() > self._until

    def judge(self, mutant: Mutant, expected: float, trial: Callable[[], str]) -> None:
        """`trial` gives the test that failed, in a process of its own. `expected`: the seconds of all its tests."""
        while len(self._running) >= self._jobs:
            self._gather()
        process = os.fork()
        if not process:
            self._child(mutant, expected, trial)
        self._running[process] = _Running(mutant, time.monotonic())

    def control(self, trial: Callable[[], str]) -> None:
        """All tests in the same circumstances with nothing changed: none may fail, else no verdict would mean much."""
        self.judge(_NOTHING, 3600.0, trial)
        self.finish()
        found = self._notes.read()[_NOTHING.name]
        if found.verdict != "missed":
            sys.exit(f"the tests fail though nothing is changed: {found}")

    def finish(self) -> None:
        while self._running:
            self._gather()

    def note(self, mutant: Mutant, verdict: str, by: str = "", seconds: float = 0.0) -> None:
        self._notes.add(Verdict(mutant.name, verdict, by, self._longest, round(seconds, 2), self._imported))

    def _child(self, mutant: Mutant, expected: float, trial: Callable[[], str]) -> None:
        started = time.process_time()
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, 20 + 10 * expected)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            by = trial()
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.note(mutant, "killed" if by else "missed", by, time.process_time() - started)
            os._exit(0)
        except BaseException:
            self._notes.file.with_suffix(".errors").open("a").write(f"{mutant}\n{traceback.format_exc()}\n")
            os._exit(1)

    def _gather(self) -> None:
        for process, one in list(self._running.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                del self._running[process]
                self._note_end(one.mutant, status)
            elif self._waits(process, one):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                del self._running[process]
                self.note(one.mutant, "stuck")
        time.sleep(0.02)

    @staticmethod
    def _waits(process: int, one: _Running) -> bool:
        worked = sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]))
        if worked != one.worked:
            one.worked, one.seen = worked, time.monotonic()
        return time.monotonic() - one.seen > WAITS

    def _note_end(self, mutant: Mutant, status: int) -> None:
        if os.WIFSIGNALED(status):
            self.note(mutant, "cpu" if os.WTERMSIG(status) == signal.SIGPROF else "crash")
        elif os.waitstatus_to_exitcode(status):
            sys.exit(f"could not judge {mutant}: see the errors beside the notes")
