"""What a conversation remembers while it lasts: constraints, the cards shown, and the turns before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary

WORDS = " words"
"""Ends a length that is told in words, not in minutes: nobody thinks of a text of 28 seconds."""
KEPT_TURNS = 6
"""Turns that a model sees. Older ones are dropped; constraints and cards stay."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something that holds until the person takes it away or the session ends, shown as a chip.

    `name` is kind, avoid, genre, mood, tempo, theme, creator, language, years, length, longest or shortest; `value` is
    its text (minutes and years as digits, years as "1960-1969" with either side open; few words as "119 words").
    """

    name: str
    value: str

    @property
    def chip(self) -> str:
        """The words on the chip."""
        match self.name:
            case "avoid":
                groups = {group for group, _ in vocabulary().terms.get(fold(self.value), ())}
                return f"nothing {self.value}" if groups & {"mood", "tempo"} else f"no {self.value}"
            case "longest":
                return f"at most {_span(self.value)}"
            case "shortest":
                return f"at least {_span(self.value)}"
            case "language":
                return f"in {_language(self.value)}"
            case "years":
                return self.value.replace("-", "–")
            case "creator":
                return f"by {self.value}"
            case _:
                return self.value


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one conversation. A turn returns a new one."""

    constraints: tuple[Constraint, ...] = ()
    cards: tuple[str, ...] = ()
    """Ids of the cards shown last, in order: "the second one" is the second of these."""
    shown: tuple[str, ...] = ()
    """Ids of all cards of the session, the oldest first, to bring something else next time."""
    focus: str = ""
    """The item last spoken of: what "that one" means."""
    wish: str = ""
    """The words of the request that the constraints refine."""
    asked: bool = False
    """Whether the last turn ended with a clarifying question. Two in a row are not asked."""
    turns: tuple[tuple[str, str], ...] = ()
    """(role, text) of the last turns, the oldest first."""

    def with_constraint(self, constraint: Constraint) -> "Session":
        """Adds one. Where only one value can hold (length, kind, tempo), the new one replaces the old."""
        single = {"kind", "length", "longest", "shortest", "years", "language", "tempo"}
        kept = [
            old
            for old in self.constraints
            if old != constraint and not (old.name == constraint.name and constraint.name in single)
        ]
        return replace(self, constraints=(*kept, constraint))

    def without_constraint(self, chip: str) -> "Session":
        """Takes one away by the words on its chip, or by its value."""
        wanted = chip.casefold()
        kept = tuple(old for old in self.constraints if wanted not in (old.chip.casefold(), old.value.casefold()))
        return replace(self, constraints=kept)

    def with_turn(self, role: str, text: str) -> "Session":
        return replace(self, turns=(*self.turns, (role, text))[-2 * KEPT_TURNS :])

    def ended(self) -> "Session":
        """A fresh session: constraints end with the old one."""
        return Session()

    def state(self) -> dict[str, Any]:
        """What `to_data` holds without the turns, which stand in the journal themselves."""
        data = self.to_data()
        del data["turns"]
        return data

    def to_data(self) -> dict[str, Any]:
        """A form for JSON, kept in the journal beside the turn."""
        return {
            "constraints": [[one.name, one.value] for one in self.constraints],
            "cards": list(self.cards),
            "shown": list(self.shown),
            "focus": self.focus,
            "wish": self.wish,
            "asked": self.asked,
            "turns": [list(turn) for turn in self.turns],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Session":
        """Reads what `to_data` wrote. What is missing is empty."""
        return cls(
            constraints=tuple(Constraint(str(name), str(value)) for name, value in data.get("constraints", ())),
            cards=tuple(map(str, data.get("cards", ()))),
            shown=tuple(map(str, data.get("shown", ()))),
            focus=str(data.get("focus", "")),
            wish=str(data.get("wish", "")),
            asked=bool(data.get("asked", False)),
            turns=tuple((str(role), str(text)) for role, text in data.get("turns", ())),
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn brought. `plan` lists the tools that ran, with arguments; `memory` what is proposed to keep."""

    reply: str
    cards: tuple[str, ...] = ()
    plan: tuple[dict[str, Any], ...] = ()
    memory: tuple[str, ...] = ()
    session: Session = Session()
    citations: tuple[tuple[int, str, str], ...] = ()
    """(number, item id, place) for every [number] in the reply."""
    by: str = "built-in"
    """Who worded the reply: "model" if at least one of its sentences is the model's."""
    notice: str = ""
    """Something the person should know beside the reply, such as that the model process stopped."""


def _language(code: str) -> str:
    return next((name.title() for name, known in vocabulary().languages.items() if known == code), code)


def _span(minutes: str) -> str:
    """Minutes in words: "45 minutes", "3.5 hours", "28 seconds"; what is told in words stays."""
    if minutes.endswith(WORDS):
        return minutes
    number = float(minutes)
    if number < 1:
        return f"{max(1, round(number * 60))} seconds"
    return f"{number:g} minutes" if number < 120 else f"{number / 60:.2g} hours"
