"""The vectors of the few texts that were asked for last."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

KEPT, FEW = 32, 8
"""How many batches are kept, and how many texts one may have: what is indexed comes by the thousand, and once."""


class Lately:
    """Vectors by `make`, which has texts and the name of an output of the model. One turn of a conversation asks for
    its wish several times: to rank, to search, to learn what is needed.

    They are kept by all the texts that go through the model together, so that what was asked for before changes no bit.
    """

    def __init__(self, make: Callable[[Sequence[str], str], NDArray[np.float32]]) -> None:
        self._make = make
        self._kept = lru_cache(KEPT)(make)

    def __call__(self, texts: Sequence[str], output: str) -> NDArray[np.float32]:
        return self._kept(tuple(texts), output).copy() if len(texts) <= FEW else self._make(texts, output)
