"""The profile: statements that the person reads, writes and takes back, with their full history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.domain.entities import Kind, Origin, Statement
from assistant.domain.errors import UnknownStatement
from assistant.language.gazetteer import Gazetteer
from assistant.storage.journal.records import StatementVersion
from profiles.statements import Contradiction, contradictions, make_statement, new_id, reworded

UNDONE = "profile undone"  # no words
"""The small value under which undo remembers what it took back: pairs of places in the history."""
DECLINED = "declined"
"""The small value that keeps the ids of proposals that the person does not want."""


class StatementStore(Protocol):
    """What the profile needs of the journal."""

    def statements(self) -> list[Statement]: ...

    def put_statement(self, statement: Statement) -> Statement: ...

    def remove_statement(self, statement_id: str) -> None: ...

    def statement_history(self) -> list[StatementVersion]: ...

    def get(self, name: str, default: Any = None) -> Any: ...

    def set(self, name: str, value: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What a change did: `before` is None for one that is new, `after` is None for one that is gone."""

    before: Statement | None
    after: Statement | None
    contradictions: tuple[Contradiction, ...] = ()
    """Quarrels of the changed statement with the rest of the profile, to be pointed out."""


class Profile:
    """The statements of one person, kept in a store. `clock` gives Unix seconds."""

    def __init__(
        self, store: StatementStore, clock: Callable[[], float], names: Callable[[], Gazetteer] = Gazetteer
    ) -> None:
        self._store = store
        self._clock = clock
        self._names = names

    def statements(self) -> tuple[Statement, ...]:
        return tuple(self._store.statements())

    def statement(self, statement_id: str) -> Statement:
        """Raises UnknownStatement."""
        for one in self._store.statements():
            if one.id == statement_id:
                return one
        raise UnknownStatement(statement_id)

    def add(self, text: str, kind: Kind | None = None) -> StatementChange:
        """Writes a statement. One that says the same already is only brought up to date. Raises InvalidStatement."""
        new = make_statement(text, kind, now=self._clock())
        same = next((one for one in self._store.statements() if _same(one, new)), None)
        if same is not None:
            new = replace(new, id=same.id, strength=same.strength)
        return self._put(same, new)

    def edit(self, statement_id: str, text: str) -> StatementChange:
        """Gives a statement another text, read anew; it counts as written then. Raises as statement() and add()."""
        old = self.statement(statement_id)
        # A kind that the old words did not say was chosen by hand: it stays.
        kind = old.kind if old.kind is not None and old.kind != reworded(old, old.text, now=0.0).kind else None
        new = reworded(old, text, kind, now=self._clock())
        return self._put(old, replace(new, origin=Origin.WRITTEN, evidence=(), support=None))

    def remove(self, statement_id: str) -> StatementChange:
        """Takes a statement out; its history stays. Raises UnknownStatement."""
        old = self.statement(statement_id)
        self._store.remove_statement(statement_id)
        return StatementChange(old, None)

    def mute(self, statement_id: str, muted: bool = True) -> StatementChange:
        """Sets a statement aside without losing it, or takes it up again. Raises UnknownStatement."""
        old = self.statement(statement_id)
        return self._put(old, replace(old, muted=muted, updated=self._clock()))

    def confirm(self, statement_id: str) -> StatementChange:
        """The person says that a statement still holds: it counts as said now. Raises UnknownStatement."""
        old = self.statement(statement_id)
        return self._put(old, replace(old, updated=self._clock()))

    def accept(self, proposal: Statement) -> StatementChange:
        """Takes a proposal into the profile as confirmed by the person, with its evidence."""
        same = next((one for one in self._store.statements() if _same(one, proposal)), None)
        if same is not None and same.origin is Origin.WRITTEN:
            return StatementChange(same, same)
        new = replace(proposal, origin=Origin.CONFIRMED, updated=self._clock())
        return self._put(same, replace(new, id=same.id) if same else new)

    def take_in(self, statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Adds statements of another profile: (those that are new, those that the profile says already).

        Each keeps what it knows of itself; an id that belongs to another statement here is given up for a new one.
        """
        taken = {version.id for version in self._store.statement_history()}
        added: list[Statement] = []
        known: list[Statement] = []
        for one in statements:
            if any(_same(one, old) for old in self._store.statements()):
                known.append(one)
            else:
                fresh = replace(one, id=new_id() if one.id in taken or not one.id else one.id)
                added.append(self._store.put_statement(fresh))
                taken.add(fresh.id)
        return tuple(added), tuple(known)

    def open_proposals(self, proposals: Sequence[Statement]) -> tuple[Statement, ...]:
        """Of what was inferred, that which the profile neither says already nor was told before to leave out."""
        current = self._store.statements()
        closed = self._closed()
        versions = self._store.statement_history()
        seen = {version.id for place, version in enumerate(versions) if place not in closed}
        return tuple(one for one in proposals if one.id not in seen and not any(_same(one, old) for old in current))

    def contradictions(self) -> list[Contradiction]:
        return contradictions(self.statements(), self._names())

    def history(self) -> list[StatementVersion]:
        """Every version of every statement, the oldest first."""
        return self._store.statement_history()

    def undo(self) -> StatementChange | None:
        """Takes the last change back, and the one before when called again; `None` when none is left."""
        versions = self._store.statement_history()
        closed = self._closed()
        place = next((at for at in range(len(versions) - 1, -1, -1) if at not in closed), None)
        if place is None:
            return None
        version = versions[place]
        before = next((one.statement for one in reversed(versions[:place]) if one.id == version.id), None)
        now = next((one for one in self._store.statements() if one.id == version.id), None)
        if before is not None:
            self._store.put_statement(before)
        elif now is not None:
            self._store.remove_statement(version.id)
        self._store.set(UNDONE, [*self._store.get(UNDONE, []), [place, len(versions)]])
        return StatementChange(now, before)

    def _closed(self) -> set[int]:
        """Places in the history that undo has dealt with: what it took back, and the change that it made for that."""
        pairs: list[list[int]] = self._store.get(UNDONE, [])
        return {place for pair in pairs for place in pair}

    def _put(self, before: Statement | None, after: Statement) -> StatementChange:
        after = self._store.put_statement(after)
        quarrels = [one for one in self.contradictions() if after.id in (one.first.id, one.second.id)]
        return StatementChange(before, after, tuple(quarrels))


def _same(first: Statement, second: Statement) -> bool:
    return first.text.casefold().rstrip(". ") == second.text.casefold().rstrip(". ") and first.kind == second.kind
