"""Finds additions that are files: a reader or an importer is known by lying in its folder."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module


def modules_below(package: str) -> Iterator[str]:
    """The modules in the folders right below a package, by name; what lies in the package itself does not count."""
    for folder in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        if folder.ispkg:
            for module in pkgutil.iter_modules(import_module(folder.name).__path__, f"{folder.name}."):
                yield module.name


def load_modules(package: str) -> None:
    """Imports every module in the folders below a package; each registers what it holds."""
    for name in modules_below(package):
        import_module(name)
