"""One person as the ranker sees them: everything that is learned, solved anew from the history."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Statement, Verdict
from assistant.recommend.catalogue import ERAS, KINDS, Catalogue, Floats, Rows
from assistant.recommend.history import DAY, History, Request, Signals, read_signals
from assistant.recommend.preference_model import Solver, Taste, solve_taste
from assistant.recommend.text.statements import Stated, with_named_works

SEEDS = 16
"""Likes whose neighbours are candidates."""
OFF_OCCASION = 0.25
"""How much of a sentence that names an occasion counts when it is another one."""
FRESH, KEPT, FADING = 30, 0.5, 365.0
"""Days that a signal counts in full, what it keeps of its weight as it gets old, and the half-life of the rest in days.
On lists of people whose history was given times: where another person's taste lay one to three years back, NDCG@10 of
lastfm rose from .121 to .137 (interval of the difference +.009 to +.022), of papers from .092 to .111 (+.008 to +.032);
where a steady taste lay spread over four years, it went from .149 to .147 (−.007 to +.004) and from .119 to .116 (−.012
to +.005). With .3 kept the steady lose more, −.006 and −.005."""
_UNSEEN = 0.02
_AGAINST = 0.3
_ERA_PRIOR, _SCRIPT_PRIOR = 8.0, 2.0
_BEGUN = frozenset({Verdict.OPENED, Verdict.READING, Verdict.ASIDE})
"""Acts by which a part of a series is not behind the reader yet."""
HALF_LIVES: dict[str, float | None] = {"taste": None, "taste_recent": 90.0, "taste_now": 14.0}


@dataclass(frozen=True, slots=True)
class SeriesState:
    """A series begun: the highest number reached, the row of that part, and the summed liking of all parts."""

    reached: float
    row: int
    liking: float


@dataclass(frozen=True)
class Person:
    """Learned state. `heads` by name; the word profile is a unit vector."""

    signals: Signals
    heads: dict[str, Taste]
    word_profile: Floats
    liked: Rows
    liked_weights: NDArray[np.float64]
    disliked: Rows
    disliked_weights: NDArray[np.float64]
    creators: dict[int, float]
    """Summed liking of first creators, by code."""
    series: dict[int, SeriesState]
    """By the series' code in the catalogue."""
    kind_shares: NDArray[np.float64]
    scripts: NDArray[np.float64]
    eras: NDArray[np.float64]
    """By code: the share of each script among the liked, and how much more often each decade is liked than owned."""


def learn(catalogue: Catalogue, history: History, request: Request, stated: Stated, solver: Solver) -> Person:
    """Solve for all that the journal and the sentences of the profile say of the person."""
    signals = with_named_works(read_signals(history, catalogue, request.now), stated.titles, request.now)
    liked_mask, disliked_mask = signals.liked, signals.disliked
    signed = signals.targets * _faded(signals, request.now)
    liked, liked_weights = signals.rows[liked_mask], signed[liked_mask]
    disliked, disliked_weights = signals.rows[disliked_mask], -signed[disliked_mask]
    return Person(
        signals=signals,
        heads=_taste_heads(catalogue, signals, request.now, stated.prior, solver),
        word_profile=_word_profile(catalogue, signals, signed, stated),
        liked=liked,
        liked_weights=liked_weights,
        disliked=disliked,
        disliked_weights=disliked_weights,
        creators=_creator_affinity(catalogue, signals.rows, signed, stated),
        series=_series_state(catalogue, signals, signed),
        kind_shares=_shares(catalogue.kinds[liked], liked_weights, len(KINDS)),
        scripts=_script_shares(catalogue, liked, liked_weights),
        eras=_era_ratio(catalogue, liked, liked_weights),
    )


def _faded(signals: Signals, now: float) -> NDArray[np.float64]:
    """(rows,) how much each signal counts now: all of it for FRESH days, towards KEPT of it as years pass."""
    return KEPT * signals.confidences + (1 - KEPT) * signals.weights(now - FRESH * DAY, FADING)


def strongest_likes(person: Person, now: float, count: int = SEEDS) -> Rows:
    """Rows of the likes that weigh most now, by weight halved every 90 days; ties by row."""
    signals = person.signals
    weights = (signals.targets * signals.weights(now, 90.0))[signals.liked]
    return person.liked[np.argsort(-weights, kind="stable")][:count]


