"""How an attack or a cut is declared: a function with `@probe(…)` in a file of this folder, found by lying there."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from assistant.domain.errors import AssistantError, UsageError
from assistant.evaluation.bench.recommend import Row
from assistant.messages import tr

Program = Callable[[Sequence[str]], int]


def _quiet(text: str) -> None:
    return


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is tried: `runs` of what runs beside others, `kills` of each act, `minutes` of use, so many `hostile`
    files, and `files` that are read with the sandbox and without; `seed` draws what is left to chance.

    program: runs one command line within this process and returns its exit status, as `alcove …` does.
    """

    program: Program
    runs: int = 100
    kills: int = 50
    seed: int = 0
    minutes: float = 10
    hostile: int = 5_000
    files: int = 10_000
    say: Callable[[str], None] = field(default=_quiet)


Run = Callable[[Scale], list[Row]]
_probes: dict[str, Run] = {}


def probe(name: str) -> Callable[[Run], Run]:
    """Declares the function below as what `--part NAME` runs; “--part kills” runs all that begin with “kills: ”.

    Raises ValueError for a name that is taken.
    """

    def declare(run: Run) -> Run:
        if name in _probes:
            raise ValueError(f"There is a probe {name!r} already.")
        _probes[name] = run
        return run

    return declare


def probes() -> dict[str, Run]:
    """All that can be tried, by name."""
    package = import_module(__package__)
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_probes.items()))


def bench_trust(scale: Scale, parts: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Every row, or those of the named parts. Raises UsageError for a name that is none."""
    if sys.platform == "win32":
        raise AssistantError(tr("This measurement needs Linux or macOS."))
    known = probes()
    named = {part: [name for name in known if name == part or name.startswith(f"{part}: ")] for part in parts}
    if unknown := {part for part, names in named.items() if not names}:
        raise UsageError(unknown_part(unknown, known))
    rows: list[Row] = []
    for name in [name for names in named.values() for name in names] or known:
        scale.say(name)
        rows += known[name](scale)
    return [asdict(row) for row in rows]


def unknown_part(unknown: Iterable[str], known: Iterable[str]) -> str:
    """That a bench has no such part, and which it has."""
    names = ", ".join(sorted(unknown))
    return tr("There is no part called {names}. There is: {known}.", names=names, known=", ".join(known))
