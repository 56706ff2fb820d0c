"""Fusion: φ = clip(z, ±4) and 30/(30 + rank) of each feature, times its weights, kept as named parts.

Features with a zero of their own ("no such series") enter as they are.
The moments and ranks are those of the candidate pool. An item measured beside the pool (for "why not") is placed
against it and moves nobody.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.core.entities import Origin, Statement
from assistant.recommend.asked import Asked
from assistant.recommend.board import Features
from assistant.recommend.catalogue import Rows

Parts = dict[str, NDArray[np.float64]]
# Features that count as they are: 0 says "does not apply", so that the ledger is silent there.
DIRECT = frozenset(
    (
        *("series", "creator", "kind", "language", "fresh", "untouched", "shown", "heard"),
        *("request_names", "request_facets", "request_text", "avoid"),
    )
)
_CLIP = 4.0
_RANK = 30.0


@dataclass(frozen=True)
class Weights:
    """θ: `plain` for a person without a pack, `packed` with one; `ranks` weigh 30/(30 + rank). By feature name."""

    plain: Mapping[str, float]
    packed: Mapping[str, float]
    plain_ranks: Mapping[str, float]
    packed_ranks: Mapping[str, float]
    statements: Mapping[str, float]

    def choose(self, has_pack: bool) -> tuple[Mapping[str, float], Mapping[str, float]]:
        return (self.packed, self.packed_ranks) if has_pack else (self.plain, self.plain_ranks)


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """θ₀ as learned from public crowds by `assistant.evaluation.fit_weights`."""
    text = resources.files("resources").joinpath("weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    common = table["common"]
    return Weights(
        plain=common | table["plain"],
        packed=common | table["packed"],
        plain_ranks=table.get("plain_ranks", {}),
        packed_ranks=table.get("packed_ranks", {}),
        statements=table["statements"],
    )


def standardise(values: NDArray[np.float64], pool: int) -> NDArray[np.float64]:
    """z-scores by the moments of the first `pool` values, clipped to ±4; zero where all are alike."""
    base = values[:pool]
    deviation = float(base.std()) if pool else 0.0
    if deviation < 1e-9:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - base.mean()) / deviation, -_CLIP, _CLIP), np.float64)


def rank_share(values: NDArray[np.float64], pool: int) -> NDArray[np.float64]:
    """30/(30 + r), r the number of pool items with a larger value."""
    ascending = np.sort(values[:pool])
    above = pool - np.searchsorted(ascending, values, side="right")
    return np.asarray(_RANK / (_RANK + above), np.float64)


def fuse(features: Features, pool: int, weights: Mapping[str, float], ranks: Mapping[str, float]) -> Parts:
    """Parts of the ledger, one a feature that has a weight, each over all candidates."""
    parts: Parts = {}
    for name, values in features.items():
        weight, rank_weight = weights.get(name, 0.0), ranks.get(name, 0.0)
        if not weight and not rank_weight:
            continue
        part = weight * (values if name in DIRECT else standardise(values, pool))
        if rank_weight:
            part = part + rank_weight * (rank_share(values, pool) - rank_share(values[:pool], pool).mean())
        parts[name] = part
    return parts


def statement_part(
    statement: Statement, asked: Asked, rows: Rows, pool: int, weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """weight·polarity·strength·(similarity's z + facet match) of one statement over the candidates."""
    felt = np.zeros(len(rows))
    if asked.columns is not None:
        felt += weights["meaning"] * standardise(asked.columns[0, rows].astype(np.float64), pool)
    facet = weights["facet" if statement.polarity > 0 else "aversion"]
    if asked.names is not None:
        felt += facet * asked.names[rows]
    if asked.facets is not None:
        felt += facet * asked.facets[rows]
    trust = weights["inferred" if statement.origin is Origin.INFERRED else "written"]
    return trust * statement.polarity * statement.strength * felt
