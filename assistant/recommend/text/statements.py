"""What the sentences of the profile add to what is learned: where the taste starts, words, works and creators named."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Origin, Statement, Verdict
from assistant.recommend.catalogue import Catalogue, Floats
from assistant.recommend.history import Signals
from assistant.recommend.text.query import Asked

_TRUST = {Origin.WRITTEN: 1.0, Origin.CONFIRMED: 1.0, Origin.INFERRED: 0.5}
# What the person wrote outranks what was inferred, which is in the taste already.
_SAY = {Origin.WRITTEN: 1.0, Origin.CONFIRMED: 0.4, Origin.INFERRED: 0.2}
_USUAL_SUPPORT = 4
_NAMED_CONFIDENCE = 0.5


@dataclass(frozen=True)
class Stated:
    """`prior` (joint dimensions,) starts the taste; `words` (terms,) the word profile; `titles` by catalogue row and
    `creators` by code hold how much each is liked, −1..1 and signed."""

    prior: Floats
    words: Floats
    titles: dict[int, float]
    creators: dict[int, float]


def read_stated(catalogue: Catalogue, read: list[tuple[Statement, Asked]]) -> Stated:
    """Fold the profile together. A sentence counts by its strength, its support and who said it."""
    words = np.zeros(len(catalogue.words.idf), np.float32)
    prior = np.zeros(catalogue.joint_dimensions, np.float32)
    titles: dict[int, float] = {}
    creators: dict[int, float] = {}
    total = 0.0
    for statement, asked, weight in _signed(read):
        total += abs(weight)
        prior += np.float32(weight) * asked.joint
        columns, values = catalogue.words.lookup(asked.terms)
        words[columns] += np.float32(weight) * values
        signed = math.copysign(statement.strength, weight)
        titles |= dict.fromkeys(asked.titles, signed)
        for code in asked.creators:
            creators[code] = creators.get(code, 0.0) + weight
    return Stated(prior / np.float32(max(total, 1.0)), words, titles, creators)


def _signed(read: list[tuple[Statement, Asked]]) -> Iterator[tuple[Statement, Asked, float]]:
    """Each sentence with its weight, and what it says with the other sign beside it; a length has no taste."""
    for statement, asked in read:
        if asked.measured and asked.facets is not None:
            continue
        yield statement, asked, weight_of(statement)
        if asked.against is not None:
            yield statement, asked.against, -weight_of(statement)


def weight_of(statement: Statement) -> float:
    """polarity·strength·trust·√support, support counted against a usual one."""
    support = statement.support[0] if statement.support else _USUAL_SUPPORT
    return statement.polarity * statement.strength * _TRUST[statement.origin] * math.sqrt(support / _USUAL_SUPPORT)


def statement_weights(statements: Sequence[Statement]) -> dict[str, float]:
    """polarity·strength·trust of each statement by id; wishes share attention: each is divided by the root of their
    number, where what the person wrote counts only what they wrote."""
    wishes = [one for one in statements if one.polarity > 0]
    written = sum(one.origin is Origin.WRITTEN for one in wishes)
    weights = {}
    for one in statements:
        rivals = written if one.origin is Origin.WRITTEN else len(wishes)
        share = 1 / math.sqrt(rivals) if one.polarity > 0 else 1.0
        weights[one.id] = one.polarity * one.strength * _SAY[one.origin] * share
    return weights


def with_named_works(signals: Signals, titles: dict[int, float], now: float) -> Signals:
    """The signals with works that the profile names and that have no feedback of their own: as good as liked."""
    own = set(signals.rows.tolist())
    named = sorted((row, liking) for row, liking in titles.items() if row not in own and liking)
    if not named:
        return signals
    rows = np.concatenate((signals.rows, np.asarray([row for row, _ in named], np.int64)))
    order = np.argsort(rows, kind="stable")
    likings = np.asarray([liking for _, liking in named])
    verdicts = (*signals.verdicts, *(Verdict.LIKED if liking > 0 else Verdict.DISLIKED for liking in likings))
    return replace(
        signals,
        rows=rows[order],
        targets=_joined(signals.targets, np.sign(likings))[order],
        confidences=_joined(signals.confidences, _NAMED_CONFIDENCE * np.abs(likings))[order],
        times=_joined(signals.times, np.full(len(named), now))[order],
        verdicts=tuple(verdicts[k] for k in order.tolist()),
        consumed=np.concatenate((signals.consumed, np.asarray([row for row, _ in named], np.int64))),
    )


def _joined(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate((first, second))
