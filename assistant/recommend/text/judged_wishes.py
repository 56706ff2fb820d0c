"""What would do for a wish, learned from wishes whose works people judged: a linear map from the meaning of a message
to that of works that were right for it, by ridge regression (Hoerl and Kennard 1970).

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
from assistant.recommend.dot_products import products

Floats = NDArray[np.float32]
_FILE = "cards/wish_map.npz"
LONGEST = 60
"""Words: no longer message was judged."""


@dataclass(frozen=True)
class WishMap:
    """`weights` (2·d + 1, 2·d), the last row for what is right whatever is wished; `means` (2, d) of the works' vectors
    and `scales` (2,), how far from these they lie: all in the spaces of the two encoders that `models` names, the one
    behind the other, d dimensions each."""

    models: tuple[str, str]
    weights: Floats
    means: Floats
    scales: Floats

    def fits(self, wish: Sequence[Floats], works: Sequence[Floats]) -> Floats:
        """How well each work would do, (works,), in no unit: for a wish in both spaces, (d,) each, and works, (works,
        d) each; zeros where there is no vector."""
        told = unit(np.concatenate(wish))
        sought = np.split(np.append(told, 1).astype(np.float32) @ self.weights, 2) / self.scales[:, None]
        near = [products(own, side[None])[0] for own, side in zip(works, sought, strict=True)]
        usual = (self.means * sought).sum(axis=1)
        return np.asarray(sum(np.where(own != 0, own - at, 0) for own, at in zip(near, usual, strict=True)), np.float32)

    def to_bytes(self) -> bytes:
        """An .npz of 16-bit numbers."""
        kept = BytesIO()
        arrays: dict[str, Any] = {"weights": self.weights, "means": self.means, "scales": self.scales}
        numbers: dict[str, Any] = {name: one.astype(np.float16) for name, one in arrays.items()}
        np.savez_compressed(kept, models=np.array(self.models), **numbers)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "WishMap":
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            first, second = kept["models"].tolist()
            return cls((first, second), *(kept[name].astype(np.float32) for name in ("weights", "means", "scales")))


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
