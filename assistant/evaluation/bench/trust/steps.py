"""Kills a command at every single step that it takes among the files of a home: each opening, renaming and removing."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.acts import Acknowledge, Act, Acting
from assistant.evaluation.bench.trust.durability import Losses, copy_home, counted, foreign_backup, once, template
from assistant.evaluation.bench.trust.homes import PASSPHRASES
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.settings.paths import Paths
from assistant.storage.replacement import is_replacing
from assistant.storage.scratch import passing_folder

_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}


def killed_at(home: Path, step: int, act: Act, since: str = "") -> Act:
    """The act, whose process is killed before it takes that step; the steps are told from 1 on.

    since: a name; only steps from the first on that speaks of it are told.
    """

    def cut(acknowledge: Acknowledge) -> None:
        count, begun = 0, False

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count, begun
            if event in _STEPS and any(str(home) in str(one) for one in args[:2]):
                begun = begun or any(since in str(one) for one in args[:2])
                count += begun
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        # It stays for as long as the process does, which is this act alone.
        sys.addaudithook(hook)
        act(acknowledge)

    return cut


@probe("steps")
def steps(scale: Scale) -> list[Row]:
    """Restore of another key's backup, erasure and change of the passphrase, killed at every step; and the start after
    a restore that was killed inside its switch."""
    rows: list[Row] = []
    with passing_folder("trust") as name:
        work = Path(name)
        first = template(scale.program, work)
        restore = _act(scale, "restore", foreign_backup(scale.program, work)[0])
        first_inside = _at_each(scale, rows, "restore", work / "made", first, restore)
        _at_each(scale, rows, "erase", work / "made", [], _act(scale, "erase", "--everything", "--yes"))
        (work / "words").write_text(f"{PASSPHRASES[1]}\n")
        change = _act(scale, "passphrase", "--new", work / "words")
        _at_each(scale, rows, "passphrase change", work / "made", first, change)
        half = copy_home(work / "made", work / "half")
        Acting(killed_at(half, first_inside, restore(half))).end()
        start = _act(scale, "profile", "show")
        _at_each(scale, rows, "start after a restore that was killed inside its switch", half, first, start)
    return rows


def _act(scale: Scale, *arguments: object) -> Callable[[Path], Act]:
    return lambda home: once(scale.program, home, *arguments)


def _at_each(scale: Scale, rows: list[Row], what: str, like: Path, known: list[str], act: Callable[[Path], Act]) -> int:
    """Adds the rows of an act; returns the first step at which files of the switch stood beside those of before."""
    losses, step, whole, inside = Losses(), 0, False, list[int]()
    while not whole:
        step += 1
        home = copy_home(like, like.with_name(f"{what} {step}"))
        whole = Acting(killed_at(home, step, act(home))).end().whole
        inside += [step] * is_replacing(Paths(home))
        counted(losses, home, known)
        scale.say(f"{what} {step}: {losses}, {len(inside)} inside the switch")
    named = f"{what} killed at {losses.runs} steps"
    rows += losses.rows(named)
    if inside:
        rows.append(Row(f"{named}: inside the switch of journal and key", len(inside), f"of {losses.runs}"))
    return inside[0] if inside else 0
