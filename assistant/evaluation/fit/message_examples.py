"""Messages of resources/corpus with their forms as the heads learn them: writers' differing habits made one."""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.chat.understand.heads import Earlier
from assistant.chat.understand.labels import (
    ABOUTS,
    ACTS,
    ANY_OF,
    CARDS,
    EDITS,
    KINDS,
    ONE_OF,
    ORDERS,
    STATUSES,
    VERDICTS,
)
from assistant.domain.cards import COLUMN

CORPUS = Path(__file__).parents[3] / "resources" / "corpus"
JUDGING, MARKED = "messages-c.jsonl", "messages-h.jsonl"
DEVELOPMENT = 6
"""One author of so many is kept for development."""
_LIKED_STARS = 3.5
NEEDS = CORPUS / "needs.toml"
_MEANT = 3
"""So many of the values that a need is met by are what its sentences ask for: the most fitting stand first."""

Form = Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """One line of the corpus."""

    author: str
    language: str
    text: str
    before: tuple[Earlier, ...]
    form: Form

    @property
    def is_development(self) -> bool:
        return int(sha1(self.author.encode()).hexdigest(), 16) % DEVELOPMENT == 0


def read_messages(path: Path) -> list[Message]:
    return [read_message(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def told_needs(path: Path = NEEDS) -> list[Message]:
    """Sentences that tell of a need, as wishes for what does it good. Each of one need is another person's."""
    made = []
    for need in tomllib.loads(path.read_text(encoding="utf-8"))["need"]:
        facets: dict[str, list[str]] = {}
        for value in need["wanted"].split(",")[:_MEANT]:
            facet, _, name = value.strip().partition(".")
            facets.setdefault(facet, []).append(name)
        form = {"act": "recommend", "kind": need.get("kind"), "facets": facets}
        made += [Message(f"need {at}", "en", text, (), form) for at, text in enumerate(need["says"])]
    return made


def training_files() -> list[Path]:
    """The files of messages that acts are learned from: all but the one for judging, and the one whose wishes are
    marked."""
    return [path for path in sorted(CORPUS.glob("messages-*.jsonl")) if path.name not in (JUDGING, MARKED)]


def targets(messages: Sequence[Message]) -> dict[str, NDArray[np.float32]]:
    """For each group of ONE_OF the place of the value, (messages,); for each of ANY_OF 0 or 1, (messages, values)."""
    values = [values_of(message.form) for message in messages]
    one = {group: np.asarray([own[group] for own in values], np.float32) for group in ONE_OF}
    many = {group: np.zeros((len(messages), size), np.float32) for group, size in ANY_OF.items()}
    for row, own in enumerate(values):
        for group in ANY_OF:
            many[group][row, own[group]] = 1
    return {**one, **many}


def values_of(form: Form) -> dict[str, Any]:
    """Of each group of ONE_OF the place of the value that a form has, of each of ANY_OF the places of all."""
    one: dict[str, Any] = {group: place(form) for group, place in _ONE.items()}
    return one | {group: sorted(set(places(form))) for group, places in _ANY.items()}


def read_message(data: Mapping[str, Any]) -> Message:
    """One line of the corpus."""
    before = tuple(
        Earlier(True, one["you"]) if "you" in one else Earlier(False, one.get("alcove", ""), one.get("cards") or ())
        for one in data.get("before") or ()
    )
    return Message(data["author"], data["lang"], data["text"], before, data["form"])


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _place(values: Sequence[object], value: object) -> int:
    return values.index(value) if value in values else 0


def _card(form: Form) -> int:
    of = _first(form.get("of"))
    card = _first(form.get("card", of.get("card") if isinstance(of, dict) else None))
    return _place(CARDS, int(card) if isinstance(card, str) and card.lstrip("-").isdigit() else card)


def _about(form: Form) -> int:
    about = _first(form.get("about"))
    return 0 if about is None else _place(ABOUTS, about if isinstance(about, str) and about in ABOUTS else "item")


def _verdict(form: Form) -> int:
    said = form.get("verdict")
    if isinstance(said, int | float):
        said = "liked" if said >= _LIKED_STARS else "disliked"
    return _place(VERDICTS, said)


def _values(facets: Mapping[str, Any] | None) -> Iterator[int]:
    for facet, values in (facets or {}).items():
        yield from (COLUMN[facet, value] for value in _several(values) if (facet, value) in COLUMN)


_ACT_NAMES = tuple(ACTS)
_ONE: Mapping[str, Callable[[Form], int]] = {
    "act": lambda form: _ACT_NAMES.index(form["act"]),
    "kind": lambda form: _place(KINDS, _first(form.get("kind"))),
    "edit": lambda form: _place(EDITS, form.get("edit")),
    "card": _card,
    "about": _about,
    "verdict": _verdict,
}
_ANY: Mapping[str, Callable[[Form], Iterable[int]]] = {
    "does": lambda form: [
        _ACT_NAMES.index(act) for act in (form["act"], *_several(form.get("also"))) if act in _ACT_NAMES
    ],
    "wanted": lambda form: _values(form.get("facets")),
    "avoided": lambda form: _values(form.get("avoid_facets")),
    "order": lambda form: [ORDERS.index(one) for one in _several(form.get("order")) if one in ORDERS],
    "status": lambda form: [STATUSES.index(one) for one in _several(form.get("status")) if one in STATUSES],
}
