"""JournalStore: feedback, statements and all else that only the person knows. A write is durable when it returns."""

import json
import math
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw

from assistant.domain.entities import Feedback, Interaction, Item, Kind, Statement, Verdict
from assistant.domain.errors import UnknownItem, UnknownStatement
from assistant.domain.rows import Row, RowView
from assistant.settings.paths import Paths
from assistant.storage.database import Database
from assistant.storage.journal import records
from assistant.storage.journal.joins import Joins
from assistant.storage.journal.notes import Notes
from assistant.storage.journal.records import Conversation, ShownList, StatementVersion, StoredTurn
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.opening import open_database
from assistant.storage.serialisation import (
    dump_item,
    dump_statement,
    load_item,
    load_statement,
    pack_path,
    pack_text,
    unpack_path,
    unpack_text,
)  # fmt: skip

__all__ = ["Conversation", "JournalStore", "ShownList", "StatementVersion", "StoredTurn", "open_journal"]

PERSON = "you"
"""The source of what the person said here, which undo() takes back."""
NAMED = "talk:"
"""How the small values begin that hold what a person calls a conversation."""
_INTERACTION = "SELECT id, item, verdict, at, value, because, source FROM interactions"


def open_journal(paths: Paths, key: bytes) -> "JournalStore":
    """Opens journal.db, or makes it. Raises StoreError and StoreTooNew as Database does."""
    return JournalStore(open_database(paths, paths.journal, key, journal_migrations))


