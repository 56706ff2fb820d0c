"""How a tool of the conversation is declared and found again. Its signature is its schema."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from assistant.chat.results import Results
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import WITHOUT_TOOL
from assistant.language.gazetteer import Gazetteer

JsonSchema = dict[str, object]
_JSON_TYPES: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class ToolRequest:
    """What a turn asks, to plan its steps by. `places`: cards of a turn that names no number."""

    intent: Intent
    session: ChatSession
    names: Gazetteer
    places: int
    targets: Sequence[str]
    """Ids of the items that the text speaks of."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a tool has at hand while it runs; it writes what it finds into `results`."""

    results: Results
    intent: Intent
    session: ChatSession
    services: Services


@dataclass(frozen=True, slots=True)
class Answered:
    """What a reply is made of once the tools have run. `ask_kind`: the reply ends by asking which kind is meant."""

    intent: Intent
    session: ChatSession
    results: Results
    ask_kind: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One tool and what it is called with."""

    tool: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def to_data(self) -> dict[str, object]:
        return {"tool": self.tool, **self.arguments}


@dataclass(frozen=True, slots=True)
class Tool:
    """`run(running, **arguments)` acts; `plan` makes its steps for a turn of one of its `acts`; `say` words them.

    `cue`: words that ask for it, for a tool that brings an act of its own; looked for before any other rule.
    """

    name: str
    run: Callable[..., None]
    plan: Callable[[ToolRequest], Sequence[Step]]
    say: Callable[[Answered], Sequence[str]]
    acts: frozenset[str]
    cue: re.Pattern[str] | None = None

    def step(self, **arguments: object) -> Step:
        """A call with these arguments. Raises TypeError for arguments that the tool does not take."""
        bound = inspect.signature(self.run).bind(None, **arguments)
        bound.apply_defaults()
        return Step(self.name, {name: value for name, value in list(bound.arguments.items())[1:]})

    @property
    def schema(self) -> JsonSchema:
        """Name, description and parameters as JSON Schema, read off the function that runs."""
        hints = typing.get_type_hints(self.run)
        parameters = list(inspect.signature(self.run).parameters.values())[1:]
        return {
            "name": self.name,
            "description": inspect.getdoc(self.run) or "",
            "parameters": {
                "type": "object",
                "properties": {one.name: _json_type(hints[one.name]) for one in parameters},
                "required": [one.name for one in parameters if one.default is inspect.Parameter.empty],
                "additionalProperties": False,
            },
        }


_tools: dict[str, Tool] = {}


def tool(
    name: str,
    *,
    plan: Callable[[ToolRequest], Sequence[Step]],
    say: Callable[[Answered], Sequence[str]],
    acts: Sequence[str] = (),
    cue: str = "",
) -> Callable[[Callable[..., None]], Tool]:
    """Declares the function below as a tool. Without `acts` it serves an act of its own name. Raises ValueError for a
    name that is taken."""

    def declare(run: Callable[..., None]) -> Tool:
        if name in _tools:
            raise ValueError(f"There is a tool {name!r} already.")
        made = Tool(name, run, plan, say, frozenset(acts or (name,)), re.compile(cue) if cue else None)
        _tools[name] = made
        return made

    return declare


def withdraw(name: str) -> None:
    """Takes a tool out again."""
    del _tools[name]


def tools() -> Mapping[str, Tool]:
    """All tools by name."""
    _load()
    return _tools


def tool_for(act: str) -> Tool:
    """The tool that serves an act; the one that recommends where none does."""
    known = tools()
    return next((one for one in known.values() if act in one.acts), known["recommend"])


def served_acts() -> frozenset[str]:
    """The acts that a tool serves or a fixed sentence answers."""
    return WITHOUT_TOOL.union(*(one.acts for one in tools().values()))


def cued_act(folded: str) -> str | None:
    """The act of a tool whose cue stands in folded text."""
    cued = (one for one in tools().values() if one.cue is not None and one.cue.search(folded))
    return next((next(iter(one.acts)) for one in cued), None)


@cache
def _load() -> None:
    package = import_module("assistant.chat.tools")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)


def _json_type(hint: object) -> JsonSchema:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_json_type(one) for one in arguments]}
    if hint is type(None):
        return {"type": "null"}
    if isinstance(origin, type) and issubclass(origin, Sequence | frozenset):
        return {"type": "array", "items": _json_type(arguments[0])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [one.value for one in hint]}
    if isinstance(hint, type) and hint in _JSON_TYPES:
        return {"type": _JSON_TYPES[hint]}
    raise TypeError(f"A tool takes text, numbers, yes or no, kinds and lists of them, not {hint!r}.")
