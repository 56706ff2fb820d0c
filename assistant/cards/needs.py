"""What does a person good who tells of a need and names no mood: their words compared, by meaning, with sentences of
resources/cards/needs.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.domain.cards import COLUMN
from assistant.domain.entities import Kind
from assistant.embedding.encoder import Embedder, model_of
from assistant.embedding.wishes import asking_directions, without_directions

Floats = NDArray[np.float32]
Value = tuple[str, str]
"""(facet, value)."""
_LEAST, _PLAIN = 0.28, 0.40
"""Cosines from which on a need may be meant, and is: unrelated sentences are at .15 ± .08."""
_SPREAD = 0.035
"""How much nearer one need must be than another to count e times as much."""
_AGREED, _MOST_AGREED = 0.7, 0.2
"""What it counts, as a cosine, that judged works of such wishes have more of what a need wants on their cards than of
what it does not; and of that the most. Of 449 wishes of ten libraries 0, .3 and .7 let 203, 206 and 207 succeed, and of
lists on the two libraries on which nothing was chosen .50, .47 and .45 hold an annoying work."""
_BEST_SENTENCES = 2
_MOST_NEEDS = 3
_ONE_KIND = 0.6
_FOLDER = "cards"


@dataclass(frozen=True, slots=True)
class Need:
    """A need, what does it good and what does not, and sentences that tell of it. `kind`: of what it is met by."""

    name: str
    kind: Kind | None
    wanted: tuple[Value, ...]
    against: tuple[Value, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedsMet:
    """The needs that a text tells of, with shares that sum to at most 1; how sure that is, 0 to 1."""

    shares: tuple[tuple[Need, float], ...] = ()
    strength: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.shares) and self.strength > 0

    @property
    def kind(self) -> Kind | None:
        """The kind that most of the needs are met by."""
        for kind in Kind:
            if sum(share for need, share in self.shares if need.kind is kind) >= _ONE_KIND:
                return kind
        return None

    @property
    def wanted(self) -> dict[Value, float]:
        """What does good, by how many of the needs."""
        return _summed((value, share) for need, share in self.shares for value in need.wanted)

    @property
    def against(self) -> dict[Value, float]:
        good = self.wanted
        found = _summed((value, share) for need, share in self.shares for value in need.against)
        return {value: share for value, share in found.items() if share > good.get(value, 0.0)}


def _summed(pairs: Iterable[tuple[Value, float]]) -> dict[Value, float]:
    found: dict[Value, float] = {}
    for value, share in pairs:
        found[value] = found.get(value, 0.0) + share
    return found


def needs_met(asked: Mapping[str, Floats], sought: Floats | None = None) -> NeedsMet:
    """The needs that a text tells of: by encoder, vectors of the whole text and of its sentences, (pieces, dimensions),
    without what all wishes share. Of an encoder for which no vectors were kept nothing is read. `sought`: how much more
    of each value stands on the cards of works that did for such wishes, (values,)."""
    kept = _kept()
    known = [(kept.get(model_of(name)), vectors) for name, vectors in asked.items() if len(vectors)]
    near = [_nearness(_unit(vectors), own) for own, vectors in known if own is not None]
    if not near:
        return NeedsMet()
    # One sentence of several may sound like another need than all of them together.
    both = np.mean(near, axis=0)
    told = (both[0] + both.max(axis=0)) / 2
    if sought is not None:
        told += _AGREED * np.clip(_speaking() @ sought, -_MOST_AGREED, _MOST_AGREED)
    return _shares(told)


def _nearness(asked: Floats, own: Floats) -> Floats:
    """(pieces, needs): the mean cosine to the best two sentences of each."""
    told = np.full((len(asked), *_places().shape), -np.inf, np.float32)
    told[:, _places()] = asked @ own.T
    best = np.partition(told, -_BEST_SENTENCES, axis=2)[:, :, -_BEST_SENTENCES:]
    return np.asarray(best.mean(axis=2), np.float32)


@cache
def _speaking() -> Floats:
    """(needs, values): the mean of what each wants less that of what it does not."""
    found = np.zeros((len(needs()), len(COLUMN)), np.float32)
    for row, need in zip(found, needs(), strict=True):
        for values, sign in ((need.wanted, 1), (need.against, -1)):
            for value in values:
                row[COLUMN[value]] += sign / len(values)
    return found


@cache
def _places() -> NDArray[np.bool_]:
    """(needs, most sentences of one): where a need has a sentence."""
    counts = np.asarray([len(need.says) for need in needs()])
    return np.asarray(np.arange(counts.max()) < counts[:, None])


def _shares(near: Floats) -> NeedsMet:
    order = np.argsort(-near, kind="stable")[:_MOST_NEEDS]
    best = float(near[order[0]])
    if best < _LEAST:
        return NeedsMet()
    counts = np.exp((near[order] - best) / _SPREAD)
    counts /= counts.sum()
    found = tuple((needs()[at], float(share)) for at, share in zip(order.tolist(), counts, strict=True))
    return NeedsMet(found, min(1.0, (best - _LEAST) / (_PLAIN - _LEAST)))


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), np.float32)


@lru_cache(maxsize=1)
def needs() -> tuple[Need, ...]:
    """All needs, in the order of the file."""
    data = tomllib.loads(files("resources").joinpath(_FOLDER, "needs.toml").read_text(encoding="utf-8"))
    return tuple(
        Need(
            row["name"],
            Kind(row["kind"]) if "kind" in row else None,
            _values(row["wanted"]),
            _values(row["against"]),
            tuple(row["says"]),
        )
        for row in data["need"]
    )


def _values(listed: str) -> tuple[Value, ...]:
    pairs = (one.strip().partition(".") for one in listed.split(","))
    return tuple((facet, value) for facet, _, value in pairs)


@lru_cache(maxsize=1)
def _kept() -> Mapping[str, Floats]:
    """By model, the vectors of all sentences, (sentences, dimensions), as `python -m assistant.evaluation.fit.needs`
    made them. None where the sentences have changed since."""
    with files("resources").joinpath(_FOLDER, "needs.npz").open("rb") as file, np.load(file) as kept:
        vectors = {model_of(name): kept[name].astype(np.float32) for name in kept.files}
    count = sum(len(need.says) for need in needs())
    return {name: own for name, own in vectors.items() if len(own) == count}


def sentence_vectors(embedder: Embedder) -> Floats:
    """Unit vectors of all sentences of the needs, (sentences, dimensions)."""
    texts = [text for need in needs() for text in need.says]
    return _unit(without_directions(embedder.embed_batch(texts), asking_directions(embedder)))
