"""How many small mistakes the tests notice.

`python tests/mutation --folder NOTES assistant/recommend=tests/recommend assistant/explain=tests/explain`: each mutant
of the paths before the sign runs against the tests after it that reach its statement, by the record of a first run
under coverage. The sample is drawn once and kept in the folder with every verdict, so that a run that was ended goes
on where it stood; `--again` judges anew what was missed, after tests were added. A tool for development: it needs
`coverage`. Prints what no test noticed, then the share that was noticed.
"""

import argparse
import importlib
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import Bench, Notes, Verdict
from judge import Work, judge_imported, judge_swapped
from mutants import ROOT, Name, files_of, mutants, sample
from record import Record, recorded
from swap import swappable

LIBRARIES = ("pytest", "hypothesis", "numpy", "scipy.sparse", "onnxruntime", "tokenizers")
"""Imported once, for all mutants."""


@dataclass(frozen=True)
class Group:
    paths: list[str]
    tests: list[str]

    def holds(self, name: Name) -> bool:
        return any(name.path == path or name.path.startswith(path + "/") for path in self.paths)


def group(text: str) -> Group:
    paths, sign, tests = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} names no tests: write PATH,PATH=TESTS,TESTS")
    return Group(paths.split(","), tests.split(","))


def drawn(folder: Path, groups: list[Group], size: int, seed: int) -> list[Name]:
    kept = folder / "sample.json"
    if not kept.exists():
        chosen = sample([one.paths for one in groups], size, seed)
        kept.write_text(json.dumps([asdict(one.name) for one in chosen], ensure_ascii=False, indent=0))
    return [Name(**one) for one in json.loads(kept.read_text())]


def works(one: Group, wanted: dict[Name, float], record: Record, longest: float) -> list[Work]:
    """`wanted` gives for each mutant how long the tests were that it has passed already."""
    here = {mutant.name: mutant for file in files_of(one.paths) for mutant in mutants(file)}
    found = []
    for name, passed in wanted.items():
        if one.holds(name) and name in here:
            anew = record.on_import(here[name]) or not swappable(here[name])
            reaching = record.tests_of(here[name], wherever=anew)
            tests = [test for test in reaching if passed < record.tests[test] <= longest]
            seconds = sum(map(record.tests.__getitem__, tests))
            found.append(Work(here[name], tests, seconds, anew, reached=bool(reaching)))
    return found


def wanted(names: list[Name], verdicts: dict[Name, Verdict], longest: float, again: bool) -> dict[Name, float]:
    found = {}
    for name in [name for name in names if name not in harmless()]:
        verdict = verdicts.get(name)
        if verdict is None or verdict.verdict == "unswappable" or (again and not verdict.noticed):
            found[name] = -1.0
        elif not verdict.noticed and verdict.longest < longest:
            found[name] = verdict.longest
    return found


def judge(one: Group, names: list[Name], options: argparse.Namespace, until: float) -> None:
    """Functions are changed in a process that has collected the tests; the rest, and what could not be changed so,
    in processes that import it."""
    notes = Notes(options.folder / "verdicts.jsonl")
    record = recorded(one.paths, one.tests, options.folder)
    todo = works(one, wanted(names, notes.read(), options.longest, options.again), record, options.longest)
    bench = Bench(notes, options.jobs, options.longest, imported=False, until=until)
    for work in todo:
        if not work.tests:
            bench.note(work.mutant, "missed" if work.reached else "unreached")
    todo = [work for work in todo if work.tests]
    quick = [work for work in todo if not work.anew]
    with tempfile.TemporaryDirectory() as scratch:
        if quick:
            _apart(lambda: judge_swapped(bench, quick, one.tests, Path(scratch)))
        left = notes.read()
        slow = [work for work in todo if work.anew or left[work.mutant.name].verdict == "unswappable"]
        judge_imported(Bench(notes, options.jobs, options.longest, imported=True, until=until), slow, Path(scratch))


def _apart(what: Callable[[], None]) -> None:
    """In a process of its own, since what it imports cannot be forgotten."""
    process = multiprocessing.get_context("fork").Process(target=what)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def harmless() -> set[Name]:
    """Mutants that change nothing that anybody could notice, each with its reason."""
    lines = (Path(__file__).parent / "harmless.tsv").read_text(encoding="utf-8").splitlines()[1:]
    parts = [line.split("\t") for line in lines]
    return {Name(path, statement, what, int(nth)) for path, what, nth, statement, _ in parts}


def report(names: list[Name], groups: list[Group], verdicts: dict[Name, Verdict]) -> None:
    same = harmless()
    here = {mutant.name: mutant for one in groups for file in files_of(one.paths) for mutant in mutants(file)}
    for name in names:
        if name in here and name in verdicts and not verdicts[name].noticed and name not in same:
            print(f"{verdicts[name].verdict} {here[name]}")
    for what, holds in [*((", ".join(one.paths), one.holds) for one in groups), ("in all", lambda _: True)]:
        judged = [verdicts[name] for name in names if holds(name) and name in verdicts]
        missed = [one.name for one in judged if not one.noticed]
        gone = sum(name not in here for name in missed)
        without = sum(name in here and name in same for name in missed)
        count, noticed = len(judged), len(judged) - len(missed)
        share = noticed / max(1, count - without - gone)
        print(f"{what}: {noticed} of {count} noticed ({noticed / max(1, count):.1%}); {share:.1%} without {without} "
              f"that are harmless and {gone} that were missed and whose code has gone since")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="+", type=group, metavar="PATH,PATH=TESTS,TESTS")
    parser.add_argument("--folder", type=Path, required=True, help="where the sample and the verdicts are kept")
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many, and tell the share so far")
    parser.add_argument("--longest", type=float, default=1e9, help="leave out tests that take more seconds")
    parser.add_argument("--again", action="store_true", help="judge anew what was missed")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"}
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    names = drawn(options.folder, options.groups, options.sample, options.seed)
    for heavy in LIBRARIES:
        importlib.import_module(heavy)
    until = time.monotonic() + 60 * options.minutes
    for one in options.groups:
        judge(one, names, options, until)
    report(names, options.groups, Notes(options.folder / "verdicts.jsonl").read())


if __name__ == "__main__":
    main()
