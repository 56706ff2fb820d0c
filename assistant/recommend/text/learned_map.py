"""What the learned maps have in common: the encoders and features they were learned with, and how they are kept."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder, model_of

Floats = NDArray[np.float32]
_NUMBERS = ("weights", "means", "scales", "usual")


@dataclass(frozen=True)
class LearnedMap:
    """`means` of the works' features and `scales`, how far from these they lie, (2·d + values,): first the vectors in
    the spaces of the two encoders that `models` names, d dimensions each, then the confidences of the cards' values.
    `usual`: how many of the works of a tag's kind that have tags have this one, (tags,)."""

    models: tuple[str, str]
    weights: Floats
    means: Floats
    scales: Floats
    usual: Floats

    def is_for(self, embedder: Embedder | None, worldly: Embedder) -> bool:
        """Whether it was learned with these two encoders."""
        return embedder is not None and self.models == (model_of(embedder.name), model_of(worldly.name))

    def to_bytes(self) -> bytes:
        """An .npz of 16-bit numbers."""
        kept = BytesIO()
        numbers: dict[str, Any] = {name: getattr(self, name).astype(np.float16) for name in _NUMBERS}
        np.savez_compressed(kept, models=np.array(self.models), **numbers)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            first, second = kept["models"].tolist()
            return cls((first, second), *(kept[name].astype(np.float32) for name in _NUMBERS))
