"""What would have to be different: exact answers, found by solving again without a row or with one more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from assistant.domain.entities import Interaction, Item, Kind, Recommendation, Verdict
from assistant.domain.evidence import Bridge, Deed, KnownWork, SoundsLike, Work
from assistant.language.normalise import fold
from assistant.recommend.candidates.eligible import Blocked
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.evidence.works import work_of
from assistant.recommend.history import History, Request
from assistant.recommend.ranker import Placement, Ranker, SolvedRequest
from profiles.statements import make_statement

_TRIALS = 12
_NEIGHBOURS = 3
_OWN = 4
"""So many facts of the person's own, from the strongest part on, are thought away."""


@dataclass(frozen=True, slots=True)
class Muted:
    """A sentence of the profile, muted."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was said of a work, taken back."""

    work: Work


@dataclass(frozen=True, slots=True)
class MoreSurprising:
    """The first slider, moved to its end."""


@dataclass(frozen=True, slots=True)
class AlsoLiked:
    """Works that nothing was said of yet, liked."""

    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class KindAlone:
    """Only items of one kind asked for."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Written:
    """A new sentence in the profile."""

    sentence: str


Change: TypeAlias = Muted | TakenBack | MoreSurprising | AlsoLiked | KindAlone | Written


@dataclass(frozen=True)
class WhyNot:
    """Why an item is not in the list: its place and ledger, and the smallest change that would bring it in.

    `rank` counts from 1; it is None for an item that is `blocked`. `change` is None where the item is in the list
    already and where nothing helps. `rank_after` is the place that the change gives it; `enough` says if that is in the
    list.
    """

    rank: int | None
    recommendation: Recommendation
    blocked: Blocked | None = None
    change: Change | None = None
    rank_after: int | None = None
    enough: bool = False


@dataclass(frozen=True, slots=True)
class Without:
    """The fact of the person's own that moves an item farthest, and the place it would have without it.

    `target` is what `History.without` takes; of a sentence `sentence` holds its text, of a work `work` and `deed` what
    the person did with it.
    """

    target: str
    rank: int
    sentence: str = ""
    work: Work | None = None
    deed: Deed | None = None


@dataclass(frozen=True)
class _Trial:
    """One imagined change, and the question as it would be then."""

    history: History
    request: Request
    change: Change


def what_if(
    ranker: Ranker, history: History, without: str, request: Request, places: int = 50
) -> list[tuple[str, int | None, int | None]]:
    """(item, rank before, rank after) without an item's feedback, a statement, a verdict, or a whole kind of items.

    Items whose rank changes, among the first `places` of either ranking; None where an item is no candidate. The
    order is that of the new list.
    """
    before = _places(ranker.rank(history, request))
    after = _places(ranker.rank(left_without(history, without, ranker.catalogue), request))
    ids = ranker.catalogue.ids
    concerned = [row for row in after if after[row] <= places or before.get(row, places + 1) <= places]
    concerned += [row for row in before if row not in after and before[row] <= places]
    moved = [(ids[row], before.get(row), after.get(row)) for row in concerned if before.get(row) != after.get(row)]
    return sorted(moved, key=lambda change: (change[2] is None, change[2] or change[1] or 0, change[0]))


def left_without(history: History, target: str, catalogue: Catalogue) -> History:
    """The history as if what `target` names had never been: all that was said of a kind's items and in its sentences
    for a kind's word, else as `History.without`."""
    if target not in set(Kind):
        return history.without(target)
    kind = Kind(target)
    of_kind = {item.id for item in catalogue.items if item.kind is kind}
    return replace(
        history,
        interactions=tuple(one for one in history.interactions if one.item_id not in of_kind),
        statements=tuple(one for one in history.statements if one.kind is not kind),
    )


def why_not(ranker: Ranker, history: History, item_id: str, request: Request) -> WhyNot:
    """Place, what held it down, and the first of the small changes, tried in turn, that brings it into the list.

    Raises UnknownItem.
    """
    placement = ranker.why(history, item_id, request)
    standing = WhyNot(placement.rank, placement.recommendation)
    if placement.rank is None:
        return replace(standing, blocked=ranker.blocked(history, item_id, request))
    if placement.rank <= request.n:
        return replace(standing, enough=True)
    best = standing
    for trial in islice(_trials(ranker, history, item_id, request, placement), _TRIALS):
        after = ranker.why(trial.history, item_id, trial.request).rank
        if after is not None and after <= request.n:
            return replace(standing, change=trial.change, rank_after=after, enough=True)
        if after is not None and after < (best.rank_after or placement.rank):
            best = replace(standing, change=trial.change, rank_after=after)
    return best


