"""Loads ahead of confinement what Python would otherwise load when it is first needed."""

import encodings
import pkgutil
from importlib import import_module

_ONLY_WINDOWS = ("mbcs", "oem")


def load_encodings() -> None:
    """A file may be in any of them."""
    for module in pkgutil.iter_modules(encodings.__path__):
        if module.name not in _ONLY_WINDOWS:
            import_module(f"encodings.{module.name}")
