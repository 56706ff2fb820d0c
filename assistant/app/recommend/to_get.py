"""What to get next: gaps in series, wishes, what crowds enjoy, and creators of whom nothing is left.

Nothing is asked of anybody: what follows a series, or what else somebody made, is not known here, and none is made up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest

import numpy as np

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.wording import Wording
from assistant.app.stores import Stores
from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.feedback import Standing, standings
from assistant.domain.to_get import Cause, ToGet
from assistant.language.normalise import fold
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, read_signals
from assistant.recommend.text.series import series_of

MOST = 20
_DECLINED = "to get declined"  # no words
_LEAST_LIKED = 2
_LIKED_STARS = 3.5
_LARGEST_SERIES = 60
"""Numbers beyond this count issues or years, not parts that one is missing."""


class ToGetList:
    """Found anew each time."""

    def __init__(self, stores: Stores, ranking: Ranking, wording: Wording, mutations: Mutations) -> None:
        self._journal, self._ranking = stores.journal, ranking
        self._wording, self._mutations = wording, mutations

    def found(self, kind: Kind | None = None, n: int = MOST) -> list[ToGet]:
        """At most `n`, in turn one for each cause."""
        catalogue, history = self._ranking.catalogue(), self._ranking.history()
        hidden = catalogue.hidden_rows(history.hidden)
        shelf = [item for row, item in enumerate(catalogue.items) if not hidden[row]]
        standing = standings(history.interactions)
        declined = set(self._journal.get(_DECLINED, []))
        sources = (
            _of_series(shelf, standing),
            self._wishes(shelf, standing),
            self._of_crowd(catalogue, history),
            _of_creators(shelf, standing),
        )
        wanted = [[one for one in source if kind in (None, one.kind) and one.id not in declined] for source in sources]
        return [one for one in chain.from_iterable(zip_longest(*wanted)) if one is not None][:n]

    def decline(self, to_get_id: str, declined: bool = True) -> Changes[str]:
        """Never show this one again, or show it again."""

        def put() -> Changes[str]:
            held = {*self._journal.get(_DECLINED, []), to_get_id}
            self._journal.set(_DECLINED, sorted(held if declined else held - {to_get_id}))
            return Changes(to_get_id)

        return self._mutations.plain(put)

    def _wishes(self, shelf: Sequence[Item], standing: Mapping[str, Standing]) -> list[ToGet]:
        """Wishes that nothing was said or done of yet, as the list ranks them."""
        wishes = {item.id for item in shelf if not item.owned and item.id not in standing}
        if not wishes:
            return []
        others = frozenset(item.id for item in shelf) - wishes
        picks = self._ranking.picks(self._ranking.request(n=MOST, exclude=others, explore=0.0))
        told = [self._wording.explained(pick, llm=False) for pick in picks if pick.item.id in wishes]
        return [
            ToGet(
                _id(Cause.WISH, pick.item.id), Cause.WISH, pick.item.kind, pick.item.title, pick.item.creators,
                wish=pick.item, reason=pick.explanation.text if pick.explanation and pick.evidence else "",
            )
            for pick in told
        ]  # fmt: skip

    def _of_crowd(self, catalogue: Catalogue, history: History) -> list[ToGet]:
        """What a pack knows beyond the shelves."""
        pack = self._ranking.recommender().pack
        if pack is None:
            return []
        signals = read_signals(history, catalogue, self._ranking.request().now)
        liked = signals.liked
        amounts = (signals.targets * signals.confidences)[liked]
        found = []
        for work in pack.beyond(signals.rows[liked], np.asarray(amounts, np.float64), MOST):
            owned = (catalogue.items[work.because],)
            kind = Kind(work.kind)
            found.append(ToGet(_id(Cause.CROWD, work.key), Cause.CROWD, kind, work.title, work.creators, owned=owned))
        return found


def _id(cause: Cause, *parts: str) -> str:
    return ":".join((cause.value, *(fold(part).replace(" ", "-") for part in parts)))


def _is_liked(known: Standing | None) -> bool:
    return known is not None and (
        known.verdict is Verdict.LIKED
        or known.stars >= _LIKED_STARS
        or (known.progress is Verdict.FINISHED and known.verdict is not Verdict.DISLIKED and not 0 < known.stars < 3)
    )


def _of_series(shelf: Iterable[Item], standing: Mapping[str, Standing]) -> list[ToGet]:
    """Of each series of which a part was liked or finished, what is missing or may follow; gaps come first."""
    parts: dict[tuple[Kind, str], dict[int, Item]] = defaultdict(dict)
    for item in shelf:
        name, number = series_of(item)
        if name and number is not None and number == int(number) and 0 < number <= _LARGEST_SERIES and not item.form:
            parts[item.kind, fold(name)].setdefault(int(number), item)
    found: list[tuple[float, ToGet]] = []
    for own in parts.values():
        known = {number: standing[item.id].last for number, item in own.items() if _is_liked(standing.get(item.id))}
        one = _missing(own, max(known)) if known else None
        if one is not None:
            found.append((max(known.values()), one))
    found.sort(key=lambda pair: (pair[1].cause is not Cause.GAP, -pair[0], pair[1].id))
    return [one for _, one in found]


def _missing(own: Mapping[int, Item], reached: int) -> ToGet | None:
    """The first missing part of a series, best one behind the last that is known; where none is missing and the last
    part is known, what may follow it. A series with a part on the wish list is told as that wish."""
    if not all(item.owned for item in own.values()):
        return None
    last = max(own)
    missing = [number for number in range(1, last) if number not in own]
    part = next(iter([number for number in missing if number > reached] or missing), 0)
    if not part and reached < last:
        return None
    near = part or last
    beside = [own[number] for number in sorted(own, key=lambda number: (abs(number - near), number))]
    shown = beside if part else beside[:1]
    cause, name = Cause.GAP if part else Cause.FURTHER, series_of(shown[0])[0]
    kind, makers = shown[0].kind, shown[0].creators
    return ToGet(_id(cause, name, str(near)), cause, kind, name, makers, near, tuple(shown))


def _of_creators(shelf: Iterable[Item], standing: Mapping[str, Standing]) -> list[ToGet]:
    """Creators of whom all that is there was liked or finished, those of most works first."""
    works: dict[tuple[Kind, str], list[Item]] = defaultdict(list)
    for item in shelf:
        if item.creators and "creators" not in item.inferred and not item.form:
            works[item.kind, item.creators[0]].append(item)
    found = []
    for (kind, name), own in works.items():
        if len(own) >= _LEAST_LIKED and all(item.owned and _is_liked(standing.get(item.id)) for item in own):
            latest = sorted(own, key=lambda item: -standing[item.id].last)
            found.append(ToGet(_id(Cause.CREATOR, kind, name), Cause.CREATOR, kind, "", (name,), 0, tuple(latest)))
    return sorted(found, key=lambda one: (-len(one.owned), one.id))
