"""ARCHITECTURE.md is true: its files exist, its functions stand where it says, its layers are the contract's."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.order import LONGEST, TESTS
from tests.test_import_contract import LAYERS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MOST_LINES = 150
MOST_FILES = 18
TOP_LEVEL = {"assistant", "gui", "indexers", "profiles", "resources", "tests"}


def test_it_is_a_page_or_two() -> None:
    assert len(PAGE.splitlines()) <= MOST_LINES


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"`((?:assistant|gui|indexers|profiles|resources|tests)(?:/[\w./]+)?)`", PAGE))
    assert len(named) > 40
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_function_stands_where_it_is_said_to() -> None:
    said = re.findall(r"`(\w+)` in `([\w/]+\.py)`", PAGE)
    assert len(said) >= 5
    for name, path in said:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (name, path)


def test_the_drawing_shows_the_layers_of_the_contract() -> None:
    drawn = PAGE.split("```")[1].strip().splitlines()
    rows = [{frozenset(re.findall(r"[\w.]+", part)) for part in row.split("|")} for row in reversed(drawn)]
    assert rows == [{frozenset(part) for part in layer} for layer in LAYERS]


def test_every_package_of_the_assistant_is_told() -> None:
    packages = {path.name for path in (ROOT / "assistant").iterdir() if (path / "__init__.py").exists()}
    assert {name for name in packages if f"assistant/{name}" not in PAGE and f"assistant.{name}" not in PAGE} == set()


def test_folders_are_small_and_the_top_stays_as_it_is() -> None:
    files = [path.relative_to(ROOT) for path in ROOT.rglob("*.py")]
    ours = [path for path in files if not path.parts[0].startswith((".", "build"))]
    assert {path.parts[0] for path in ours} == TOP_LEVEL
    sizes = Counter(path.parent for path in ours if path.parts[0] != "tests")
    assert {str(folder): size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_the_tests_that_begin_first_are_there() -> None:
    assert [file for file in LONGEST if not (TESTS / file).is_file()] == []
