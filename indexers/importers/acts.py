"""The acts of one import that the journal does not know yet: known by item, kind and time, so that twice is once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice

from assistant.domain.entities import Feedback, Interaction, Verdict
from assistant.domain.feedback import SAID
from assistant.storage.journal.store import JournalStore
from indexers.importers.base import ImportedAct, ImportedWork

_STATUSES = frozenset({Verdict.READING, Verdict.ASIDE, Verdict.DROPPED, Verdict.FINISHED})
_DAY = 86_400
"""Seconds, by which clocks and zones may differ."""
_IN_ONE = "plays_in_one_row"
_ALWAYS = 0
"""Instead of a month: plays of all time."""
Said = tuple[Verdict, float]
Key = tuple[str, str, float | None]
"""(item, what is said or done, when; None where the source does not date the act itself)."""


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
    _played: dict[tuple[str, int], tuple[float, float]] = field(default_factory=dict)
    _listens: dict[tuple[str, int], "_Listens"] = field(default_factory=dict)
    _earlier: dict[str, tuple[float, float]] = field(default_factory=dict)
    """(count, last) of plays that an earlier Alcove kept in one row an item, whatever their months."""

    def __post_init__(self) -> None:
        rows = [row for row in self.journal.interactions() if row.source == self.source]
        last_in_one = self._last_in_one(rows)
        for row in rows:
            if row.verdict is Verdict.PLAYED:
                in_one = row.id <= last_in_one
                if in_one:
                    count, latest = self._earlier.get(row.item_id, (0.0, 0.0))
                    self._earlier[row.item_id] = (count + row.value, max(latest, row.at))
                for key in ((row.item_id, _ALWAYS), *(() if in_one else ((row.item_id, _month(row.at)),))):
                    count, latest = self._played.get(key, (0.0, 0.0))
                    self._played[key] = (count + row.value, max(latest, row.at))
            else:
                said = (row.verdict, round(row.value, 3))
                for at in (None, row.at):
                    self._known[row.item_id, _aspect(row.verdict), at].append(said)

    def _last_in_one(self, rows: Sequence[Interaction]) -> int:
        """The id of the source's last row from before plays were kept by month; remembered from its next import on."""
        known: dict[str, int] = self.journal.get(_IN_ONE, {})
        if self.source not in known:
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
                self._add_plays(item_id, act, at)
            else:
                moment = act.at if act.exact else None
                self._found[item_id, _aspect(act.verdict), moment][act.verdict, round(act.value, 3)] = at

    def _add_plays(self, item_id: str, act: ImportedAct, at: float) -> None:
        self.plays += round(act.value)
        key = (item_id, _ALWAYS if act.since is None else _month(at))
        self._listens.setdefault(key, _Listens(act.since)).add(act, at)

    def record(self) -> int:
        """Writes down what is new, and says how many acts that were. Dated ones first: they are surer."""
        said = (self._new_said(key) for key in sorted(self._found, key=lambda key: key[2] is None))
        new = chain(self._new_plays(), chain.from_iterable(said))
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

    def _new_plays(self) -> Iterator[tuple[Feedback, float]]:
        """A count of all time grows; plays that all lie after the last known one of their month are all new."""
        earlier = dict(self._earlier)
        for (item_id, month), listens in sorted(self._listens.items()):
            count, latest = self._played.get((item_id, month), (0.0, 0.0))
            if listens.since is not None:
                in_one, until = earlier.get(item_id, (0.0, 0.0))
                held = min(in_one, listens.count) if listens.since <= until else 0.0
                earlier[item_id] = (in_one - held, until)
                count = held + (count if listens.since <= latest else 0.0)
            more = listens.count - count
            if more > 0:
                yield Feedback(item_id, Verdict.PLAYED, more), listens.at


@dataclass(slots=True)
class _Listens:
    """Plays of one item, of all time or of one month."""

    since: float | None
    count: float = 0.0
    at: float = 0.0

    def add(self, act: ImportedAct, at: float) -> None:
        self.count, self.at = self.count + act.value, max(self.at, at)
        if self.since is not None and act.since is not None:
            self.since = min(self.since, act.since)


def _aspect(verdict: Verdict) -> str:
    """What one word takes the place of: what is said of an item, how far it was read, or the act itself."""
    return "said" if verdict in SAID else "status" if verdict in _STATUSES else verdict.value


def _month(at: float) -> int:
    """The months from year 0 to the one of a moment."""
    moment = datetime.fromtimestamp(at, UTC)
    return 12 * moment.year + moment.month
