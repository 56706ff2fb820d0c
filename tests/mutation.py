"""How many small mistakes the tests notice: `python tests/mutation.py PATH … --tests TESTS … --sample 600 --seed 1`.

Each mutant changes one operator, constant, condition or returned value of the code below PATH. It runs against the
tests that reach the changed line, by the record of a first run under coverage, each in a process of its own. A tool for
development: it needs `coverage`. Prints every mutant that no test noticed, then the share that was noticed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_TESTS = 40
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
    """What is no behaviour: annotations and what is only imported for types."""
    match node:
        case ast.AnnAssign():
            yield from ast.walk(node.annotation)
        case ast.arg(annotation=ast.expr() as annotation):
            yield from ast.walk(annotation)
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield from ast.walk(returns)


def mutants(path: Path) -> list[Mutant]:
    found = enumerate(mutations(ast.parse(path.read_text(encoding="utf-8"))))
    return [Mutant(path, line, number, what) for number, (line, what, *_) in found]


def mutated(mutant: Mutant) -> str:
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    *_, node, name, value = list(mutations(tree))[mutant.number]
    setattr(node, name, value)
    return ast.unparse(ast.fix_missing_locations(tree))


def reached(tests: list[str], paths: list[str], folder: Path) -> dict[tuple[str, int], list[str]]:
    """The tests that reach each (file, line)."""
    import coverage

    data, settings = folder / "coverage", folder / "settings"
    settings.write_text(f"[run]\ndynamic_context = test_function\ndata_file = {data}\nsource = {','.join(paths)}\n")
    collected = folder / "ids.txt"
    plugin = folder / "record_ids.py"
    plugin.write_text(RECORDER.format(file=str(collected)))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(folder)}
    command = [
        sys.executable,
        "-m",
        "coverage",
        "run",
        f"--rcfile={settings}",
        "-m",
        "pytest",
        "-q",
        "-p",
        "record_ids",
    ]
    subprocess.run([*command, *tests], cwd=ROOT, env=environment, check=False)
    named: dict[str, list[str]] = {}
    for line in collected.read_text().splitlines():
        function, _, test = line.partition("\t")
        named.setdefault(function, []).append(test)
    record = coverage.CoverageData(str(data))
    record.read()
    found: dict[tuple[str, int], list[str]] = {}
    for file in record.measured_files():
        for line, contexts in record.contexts_by_lineno(file).items():
            tests_of_line = [test for context in contexts for test in named.get(context, [])]
            found[str(Path(file).relative_to(ROOT)), line] = tests_of_line
    return found


RECORDER = """
def pytest_collection_modifyitems(items):
    with open({file!r}, "w") as file:
        for item in items:
            function = getattr(item, "function", None)
            if function is not None:
                name = function.__module__ + "." + function.__qualname__
                file.write(name + "\\t" + item.nodeid + "\\n")
"""


def judge(mutant: Mutant, tests: list[str], copies: "list[Path]") -> bool:
    """Whether some test notices. Works in one of the copies of the tree."""
    copy = copies.pop()
    target = copy / mutant.path.relative_to(ROOT)
    before = target.read_text(encoding="utf-8")
    try:
        target.write_text(mutated(mutant), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
        environment["PYTHONPATH"] = str(copy)
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS)
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(before, encoding="utf-8")
        copies.append(copy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    files = [
        file for one in options.paths for file in ([ROOT / one] if one.endswith(".py") else (ROOT / one).rglob("*.py"))
    ]
    every = [mutant for file in sorted(files) for mutant in mutants(file)]
    with tempfile.TemporaryDirectory() as scratch:
        lines = reached(options.tests, options.paths, Path(scratch))
        chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
        copies = [Path(scratch) / f"copy{number}" for number in range(options.jobs)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__"))
        generator = random.Random(options.seed)

        def run(mutant: Mutant) -> tuple[Mutant, bool]:
            tests = lines.get((str(mutant.path.relative_to(ROOT)), mutant.line), [])
            picked = generator.sample(tests, min(len(tests), MOST_TESTS))
            return mutant, bool(picked) and judge(mutant, picked, copies)

        noticed = 0
        with ThreadPoolExecutor(options.jobs) as pool:
            for number, (mutant, killed) in enumerate(pool.map(run, chosen), 1):
                noticed += killed
                if not killed:
                    print(f"missed {mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.what}", flush=True)
                if number % 20 == 0:
                    print(f"{number} of {len(chosen)}: {noticed / number:.1%} noticed", file=sys.stderr, flush=True)
    print(f"{noticed} of {len(chosen)} mutants noticed ({noticed / max(1, len(chosen)):.1%}), of {len(every)} possible")


if __name__ == "__main__":
    main()
