"""The power goes, or the disk refuses, at every write of a feedback, an index and a migration."""

import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.acts import Acknowledge, Act, Acting, apart
from assistant.evaluation.bench.trust.cuts import (
    FULL,
    MARKED,
    REFUSALS,
    Event,
    Refusal,
    recorded,
    states_after_power_cut,
)
from assistant.evaluation.bench.trust.durability import Losses, copy_home, counted, template, write_papers
from assistant.evaluation.bench.trust.homes import ITEMS, Said, make_old_home, told
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.storage.scratch import passing_folder

Step = Callable[[Path], Iterator[tuple[Said, str]]]
"""The commands of an act on a home: what each said, and the token that it acknowledged by its success."""
_DATABASES = ("journal.db", "library.db")
_BUG = 70
_MISLED = ("restore FILE", "newest copy")
"""What nobody must be told to do because a disk is full."""


@probe("power and disk")
def power_and_disk(scale: Scale) -> list[Row]:
    """`kills` moments of each act, all of them where there are fewer."""
    rows: list[Row] = []
    with passing_folder("trust") as name:
        work = Path(name)
        first = template(scale.program, work)
        (work / "old").mkdir()
        old = apart(partial(make_old_home, work / "old" / "home"))
        assert isinstance(old, list)
        write_papers(work / "papers")
        for what, home, known, step in (
            ("feedback", work / "made", first, partial(_feedback, scale)),
            ("index", work / "made", first, partial(_index, scale, work / "papers")),
            ("migration", work / "old" / "home", old, partial(_migration, scale)),
        ):
            rows += _without_power(scale, what, home, known, step)
            for kind, refusal in REFUSALS.items():
                rows += _with_refusals(scale, f"{what}, {kind}", home, known, step, kind, refusal)
    return rows


def _feedback(scale: Scale, home: Path) -> Iterator[tuple[Said, str]]:
    for number in range(2):
        token = f"cut {number}"
        yield told(scale.program, home, "feedback", f"n{number % ITEMS}", "like", "--because", token), token


def _index(scale: Scale, papers: Path, home: Path) -> Iterator[tuple[Said, str]]:
    yield told(scale.program, home, "feedback", "n0", "like", "--because", "cut"), "cut"
    yield told(scale.program, home, "index", papers), ""


def _migration(scale: Scale, home: Path) -> Iterator[tuple[Said, str]]:
    yield told(scale.program, home, "profile", "show"), ""
    yield told(scale.program, home, "profile", "add", "I like harbours"), ""


def _moments(scale: Scale, n: int) -> list[int]:
    """So many of 1 to n as are wanted, evenly spread."""
    return sorted({1 + round(place * (n - 1) / max(1, scale.kills - 1)) for place in range(min(n, scale.kills))})


# Power


def _without_power(scale: Scale, what: str, home: Path, known: list[str], step: Step) -> list[Row]:
    chance, losses = random.Random(scale.seed), Losses()
    run = copy_home(home, home.with_name(f"{what} run"))
    base = {str(run / name): (run / name).read_bytes() for name in _DATABASES}
    events = apart(partial(_recorded, run, step))
    assert isinstance(events, list)
    for at in _moments(scale, len(events)):
        said = [event.file for event in events[:at] if event.kind == MARKED and event.file]
        for state in states_after_power_cut(base, events, at, chance):
            after = copy_home(home, home.with_name(f"{what} after"))
            for name, content in state.items():
                if Path(name).parent == run:
                    (after / Path(name).name).write_bytes(content)
            counted(losses, after, [*known, *said])
        scale.say(f"{what} without power at {at} of {len(events)}: {losses}")
    shutil.rmtree(run)
    return losses.rows(f"{what}, power cut at {losses.runs} states of {len(events)} writes")


def _recorded(home: Path, step: Step) -> list[Event]:
    with recorded() as disk:
        for said, token in step(home):
            assert said.status == 0, said
            disk.acknowledge(token)
    return disk.events


# Refusals


def _with_refusals(
    scale: Scale, what: str, home: Path, known: list[str], step: Step, kind: str, refusal: Refusal
) -> list[Row]:
    losses, wrong, answered = Losses(), 0, ""
    writes = apart(partial(_writes, copy_home(home, home.with_name("counted")), step))
    shutil.rmtree(home.with_name("counted"))
    assert isinstance(writes, int)
    for number, at in enumerate(_moments(scale, writes)):
        run = copy_home(home, home.with_name("refused"))
        # Every other time the disk stays as it is; else the next write goes well again.
        outcome = Acting(_refused(run, step, at, refusal, bool(number % 2))).end()
        words = [word for word in outcome.acknowledged if word.startswith("!")]
        bad = not outcome.whole or any(_is_wrong(word, kind) for word in words)
        wrong, answered = wrong + bad, next((word for word in words if _is_wrong(word, kind)), answered)
        counted(losses, run, [*known, *(word for word in outcome.acknowledged if not word.startswith("!"))])
        scale.say(f"{what} at {at} of {writes}: {losses}, {wrong} wrong words {answered}")
    named = f"{what}, at {losses.runs} of {writes} writes"
    return [*losses.rows(named), Row(f"{named}: told as a bug, or told to put back a copy", wrong, f"of {losses.runs}")]


def _writes(home: Path, step: Step) -> int:
    with recorded() as disk:
        for _ in step(home):
            pass
    return disk.writes


def _refused(home: Path, step: Step, at: int, refusal: Refusal, lasting: bool) -> Act:
    def act(acknowledge: Acknowledge) -> None:
        with recorded() as disk:
            disk.fails = lambda n: refusal if n == at or (lasting and n > at) else None
            for said, token in step(home):
                if said.status == 0 and token:
                    acknowledge(token)
                elif said.status:
                    acknowledge(f"! {said.status} {said.words}")

    return act


def _is_wrong(word: str, kind: str) -> bool:
    return word.startswith(f"! {_BUG}") or (kind == FULL and any(part in word for part in _MISLED))
