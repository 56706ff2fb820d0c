"""Sentences of the profile that the latest judgements no longer bear out. Code counts; the person decides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.domain.entities import Interaction, Item, Statement
from assistant.domain.feedback import JUDGED, SAID, liking, worth
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.language.taste.reading import clauses_of
from assistant.messages import quoted, tr, trn

_LATEST, _LEAST = 6, 3
"""So many of the latest judged works that a sentence is about are counted, and so many are needed."""
_BORNE_OUT = 0.3
"""The greatest share of those that may go the sentence's way while it is doubted."""
_FORGOTTEN, _BY_CHANCE = 10, 0.01
"""So many likes must have passed the sentence by, and that must be less probable than this at its former share."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that may no longer hold: of the last `judged` works that it is about, `liked` were liked; or, with
    none `judged`, the person liked `others` of its kind since they last liked one of these. `works`: their ids."""

    statement: Statement
    works: tuple[str, ...]
    judged: int = 0
    liked: int = 0
    others: int = 0

    def __str__(self) -> str:
        return tr("{sentence} may no longer hold. {reason}", sentence=quoted(self.statement.text), reason=self.reason)

    @property
    def reason(self) -> str:
        """What speaks against it, in a sentence."""
        if not self.judged:
            return trn(
                "You liked {n} other work since you last liked one like this.",
                "You liked {n} other works since you last liked one like this.",
                self.others,
            )
        return trn(
            "Of the last work like this that you judged, you liked {liked}.",
            "Of the last {n} works like this that you judged, you liked {liked}.",
            self.judged,
            liked=self.liked,
        )


@dataclass(frozen=True, slots=True)
class _Judged:
    item: Item
    value: float
    at: float


def doubts(
    statements: Iterable[Statement],
    interactions: Iterable[Interaction],
    items: Iterable[Item],
    names: Gazetteer | None = None,
) -> tuple[Doubt, ...]:
    """Sentences that what was judged since speaks against, in the order of the profile. One that was confirmed is asked
    about again only by what is judged after that; one that names nothing that can be checked is never doubted."""
    acts, shelf = list(interactions), {item.id: item for item in items}
    judged = _judged(acts, shelf)
    found = []
    for one in statements:
        about = _about(one, names)
        if not one.muted and about is not None:
            of_kind = [row for row in judged if one.kind in (None, row.item.kind)]
            doubt = _against(one, of_kind, about) or _forgotten(one, of_kind, about, shelf)
            found += [doubt] if doubt is not None else []
    return tuple(found)


def _judged(acts: Sequence[Interaction], shelf: Mapping[str, Item]) -> list[_Judged]:
    """What is liked or disliked, in the order in which that was said or, where nothing was said, done."""
    said: dict[str, float] = {}
    done: dict[str, float] = {}
    for act in acts:
        if worth(act) is not None:
            times = said if act.verdict in SAID else done
            times[act.item_id] = max(times.get(act.item_id, act.at), act.at)
    found = [
        _Judged(shelf[item_id], value, said.get(item_id, done.get(item_id, 0.0)))
        for item_id, value in liking(acts).items()
        if item_id in shelf and abs(value) >= JUDGED
    ]
    return sorted(found, key=lambda row: (row.at, row.item.id))


def _about(statement: Statement, names: Gazetteer | None) -> Callable[[Item], bool] | None:
    """Whether an item is what the sentence is about; None where it names nothing, or things of both signs."""
    clauses = clauses_of(statement.text, names)
    if len(clauses) != 1:
        return None
    facets = replace(clauses[0][1], kind=None, minutes=None)
    beside = replace(facets, titles=())
    # Titles beside something else are examples of it.
    told: Facets = beside if beside else facets
    return (lambda item: told.meets(item)) if told else None


def _against(statement: Statement, judged: Sequence[_Judged], about: Callable[[Item], bool]) -> Doubt | None:
    newer = [row for row in judged if row.at > statement.updated and about(row.item)][-_LATEST:]
    agreeing = sum(row.value * statement.polarity > 0 for row in newer)
    if len(newer) < _LEAST or agreeing > _BORNE_OUT * len(newer):
        return None
    liked = sum(row.value > 0 for row in newer)
    return Doubt(statement, tuple(row.item.id for row in reversed(newer)), len(newer), liked)


def _forgotten(
    statement: Statement, judged: Sequence[_Judged], about: Callable[[Item], bool], shelf: Mapping[str, Item]
) -> Doubt | None:
    """A wish that many likes passed by, although the shelf holds more of it that nobody judged."""
    if statement.polarity < 0:
        return None
    likes = [row for row in judged if row.value > 0]
    fitting = [place for place, row in enumerate(likes) if about(row.item)]
    if len(fitting) < _LEAST:
        return None
    since = max(likes[fitting[-1]].at, statement.updated)
    passed = [row for row in likes[fitting[-1] + 1 :] if row.at > since]
    share = len(fitting) / (fitting[-1] + 1)
    if len(passed) < _FORGOTTEN or (1 - share) ** len(passed) >= _BY_CHANCE:
        return None
    known = {row.item.id for row in judged}
    waiting = (
        item
        for item in shelf.values()
        if item.owned and item.id not in known and statement.kind in (None, item.kind) and about(item)
    )
    if len(list(islice(waiting, _LEAST))) < _LEAST:
        return None
    return Doubt(statement, tuple(row.item.id for row in reversed(passed)), others=len(passed))
