"""The digest: what came in since a day, as the recommender ranks it, and documents worth returning to."""

import time
from collections.abc import Iterable

import numpy as np

from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.wording import Wording
from assistant.app.stores import Stores
from assistant.domain.digest import Digest, Worth
from assistant.domain.entities import Interaction, Kind, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.evidence import Deed
from assistant.domain.feedback import JUDGED, standing_verdicts, worth
from assistant.messages import tr
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Rows
from assistant.recommend.evidence.works import work_of
from assistant.recommend.history import History
from assistant.recommend.text.kinship import CLOSE_IN_MEANING

DAY = 86_400.0
WEEK = 7 * DAY
LONG, LATELY = 30 * DAY, 30 * DAY
"""For how long a document must have lain, and how far back "lately" reaches."""
MOST_NEW, MOST_WORTH, MOST_RECENT = 10, 6, 20
_OTHER_KIND = 0.05
"""How much nearer a work of another kind must be: vectors of novels and papers differ by their kind alone."""
_DEEDS = {
    Verdict.LIKED: Deed.LIKED,
    Verdict.RATED: Deed.RATED_HIGH,
    Verdict.FINISHED: Deed.FINISHED,
    Verdict.PLAYED: Deed.PLAYED,
    Verdict.READING: Deed.READING,
    Verdict.OPENED: Deed.OPENED,
}


class Digests:
    """Solved when it is asked for; nothing is remembered of it, so it may be asked for at any time."""

    def __init__(self, stores: Stores, ranking: Ranking, wording: Wording) -> None:
        self._library = stores.library
        self._ranking, self._wording = ranking, wording

    def since(self, start: float | None = None, now: float | None = None) -> Digest:
        """Of the last week where no start is given. Raises UsageError for one that is still to come."""
        until = now or time.time()
        begin = until - WEEK if start is None else start
        if begin > until:
            raise UsageError(tr("That day is still to come."))
        catalogue = self._ranking.catalogue()
        fresh = self._fresh(catalogue, begin, until)
        request = self._ranking.request(n=MOST_NEW, exclude=frozenset(catalogue.ids) - fresh)
        picks = self._ranking.picks(request) if fresh else []
        new = tuple(self._wording.explained(pick, llm=False) for pick in picks)
        return Digest(begin, until, len(fresh), new, tuple(self._worth(catalogue, until)))

    def _fresh(self, catalogue: Catalogue, begin: float, until: float) -> frozenset[str]:
        """What is owned and came in then; an album stands for its tracks."""
        rows = np.arange(len(catalogue))
        whole = (catalogue.albums < 0) | (catalogue.albums == rows)
        came = (catalogue.added >= begin) & (catalogue.added <= until) & catalogue.owned & whole
        return frozenset(catalogue.ids[row] for row in np.flatnonzero(came).tolist())

    def _worth(self, catalogue: Catalogue, until: float) -> list[Worth]:
        """Documents that lay for long and are near to what was in hand of late, the nearest first."""
        history = self._ranking.history()
        recent = _recent(catalogue, history.interactions, until)
        documents = self._resting(catalogue, history, until)
        if not recent or not documents:
            return []
        rows, known = np.asarray(list(documents)), np.asarray(list(recent))
        near = _nearness(catalogue, rows, known)
        best, items, found = near.argmax(axis=1), catalogue.items, list[Worth]()
        for place in np.argsort(-near.max(axis=1), kind="stable").tolist()[:MOST_WORTH]:
            row, other, likeness = int(rows[place]), int(known[best[place]]), float(near[place, best[place]])
            if likeness >= CLOSE_IN_MEANING:
                found.append(Worth(items[row], *documents[row], work_of(items[other]), recent[other], likeness))
        return found

    def _resting(self, catalogue: Catalogue, history: History, until: float) -> dict[int, tuple[float, bool]]:
        """Rows of documents that were let lie, with when they were last in hand and whether they ever were."""
        acts = history.interactions
        used = {act.item_id: act.at for act in acts if act.verdict is not Verdict.NOT_NOW}
        verdicts = standing_verdicts(acts)
        own = (catalogue.kinds == KINDS.index(Kind.DOCUMENT)) & catalogue.owned & ~catalogue.hidden_rows(history.hidden)
        found: dict[int, tuple[float, bool]] = {}
        for row in np.flatnonzero(own).tolist():
            item_id = catalogue.ids[row]
            last = used.get(item_id) or self._changed(item_id) or catalogue.items[row].added
            unwanted = verdicts.get(item_id) in (Verdict.DISLIKED, Verdict.DROPPED)
            if last <= until - LONG and not unwanted:
                found[row] = last, item_id in used
        return found

    def _changed(self, item_id: str) -> float | None:
        """When a file of an item was last written."""
        return max((file.mtime_ns / 1e9 for file in self._library.files.of_item(item_id)), default=None)


def _nearness(catalogue: Catalogue, rows: Rows, known: Rows) -> Floats:
    """Cosines (rows, known), less for a work of another kind; none to itself."""
    near = catalogue.vectors[rows] @ catalogue.vectors[known].T
    near = near - np.float32(_OTHER_KIND) * (catalogue.kinds[known] != KINDS.index(Kind.DOCUMENT))
    near[rows[:, None] == known] = -1.0
    return np.asarray(near, np.float32)


def _recent(catalogue: Catalogue, acts: Iterable[Interaction], until: float) -> dict[int, Deed]:
    """Rows of what was well met of late, the latest last, with what was done."""
    found: dict[int, Deed] = {}
    for act in acts:
        row = catalogue.row.get(act.item_id)
        met = act.verdict in _DEEDS and (act.verdict is not Verdict.RATED or (worth(act) or 0.0) > JUDGED)
        if row is not None and met and until - LATELY <= act.at <= until:
            found.pop(row, None)
            found[row] = _DEEDS[act.verdict]
    return dict(list(found.items())[-MOST_RECENT:])
