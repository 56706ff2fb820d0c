"""Which small mistakes can be made in a file: one changed operator, constant, condition or returned value each."""

import ast
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.USub: ast.UAdd,
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """What a mutant is called in the notes of a run: stays true when lines are added above it."""

    path: str
    statement: str
    what: str
    nth: int
    """Among those of the file that would be called the same."""


@dataclass(frozen=True)
class Mutant:
    name: Name
    line: int
    first: int
    last: int
    """The lines of the statement, without those of a block below it."""
    number: int
    """Which of the mutations of its file."""

    @property
    def path(self) -> Path:
        return ROOT / self.name.path

    @property
    def module(self) -> str:
        return ".".join(Path(self.name.path).with_suffix("").parts)

    def tree(self) -> ast.Module:
        """Its file with the mistake in it; every line keeps its number."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        *_, node, name, value = list(_mutations(tree))[self.number]
        setattr(node, name, value)
        return ast.fix_missing_locations(tree)

    def __str__(self) -> str:
        return f"{self.name.path}:{self.line}: {self.name.what}: {self.name.statement[:100]}"


def mutants(path: Path) -> list[Mutant]:
    text = path.read_text(encoding="utf-8")
    tree, lines, seen = ast.parse(text), text.splitlines(), Counter[tuple[str, str]]()
    spans = sorted(_spans(tree), key=lambda span: span[1] - span[0])
    made = []
    for number, (line, what, *_) in enumerate(_mutations(tree)):
        first, last = next(span for span in spans if span[0] <= line <= span[1])
        statement = " ".join(part.strip() for part in lines[first - 1 : last])
        name = Name(str(path.relative_to(ROOT)), statement, what, seen[statement, what])
        seen[statement, what] += 1
        made.append(Mutant(name, line, first, last, number))
    return made


def files_of(paths: list[str]) -> list[Path]:
    found = [[ROOT / one] if one.endswith(".py") else (ROOT / one).rglob("*.py") for one in paths]
    return sorted(file for files in found for file in files)


def sample(groups: list[list[str]], size: int, seed: int) -> list[Mutant]:
    """`size` mutants in all: of each group of paths as many as is its share of those that are possible."""
    every = [[mutant for file in files_of(paths) for mutant in mutants(file)] for paths in groups]
    total = sum(map(len, every))
    exact = [size * len(one) / total for one in every]
    counts = [int(one) for one in exact]
    for place in sorted(range(len(every)), key=lambda place: counts[place] - exact[place])[: size - sum(counts)]:
        counts[place] += 1
    return [
        mutant
        for one, count in zip(every, counts, strict=True)
        for mutant in random.Random(seed).sample(one, min(count, len(one)))
    ]


def _mutations(tree: ast.Module) -> Iterator[tuple[int, str, ast.AST, str, object]]:
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
            case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
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


def _spans(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """(first line, last line) of every statement; of one with a block, up to the block."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.match_case | ast.ExceptHandler):
            body = getattr(node, "body", None)
            first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
            first = min([first, *(one.lineno for one in getattr(node, "decorator_list", ()))])
            yield first, max(first, body[0].lineno - 1) if body else node.end_lineno or first
