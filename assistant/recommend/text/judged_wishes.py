"""What would do for a wish, learned from wishes whose works people judged: from the meaning of a message and what the
heads hear in it, a linear map to that of works that were right for it and to what stands on their cards, by ridge
regression.

Near in meaning is often not what helps: to "feet dead, brain porridge" foot care is nearer than a light novel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder, model_of
from assistant.guide.tags import Tagged, kind_of_tag, kinds_tagged
from assistant.recommend.dot_products import products

Floats = NDArray[np.float32]
_FILE = "cards/wish_map.npz"
_NUMBERS = ("weights", "means", "scales", "usual")
LONGEST = 60
"""Words: no longer message was judged."""


@dataclass(frozen=True)
class WishMap:
    """`weights` (2·d + heard + 1, 2·d + values + tags), the last row for what is right whatever is wished; `means` of
    the works' features and `scales`, how far from these they lie, (2·d + values,): first the vectors in the spaces of
    the two encoders that `models` names, d dimensions each, then the confidences of the cards' values. `usual`: how
    many of the works of a tag's kind that have tags have this one, (tags,)."""

    models: tuple[str, str]
    weights: Floats
    means: Floats
    scales: Floats
    usual: Floats

    def fits(
        self,
        wish: Sequence[Floats],
        heard: Floats,
        works: Sequence[Floats],
        cards: Floats | None = None,
        tags: Tagged | None = None,
    ) -> Floats:
        """How well each work would do, (works,), in no unit: for a wish in both spaces, (d,) each, and as it was heard,
        (heard,); works, (works, d) each, their cards, (works, values), and their tags. What has no vector, no card or
        no tags gets 0 for it."""
        both = self._sought(wish, heard)
        sought = both[: len(self.means)] / self.scales
        ends = np.cumsum([0, *(len(side) for side in wish)]).tolist()
        fits = np.zeros(len(works[0]), np.float32)
        for own, first, last in zip([*works, cards], ends, [*ends[1:], len(sought)], strict=True):
            if own is not None:
                near = products(own, sought[None, first:last])[0]
                fits += np.where(near != 0, near - self.means[first:last] @ sought[first:last], 0)
        if tags is not None and len(self.usual):
            worth = both[len(self.means) :]
            expected = np.bincount(kind_of_tag(), self.usual * worth, len(kinds_tagged())).astype(np.float32)
            fits += np.where(tags.kinds >= 0, tags.sums(worth) - expected[tags.kinds], 0)
        return fits

    def cards_sought(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        """How much more of each value stands on the cards of what does for a wish, (values,), in deviations over the
        root of their number."""
        return self._sought(wish, heard)[sum(len(side) for side in wish) : len(self.means)]

    def _sought(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        told = np.concatenate([unit(np.concatenate(wish)), heard, [1]]).astype(np.float32)
        return np.asarray(told @ self.weights, np.float32)

    def to_bytes(self) -> bytes:
        """An .npz of 16-bit numbers."""
        kept = BytesIO()
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _NUMBERS}
        numbers: dict[str, Any] = {name: one.astype(np.float16) for name, one in arrays.items()}
        np.savez_compressed(kept, models=np.array(self.models), **numbers)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "WishMap":
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            first, second = kept["models"].tolist()
            return cls((first, second), *(kept[name].astype(np.float32) for name in _NUMBERS))


def wish_map(embedder: Embedder | None, worldly: Embedder) -> WishMap | None:
    """The map for these two encoders; None where it was learned with others."""
    known = _shipped()
    fits = embedder is not None and known.models == (model_of(embedder.name), model_of(worldly.name))
    return known if fits else None


@lru_cache(maxsize=1)
def _shipped() -> WishMap:
    return WishMap.from_bytes(files("resources").joinpath(_FILE).read_bytes())


def unit(vector: Floats) -> Floats:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)
