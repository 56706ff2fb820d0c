"""Finds words to be read that stand outside the catalogue: `python tests/messages/outside.py [PATH …]`.

Only what looks like words to read is meant: a capital followed by letters, or two words and more. Docstrings, regular
expressions, style sheets, errors that are bugs, and what a line marks with `# no words` are left out.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
APART = {
    "bert_graph.py",
    "grafted_graph.py",
    "passage_graph.py",
    "intents.py",
    "small_talk.py",
    "cues.py",
    "periods.py",
    "errands.py",
}
"""They hold nothing but names of ONNX operators, or patterns of what people say."""
EDGES = (
    "gui", "assistant/app", "assistant/chat", "assistant/cli", "assistant/explain", "assistant/lists",
    "assistant/domain", "assistant/security", "assistant/settings", "assistant/llm", "assistant/embedding",
    "assistant/setup", "assistant/recommend", "assistant/cards", "assistant/search", "indexers", "profiles",
    "assistant/storage", "assistant/evaluation/report_card.py",
)  # fmt: skip
CATALOGUE = {"tr": 1, "trn": 2, "mark": 1}
"""How many messages each takes; the values that are filled in may hold words outside the catalogue."""
TECHNICAL = {
    "compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer", "execute", "executemany",
    "setObjectName", "setProperty", "property", "getLogger", "debug", "info", "warning", "error", "exception",
    "getenv", "joinpath", "startswith", "endswith", "removeprefix", "removesuffix", "encode", "import_module",
    "field", "TypeVar", "NewType", "namedtuple", "QKeySequence", "setStyleSheet", "strftime", "Extension",
    "add_argument", "add_unredirected_header", "_calls", "ask",
    "get", "index", "find", "count", "replace", "partition", "rpartition", "join", "pack", "unpack",
    "iter", "iterfind", "rows_with", "columns", "attribute",
    "has_tables", "has_json", "load_json", "text_of", "word_set",
}  # fmt: skip
BUGS = {
    "ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError", "NotImplementedError", "LookupError",
    "BrokenFrame", "ProtocolBroken", "NoMessage",
}  # fmt: skip
_WORDS = re.compile(r"[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}")
_SQL = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|ALTER|WITH|BEGIN|COMMIT|ATTACH|VACUUM)\b")
_STYLE = re.compile(r"\{[^}]*:[^}]*;")
_LIST = re.compile(r"\n[\w '\-\n]+\n$")
_KEY = re.compile(r"^((Ctrl|Alt|Shift)\+\w*|Esc)$")
_CODE = re.compile(r"^[\w.\-/:*#%]+$")


def outside(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of every string of a module that reads like words and is in no catalogue."""
    source = path.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    skipped = set(_skipped(tree)) | set(_marked(tree, lines))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value
            if _WORDS.search(text) and not (_SQL.match(text) or _STYLE.search(text) or _is_name(text)):
                yield node.lineno, text


def _marked(tree: ast.AST, lines: list[str]) -> Iterator[int]:
    """What a line marks for itself, or its first or last line for a whole statement; and lists of words by the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr | ast.Constant):
            first, last = lines[node.lineno - 1], lines[(node.end_lineno or node.lineno) - 1]
            if "# no words" in first or "# no words" in last:
                yield from _constants(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _LIST.match(node.value):
                yield id(node)


def _is_name(text: str) -> bool:
    """The program, or one word without a blank that names something: a font, a class, a MIME type, a file."""
    return (
        text == "Alcove"
        or bool(_KEY.match(text))
        or bool(_CODE.match(text))
        and (len(text) < 3 or "_" in text or "/" in text or "." in text or text.islower())
    )


def _skipped(tree: ast.AST) -> Iterator[int]:
    """Ids of the string nodes that nobody reads."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):  # a docstring
                yield id(node.value)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in CATALOGUE:
                for message in node.args[: CATALOGUE[name]]:
                    yield from _constants(message)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in TECHNICAL | BUGS:
                yield from _constants(node)
            case ast.Compare() | ast.Subscript() | ast.MatchValue():
                yield from _constants(node)
            case ast.AnnAssign() | ast.arg():
                yield from _constants(node.annotation)
                if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name):
                    yield from _constants(node.value if node.annotation.id == "TypeAlias" else None)
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                yield from _constants(node.value)
            case ast.Dict():
                yield from (id(key) for key in node.keys if isinstance(key, ast.Constant))
            case ast.keyword(arg="metavar"):
                yield from _constants(node.value)
            case ast.Assert():
                yield from _constants(node.msg)
            case ast.Call(func=ast.Name(id="cast"), args=[kind, *_]):
                yield from _constants(kind)
            case ast.FunctionDef():
                yield from _constants(node.returns)


def _constants(node: ast.AST | None) -> Iterator[int]:
    if node is not None:
        yield from (id(part) for part in ast.walk(node) if isinstance(part, ast.Constant))


def modules(paths: tuple[str, ...] = EDGES) -> Iterator[Path]:
    for place in paths:
        path = ROOT / place
        found = [path] if path.is_file() else sorted(path.rglob("*.py"))
        yield from (one for one in found if one.name not in APART)


if __name__ == "__main__":
    for module in modules(tuple(sys.argv[1:]) or EDGES):
        for line, text in outside(module):
            print(f"{module.relative_to(ROOT)}:{line}: {text!r}")
