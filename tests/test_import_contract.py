"""The import contract: data goes down through the layers and comes back once, and each library has its one place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "gui", "indexers", "profiles", "resources")

# From the floor up. Parts of one layer that stand side by side do not import each other. A name covers what lies in
# it.
LAYERS = (
    ({"assistant.messages"},),
    ({"assistant.domain"},),
    ({"assistant.language"},),
    ({"assistant.guide"},),
    ({"assistant.settings"},),
    ({"assistant.storage"},),
    ({"assistant.security"},),
    ({"assistant.embedding"}, {"assistant.llm"}),
    ({"assistant.cards"},),
    ({"profiles"}, {"indexers"}, {"resources"}, {"assistant.setup"}),
    ({"assistant.recommend"},),
    ({"assistant.explain"}, {"assistant.search"}, {"assistant.relations"}),
    ({"assistant.chat", "assistant.lists"},),
    ({"assistant.app"},),
    ({"assistant.demo"},),
    ({"assistant.evaluation"},),
    ({"gui"}, {"assistant.cli"}),
)

# Who may import what of others. Other programs keep their libraries in SQLite files, hence the exception for readers.
TRAINED = (
    "assistant.evaluation.fit.message_heads",
    "assistant.evaluation.fit.ocr_heads",
    "assistant.evaluation.fit.upper_layers",
    "assistant.evaluation.fit.wish_heads",
    "assistant.evaluation.fit.judged.kinship",
    "assistant.evaluation.fit.judged.untagged",
    "assistant.evaluation.fit.judged.wish_map",
)
"""Commands of development whose classes are torch's own; nothing of the program imports them."""
PLACES = {
    "PySide6": ("gui",),
    "llama_cpp": ("assistant.llm.server.process",),
    "apsw": ("assistant.storage", "indexers.importers", "assistant.evaluation.bench.trust.cuts"),
    "sqlite_vec": ("assistant.storage",),
    "sqlite3": ("indexers",),
    "torch": ("assistant.setup.encoder_export", *TRAINED),
    "sentence_transformers": ("assistant.setup.encoder_export",),
    "transformers": ("assistant.setup.encoder_export",),
}
# Slow to import, or with effects of their own: only inside the function that needs them.
LAZY = {"torch", "sentence_transformers", "transformers", "onnxruntime", "llama_cpp", "tokenizers"}


@dataclass(frozen=True)
class Import:
    """One imported name: where it stands, and whether it runs with its module, in a function, or for types alone."""

    module: str
    target: str
    line: int
    at_start: bool
    for_types: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def module_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def modules(root: Path) -> dict[str, Path]:
    """Every module of ours below `root` by its dotted name."""
    paths = (path for package in PACKAGES for path in sorted((root / package).rglob("*.py")))
    return {module_name(path, root): path for path in paths}


