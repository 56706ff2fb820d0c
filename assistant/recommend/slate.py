"""The list that is shown: the best candidates, diversified, with a share of sampled picks that try something new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import LIST_LENGTH
from assistant.recommend.catalogue import KINDS, Catalogue, Mask, Rows
from assistant.recommend.diversity import diversify
from assistant.recommend.features.context import RankingContext
from assistant.recommend.judging.sequential import OURS, THEIRS
from assistant.recommend.judging.team_draft import levels_between, team_draft
from assistant.settings.declarations import Settings

USUAL_VARIETY, USUAL_SURPRISE = Settings.variety.default, Settings.surprise.default
"""Where the sliders add nothing and take nothing."""
_DEPTH = 5
_CALIBRATION = 1.0
_OF_ONE_MAKER = 0.5
"""The share of a list that one creator may have while others are left, where nobody asked for them."""
_VARIED, _NARROWED = 3.0, 1.0
"""How far the ends of the slider reach beyond the usual place, in spreads of the scores considered."""


@dataclass(frozen=True)
class Slate:
    """Positions in the pool in the order shown, and of each the parts that the slate itself adds. `tail`: those that
    the standing list holds after them, where fewer were asked for. `propensities`: of each pick tried out, how
    probable it was that this one would be drawn for its place. `teams`: where another way to rank took turns, who put
    each pick there."""

    order: list[int]
    added: dict[str, dict[int, float]]
    tail: list[int] = field(default_factory=list)
    propensities: dict[int, float] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)


def compose(
    context: RankingContext,
    rows: Rows,
    totals: NDArray[np.float64],
    strength: float,
    sampled: Callable[[], NDArray[np.float64]] | None,
    rival: NDArray[np.float64] | None = None,
) -> Slate:
    """Order the pool. `totals`: (pool,) scores; `strength` scales the variety of the request's slider;
    `sampled` gives (draws, pool) scores with the taste drawn from its posterior, or is None without exploration;
    `rival`: (pool,) scores of another way to rank that takes turns, if there is one."""
    request = context.request
    variety = USUAL_VARIETY if request.variety is None else request.variety
    ranked = np.argsort(-totals, kind="stable")
    doubles = whole_or_parts(context.catalogue, rows, ranked)
    # A shorter list is the head of the standing one: how a list is mixed goes by its length.
    length = max(request.n, LIST_LENGTH)
    considered = ranked[~doubles[ranked]][: _DEPTH * length]
    shares = _kind_shares(context)
    # Scores have no scale of their own: to be felt, what the slider takes from them goes by how far apart they lie.
    spread = float(np.ptp(totals[considered])) if len(considered) else 0.0
    beyond = max(0.0, variety - USUAL_VARIETY) / (1 - USUAL_VARIETY)
    narrow = max(0.0, USUAL_VARIETY - variety) / USUAL_VARIETY
    picked = diversify(
        totals[considered],
        context.catalogue.vectors[rows[considered]],
        context.catalogue.kinds[rows[considered]].astype(np.int64),
        shares,
        length,
        redundancy=strength * variety + _VARIED * spread * beyond,
        calibration=_CALIBRATION * (1 - narrow) if request.kind is None else 0.0,
        focus=_NARROWED * spread * narrow,
        makers=context.catalogue.main_creators[rows[considered]].astype(np.int64),
        crowding=0.0 if request.creators or request.like or request.text.strip() else spread,
        most=max(1, round(_OF_ONE_MAKER * length)),
    )
    order = [int(considered[k]) for k in picked.order]
    added = {"variety": {p: change for p, change in zip(order, picked.changes, strict=True) if change}}
    propensities: dict[int, float] = {}
    teams: dict[int, str] = {}
    if rival is not None:
        theirs = np.argsort(-rival, kind="stable")
        order, teams = _drafted(order, theirs[~doubles[theirs]], totals, added, request.seed or 0)
    if sampled is not None and (places := tried_places(request.explore, request.seed or 0, len(order))):
        order, propensities = _explore(order, places, totals, added, sampled(), doubles)
        teams = {place: team for place, team in teams.items() if place not in propensities}
    return Slate(order[: request.n], added, order[request.n :], propensities, teams)


def tried_places(share: float, seed: int, length: int) -> list[int]:
    """The places from 0 of a list that are given to tries: one in every 1/share, drawn by the seed from the second half
    of each such stretch but its last place, so that the best stay on top and a list of nine has its try too."""
    if share <= 0:
        return []
    every = max(2, round(1 / share))
    generator = np.random.default_rng(seed)
    starts = range(0, length, every)
    drawn = [start + int(generator.integers(every // 2, max(every // 2 + 1, every - 1))) for start in starts]
    return [place for place in drawn if place < length]


def whole_or_parts(catalogue: Catalogue, rows: Rows, ranked: Rows) -> Mask:
    """(pool,): what a list must leave out because it has the album to this track, or a track of this album, ranked
    higher. Tracks of one album may stand together: variety sees to that."""
    doubles = np.zeros(len(rows), np.bool_)
    albums = catalogue.albums[rows]
    is_album = albums == rows
    first: dict[int, bool] = {}
    for position in ranked[albums[ranked] >= 0].tolist():
        whole = bool(is_album[position])
        doubles[position] = first.setdefault(int(albums[position]), whole) != whole
    return doubles


def _kind_shares(context: RankingContext) -> NDArray[np.float64]:
    """The mix a list should have: half what was liked, half what stands on the shelf."""
    shelf = np.bincount(context.catalogue.kinds, minlength=len(KINDS)).astype(np.float64)
    shelf /= max(shelf.sum(), 1.0)
    liked = context.person.kind_shares
    return 0.5 * shelf + 0.5 * liked if liked.sum() else shelf


def _drafted(
    ours: list[int], theirs: Rows, totals: NDArray[np.float64], added: dict[str, dict[int, float]], seed: int
) -> tuple[list[int], dict[int, str]]:
    """Both orders in turns; what the other one put there is lifted, or lowered, to where it stands."""
    level = {one: float(totals[one]) + added["variety"].get(one, 0.0) for one in ours}
    order, second = team_draft(ours, theirs[: 2 * len(ours)].tolist(), len(ours), seed)
    lifted = levels_between(order, second, level)
    for one in second:
        added["variety"].pop(one, None)
    added["comparison"] = {one: to - float(totals[one]) for one, to in lifted.items()}
    return order, {one: THEIRS if one in second else OURS for one in order}


def _explore(
    order: list[int],
    places: Sequence[int],
    totals: NDArray[np.float64],
    added: dict[str, dict[int, float]],
    drawn: NDArray[np.float64],
    doubles: Mask,
) -> tuple[list[int], dict[int, float]]:
    """Give each of the places to the best candidate of the first draw that the list lacks, lifted to the score of whom
    it displaces; and say in what share of the draws it would have been the best. drawn: (draws, pool)."""
    # What is measured beside the pool is never drawn.
    drawn = drawn[:, : len(totals)].copy()
    drawn[:, doubles] = -np.inf
    order, propensities = list(order), {}
    added["exploration"] = {}
    for place in places:
        drawn[:, order] = -np.inf
        best = np.argmax(drawn, axis=1)
        fresh = int(best[0])
        if not np.isfinite(drawn[0, fresh]):
            break
        displaced = order[place]
        level = float(totals[displaced]) + sum(part.pop(displaced, 0.0) for part in added.values())
        order[place] = fresh
        added["exploration"][fresh] = level - float(totals[fresh])
        propensities[fresh] = float(np.mean(best == fresh))
    return order, propensities
