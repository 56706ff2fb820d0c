"""A mistake put into a program that is running already, or into a module as it is imported."""

import ast
import gc
import inspect
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType

from mutants import Mutant

Key = tuple[str, int]
"""The qualified name and the first line of a function."""


def swappable(mutant: Mutant) -> bool:
    """Whether it lies within a function: not in a default, a decorator, a class or at the top of the module."""
    was, now = _codes(mutant, ast.parse(mutant.path.read_text(encoding="utf-8"))), _codes(mutant, mutant.tree())
    changed = [key for key in now if list(map(_shallow, was.get(key, ()))) != list(map(_shallow, now[key]))]
    return bool(changed) and all(one.co_flags & inspect.CO_OPTIMIZED for key in changed for one in now[key])


def swaps(mutant: Mutant) -> list[tuple[FunctionType, CodeType]]:
    """The living functions of its file that change, with their new code. None: it cannot be put in any more."""
    codes, file, found = _codes(mutant, mutant.tree()), str(mutant.path), []
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == file:
            new = codes.get((one.__code__.co_qualname, one.__code__.co_firstlineno), [])
            if len(new) != 1 or new[0].co_freevars != one.__code__.co_freevars:
                return []
            if new[0] != one.__code__:
                found.append((one, new[0]))
    return found


def _codes(mutant: Mutant, tree: ast.Module) -> dict[Key, list[CodeType]]:
    found: dict[Key, list[CodeType]] = {}
    for code in _walk(compile(tree, str(mutant.path), "exec", dont_inherit=True)):
        found.setdefault((code.co_qualname, code.co_firstlineno), []).append(code)
    return found


def _walk(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _walk(one)


def _shallow(code: CodeType) -> tuple[object, ...]:
    """All of a function's code but that of the functions within it."""
    constants = tuple((type(one), one) for one in code.co_consts if not isinstance(one, CodeType))
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars


class Changed(MetaPathFinder, SourceLoader):
    """Imports one module as the mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        self._path, self._text = str(mutant.path), ast.unparse(mutant.tree())
        self._name = mutant.module

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self._path, loader=self) if name == self._name else None

    def get_filename(self, name: str) -> str:
        return self._path

    def get_data(self, path: str) -> bytes:
        if path != self._path:
            raise OSError(path)  # no compiled copy: that of the true module would be taken
        return self._text.encode()


def import_changed(mutant: Mutant) -> None:
    sys.meta_path.insert(0, Changed(mutant))
