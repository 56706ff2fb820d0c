"""What a conversation remembers while it lasts: constraints, the cards shown, and the turns before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.chat.constraint import Constraint, restored, stored
from assistant.chat.document_questions import Citation
from assistant.chat.services import SavedList
from assistant.domain.entities import Item
from assistant.domain.rows import Row, RowView

KEPT_TURNS = 6
"""Turns that a model sees. Older ones are dropped; constraints and cards stay."""


KEPT_VIEWS = 6
"""Views that can be gone back to."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a turn did beyond talking, to be taken back: `what` is verdict, hide, remember, forget, list or edit;
    `about` the id of the item, the statement or the list."""

    what: str
    about: str


@dataclass(frozen=True, slots=True)
class View:
    """A wish as it stood, with the cards that were shown for it: what "go back" returns to."""

    constraints: tuple[Constraint, ...] = ()
    wish: str = ""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatSession:
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
    question: str = ""
    """What the last turn asked of the files, with what it leaned on; empty where it asked them nothing."""
    left_out: tuple[str, ...] = ()
    """Ids of items that must not come back: turned down, or known already."""
    named: tuple[str, ...] = ()
    """Ids of the items that the person named last, in order: candidates for "the first", as cards are."""
    views: tuple[View, ...] = ()
    """Earlier states of the wish, the oldest first."""
    deeds: tuple[Deed, ...] = ()
    """What the last turn did; empty where it only talked."""
    listed: str = ""
    """The id of the list that was made last."""
    language: str = ""
    """Code of the language that the person wrote last, where it could be told."""
    apologised: bool = False
    """Whether it was said that their language is not spoken here."""
    asked: bool = False
    """Whether the last turn ended with a clarifying question. Two in a row are not asked."""
    turns: tuple[tuple[str, str], ...] = ()
    """(role, text) of the last turns, the oldest first."""

    def with_constraint(self, constraint: Constraint) -> "ChatSession":
        """Adds one. Where only one value can hold (length, kind, tempo), the new one replaces the old."""
        gone = type(constraint) if constraint.single else ()
        kept = [old for old in self.constraints if old != constraint and not isinstance(old, gone)]
        return replace(self, constraints=(*kept, constraint))

    def without_constraint(self, chip: str) -> "ChatSession":
        """Takes one away by the words on its chip, or by its value."""
        wanted = chip.casefold()
        kept = tuple(old for old in self.constraints if wanted not in (old.chip.casefold(), old.value.casefold()))
        return replace(self, constraints=kept)

    @property
    def told(self) -> tuple[Constraint, ...]:
        """The constraints as they are shown: of those with the same words on their chip the first."""
        return tuple({one.chip: one for one in reversed(self.constraints)}.values())[::-1]

    def with_turn(self, role: str, text: str) -> "ChatSession":
        return replace(self, turns=(*self.turns, (role, text))[-2 * KEPT_TURNS :])

    @property
    def view(self) -> View:
        return View(self.constraints, self.wish, self.cards)

    def seen_as(self, view: View) -> "ChatSession":
        """The session with its wish and cards as they stood."""
        return replace(self, constraints=view.constraints, wish=view.wish, cards=view.cards)

    def ended(self) -> "ChatSession":
        """A fresh session: constraints end with the old one."""
        return ChatSession()

    def state(self) -> Row:
        """What `to_data` holds without the turns, which stand in the journal themselves."""
        data = self.to_data()
        del data["turns"]
        return data

    def to_data(self) -> Row:
        """A form for JSON, kept in the journal beside the turn."""
        return {
            "constraints": [stored(one) for one in self.constraints],
            "cards": list(self.cards),
            "shown": list(self.shown),
            "focus": self.focus,
            "wish": self.wish,
            "question": self.question,
            "left out": list(self.left_out),
            "named": list(self.named),
            "views": [[[stored(one) for one in view.constraints], view.wish, list(view.cards)] for view in self.views],
            "deeds": [[deed.what, deed.about] for deed in self.deeds],
            "listed": self.listed,
            "language": self.language,
            "apologised": self.apologised,
            "asked": self.asked,
            "turns": [list(turn) for turn in self.turns],
        }

    @classmethod
    def from_data(cls, data: RowView) -> "ChatSession":
        """Reads what `to_data` wrote. What is missing is empty."""
        return cls(
            constraints=_constraints(data.get("constraints", ())),
            cards=tuple(map(str, data.get("cards", ()))),
            shown=tuple(map(str, data.get("shown", ()))),
            focus=str(data.get("focus", "")),
            wish=str(data.get("wish", "")),
            question=str(data.get("question", "")),
            left_out=tuple(map(str, data.get("left out", ()))),
            named=tuple(map(str, data.get("named", ()))),
            views=tuple(
                View(_constraints(held), str(wish), tuple(map(str, cards)))
                for held, wish, cards in data.get("views", ())
            ),
            deeds=tuple(Deed(str(what), str(about)) for what, about in data.get("deeds", ())),
            listed=str(data.get("listed", "")),
            language=str(data.get("language", "")),
            apologised=bool(data.get("apologised", False)),
            asked=bool(data.get("asked", False)),
            turns=tuple((str(role), str(text)) for role, text in data.get("turns", ())),
        )


def _constraints(rows: Iterable[Sequence[object]]) -> tuple[Constraint, ...]:
    return tuple(filter(None, map(restored, rows)))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn brought. `plan` lists the tools that ran, with arguments; `memory` what is proposed to keep."""

    reply: str
    items: tuple[Item, ...] = ()
    """The cards, in order."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """{item id: why it was picked, in one line}. Cards that only show what the reply speaks of have none."""
    plan: tuple[dict[str, object], ...] = ()
    memory: tuple[str, ...] = ()
    session: ChatSession = ChatSession()
    citations: tuple[Citation, ...] = ()
    """One for every [number] in the reply."""
    saved: SavedList | None = None
    """The list that was made and kept."""
    opened: Item | None = None
    """What is to be opened, by whoever shows the turn."""
    played: tuple[Item, ...] = ()
    """What is to sound, in order, played by whoever shows the turn."""
    by: str = "built-in"
    """Who worded the reply: "model" if at least one of its sentences is the model's."""
    next: tuple[str, ...] = ()
    """What one might say next, to be offered."""
    notice: str = ""
    """Something the person should know beside the reply, such as that the model process stopped."""

    @property
    def cards(self) -> tuple[str, ...]:
        """The ids of the cards."""
        return tuple(item.id for item in self.items)


OnCards = Callable[[Sequence[Item], Mapping[str, str]], None]
"""Told the cards of a turn and their reasons, as Turn has them, before the reply."""
