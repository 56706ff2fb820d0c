"""How a command is declared: its name, what it is for, its arguments and what it does, all in one place.

A new command is a function with `@command(…)` in a file of its own under commands/; it is found by lying there.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

from assistant.domain.entities import Kind
from assistant.domain.errors import UsageError
from assistant.domain.rows import RowView
from assistant.language.concepts import LANGUAGES
from assistant.messages import mark, tr
from assistant.settings.paths import Paths

Run = Callable[[argparse.Namespace, Paths], int | None]
"""Does the work of a command; returns the exit status where it is not 0."""
LARGEST_COUNT = 10_000


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage wall."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(tr("{program}: {message}. See: {program} --help", program=self.prog, message=message))


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument, as argparse takes it; `help` is looked up in the language of the person."""

    names: tuple[str, ...]
    help: str
    options: RowView

    def add_to(self, parser: "argparse._ActionsContainer") -> None:
        parser.add_argument(*self.names, help=tr(self.help) if self.help else None, **self.options)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Arguments of which at most one may be given."""

    arguments: tuple[Argument, ...]

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group()
        for one in self.arguments:
            one.add_to(group)


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    help: str
    arguments: tuple[Argument | OneOf, ...]
    run: Run

    def add_to(self, parser: Parser) -> None:
        for one in self.arguments:
            one.add_to(parser)
        parser.set_defaults(run=self.run)


_commands: dict[str, Command] = {}


def command(name: str, help: str, *arguments: Argument | OneOf) -> Callable[[Run], Run]:
    """Declares the function below as a command. Raises ValueError for a name that is taken."""

    def declare(run: Run) -> Run:
        if name in _commands:
            raise ValueError(f"There is a command {name!r} already.")
        _commands[name] = Command(name, help, arguments, run)
        return run

    return declare


def withdraw(name: str) -> None:
    """Takes a command out again."""
    del _commands[name]


def commands() -> list[Command]:
    """All commands, by name."""
    _load()
    return sorted(_commands.values(), key=lambda one: one.name)


@cache
def _load() -> None:
    package = import_module("assistant.cli.commands")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def argument(*names: str, help: str = "", **options: Any) -> Argument:
    """An argument or an option, in the words of `argparse.ArgumentParser.add_argument`."""
    return Argument(names, help, options)


def flag(*names: str, help: str = "") -> Argument:
    """An option without a value."""
    return Argument(names, help, {"action": "store_true"})


def choice(name: str, choices: Sequence[str], default: str) -> Argument:
    """One of a few words, which may be left out."""
    return Argument((name,), "", {"nargs": "?", "default": default, "choices": list(choices)})


def share(text: str) -> float:
    """A number from 0 to 1. Raises ArgumentTypeError."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(tr("{typed} does not lie between 0 and 1", typed=text))
    return number


def count(text: str) -> int:
    """A whole number from 1 on. Raises ArgumentTypeError."""
    number = int(text)
    if not 1 <= number <= LARGEST_COUNT:
        raise argparse.ArgumentTypeError(tr("{typed} is not a number from 1 to {most}", typed=text, most=LARGEST_COUNT))
    return number


def seed(text: str) -> int:
    """A whole number from 0 on. Raises ArgumentTypeError."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(tr("{typed} is below 0", typed=text))
    return number


def decade(text: str) -> tuple[int, int]:
    """The first and last year of a decade: 1890 or 1890s. Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d{3}0)s?", text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(tr("“{typed}” is no decade; write it like 1890", typed=text))
    return int(found[1]), int(found[1]) + 9


def language(text: str) -> str:
    """The ISO 639-1 code of a language, by its code or its name. Raises ArgumentTypeError."""
    named = text.strip().lower()
    names = {code: (code, name.lower(), tr(name).lower()) for code, name in LANGUAGES.items()}
    found = next((code for code in names if named in names[code]), "")
    if not found:
        raise argparse.ArgumentTypeError(tr("“{typed}” is no language that is known here", typed=text))
    return found


def moment(text: str) -> float:
    """A time in ISO 8601, as Unix seconds; without a zone it is that of this machine. Raises ArgumentTypeError."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError) as error:
        problem = tr("“{typed}” is no time; write it like 2026-11-28T21:30", typed=text)
        raise argparse.ArgumentTypeError(problem) from error


KIND = argument("--kind", type=Kind, choices=list(Kind), metavar="K", help=mark("book, music or document"))
DATE = argument("--date", metavar="DATE", help=mark("when it was, like 2024-03-31"))
NO_LLM = flag("--no-llm", help=mark("without the language model"))


def how_many(default: int) -> Argument:
    return argument("-n", type=count, default=default, metavar="N", help=mark("how many"))
