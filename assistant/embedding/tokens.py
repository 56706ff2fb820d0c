"""The states of a text's tokens, in little room: what a request is compared with word by word.

A vector of a whole text says what all its words are about together. That each word of a request is met by some word of
an item tells more (late interaction, Khattab & Zaharia 2020), and one of the encoder's upper layers, not its last, has
the words of different languages nearest to each other. Such a comparison is made of the few best candidates alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder, passage_vectors

Floats = NDArray[np.float32]
Kept = NDArray[np.int8]

LAYER = 9
"""Of 0 to 11. On 525 queries in five languages for 1,007 English books hit@1 is .785 with it, .756 with the last."""
AXES = 128
"""Of the 384; 64, 96, 128 and 192 of them gave hit@1 .754, .773, .783 and .789."""
MARKS = slice(3, -1)
"""Of the tokens, those between the marks of start and end and the word that begins every text, with its colon."""
_LARGEST = 127


@runtime_checkable
class TokenEmbedder(Protocol):
    """An encoder that can also say what it makes of each token."""

    @property
    def basis(self) -> "TokenBasis": ...

    def embed_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Kept]]:
        """The vectors of texts that are found, as `embed_passages` makes them, and the states of their tokens."""
        ...

    def embed_sought(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """What `embed_batch` says of texts that ask, and the states of the first one's tokens, (tokens, AXES) of unit
        length."""
        ...


@dataclass(frozen=True)
class TokenBasis:
    """The AXES along which states differ most, (dimensions, AXES), and what the states of all texts that are found,
    and of all that ask, have in common, (dimensions,) each. Learned by `assistant.evaluation.fit.token_basis`."""

    axes: Floats
    found: Floats
    sought: Floats
    name: str = ""

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "") -> "TokenBasis":
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            axes, found, sought = (kept[part].astype(np.float32) for part in ("axes", "found", "sought"))
        return cls(axes, found, sought, name)

    def to_bytes(self) -> bytes:
        kept = BytesIO()
        axes, found, sought = (part.astype(np.float16) for part in (self.axes, self.found, self.sought))
        np.savez_compressed(kept, axes=axes, found=found, sought=sought)
        return kept.getvalue()

    def of_found(self, states: Floats) -> Kept:
        """The states of all tokens, (tokens, dimensions), as they are kept: (tokens without marks, AXES)."""
        turned = (states[MARKS] - self.found) @ self.axes
        largest = np.maximum(np.abs(turned).max(axis=1, keepdims=True), 1e-9)
        return np.asarray(np.rint(turned * (_LARGEST / largest)), np.int8)

    def of_sought(self, states: Floats) -> Floats:
        """The same of a text that asks, of unit length."""
        return unit((states[MARKS] - self.sought) @ self.axes)


@cache
def default_basis() -> TokenBasis:
    """The one that comes with the program."""
    return TokenBasis.from_bytes(files("resources").joinpath("tokens.npz").read_bytes(), f"{LAYER}/{AXES}/1")


def token_embedder(embedder: Embedder) -> TokenEmbedder | None:
    """The same encoder, if it can say what it makes of tokens."""
    return embedder if isinstance(embedder, TokenEmbedder) else None


def with_tokens(embedder: Embedder, texts: Sequence[str]) -> tuple[Floats, list[Kept] | None]:
    """`passage_vectors`, and the states of the texts' tokens where the embedder has them, of one pass."""
    tokens = token_embedder(embedder)
    return (passage_vectors(embedder, texts), None) if tokens is None else tokens.embed_with_tokens(texts)


def unit(rows: NDArray[np.floating[Any]] | Kept) -> Floats:
    """Rows of unit length."""
    full = np.asarray(rows, np.float32)
    return np.asarray(full / np.maximum(np.linalg.norm(full, axis=-1, keepdims=True), 1e-9), np.float32)


def met_by_words(asked: Floats, items: Sequence[Kept], reference: int) -> Floats:
    """How well each item meets the tokens of a request, beyond what the others do, (items,).

    Σ over tokens of max(0, s − mean s)², s being the largest cosine of a request's token to a token of an item: what
    every item meets tells nothing, and what one alone meets tells much. asked: (tokens, AXES) of unit length. The
    first `reference` items make the means.
    """
    lengths = [len(item) for item in items]
    if not len(asked) or not sum(lengths):
        return np.zeros(len(items), np.float32)
    near = asked @ unit(np.concatenate(items)).T
    best = np.zeros((len(asked), len(items)), np.float32)
    full = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[full]
    best[:, full] = np.maximum.reduceat(near, starts, axis=1)
    excess = np.maximum(best - best[:, :reference].mean(axis=1, keepdims=True), 0)
    return np.asarray(np.mean(excess**2, axis=0), np.float32)
