"""What the program imports and what it declares are the same, both ways."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "gui", "indexers", "profiles", "resources")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

ONLY_FOR_ONES_OWN_ENCODER = "assistant/setup/encoder_export.py"
LEARNING = "assistant/evaluation/fit/"
"""What makes the weights that the repository holds; needs the development extra."""
PEERS = {"faiss"}
"""What `alcove bench` compares with where a person has it."""
USED_OTHERWISE = {
    # Commands that the Makefile runs, and plugins that pytest finds by itself.
    "babel", "mypy", "ruff", "pytest-timeout", "pytest-xdist",
}  # fmt: skip


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: Iterable[str]) -> set[str]:
    return {normal(re.split(r"[\s\[<>=!~;]", each, maxsplit=1)[0]) for each in requirements}


def alone() -> set[str]:
    """What the Makefile installs without dependencies."""
    (line,) = re.findall(r"^ALONE := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    return names(line.split())


def imported(paths: Iterable[Path]) -> set[str]:
    """The distributions of which something is imported, wherever in a file."""
    carriers = packages_distributions()
    modules: set[str] = set()
    own = {path.stem for path in sources("tests")} | set(PACKAGES) | {"tests"}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
                named = node.args[0]
                modules |= {str(named.value).partition(".")[0]} if isinstance(named, ast.Constant) else set()
    foreign = modules - sys.stdlib_module_names - own
    return {normal(carrier) for module in foreign for carrier in carriers.get(module, [module])}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_the_program_imports_what_it_declares() -> None:
    once = (ONLY_FOR_ONES_OWN_ENCODER, LEARNING)
    shipped = [path for path in sources(*PACKAGES) if not path.relative_to(ROOT).as_posix().startswith(once)]
    carried = alone() - {"tokenizers"}
    # PySide6 is one name over several distributions; which of them is declared is asked below.
    qt = {"pyside6-addons", "pyside6-essentials"}
    assert imported(shipped) - qt - PEERS == (names(PROJECT["dependencies"]) | alone()) - carried - qt


def test_of_qt_the_parts_in_use_are_declared() -> None:
    """Each module of Qt that is imported lies in a distribution that is declared, and each of those is needed."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources("gui"))
    modules = set(re.findall(r"from PySide6\.(Qt\w+) import", text))
    wanted = set()
    for name in ("pyside6-essentials", "pyside6-addons"):
        try:
            files = {Path(str(file)).name.partition(".")[0] for file in distribution(name).files or []}
        except PackageNotFoundError:
            continue
        wanted |= {name} if modules & files else set()
        modules -= files
    assert not modules and wanted == names(PROJECT["dependencies"]) & {"pyside6-essentials", "pyside6-addons"}


def test_weights_are_looked_up_by_the_names_that_are_installed() -> None:
    text = (ROOT / "assistant/setup/default_models.py").read_text(encoding="utf-8")
    assert all(f'"{name}"' in text for name in alone() - {"tokenizers"})


def test_the_extras_hold_what_development_imports() -> None:
    extras = PROJECT["optional-dependencies"]
    own = imported([ROOT / ONLY_FOR_ONES_OWN_ENCODER])
    program = names(PROJECT["dependencies"]) | alone()
    assert own - program == names(extras["encoder"])
    developing = imported(sources("tests", LEARNING)) - program - names(extras["encoder"]) - {"pyside6-addons"}
    assert developing | USED_OTHERWISE == names(extras["dev"]) - {"alcove"}


def test_every_declared_package_has_its_version_pinned() -> None:
    pinned = names(line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line)
    extras = {name for extra in PROJECT["optional-dependencies"].values() for name in names(extra)}
    assert (names(PROJECT["dependencies"]) | alone() | extras) - {"alcove"} <= pinned