def without_strongest(ranker: Ranker, history: History, item_id: str, request: Request) -> Without | None:
    """None for an item that has no place, and where no sentence, and nothing said or done, moves it by itself.

    Raises UnknownItem.
    """
    placement = ranker.why(history, item_id, request)
    if placement.rank is None:
        return None
    place, found = placement.rank, []
    for one in islice(_own_facts(history, placement.recommendation), _OWN):
        rank = ranker.why(history.without(one.target), item_id, request).rank
        if rank is not None and rank != place:
            found.append(replace(one, rank=rank))
    return max(found, key=lambda one: abs(one.rank - place), default=None)


def _own_facts(history: History, recommendation: Recommendation) -> Iterator[Without]:
    """What the person said or did behind the parts of a score, from the strongest on, each once."""
    sentences = {statement.id: statement.text for statement in history.statements}
    told: set[str] = set()
    for part, _ in recommendation.score:
        found = [Without(part.statement, 0, sentence=sentences[part.statement])] if part.statement in sentences else []
        for fact in recommendation.evidence:
            if fact.part == part and isinstance(fact, KnownWork | SoundsLike | Bridge):
                found.append(Without(fact.work.id, 0, work=fact.work, deed=fact.deed))
        yield from (one for one in found if one.target not in told)
        told.update(one.target for one in found)


def _places(ranking: SolvedRequest | None) -> dict[int, int]:
    return ranking.places() if ranking is not None else {}


def _trials(ranker: Ranker, history: History, item_id: str, request: Request, placement: Placement) -> Iterator[_Trial]:
    """Changes from the smallest on: a statement muted, one dislike taken back, the slider, one more like, the kind, a
    sentence that names it, and more likes at once."""
    catalogue = ranker.catalogue
    score = placement.recommendation.score
    lowering = [part.statement for part, value in score if part.statement and value < 0]
    statements = {statement.id: statement for statement in history.statements}
    for statement_id in lowering[:2]:
        yield _Trial(history.without(statement_id), request, Muted(statements[statement_id].text))
    for fact in placement.recommendation.evidence:
        if isinstance(fact, KnownWork) and fact.against:
            yield _Trial(history.without(fact.work.id), request, TakenBack(fact.work))
    yield _Trial(history, replace(request, surprise=1.0), MoreSurprising())
    close = _close_items(ranker, history, item_id)
    for item in close:
        yield _liked(history, request, [item])
    kind = placement.recommendation.item.kind
    if request.kind is None:
        yield _Trial(history, replace(request, kind=kind), KindAlone(kind))
    yield from _sentences(catalogue, history, item_id, request)
    for count in range(2, len(close) + 1):
        yield _liked(history, request, close[:count])


def _close_items(ranker: Ranker, history: History, item_id: str) -> list[Item]:
    """The nearest items that nothing was said of yet."""
    catalogue = ranker.catalogue
    row = catalogue.row[item_id]
    judged = {catalogue.row[i.item_id] for i in history.interactions if i.item_id in catalogue.row}
    near = catalogue.similarities(catalogue.vectors[row][None])[0]
    near[[row, *judged]] = -np.inf
    near[catalogue.hidden_rows(history.hidden)] = -np.inf
    nearest = np.argsort(-near, kind="stable")[:_NEIGHBOURS].tolist()
    return [catalogue.items[other] for other in nearest if np.isfinite(near[other])]


def _liked(history: History, request: Request, items: list[Item]) -> _Trial:
    likes = [Interaction(-k, item.id, Verdict.LIKED, request.now) for k, item in enumerate(items, 1)]
    liked = AlsoLiked(tuple(work_of(item) for item in items))
    return _Trial(replace(history, interactions=(*history.interactions, *likes)), request, liked)


def _sentences(catalogue: Catalogue, history: History, item_id: str, request: Request) -> Iterator[_Trial]:
    """A new sentence in the profile, that names the item's rarest subject or its first creator."""
    row = catalogue.row[item_id]
    item = catalogue.items[row]
    subjects = sorted(catalogue.subjects.of_item[row], key=lambda code: len(catalogue.subjects.holders[code]))
    names = [catalogue.subjects.labels[code] for code in subjects[:1]]
    for name in [*names, *item.creators[:1]]:
        if not fold(name):
            continue
        text = f"I like {name}"
        # Read as the profile will read it, in English, so that the place told is the place it gets.
        statement = make_statement(text, now=request.now)
        imagined = replace(history, statements=(*history.statements, statement))
        yield _Trial(imagined, request, Written(text))
