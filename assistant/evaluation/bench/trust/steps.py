"""Ends a command at every single step that it takes among the files of a home: each opening, renaming and removing."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.acts import Acknowledge, Act, Acting
from assistant.evaluation.bench.trust.durability import Losses, copy_home, counted, once, template
from assistant.evaluation.bench.trust.probes import Scale, probe

_STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}
ENDED = 9


def ended_at(home: Path, step: int, act: Act) -> Act:
    """The act, whose process ends without a word before it takes that step; the steps are told from 1 on."""

    def cut(acknowledge: Acknowledge) -> None:
        count = 0

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in _STEPS and any(str(home) in str(one) for one in args[:2]):
                count += 1
                if count == step:
                    os._exit(ENDED)

        # It stays for as long as the process does, which is this act alone.
        sys.addaudithook(hook)
        act(acknowledge)

    return cut


@probe("steps")
def steps(scale: Scale) -> list[Row]:
    """Restore and erasure, ended at every step; where `kills` is smaller than their number, at so many of them."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="alcove-trust-") as name:
        work = Path(name)
        first = template(scale.program, work)
        acts: list[tuple[str, list[str], Callable[[Path], Act]]] = [
            ("restore", first, lambda home: once(scale.program, home, "restore", work / "kept.alcove")),
            ("erase", [], lambda home: once(scale.program, home, "erase", "--everything", "--yes")),
        ]
        for what, known, act in acts:
            losses = _at_each(scale, what, work, known, act)
            rows += losses.rows(f"{what} ended at {losses.runs} steps")
    return rows


def _at_each(scale: Scale, what: str, work: Path, known: list[str], act: Callable[[Path], Act]) -> Losses:
    losses, step, whole = Losses(), 0, False
    while not whole:
        step += 1
        home = copy_home(work / "made", work / f"{what} {step}")
        whole = Acting(ended_at(home, step, act(home))).end().whole
        counted(losses, home, known)
        scale.say(f"{what} {step}: {losses}")
        if losses.runs >= scale.kills:
            break
    return losses
