"""Restores beside writers, and acts that are killed at random moments: what was acknowledged and is gone afterwards."""

import random
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.acts import Acknowledge, Act, Acting, Outcome, apart
from assistant.evaluation.bench.trust.homes import (
    ITEMS,
    PASSPHRASES,
    Found,
    command,
    kept_aside,
    make_home,
    make_old_home,
    quick_vaults,
    read_home,
)
from assistant.evaluation.bench.trust.probes import Program, Scale, probe
from assistant.storage.scratch import passing_folder

WRITERS = 2
SAID = 3
"""Pieces of feedback of one writer."""
MOMENT = 2.5
"""Within so many seconds from the start of the writers the restore begins."""
ACTS = ("restore", "erase", "migration", "passphrase change", "index", "feedback")
"""What is killed at random moments."""
TRIES = 100
"""How often a restore that was refused is asked for again."""


@dataclass(slots=True)
class Losses:
    """What was counted over all runs."""

    acknowledged: int = 0
    lost: int = 0
    shut: int = 0
    runs: int = 0
    worst: str = ""

    def count(self, said: Iterable[str], home: Found, aside: frozenset[str]) -> None:
        said = set(said)
        self.runs += 1
        self.acknowledged += len(said)
        if home.trouble:
            self.shut += 1
            self.worst = home.trouble
        self.lost += len(said - home.tokens - aside)

    def rows(self, what: str) -> list[Row]:
        return [
            Row(f"{what}: acknowledged rows lost", self.lost, f"of {self.acknowledged}"),
            Row(f"{what}: homes that do not open", self.shut, f"of {self.runs}"),
        ]


def saying(program: Program, home: Path, name: str, n: int) -> Act:
    """So much feedback by the command line, a token each."""

    def act(acknowledge: Acknowledge) -> None:
        for number in range(n):
            token = f"{name} {number}"
            if command(program, home, "feedback", f"n{number % ITEMS}", "like", "--because", token) == 0:
                acknowledge(token)

    return act


def once(program: Program, home: Path, *arguments: object, passphrase: str = PASSPHRASES[0]) -> Act:
    """One command, acknowledged as “done”."""

    def act(acknowledge: Acknowledge) -> None:
        with quick_vaults():
            if command(program, home, *arguments, passphrase=passphrase) == 0:
                acknowledge("done")

    return act


def until_done(program: Program, home: Path, *arguments: object) -> Act:
    """A command that is given again where it was refused, as a person would."""

    def act(acknowledge: Acknowledge) -> None:
        if any(command(program, home, *arguments) == 0 for _ in range(TRIES)):
            acknowledge("done")

    return act


@probe("restore beside writers")
def restore_beside_writers(scale: Scale) -> list[Row]:
    """While two processes give feedback by the command line, a third puts a backup back."""
    losses, chance = Losses(), random.Random(scale.seed)
    refused = 0
    with passing_folder("trust") as name:
        work = Path(name)
        first = template(scale.program, work)
        for run in range(scale.runs):
            home = copy_home(work / "made", work / f"home {run}")
            writers = [Acting(saying(scale.program, home, f"{run} {k}", 2 * SAID)) for k in range(WRITERS)]
            time.sleep(chance.uniform(0, MOMENT))
            restored = Acting(until_done(scale.program, home, "restore", work / "kept.alcove")).end()
            said = [token for writer in writers for token in writer.end().acknowledged]
            refused += "done" not in restored.acknowledged
            counted(losses, home, [*said, *first])
            scale.say(f"restore {run + 1} of {scale.runs}: {losses}, {refused} refused")
    rows = losses.rows(f"{scale.runs} restores beside writers")
    return [*rows, Row(f"{scale.runs} restores beside writers: refused", refused, f"of {scale.runs}")]


def kills(what: str, scale: Scale) -> list[Row]:
    """One of ACTS, killed at random moments, each time in a copy of the same home."""
    with passing_folder("trust") as name:
        work = Path(name)
        first = template(scale.program, work)
        (work / "old").mkdir()
        old = list(apart(partial(make_old_home, work / "old" / "home")))  # type: ignore[call-overload]
        shutil.move(work / "old" / "home", work / "before")
        write_papers(work / "papers")
        (work / "words").write_text(f"{PASSPHRASES[1]}\n")
        made, before = work / "made", work / "before"
        changed = ("passphrase", "--new", work / "words")
        acts: dict[str, tuple[Path, list[str], Callable[[Path], Act]]] = {
            "restore": (made, first, lambda home: once(scale.program, home, "restore", work / "kept.alcove")),
            "erase": (made, [], lambda home: once(scale.program, home, "erase", "--everything", "--yes")),
            "migration": (before, old, lambda home: once(scale.program, home, "profile", "show")),
            "passphrase change": (made, first, lambda home: once(scale.program, home, *changed)),
            "index": (made, first, lambda home: once(scale.program, home, "index", work / "papers")),
            "feedback": (made, first, lambda home: saying(scale.program, home, "killed", SAID)),
        }
        losses = _kill(scale, what, work, *acts[what])
    return losses.rows(f"{what} killed {losses.runs} times")


for _act in ACTS:
    probe(f"kills: {_act}")(partial(kills, _act))


def _kill(
    scale: Scale,
    what: str,
    work: Path,
    like: Path,
    known: list[str],
    act: Callable[[Path], Act],
) -> Losses:
    losses, chance = Losses(), random.Random(f"{scale.seed} {what}")
    longest = Acting(act(copy_home(like, work / "whole"))).end().seconds
    shutil.rmtree(work / "whole", ignore_errors=True)
    for number in range(scale.kills):
        home = copy_home(like, work / f"{what} {number}")
        outcome = Acting(act(home)).end(chance.uniform(0, longest))
        counted(losses, home, [*known, *(said for said in outcome.acknowledged if said != "done")])
        scale.say(f"{what} {number + 1} of {scale.kills}: {losses}")
    return losses


def counted(losses: Losses, home: Path, said: list[str]) -> None:
    found = apart(partial(read_home, home))
    aside = apart(partial(kept_aside, home))
    assert isinstance(found, Found) and isinstance(aside, frozenset)
    losses.count(said, found, aside)
    shutil.rmtree(home, ignore_errors=True)


def template(program: Program, work: Path) -> list[str]:
    """A home to be copied for each run, and a backup of it; returns the tokens in both."""
    first = apart(partial(make_home, work / "made"))
    assert isinstance(first, list)
    whole: Outcome = Acting(once(program, work / "made", "backup", work / "kept.alcove")).end()
    assert whole.acknowledged == ("done",)
    return first


def foreign_backup(program: Program, work: Path) -> tuple[Path, list[str]]:
    """The backup of a home with another key and other feedback, and the tokens in it."""
    tokens = apart(partial(make_home, work / "foreign", word="foreign"))
    assert isinstance(tokens, list)
    whole = Acting(once(program, work / "foreign", "backup", work / "foreign.alcove")).end()
    assert whole.acknowledged == ("done",)
    return work / "foreign.alcove", tokens


def copy_home(like: Path, home: Path) -> Path:
    shutil.copytree(like, home)
    return home


def write_papers(folder: Path) -> None:
    folder.mkdir()
    for number in range(6):
        words = f"# Note {number}\n\nThe ferry of day {number} came late, and the harbour waited in the rain.\n"
        (folder / f"{number}.md").write_text(words)
