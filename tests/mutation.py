"""How many small mistakes the tests notice: `python tests/mutation.py PATH … --tests TESTS … --sample 600 --seed 1`.

Each mutant changes one operator, constant, condition or returned value of the code below PATH. It runs against the
tests that reach the changed statement, by the record of a first run under coverage, in a process of its own; what runs
on import or in fixtures alone, against all. A tool for development: it needs `coverage`. Prints every mutant that no
test noticed, then the share that was noticed.
"""

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("pytest", "hypothesis", "numpy", "scipy.sparse", "onnxruntime", "tokenizers")
"""Imported once, for all mutants."""
UNWRITTEN = "ignore::pytest.PytestAssertRewriteWarning"
SECONDS = 180
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.USub: ast.UAdd,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    path: Path
    line: int
    first: int
    last: int
    """The lines of the statement, without those of a block below it."""
    number: int
    """Which of the mutations of its file."""
    what: str


def mutations(tree: ast.Module) -> Iterator[tuple[int, str, ast.AST, str, object]]:
    """(line, description, node, field, new value) of every change that may be made."""
    quiet = {id(part) for node in ast.walk(tree) for part in _quiet(node)}
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        match node:
            case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.UnaryOp(op=op) if type(op) in SWAPS:
                yield node.lineno, f"{type(op).__name__} → {SWAPS[type(op)].__name__}", node, "op", SWAPS[type(op)]()
            case ast.Compare(ops=[op]) if type(op) in SWAPS:
                yield node.lineno, f"{type(op).__name__} → {SWAPS[type(op)].__name__}", node, "ops", [SWAPS[type(op)]()]
            case ast.Constant(value=bool(value)):
                yield node.lineno, f"{value} → {not value}", node, "value", not value
            case ast.Constant(value=int(value) | float(value)):
                yield node.lineno, f"{value} → {value + 1}", node, "value", value + 1
            case ast.If(test=test) | ast.IfExp(test=test):
                yield node.lineno, "condition denied", node, "test", ast.UnaryOp(ast.Not(), test)
            case ast.Return(value=ast.expr()):
                yield node.lineno, "returns None", node, "value", ast.Constant(None)


def _quiet(node: ast.AST) -> Iterator[ast.AST]:
    """What is no behaviour: annotations, and that a class of values is frozen or has slots."""
    match node:
        case ast.AnnAssign():
            yield from ast.walk(node.annotation)
        case ast.arg(annotation=ast.expr() as annotation):
            yield from ast.walk(annotation)
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield from ast.walk(returns)
        case ast.ClassDef(decorator_list=decorators):
            for one in decorators:
                yield from ast.walk(one)


def mutants(path: Path) -> list[Mutant]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spans = sorted(_spans(tree), key=lambda span: span[1] - span[0])
    made = []
    for number, (line, what, *_) in enumerate(mutations(tree)):
        first, last = next(span for span in spans if span[0] <= line <= span[1])
        made.append(Mutant(path, line, first, last, number, what))
    return made


def _spans(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """(first line, last line) of every statement; of one with a block, up to the block."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.match_case | ast.ExceptHandler):
            body = getattr(node, "body", None)
            first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
            first = min([first, *(one.lineno for one in getattr(node, "decorator_list", ()))])
            yield first, max(first, body[0].lineno - 1) if body else node.end_lineno or first


def mutated(mutant: Mutant) -> str:
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    *_, node, name, value = list(mutations(tree))[mutant.number]
    setattr(node, name, value)
    return ast.unparse(ast.fix_missing_locations(tree))


@dataclass(frozen=True)
class Record:
    """What a first run of the tests showed."""

    reach: dict[str, dict[int, set[str]]]
    """The tests that reach each line of each file."""
    seconds: dict[str, float]
    """How long each test took, in the order of the run."""

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that reach it, the quickest first; all tests for what is run on import or by fixtures alone."""
        lines = self.reach.get(str(mutant.path), {})
        found = {test for line in range(mutant.first, mutant.last + 1) for test in lines.get(line, ())}
        return sorted(found or self.seconds, key=self.seconds.__getitem__)


def recorded(tests: list[str], paths: list[str], folder: Path) -> Record:
    import coverage

    data, settings, log = folder / "coverage", folder / "settings", folder / "tests"
    folders = sorted({os.path.dirname(path) if path.endswith(".py") else path for path in paths})
    settings.write_text(f"[run]\ndynamic_context = test_function\ndata_file = {data}\nsource = {','.join(folders)}\n")
    (folder / "record_tests.py").write_text(RECORDER.format(file=str(log)))
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-q"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(folder)}
    subprocess.run([*command, "-p", "record_tests", *tests], cwd=ROOT, env=environment, check=True)
    seconds, named = {}, {}
    for line in log.read_text().splitlines():
        function, test, took = line.split("\t")
        seconds[test] = float(took)
        named.setdefault(function, set()).add(test)
    record = coverage.CoverageData(str(data))
    record.read()
    reach = {
        file: {
            line: {test for context in contexts for test in named.get(context, ())}
            for line, contexts in record.contexts_by_lineno(file).items()
        }
        for file in record.measured_files()
    }
    return Record(reach, seconds)


RECORDER = """
import pytest

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    yield
    if call.when == "call":
        name = item.function.__module__ + "." + item.function.__qualname__
        with open({file!r}, "a") as file:
            print(name, item.nodeid, call.duration, sep="\\t", file=file)
"""


class Changed(MetaPathFinder, SourceLoader):
    """Imports one module as the mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        self._path, self._text = str(mutant.path), mutated(mutant)
        self._name = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self._path, loader=self) if name == self._name else None

    def get_filename(self, name: str) -> str:
        return self._path

    def get_data(self, path: str) -> bytes:
        if path != self._path:
            raise OSError(path)  # no compiled copy: that of the true module would be taken
        return self._text.encode()


def noticed(work: tuple[Mutant, list[str]]) -> bool:
    """Whether some test fails. Runs in a process that has not imported anything of the program yet."""
    import pytest

    mutant, tests = work
    sys.meta_path.insert(0, Changed(mutant))
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SECONDS)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        return pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-W", UNWRITTEN, *tests]) != 0


def _too_slow(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many, and tell the share so far")
    options = parser.parse_args()
    files = [
        file for one in options.paths for file in ([ROOT / one] if one.endswith(".py") else (ROOT / one).rglob("*.py"))
    ]
    every = [mutant for file in sorted(files) for mutant in mutants(file)]
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        record = recorded(options.tests, options.paths, Path(scratch))
    for heavy in LIBRARIES:
        importlib.import_module(heavy)
    kept = tried = 0
    stop = time.monotonic() + 60 * options.minutes
    with multiprocessing.get_context("fork").Pool(options.jobs, maxtasksperchild=1) as pool:
        for mutant, seen in zip(
            chosen, pool.imap(noticed, ((one, record.tests_of(one)) for one in chosen)), strict=False
        ):
            tried += 1
            kept += seen
            if not seen:
                print(f"missed {mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.what}", flush=True)
            if time.monotonic() > stop:
                pool.terminate()
                break
    print(f"{kept} of {tried} mutants noticed ({kept / max(1, tried):.1%}), of {len(every)} possible")


if __name__ == "__main__":
    main()
