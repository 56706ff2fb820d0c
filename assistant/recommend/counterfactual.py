"""What would have to be different: exact answers, found by solving again without a row or with one more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from assistant.core.entities import Interaction, Recommendation, Verdict
from assistant.recommend.evidence import named
from assistant.recommend.history import History, Request
from assistant.recommend.ranker import Placement, Ranker, Ranking

_TRIALS = 8
_NEIGHBOURS = 3


@dataclass(frozen=True)
class WhyNot:
    """Why an item is not in the list: its place, the parts that held it down, and the smallest change that would
    bring it in. `names` lists the titles and statements that the change mentions."""

    rank: int | None
    recommendation: Recommendation
    held_down: tuple[tuple[str, float], ...]
    what_would_change_it: str
    names: tuple[str, ...] = ()
    rank_after: int | None = None


@dataclass(frozen=True)
class _Trial:
    """One imagined change and how it would be said."""

    history: History
    request: Request
    text: str
    names: tuple[str, ...] = ()


def what_if(
    ranker: Ranker, history: History, without: str, request: Request, places: int = 50
) -> list[tuple[str, int | None, int | None]]:
    """(item, rank before, rank after) without an item's feedback, a statement or a verdict's whole kind.

    Items whose rank changes, among the first `places` of either ranking; None where an item is no candidate. The
    order is that of the new list.
    """
    quiet = replace(request, explore=False)
    before = _places(ranker.rank(history, quiet))
    after = _places(ranker.rank(history.without(without), quiet))
    ids = ranker.catalogue.ids
    concerned = [row for row in after if after[row] <= places or before.get(row, places + 1) <= places]
    concerned += [row for row in before if row not in after and before[row] <= places]
    moved = [(ids[row], before.get(row), after.get(row)) for row in concerned if before.get(row) != after.get(row)]
    return sorted(moved, key=lambda change: (change[2] is None, change[2] or change[1] or 0, change[0]))


def why_not(ranker: Ranker, history: History, item_id: str, request: Request) -> WhyNot:
    """Place, what held it down, and the first of the small changes, tried in turn, that brings it into the list.

    Raises UnknownItem.
    """
    quiet = replace(request, explore=False)
    placement = ranker.why(history, item_id, quiet)
    held = tuple((name, value) for name, value in placement.recommendation.score if value < 0)[:5]
    if placement.rank is None:
        return WhyNot(None, placement.recommendation, held, ranker.blocked(history, item_id, quiet))
    if placement.rank <= request.n:
        text = f"It is in the list already, at place {placement.rank}."
        return WhyNot(placement.rank, placement.recommendation, held, text)
    best: WhyNot | None = None
    for number, trial in enumerate(_trials(ranker, history, item_id, quiet, placement)):
        if number >= _TRIALS:
            break
        after = ranker.why(trial.history, item_id, trial.request).rank
        if after is None:
            continue
        text = f"{trial.text}: then it would stand at place {after}."
        found = WhyNot(placement.rank, placement.recommendation, held, text, trial.names, after)
        if after <= request.n:
            return found
        if best is None or after < (best.rank_after or after + 1):
            best = found
    if best is not None and (best.rank_after or 0) < placement.rank:
        return best
    return WhyNot(placement.rank, placement.recommendation, held, "No single small change would bring it in.")


def _places(ranking: Ranking | None) -> dict[int, int]:
    return ranking.places() if ranking is not None else {}


def _trials(ranker: Ranker, history: History, item_id: str, request: Request, placement: Placement) -> Iterator[_Trial]:
    """Changes from the smallest on: a statement muted, one dislike taken back, the slider, one more like, the kind."""
    catalogue = ranker.catalogue
    score = placement.recommendation.score
    lowering = [name.partition(":")[2] for name, value in score if name.startswith("statement:") and value < 0]
    statements = {statement.id: statement for statement in history.statements}
    for statement_id in lowering[:2]:
        text = statements[statement_id].text
        yield _Trial(history.without(statement_id), request, f"Mute “{text}” in your profile", (text,))
    for evidence in placement.recommendation.evidence:
        if evidence.type in ("disliked", "dropped") and evidence.id in catalogue.row:
            item = catalogue.items[catalogue.row[evidence.id]]
            text, names = named(item)
            yield _Trial(history.without(item.id), request, f"Take back what you said of {text}", names)
    yield _Trial(history, replace(request, surprise=1.0), "Move the first slider to surprising")
    yield from _more_likes(ranker, history, item_id, request)
    kind = placement.recommendation.item.kind
    if request.kind is None:
        yield _Trial(history, replace(request, kind=kind), f"Ask for the kind “{kind.value}” alone", (kind.value,))


def _more_likes(ranker: Ranker, history: History, item_id: str, request: Request) -> Iterator[_Trial]:
    """One more like of an item close to this one."""
    catalogue = ranker.catalogue
    row = catalogue.row[item_id]
    judged = {catalogue.row[i.item_id] for i in history.interactions if i.item_id in catalogue.row}
    near = catalogue.similarities(catalogue.vectors[row][None])[0]
    near[[row, *judged]] = -np.inf
    near[catalogue.hidden_rows(history.hidden)] = -np.inf
    for other in np.argsort(-near, kind="stable")[:_NEIGHBOURS].tolist():
        if not np.isfinite(near[other]):
            continue
        item = catalogue.items[other]
        like = Interaction(-1, item.id, Verdict.LIKED, request.now)
        text, names = named(item)
        yield _Trial(replace(history, interactions=(*history.interactions, like)), request, f"Like {text}", names)
