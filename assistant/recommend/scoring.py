"""Fusion: features times weights, kept as named parts that sum to the score.

Most features enter as z-scores over the candidate pool, clipped to ±4; those with a zero of their own ("no such
series") enter as they are. An item measured beside the pool, for "why not", is placed against it and moves nobody.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.catalogue import Rows
from assistant.recommend.features.features import Features
from assistant.recommend.text.query import Asked

Parts = dict[str, NDArray[np.float64]]
Table = dict[str, float]

DIRECT = frozenset(
    (
        *("series", "series_next", "series_late", "creator", "kind", "language", "era"),
        *("fresh", "untouched", "shown", "heard", "request_names", "request_facets", "request_text", "avoid"),
        "like_shared",
    )
)
# Not learned, because public histories hold no such events or no order of them: what the product promises its person.
POLICY: Table = {
    "series_next": 1.0,
    "taste_recent": 0.25,
    "taste_now": 0.25,
    "nearest_disliked": -0.3,
    "kind": 0.3,
    "fresh": 0.3,
    "untouched": 0.2,
    "shown": -0.3,
    "heard": -0.5,
    "like": 2.5,
    "like_shared": 6.0,
    "avoid": -4.0,
    "request_names": 2.0,
    "request_facets": 1.0,
    "request_text": 0.5,
}
# An aversion that names something weighs most of all.
STATEMENT: Table = {"meaning": 0.6, "facet": 3.0, "aversion": 8.0}
# Of the spread of the best scores, what one standard deviation of nearness costs at the far end of the slider; and how
# many of them a series begun or an author liked is worth. Farther away than STRANGE is no merit.
SURPRISE = 0.5
WELL_KNOWN = 2.0
STRANGE = 1.0
# How much shelf, taste and pack still count when words say what is wanted now.
BESIDE_REQUEST = 0.35
REPRESENTATIVE = 1.0
_CLIP = 4.0


@dataclass(frozen=True)
class Weights:
    """θ by feature name. `facts` hold for every shelf; between `bare` and `rich` it goes by how much is known of a
    kind's items. With a pack, all of these are scaled by `content` of `bare_pack` and `rich_pack`, which also weigh
    the pack's own features. `request` weighs the words of a request."""

    facts: Table
    bare: Table
    rich: Table
    bare_pack: Table
    rich_pack: Table
    request: Table

    def blend(
        self, richness: NDArray[np.float64], has_pack: bool, asked: bool = False
    ) -> dict[str, NDArray[np.float64]]:
        """The weight of each feature for each candidate; richness: (candidates,) in 0..1."""
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
        fixed = {**POLICY, **self.request}
        return blended | {name: np.full(len(richness), weight) for name, weight in fixed.items()}


def _mix(bare: Table, rich: Table, name: str, richness: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((1 - richness) * bare.get(name, 0.0) + richness * rich.get(name, 0.0), np.float64)


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """θ₀ as learned from public crowds by `assistant.evaluation.fit.weights`."""
    text = resources.files("resources").joinpath("weights.toml").read_text(encoding="utf-8")
    return Weights(**tomllib.loads(text))


def standardise(values: NDArray[np.float64], pool: int) -> NDArray[np.float64]:
    """z-scores by the moments of the first `pool` values, clipped to ±4; zero where all are alike."""
    base = values[:pool]
    deviation = float(base.std()) if pool else 0.0
    if deviation < 1e-9:
        return np.zeros_like(values)
    return np.asarray(np.clip((values - base.mean()) / deviation, -_CLIP, _CLIP), np.float64)


def design(features: Features, pool: int) -> Parts:
    """φ: each feature as it enters the sum, (candidates,)."""
    return {name: values if name in DIRECT else standardise(values, pool) for name, values in features.items()}


def fuse(features: Features, pool: int, weights: Mapping[str, NDArray[np.float64]]) -> Parts:
    """Parts of the ledger, one for each feature that has a weight: weight·φ over the candidates."""
    return {name: weights[name] * column for name, column in design(features, pool).items() if name in weights}


_WHOLE = ("like", "request", "avoid", "surprise", "shown", "heard", "nearest_disliked")


def beside_seeds(parts: Parts, aversions: frozenset[str]) -> Parts:
    """The parts of a request to be like some items: the rest of what is known counts less then, as it does beside
    words. The request itself, and what the person does not want (`aversions`: names of parts), count in full."""
    return {
        name: values if name.startswith(_WHOLE) or name in aversions else BESIDE_REQUEST * values
        for name, values in parts.items()
    }


def statement_part(
    weight: float, asked: Asked, rows: Rows, pool: int, weights: Table = STATEMENT
) -> NDArray[np.float64]:
    """weight·(facet match, by its rarity, or else the z of the similarity) of one statement over the candidates.

    What names a facet is judged by that facet: the similarity of its words would only blur it.
    """
    felt = np.zeros(len(rows))
    if asked.columns is not None and asked.names is None and not (asked.measured and asked.facets is not None):
        felt += weights["meaning"] * standardise(asked.columns[0, rows].astype(np.float64), pool)
    facet = weights["facet" if weight > 0 else "aversion"]
    if asked.names is not None:
        felt += facet * (asked.rarity if weight > 0 else 1.0) * asked.names[rows]
    if asked.facets is not None:
        felt += facet * asked.facets[rows]
    part = weight * felt
    return part if asked.against is None else part + statement_part(-weight, asked.against, rows, pool, weights)
