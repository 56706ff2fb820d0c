"""How near works are to one another for somebody who loves one of them: learned from what people would take next.

Texts that mean much the same are often not what a lover of a work seeks: to "Dracula" the "Werther" of letters and
death is nearer than "Carmilla". A linear map (metric learning, Weinberger and Saul 2009) takes the vectors of both
encoders, what stands on the card and the guide's tags to a space in which works lie close that such a person would be
glad of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder
from assistant.guide.tags import Tagged
from assistant.recommend.dot_products import in_parts
from assistant.recommend.text.learned_map import LearnedMap

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_FILE = "cards/kinship.npz"
_AT_ONCE = 4096
"""Works that are mapped at a time."""
CLOSE, CLOSE_IN_MEANING = 0.35, 0.4
"""How near another work must be to be called close, in the learned space and by the cosine of texts alone. On shelves
held back the first finds .56 of what judges call close, and .57 of what it finds is so; the second .30 and .26."""


@dataclass(frozen=True)
class Kin:
    """The works in the space in which they are compared, rows of unit length, (works, dimensions), float16 or float32;
    zeros for a work of which nothing is known. `close`: from which cosine on a work is called close to another."""

    placed: NDArray[Any]
    close: float = CLOSE_IN_MEANING

    def between(self, rows: Rows, others: Rows) -> Floats:
        """Cosines, (rows, others)."""
        return np.asarray(self._at(rows) @ self._at(others).T, np.float32)

    def to_all(self, rows: Rows) -> Floats:
        """Cosines of some with all works, (rows, works)."""
        own, found = self._at(rows).T, np.empty((len(self.placed), len(rows)), np.float32)

        def fill(start: int, end: int) -> None:
            for begin in range(start, end, _AT_ONCE):
                stop = min(end, begin + _AT_ONCE)
                found[begin:stop] = self.placed[begin:stop].astype(np.float32, copy=False) @ own

        in_parts(len(found), fill)
        return np.ascontiguousarray(found.T)

    def _at(self, rows: Rows) -> Floats:
        return np.asarray(self.placed[np.asarray(rows, np.int64)], np.float32)


class KinMap(LearnedMap):
    """`weights` (2·d + values + tags, kin dimensions)."""

    def vectors(
        self, first: Floats, second: Floats, cards: Floats | None, tags: Tagged | None = None
    ) -> NDArray[np.float16]:
        """(works, kin dimensions) of unit length and 16 bits, for works' vectors in both spaces, (works, d) each, their
        cards, (works, values), and their tags. What has no vector, no card or no tags gets nothing for it; what has
        none of them, zeros."""
        made = np.zeros((len(first), self.weights.shape[1]), np.float16)
        sides = [side for side in (first, second, cards) if side is not None]
        of_sides = self._scaled([side.shape[1] for side in sides])
        of_tags = self.weights[len(self.means) :]

        def fill(start: int, end: int) -> None:
            for begin in range(start, end, _AT_ONCE):
                part = slice(begin, min(end, begin + _AT_ONCE))
                found = np.zeros((part.stop - begin, self.weights.shape[1]), np.float32)
                for side, (weights, shift) in zip(sides, of_sides, strict=True):
                    found += np.where(np.any(side[part], axis=1, keepdims=True), side[part] @ weights - shift, 0)
                if tags is not None and len(self.usual):
                    found += tags.beyond_usual(self.usual, part, of_tags)
                lengths = np.linalg.norm(found, axis=1, keepdims=True)
                made[part] = found / np.maximum(lengths, 1e-6)

        in_parts(len(first), fill)
        return made

    def _scaled(self, widths: Sequence[int]) -> list[tuple[Floats, Floats]]:
        """Of each part of what is known, its weights for values as they are, and what is taken off for their means."""
        found, begin = [], 0
        for width in widths:
            own = slice(begin, begin + width)
            weights = self.weights[own] / self.scales[own, None]
            found.append((weights, self.means[own] @ weights))
            begin += width
        return found


def kin_map(embedder: Embedder | None, worldly: Embedder) -> KinMap | None:
    """The map for these two encoders; None where it was learned with others."""
    known = _shipped()
    return known if known.is_for(embedder, worldly) else None


@lru_cache(maxsize=1)
def _shipped() -> KinMap:
    return KinMap.from_bytes(files("resources").joinpath(_FILE).read_bytes())
