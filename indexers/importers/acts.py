"""The acts of one import that the journal does not know yet: known by item, kind and time, so that twice is once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice

import apsw

from assistant.domain.entities import Feedback, Verdict
from assistant.domain.feedback import SAID
from assistant.storage.journal.store import JournalStore
from indexers.importers.base import ImportedAct, ImportedWork

_STATUSES = frozenset({Verdict.READING, Verdict.ASIDE, Verdict.DROPPED, Verdict.FINISHED})
_DAY = 86_400
"""Seconds, by which clocks and zones may differ."""
_IN_ONE = "plays_in_one_row"
Said = tuple[Verdict, float]
Key = tuple[str, str, float | None]
"""(item, what is said or done, when; None where the source does not date the act itself)."""
_ALWAYS = 0
"""Instead of a month: plays of all time."""
_TABLES = """
    CREATE TABLE known (item TEXT, month INT, count REAL, latest REAL, PRIMARY KEY (item, month)) WITHOUT ROWID;
    CREATE TABLE heard (item TEXT, month INT, count REAL, latest REAL, since REAL, PRIMARY KEY (item, month))
        WITHOUT ROWID;
"""
_KNOW = """INSERT INTO known VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET count = count + excluded.count, latest = max(latest, excluded.latest)"""
_HEAR = """INSERT INTO heard VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET count = count + excluded.count, latest = max(latest, excluded.latest), since = min(since, excluded.since)"""
_COMPARED = """SELECT item, month, heard.count, heard.latest, since, ifnull(known.count, 0), ifnull(known.latest, 0)
    FROM heard LEFT JOIN known USING (item, month) ORDER BY item, month"""


class Plays:
    """What the journal knows of a source's plays, and what an import tells of them; what is told in parts adds up.

    Held as tables in memory, by item and month: a fraction of what objects would take.
    """

    def __init__(self) -> None:
        self._tables = apsw.Connection(":memory:")
        self._tables.execute(_TABLES)
        self._earlier: dict[str, tuple[float, float]] = {}

    def know(self, item_id: str, count: float, at: float, *, in_one: bool) -> None:
        """Plays that the journal holds; `in_one` in a row for the item, whatever the months, as an earlier Alcove kept
        them."""
        self._tables.execute(_KNOW, (item_id, _ALWAYS, count, at))
        if not in_one:
            self._tables.execute(_KNOW, (item_id, _month(at), count, at))
            return
        known, latest = self._earlier.get(item_id, (0.0, 0.0))
        self._earlier[item_id] = (known + count, max(latest, at))

    def hear(self, item_id: str, act: ImportedAct, at: float) -> None:
        """Plays that the import tells of, the last of them at a time in Unix seconds."""
        month = _ALWAYS if act.since is None else _month(at)
        self._tables.execute(_HEAR, (item_id, month, act.value, at, act.since))

    def new(self) -> Iterator[tuple[Feedback, float]]:
        """A count of all time grows; plays that all lie after the last known one of their month are all new."""
        earlier = dict(self._earlier)
        for item_id, _, heard, at, since, count, latest in self._tables.execute(_COMPARED):
            if since is not None:
                in_one, until = earlier.get(item_id, (0.0, 0.0))
                held = min(in_one, heard) if since <= until else 0.0
                earlier[item_id] = (in_one - held, until)
                count = held + (count if since <= latest else 0.0)
            if heard > count:
                yield Feedback(item_id, Verdict.PLAYED, heard - count), at


@dataclass
class NewActs:
    """Compares with what came from the same source before.

    A dated act is new if that moment holds no such act, or another word now: a rating that was changed back counts.
    Where the source has no date, the act is new if the last of its kind was another one. Statuses that are dated are
    known each by itself.
    """

    source: str
    journal: JournalStore
    now: float
    plays: int = 0
    _known: dict[Key, list[Said]] = field(default_factory=lambda: defaultdict(list))
    _found: dict[Key, dict[Said, float]] = field(default_factory=lambda: defaultdict(dict))
    _played: Plays = field(default_factory=Plays)

    def __post_init__(self) -> None:
        last_in_one = self._last_in_one()
        for row in self.journal.interactions_from(self.source):
            if row.verdict is Verdict.PLAYED:
                self._played.know(row.item_id, row.value, row.at, in_one=row.id <= last_in_one)
            else:
                said = (row.verdict, round(row.value, 3))
                for at in (None, row.at):
                    self._known[row.item_id, _aspect(row.verdict), at].append(said)

    def _last_in_one(self) -> int:
        """The id of the source's last row from before plays were kept by month; remembered from its next import on."""
        known: dict[str, int] = self.journal.get(_IN_ONE, {})
        if self.source not in known:
            rows = self.journal.interactions_from(self.source)
            known[self.source] = max((row.id for row in rows if row.verdict is Verdict.PLAYED), default=0)
            self.journal.set(_IN_ONE, known)
        return known[self.source]

    def add(self, work: ImportedWork, item_id: str) -> None:
        for act in work.acts:
            if (act.at or 0.0) > self.now + _DAY:
                # A clock that was wrong; nothing was done later than today.
                act = replace(act, at=None, exact=False, since=None)
            at = self.now if act.at is None else act.at
            if act.verdict is Verdict.PLAYED:
                self.plays += round(act.value)
                self._played.hear(item_id, act, at)
            else:
                moment = act.at if act.exact else None
                self._found[item_id, _aspect(act.verdict), moment][act.verdict, round(act.value, 3)] = at

    def record(self) -> int:
        """Writes down what is new, and says how many acts that were. Dated ones first: they are surer."""
        said = (self._new_said(key) for key in sorted(self._found, key=lambda key: key[2] is None))
        new = chain(self._played.new(), chain.from_iterable(said))
        # Without anything new the journal stays as it is.
        first = list(islice(new, 1))
        return self.journal.record_all(chain(first, new), self.source) if first else 0

    def _new_said(self, key: Key) -> Iterator[tuple[Feedback, float]]:
        known, found = self._known.get(key, []), self._found[key]
        for (verdict, value), at in found.items():
            # Two editions with a word each are known by having been said at all.
            said = (verdict, value)
            if not (known and known[-1] == said if len(found) == 1 else said in known):
                yield Feedback(key[0], verdict, value), at


def _aspect(verdict: Verdict) -> str:
    """What one word takes the place of: what is said of an item, how far it was read, or the act itself."""
    return "said" if verdict in SAID else "status" if verdict in _STATUSES else verdict.value


def _month(at: float) -> int:
    """The months from year 0 to the one of a moment."""
    moment = datetime.fromtimestamp(at, UTC)
    return 12 * moment.year + moment.month
