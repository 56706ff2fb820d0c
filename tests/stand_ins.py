"""Stand-ins for the two models, for unit tests: quick, and the same on every machine."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.llm.client import USUAL, Message, Sampling


class ScriptedLanguageModel:
    """Says what the script says, a text for each `stream`, in the order of the calls.

    An exception in the script is raised. When the script is over, the last entry is said again. `asked` holds what
    each call was given; `scores` judges a continuation for `score`, by default by its length.
    """

    name = "scripted"

    def __init__(
        self,
        script: Sequence[str | Exception] = ("",),
        scores: Callable[[str, str], float] = lambda prefix, continuation: -float(len(continuation)),
    ) -> None:
        self.asked: list[Any] = []
        self.closed = False
        self._script = list(script)
        self._scores = scores

    def stream(self, messages: Sequence[Message], how: Sampling = USUAL) -> Iterator[str]:
        """Words with the blanks before them; at most `max_tokens`, and nothing from a stop string on."""
        text = self._next(messages)
        text = text[: min((place for end in how.stop if (place := text.find(end)) >= 0), default=len(text))]
        for word in re.findall(r"\s*\S+|\s+$", text)[: how.max_tokens]:
            if how.cancelled is not None and how.cancelled():
                return
            yield word

    def score(self, prefix: str, continuations: Sequence[str]) -> list[float]:
        self.asked.append(prefix)
        return [self._scores(prefix, continuation) for continuation in continuations]

    def close(self) -> None:
        self.closed = True

    def _next(self, messages: Sequence[Message]) -> str:
        self.asked.append(list(messages))
        entry = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(entry, Exception):
            raise entry
        return entry


class HashEmbedder:
    """Bags of words: each word adds a direction of its own, found by hashing, so texts that share words are alike."""

    name = "hash"
    dimensions = 384

    def embed(self, text: str) -> NDArray[np.float32]:
        """(384,), unit length."""
        found: NDArray[np.float32] = self.embed_batch([text])[0]
        return found

    def embed_batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 384), each of unit length."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()) or [""]:
                vector += _direction(word)
            vector /= np.linalg.norm(vector)
        return vectors


@cache
def _direction(word: str) -> NDArray[np.float32]:
    """(384,) of a word."""
    seed = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
    return np.random.default_rng(seed).standard_normal(HashEmbedder.dimensions).astype(np.float32)