def active_statements(history: History, request: Request) -> list[Statement]:
    """Statements that count now: not muted, and of this kind or of none. One that names an occasion counts in full
    then, and a little at other times, because it tells of a taste all the same."""
    return [
        statement
        if not statement.context or request.contexts is None or statement.context in request.contexts
        else replace(statement, strength=OFF_OCCASION * statement.strength)
        for statement in history.statements
        if not statement.muted and (request.kind is None or statement.kind is None or statement.kind is request.kind)
    ]


def _taste_heads(
    catalogue: Catalogue, signals: Signals, now: float, profile: Floats, solver: Solver
) -> dict[str, Taste]:
    rows = signals.rows
    known = solver.known(rows, catalogue.joint, catalogue.kinds, catalogue.taste_prior)
    # With all feedback of one day the forgetting heads would only repeat the first.
    spread = float(np.ptp(signals.times)) if len(signals.times) else 0.0
    names = list(HALF_LIVES) if spread > DAY else ["taste"]
    weights = {name: signals.weights(now, HALF_LIVES[name]) for name in names}
    start = profile.astype(np.float64)
    return {
        name: solve_taste(solver.posterior(known, own), signals.targets, start, n_kinds=len(KINDS))
        for name, own in weights.items()
    }


def _word_profile(catalogue: Catalogue, signals: Signals, signed: NDArray[np.float64], stated: Stated) -> Floats:
    """Words of what was liked, a little against those of what was not, with the words of the profile; unit length."""
    weights = np.where(signed > 0, signed, _AGAINST * signed)
    summed = catalogue.words.summed(signals.rows, weights) + stated.words
    norm = float(np.linalg.norm(summed))
    return np.asarray(summed / norm if norm else summed, np.float32)


def _creator_affinity(
    catalogue: Catalogue, rows: Rows, signed: NDArray[np.float64], stated: Stated
) -> dict[int, float]:
    affinity: dict[int, float] = defaultdict(float)
    for row, weight in zip(rows.tolist(), signed.tolist(), strict=True):
        code = int(catalogue.main_creators[row])
        if code >= 0:
            affinity[code] += weight
    # What feedback says of a creator is already in the sentence that was inferred from it.
    return stated.creators | affinity


def _series_state(catalogue: Catalogue, signals: Signals, signed: NDArray[np.float64]) -> dict[int, SeriesState]:
    state: dict[int, SeriesState] = {}
    for row, weight, verdict in zip(signals.rows.tolist(), signed.tolist(), signals.verdicts, strict=True):
        code, number = int(catalogue.series_codes[row]), float(catalogue.series_numbers[row])
        if code < 0:
            continue
        reached = 0.0 if np.isnan(number) else number - (verdict in _BEGUN)
        known = state.get(code)
        liking = weight + (known.liking if known else 0.0)
        if known is None or reached > known.reached:
            state[code] = SeriesState(reached, row, liking)
        else:
            state[code] = SeriesState(known.reached, known.row, liking)
    return state


def _shares(codes: NDArray[np.integer[Any]], weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    counts = np.bincount(codes, weights=weights, minlength=size).astype(np.float64)
    return np.asarray(counts / max(float(counts.sum()), 1e-9), np.float64)


def _era_ratio(catalogue: Catalogue, liked: Rows, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share among the liked over share on the shelf, by decade, smoothed over its neighbours."""
    counts = np.bincount(catalogue.eras[liked], weights=weights, minlength=ERAS + 1).astype(np.float64)
    counts[:ERAS] = np.convolve(counts[:ERAS], (0.25, 0.5, 0.25), "same")
    shelf = np.bincount(catalogue.eras, minlength=ERAS + 1) / max(1, len(catalogue))
    return np.asarray((_shrunk(counts, shelf, _ERA_PRIOR) + _UNSEEN) / (shelf + _UNSEEN), np.float64)


def _script_shares(catalogue: Catalogue, liked: Rows, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    size = int(catalogue.scripts.max(initial=0)) + 1
    shelf = np.bincount(catalogue.scripts, minlength=size) / max(1, len(catalogue))
    counts = np.bincount(catalogue.scripts[liked], weights=weights, minlength=size).astype(np.float64)
    return _shrunk(counts, shelf, _SCRIPT_PRIOR)


def _shrunk(counts: NDArray[np.float64], shelf: NDArray[np.float64], prior: float) -> NDArray[np.float64]:
    """Shares among the liked, as if `prior` more likes had the shelf's mix."""
    return np.asarray((counts + prior * shelf) / (float(counts.sum()) + prior), np.float64)