def imports(module: str, path: Path, known: dict[str, Path]) -> Iterator[Import]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]

    def visit(node: ast.AST, at_start: bool, for_types: bool) -> Iterator[Import]:
        for target in targets(node):
            yield Import(module, target, getattr(node, "lineno", 0), at_start, for_types)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        types_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for child in ast.iter_child_nodes(node):
            yield from visit(child, at_start and not inside, for_types or types_only)

    def targets(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield whole if whole in known else source

    yield from visit(ast.parse(path.read_text(encoding="utf-8")), True, False)


def place(module: str) -> tuple[int, int] | None:
    """(layer, part of it) of a module of ours; None if the contract does not know it."""
    for height, parts in enumerate(LAYERS):
        for column, part in enumerate(parts):
            if any(module == name or module.startswith((f"{name}.", f"{name}_")) for name in part):
                return height, column
    return None


def violations(root: Path) -> list[str]:
    """Every sentence that says where the tree below `root` breaks the contract; none if it holds."""
    known = modules(root)
    found = [found for module, path in known.items() for found in imports(module, path, known)]
    said = [f"{module} has no layer: name it in LAYERS" for module in known if is_homeless(module)]
    said += [f"{each}, which stands above or beside it" for each in found if crosses(each)]
    said += [f"{each}, which has another place" for each in found if is_misplaced(each)]
    said += [f"{each} before it is needed" for each in found if hurries(each)]
    said += [f"{each}, which brings torch" for each in found if each.target in TRAINED and each.module not in TRAINED]
    said += [f"imports run in a circle: {' → '.join(circle)}" for circle in circles(found, known)]
    return said


def is_homeless(module: str) -> bool:
    return module != "assistant" and place(module) is None


def crosses(each: Import) -> bool:
    if top(each.target) not in PACKAGES:
        return False
    here, there = place(each.module), place(each.target)
    if here is None or there is None:
        return False
    return there[0] > here[0] or (there[0] == here[0] and there[1] != here[1])


def is_misplaced(each: Import) -> bool:
    places = PLACES.get(top(each.target))
    return places is not None and not any(each.module == name or each.module.startswith(f"{name}.") for name in places)


def hurries(each: Import) -> bool:
    return each.at_start and top(each.target) in LAZY and each.module not in TRAINED


def top(target: str) -> str:
    return target.partition(".")[0]


def circles(found: list[Import], known: dict[str, Path]) -> list[list[str]]:
    """Modules that import each other in a ring; what is imported for types alone does not run and does not count."""
    below: dict[str, set[str]] = {module: set() for module in known}
    for each in found:
        if each.target in known and each.target != each.module and not each.for_types:
            below[each.module].add(each.target)
    seen: set[str] = set()
    rings: list[list[str]] = []

    def follow(module: str, path: list[str]) -> None:
        if module in path:
            rings.append([*path[path.index(module) :], module])
        elif module not in seen:
            for target in sorted(below[module]):
                follow(target, [*path, module])
            seen.add(module)

    for module in sorted(below):
        follow(module, [])
    return rings


def test_the_house_keeps_the_contract() -> None:
    assert violations(ROOT) == []


def test_the_package_above_all_layers_stays_empty() -> None:
    assert (ROOT / "assistant" / "__init__.py").read_bytes() == b""


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"assistant/domain/floor.py": "import assistant.app"}, "above or beside"),
        ({"assistant/domain/floor.py": "def f():\n    from assistant import app"}, "above or beside"),
        ({"assistant/domain/floor.py": "from ..recommend import taste"}, "above or beside"),
        ({"profiles/page.py": "from indexers.base import Reading"}, "above or beside"),
        ({"gui/page.py": "from assistant.cli import main"}, "above or beside"),
        ({"assistant/app/report.py": "from PySide6.QtCore import QObject"}, "another place"),
        ({"assistant/app/app.py": "import sqlite3"}, "another place"),
        ({"assistant/explain/reason.py": "def f():\n    import llama_cpp"}, "another place"),
        ({"assistant/embedding/encoder.py": "import onnxruntime"}, "before it is needed"),
        ({"assistant/novelty.py": ""}, "no layer"),
        ({"profiles/a.py": "import profiles.b", "profiles/b.py": "def f():\n    import profiles.a"}, "in a circle"),
    ],
)
def test_a_crossing_is_caught(tmp_path: Path, files: dict[str, str], says: str) -> None:
    furnish(tmp_path, files)
    assert [sentence for sentence in violations(tmp_path) if says in sentence]


def test_what_the_contract_allows_passes(tmp_path: Path) -> None:
    files = {
        "gui/page.py": "from PySide6.QtCore import QObject\nfrom assistant.app import App",
        "assistant/embedding/encoder.py": "def load():\n    import onnxruntime",
        "indexers/player.py": "import sqlite3\nfrom assistant.domain import entities",
        "profiles/a.py": "import profiles.b",
        "profiles/b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import profiles.a",
    }
    furnish(tmp_path, files)
    assert violations(tmp_path) == []


def furnish(root: Path, files: dict[str, str]) -> None:
    """A made-up house with a module for the imports to find, and `files` on top."""
    floor = ("assistant/domain/entities.py", "assistant/app.py", "assistant/cli.py", "assistant/recommend/taste.py")
    for name, text in {**dict.fromkeys(floor, ""), "indexers/base.py": "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
