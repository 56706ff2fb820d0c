"""Fusion: features times weights, kept as named parts that sum to the score.

Most columns enter as z-scores over the candidate pool, clipped to ±4; those with a zero of their own ("no such
series") enter as they are. An item measured beside the pool, for "why not", is placed against it and moves nobody.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import PartId
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Columns, Parts, Pool, columns, feature_of, features

Table = dict[str, float]

BESIDE_REQUEST = 0.35
"""How much shelf, taste and pack still count when words say what is wanted now."""
WORDS_OF_NEED = 0.5
"""How much less the words of a request count that tells of a need, and not of what would meet it."""
PERSON_IN_NEED = 0.6
"""How much less taste and shelf count then."""
OF_PLAIN_WISHES = {"request_fits": 1.5, "card": 0.75, "card_against": 0.8}
"""How much more or less these count where nothing is said but what is wanted. Of the moods, themes and wishes in other
languages of eight sets, four of which nobody had read, 267 succeed without it and 278 with it; of those that deny
something or name a work to be like fewer do."""
_CLIP = 4.0


@dataclass(frozen=True)
class Weights:
    """θ by column, as learned. `facts` hold for every shelf; between `bare` and `rich` it goes by how much is known of
    a kind's items. With a pack, all of these are scaled by `content` of `bare_pack` and `rich_pack`, which also weigh
    the pack's own columns. `request` weighs the words of a request."""

    facts: Table
    bare: Table
    rich: Table
    bare_pack: Table
    rich_pack: Table
    request: Table

    def blend(
        self, richness: NDArray[np.float64], has_pack: bool, asked: bool = False
    ) -> dict[str, NDArray[np.float64]]:
        """The weight of each column for each candidate; richness: (candidates,) in 0..1. What was not learned weighs
        what its feature promises, whatever else is asked for."""
        content = dict.fromkeys(self.facts | self.bare | self.rich)
        blended = {name: _mix(self.facts | self.bare, self.facts | self.rich, name, richness) for name in content}
        if has_pack:
            scale = _mix(self.bare_pack, self.rich_pack, "content", richness)
            blended = {name: scale * weight for name, weight in blended.items()}
            for name in dict.fromkeys(self.bare_pack | self.rich_pack):
                if name != "content":
                    blended[name] = _mix(self.bare_pack, self.rich_pack, name, richness)
        if asked:
            blended = {name: BESIDE_REQUEST * weight for name, weight in blended.items()}
        fixed = {name: weight for name, weight in {**promised(), **self.request}.items() if name not in blended}
        return blended | {name: np.full(len(richness), weight) for name, weight in fixed.items()}


def promised() -> Table:
    """The weights that features bring themselves, by column."""
    return {name: column.weight for name, column in columns().items() if column.weight is not None}


def _mix(bare: Table, rich: Table, name: str, richness: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((1 - richness) * bare.get(name, 0.0) + richness * rich.get(name, 0.0), np.float64)


@cache
def default_weights() -> Weights:
    """θ₀ as learned from public crowds by `assistant.evaluation.fit.weights`."""
    text = resources.files("resources").joinpath("weights.toml").read_text(encoding="utf-8")
    return Weights(**tomllib.loads(text))


def measure(context: RankingContext, rows: Rows) -> Columns:
    """Raw columns of the candidates `rows`, of all features that have something to measure."""
    found: Columns = {}
    for feature in features():
        if feature.measure is not None:
            found |= feature.measure(context, rows)
    return found


def standardise(values: NDArray[np.float64], pool: int) -> NDArray[np.float64]:
    """z-scores by the moments of the first `pool` values, clipped to ±4; zero where all are alike."""
    base = values[:pool]
    deviation = float(base.std()) if pool else 0.0
    if deviation < 1e-9:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - base.mean()) / deviation, -_CLIP, _CLIP), np.float64)


def design(measured: Columns, pool: int) -> Columns:
    """φ: each column as it enters the sum, (candidates,)."""
    known = columns()
    direct = {name for name in measured if name in known and known[name].direct}
    return {name: values if name in direct else standardise(values, pool) for name, values in measured.items()}


def fuse(measured: Columns, pool: int, weights: Mapping[str, NDArray[np.float64]]) -> Parts:
    """Parts of the ledger, one for each column that has a weight: weight·φ over the candidates."""
    return {name: weights[name] * column for name, column in design(measured, pool).items() if name in weights}


def score(context: RankingContext, rows: Rows, pool: int, weights: Weights) -> Parts:
    """All parts of the candidates' scores, each (candidates,). The first `pool` rows are the pool."""
    richness = context.catalogue.richness[context.catalogue.kinds[rows]]
    measured = measure(context, rows)
    blended = weights.blend(richness, context.pack is not None, context.asked is not None)
    if not context.is_of_card:
        blended = _shared_out(blended, weights.request, measured, context.of_need)
    parts = fuse(measured, pool, blended)
    scored = Pool(context, rows, pool, measured, parts)
    for feature in features():
        if feature.weigh is not None:
            parts |= feature.weigh(scored)
    for feature in features():
        if feature.adjust is not None:
            parts |= feature.adjust(scored)
    if context.is_plain:
        parts |= {name: share * parts[name] for name, share in OF_PLAIN_WISHES.items() if name in parts}
    if len(context.seeds):
        return _beside_seeds(context, parts)
    return _beside_words(context, parts) if context.asked is not None else parts


def _shared_out(blended: Mapping[str, NDArray[np.float64]], request: Table, measured: Columns, of_need: float) -> Parts:
    """The weights, where a request is measured by some of its columns only (one encoder, another language): these take
    over what the missing ones weigh, so that the request counts as much as ever. The words of a need count less."""
    present = sum(weight for name, weight in request.items() if name in measured)
    factor = sum(request.values()) / present if present > 0 else 1.0
    factor *= 1 - WORDS_OF_NEED * of_need
    return {name: factor * weight if name in request else weight for name, weight in blended.items()}


def _beside_seeds(context: RankingContext, parts: Parts) -> Parts:
    """The parts of a request to be like some items: the rest of what is known counts less then, as it does beside
    words. The request itself, and what the person does not want, count in full."""
    aversions = {statement.id for statement, _ in context.statements if statement.polarity < 0}
    return {name: values if _is_whole(name, aversions) else BESIDE_REQUEST * values for name, values in parts.items()}


def _beside_words(context: RankingContext, parts: Parts) -> Parts:
    """The parts of a request in words: what the profile says one likes counts less beside it, and what the person is
    like less still where the request tells of a need."""
    liked = {statement.id for statement, _ in context.statements if statement.polarity > 0}
    person = 1 - PERSON_IN_NEED * context.of_need
    return {
        name: BESIDE_REQUEST * person * values
        if PartId(name).statement in liked
        else values
        if _is_whole(name, set()) or PartId(name).statement
        else person * values
        for name, values in parts.items()
    }


def _is_whole(part: str, aversions: set[str]) -> bool:
    feature = feature_of(part)
    return (feature is not None and feature.whole) or PartId(part).statement in aversions


def summed(parts: Mapping[str, NDArray[np.float64]], size: int) -> NDArray[np.float64]:
    """Σ parts, (candidates,)."""
    return np.sum(list(parts.values()), axis=0) if parts else np.zeros(size)
