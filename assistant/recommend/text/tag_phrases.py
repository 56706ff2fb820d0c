"""How near the words of the guide's tags are to a wish: who asks for an unreliable narrator is served by the tag of
that name, however few of the judged wishes spoke of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.guide.tags import kind_of_tag, kinds_tagged

Floats = NDArray[np.float32]
_FILE = "cards/tag_phrases.npz"
_SHARP = 7.5
"""What cosines are multiplied by, as a softmax tells little apart by them."""
_WHOLE = 127


@dataclass(frozen=True)
class TagPhrases:
    """`vectors` of the tags' words in the spaces of the two encoders that `models` names, (2, tags, d), of unit length,
    with what all have in common taken off. `digest`: of the words that were embedded."""

    models: tuple[str, str]
    vectors: Floats
    digest: str

    @classmethod
    def of(cls, models: tuple[str, str], embedded: Sequence[Floats], digest: str) -> Self:
        """embedded: the words' vectors in each space, (tags, d)."""
        own = np.stack(embedded) - np.stack(embedded).mean(axis=1, keepdims=True)
        return cls(models, (own / np.linalg.norm(own, axis=2, keepdims=True)).astype(np.float32), digest)

    def near(self, wish: Sequence[Floats]) -> Floats:
        """Each tag's share of a wish among the tags of its kind, (tags,), for its vectors in both spaces, (d,) each; a
        space that does not know its language has zeros."""
        cosines = np.zeros(self.vectors.shape[1], np.float32)
        for own, side in zip(self.vectors, wish, strict=True):
            cosines += own @ (side / max(float(np.linalg.norm(side)), 1e-6))
        shares = np.exp(_SHARP * (cosines - cosines.max()))
        kinds = kind_of_tag()
        return np.asarray(shares / np.bincount(kinds, shares, len(kinds_tagged()))[kinds], np.float32)

    def to_bytes(self) -> bytes:
        """An .npz of 8-bit numbers."""
        kept = BytesIO()
        whole = np.rint(_WHOLE * self.vectors).astype(np.int8)
        np.savez_compressed(kept, models=np.array(self.models), vectors=whole, digest=np.array(self.digest))
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            first, second = kept["models"].tolist()
            return cls((first, second), kept["vectors"].astype(np.float32) / _WHOLE, str(kept["digest"]))


@lru_cache(maxsize=1)
def tag_phrases() -> TagPhrases:
    """Those that Alcove brings."""
    return TagPhrases.from_bytes(files("resources").joinpath(_FILE).read_bytes())