class JournalStore:
    """May be called from any thread. Many writes in one atomic() cost one wait for the disk instead of many."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.notes = Notes(database)
        self.joins = Joins(database)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside become durable together, or none does."""
        with self.database.atomic():
            yield

    def version(self) -> int:
        """Grows with every change, whichever process made it."""
        return self._counter("changes")

    def taste_version(self) -> int:
        """Grows with every change that a list of recommendations may depend on; turns and slates do not count."""
        return self._counter("taste")

    # Items

    def identify(self, kind: Kind, keys: Sequence[str]) -> str:
        """The item id of the first key that is known, else a new one; all keys are remembered.

        Keys are words like “digest:…”, “isbn:…”, “path:…”, “work:kind|title|creator”, the surest first. A key keeps
        its first item, but for “path:…”, which belongs to whatever lies there now.
        """
        with self._change() as db:
            return records.identify(db, kind, keys)

    def set_edit(self, item_id: str, field: str, value: Any) -> None:
        """Remembers the person's own value for a field of an item (as JSON); None takes the edit back."""
        with self._change(taste=True) as db:
            db.execute("DELETE FROM edits WHERE item = ? AND field = ?", (item_id, field))
            if value is not None:
                db.execute("INSERT INTO edits VALUES (?, ?, ?)", (item_id, field, _to_json(value)))

    def edits(self) -> dict[str, Row]:
        """{item id: {field: value}}."""
        found: dict[str, Row] = {}
        for item_id, field, value in self.database.rows("SELECT item, field, value FROM edits"):
            found.setdefault(item_id, {})[field] = json.loads(value)
        return found

    def put_wish(self, item: Item) -> None:
        """Adds or changes a wish item, which no file stands for."""
        row = (item.id, item.kind, pack_path(item.path), dump_item(replace(item, owned=False)))
        with self._change(taste=True) as db:
            db.execute(
                "INSERT INTO wishes (id, kind, path, data) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET kind = excluded.kind, path = excluded.path, data = excluded.data",
                row,
            )

    def remove_wish(self, item_id: str) -> None:
        """Raises UnknownItem."""
        with self._change(taste=True) as db:
            db.execute("DELETE FROM wishes WHERE id = ?", (item_id,))
            if not db.changes():
                raise UnknownItem(item_id)

    def wishes(self, ids: Sequence[str] | None = None) -> list[Item]:
        """Wish items in the order in which they came: all of them, or those named that there are."""
        chosen = "" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
        bindings = () if ids is None else (json.dumps(list(ids)),)
        rows = self.database.rows(f"SELECT id, kind, path, data FROM wishes {chosen} ORDER BY num", bindings)
        return [load_item(*row) for row in rows]

    def wish_ids(self) -> list[str]:
        """Their ids in that order; a history leaves fifty thousand."""
        return [row[0] for row in self.database.rows("SELECT id FROM wishes ORDER BY num")]

    # Feedback

    def record(self, feedback: Feedback, at: float, source: str = PERSON) -> Interaction:
        """Keeps what was said or done, at a time in Unix seconds. It is durable when this returns."""
        if not (math.isfinite(at) and math.isfinite(feedback.value)):
            raise ValueError("time and value of feedback must be finite")
        row = (feedback.item_id, feedback.verdict, at, feedback.value, pack_text(feedback.because), pack_text(source))
        with self._change(taste=True) as db:
            statement = "INSERT INTO interactions (item, verdict, at, value, because, source) VALUES (?, ?, ?, ?, ?, ?)"
            db.execute(statement, row)
            number = db.last_insert_rowid()
        return _interaction((number, *row))

    def record_all(self, acts: Iterable[tuple[Feedback, float]], source: str) -> int:
        """Keeps many acts of one source at once, and says how many: a history of fifty years has half a million."""
        count = 0

        def rows() -> Iterator[tuple[Any, ...]]:
            nonlocal count
            packed = pack_text(source)
            for one, at in acts:
                if not (math.isfinite(at) and math.isfinite(one.value)):
                    raise ValueError("time and value of feedback must be finite")
                count += 1
                yield one.item_id, one.verdict, at, one.value, pack_text(one.because), packed

        with self._change(taste=True) as db:
            statement = "INSERT INTO interactions (item, verdict, at, value, because, source) VALUES (?, ?, ?, ?, ?, ?)"
            db.executemany(statement, rows())
        return count

    def undo(self) -> Interaction | None:
        """Takes back the person's last feedback and returns it; again for the one before. None when none is left.

        What was imported or seen is not touched. The row stays, marked, and counts nowhere.
        """
        with self._change(taste=True) as db:
            last = f"{_INTERACTION} WHERE undone = 0 AND source = ? ORDER BY id DESC LIMIT 1"
            found = db.execute(last, (pack_text(PERSON),)).fetchone()
            if found is None:
                return None
            db.execute("UPDATE interactions SET undone = 1 WHERE id = ?", (found[0],))
        return _interaction(found)

    def withdraw(self, numbers: Sequence[int], *, undone: bool = True) -> None:
        """Takes back acts by their numbers, whoever recorded them; or lets them count again."""
        with self._change(taste=True) as db:
            db.executemany("UPDATE interactions SET undone = ? WHERE id = ?", ((undone, one) for one in numbers))

    def interactions(self) -> list[Interaction]:
        """All that counts, by time and then by the order in which it was recorded. What was said of a part of a work
        is said of the work."""
        joined = self.joins.all()
        found = [_interaction(row) for row in self.database.rows(f"{_INTERACTION} WHERE undone = 0 ORDER BY at, id")]
        if not joined:
            return found
        return [replace(act, item_id=joined.get(act.item_id, act.item_id)) for act in found]

    def interactions_from(self, source: str) -> Iterator[Interaction]:
        """interactions() of one source, one by one."""
        joined = self.joins.all()
        statement = f"{_INTERACTION} WHERE undone = 0 AND source = ? ORDER BY at, id"
        for row in self.database.stream(statement, (pack_text(source),)):
            act = _interaction(row)
            yield replace(act, item_id=joined[act.item_id]) if act.item_id in joined else act

    # Statements

    def statements(self) -> list[Statement]:
        """The profile as it stands, in the order in which its statements were first put."""
        return [version.statement for version in self._latest().values() if version.statement is not None]

    def put_statement(self, statement: Statement) -> Statement:
        """Adds or changes a statement and returns it: with a new id if it had none, with a time if it had none."""
        with self._change(taste=True) as db:
            if not statement.id:
                db.execute("UPDATE counters SET value = value + 1 WHERE name = 'statements'")
                statement = replace(statement, id=f"s{self._counter('statements')}")
            statement = replace(statement, updated=statement.updated or time.time())
            before = self._latest().get(statement.id)
            # An undo puts an older sentence back, but it does so now.
            at = statement.updated if before is None or before.at < statement.updated else time.time()
            row = (pack_text(statement.id), at, dump_statement(statement))
            db.execute("INSERT INTO statements (id, at, data) VALUES (?, ?, ?)", row)
        return statement

    def remove_statement(self, statement_id: str) -> None:
        """Takes a statement out of the profile; its history stays. Raises UnknownStatement."""
        with self._change(taste=True) as db:
            latest = self._latest().get(statement_id)
            if latest is None or latest.statement is None:
                raise UnknownStatement(statement_id)
            row = (pack_text(statement_id), time.time())
            db.execute("INSERT INTO statements (id, at, data) VALUES (?, ?, NULL)", row)

    def statement_history(self) -> list[StatementVersion]:
        """Every version of every statement, oldest first."""
        counts: dict[str, int] = {}
        found: list[StatementVersion] = []
        for packed, at, data in self.database.rows("SELECT id, at, data FROM statements ORDER BY num"):
            name = unpack_text(packed)
            counts[name] = counts.get(name, 0) + 1
            found.append(StatementVersion(name, counts[name], at, load_statement(name, data) if data else None))
        return found

    # What is hidden, and folders

    def hide(self, target: str) -> None:
        """Keeps “item:ID”, “folder:PATH” or “subject:NAME” out of every list."""
        with self._change(taste=True) as db:
            db.execute("INSERT INTO hidden VALUES (?, ?) ON CONFLICT DO NOTHING", (pack_text(target), time.time()))

    def unhide(self, target: str) -> None:
        parts = [f"item:{part}" for part, whole in self.joins.all().items() if f"item:{whole}" == target]
        with self._change(taste=True) as db:
            db.executemany("DELETE FROM hidden WHERE target = ?", ((pack_text(one),) for one in [target, *parts]))

    def hidden(self) -> set[str]:
        targets = {unpack_text(row[0]) for row in self.database.rows("SELECT target FROM hidden")}
        hidden = {f"item:{part}": f"item:{whole}" for part, whole in self.joins.all().items()}
        return targets | {hidden[target] for target in targets & hidden.keys()}

    def roots(self) -> list[Path]:
        """The folders and files that are indexed, in the order in which they were added."""
        return [unpack_path(row[0]) for row in self.database.rows("SELECT path FROM roots ORDER BY num")]

    def add_root(self, path: Path) -> None:
        with self._change() as db:
            db.execute("INSERT INTO roots (path) VALUES (?) ON CONFLICT DO NOTHING", (os.fsencode(path),))

    def remove_root(self, path: Path) -> None:
        with self._change() as db:
            db.execute("DELETE FROM roots WHERE path = ?", (os.fsencode(path),))

    # Conversations and lists

    def add_turn(self, conversation_id: str, role: str, text: str, data: RowView) -> StoredTurn:
        """Appends a turn to a conversation, which begins with its first turn. `data` must be JSON."""
        row = (pack_text(conversation_id), role, pack_text(text), _to_json(dict(data)), time.time())
        with self._change() as db:
            db.execute("INSERT INTO turns (conversation, role, text, data, at) VALUES (?, ?, ?, ?, ?)", row)
            number = db.last_insert_rowid()
        return _turn((number, *row))

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """The turns of a conversation in order; none if it is not known."""
        statement = "SELECT id, conversation, role, text, data, at FROM turns WHERE conversation = ? ORDER BY id"
        return [_turn(row) for row in self.database.rows(statement, (pack_text(conversation_id),))]

    def conversations(self) -> list[Conversation]:
        """All conversations, the one with the newest turn first."""
        found = self.database.rows(
            "SELECT talk.conversation, started, updated, length, turns.text FROM ("
            " SELECT conversation, min(at) AS started, max(at) AS updated, count(*) AS length,"
            " min(id) AS first, max(id) AS last FROM turns GROUP BY conversation"
            ") AS talk JOIN turns ON turns.id = talk.first ORDER BY talk.last DESC"
        )
        kept = self.small_values(NAMED)
        return [
            Conversation(name, started, updated, turns, unpack_text(text), **kept.get(name, {}))
            for packed, started, updated, turns, text in found
            for name in [unpack_text(packed)]
        ]

    def all_turns(self) -> Iterator[StoredTurn]:
        """Every turn of every conversation, oldest first."""
        rows = self.database.rows("SELECT id, conversation, role, text, data, at FROM turns ORDER BY id")
        return map(_turn, rows)

    def remove_turns(self, conversation_id: str, first: int) -> None:
        """Takes out the turns of a conversation from the one of this id on."""
        with self._change() as db:
            db.execute("DELETE FROM turns WHERE conversation = ? AND id >= ?", (pack_text(conversation_id), first))

    def remove_conversation(self, conversation_id: str) -> None:
        with self._change() as db:
            db.execute("DELETE FROM turns WHERE conversation = ?", (pack_text(conversation_id),))
            # What was changed between two turns is kept as a small value.
            names = ((f"session:{conversation_id}",), (f"{NAMED}{conversation_id}",))
            db.executemany("DELETE FROM small_values WHERE name = ?", names)

    def restore_turns(self, turns: Sequence[StoredTurn]) -> None:
        """Puts turns back that were taken out, in their old places."""
        rows = [
            (one.id, pack_text(one.conversation_id), one.role, pack_text(one.text), _to_json(dict(one.data)), one.at)
            for one in turns
        ]
        with self._change() as db:
            db.executemany("INSERT INTO turns (id, conversation, role, text, data, at) VALUES (?, ?, ?, ?, ?, ?)", rows)

    def name_conversation(self, conversation_id: str, name: str, pinned: bool) -> None:
        """What the person calls a conversation, if anything, and whether it stands before the others."""
        self.set(f"{NAMED}{conversation_id}", {"name": name, "pinned": pinned} if name or pinned else None)

    def log_slate(self, rows: Sequence[RowView], at: float | None = None) -> None:
        """Remembers a list as it was shown: JSON for each place, best first."""
        with self._change() as db:
            row = (time.time() if at is None else at, _to_json([dict(place) for place in rows]))
            db.execute("INSERT INTO slates (at, data) VALUES (?, ?)", row)

    def recent_slates(self, n: int) -> list[ShownList]:
        """The last n lists, newest first."""
        found = self.database.rows("SELECT id, at, data FROM slates ORDER BY id DESC LIMIT ?", (n,))
        return [ShownList(row[0], row[1], tuple(json.loads(row[2]))) for row in found]

    # Small values

    def get(self, name: str, default: Any = None) -> Any:
        """A small JSON value by its name."""
        found = self.database.rows("SELECT value FROM small_values WHERE name = ?", (name,))
        return json.loads(found[0][0]) if found else default

    def small_values(self, prefix: str) -> dict[str, Any]:
        """All small values whose names begin so, by what follows."""
        found = self.database.rows(
            "SELECT name, value FROM small_values WHERE name >= ? AND name < ?", (prefix, f"{prefix}\U0010ffff")
        )
        return {str(name)[len(prefix) :]: json.loads(value) for name, value in found}

    def set(self, name: str, value: Any) -> None:
        """Keeps a small JSON value; None removes it."""
        with self._change() as db:
            db.execute("DELETE FROM small_values WHERE name = ?", (name,))
            if value is not None:
                db.execute("INSERT INTO small_values VALUES (?, ?)", (name, _to_json(value)))

    @contextmanager
    def _change(self, *, taste: bool = False) -> Iterator[apsw.Connection]:
        with self.database.atomic() as db:
            yield db
            self.database.count_change(*("changes", "taste") if taste else ("changes",))

    def _counter(self, name: str) -> int:
        return int(self.database.value("SELECT value FROM counters WHERE name = ?", (name,)))

    def _latest(self) -> dict[str, StatementVersion]:
        return {version.id: version for version in self.statement_history()}


def _to_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _interaction(row: Sequence[Any]) -> Interaction:
    number, item_id, verdict, at, value, because, source = row
    return Interaction(number, item_id, Verdict(verdict), at, value, unpack_text(because), unpack_text(source))


def _turn(row: Sequence[Any]) -> StoredTurn:
    number, conversation, role, text, data, at = row
    return StoredTurn(number, unpack_text(conversation), role, unpack_text(text), json.loads(data), at)
