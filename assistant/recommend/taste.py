"""The learned taste of one person: Bayesian linear regression on item vectors, solved anew each time.

A = λI + α·G + Σ c·x·xᵀ, b = λ·p + Σ c·y·x, μ = A⁻¹b, with G the catalogue's Gram matrix as weak negatives, p the
embedding of the profile, y the targets and c the confidences (Bishop 2006, 3.3; RECOMMENDER.md §1). An offset per
kind is fitted to what the global vector leaves over, with the same formula.

The first two terms of A belong to the catalogue and are inverted once. With fewer pieces of feedback than dimensions,
Woodbury's identity then needs only a system of the size of the feedback:
A⁻¹ = P − P·Xᵀ·(C⁻¹ + X·P·Xᵀ)⁻¹·X·P, with P = (λI + α·G)⁻¹.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
RIDGE, NEGATIVES, OFFSET_RIDGE = 0.5, 20.0, 4.0
_FORGOTTEN = 1e-6
_SOLVED_KEPT = 6


@dataclass(frozen=True)
class TastePrior:
    """What the shelf alone says: `precision` λI + α·G, (dimensions, dimensions), its inverse `covariance` P, the
    Cholesky factor of P, and λ."""

    precision: Doubles
    covariance: Doubles
    factor: Doubles
    ridge: float

    @classmethod
    def of(cls, gram: Doubles, ridge: float = RIDGE, negatives: float = NEGATIVES) -> "TastePrior":
        """From the mean of x·xᵀ over the catalogue."""
        precision = ridge * np.eye(len(gram)) + negatives * gram
        covariance = np.linalg.inv(precision)
        covariance = (covariance + covariance.T) / 2
        return cls(precision, covariance, np.asarray(np.linalg.cholesky(covariance), np.float64), ridge)


@dataclass(frozen=True)
class KnownItems:
    """The items with feedback: `x` (n, dimensions), `kinds` (n,), and with the prior, `spread` P·Xᵀ (dimensions, n)
    and `overlap` X·P·Xᵀ (n, n); the last two only up to as many items as dimensions."""

    x: Doubles
    kinds: NDArray[np.int8]
    prior: TastePrior
    spread: Doubles | None
    overlap: Doubles | None

    @classmethod
    def of(cls, vectors: NDArray[np.float32], kinds: NDArray[np.int8], prior: TastePrior) -> "KnownItems":
        x = vectors.astype(np.float64)
        if len(x) > x.shape[1]:
            return cls(x, kinds, prior, None, None)
        spread = prior.covariance @ x.T
        return cls(x, kinds, prior, spread, x @ spread)


@dataclass(frozen=True)
class Posterior:
    """A⁻¹ as a product: with few pieces of feedback by Woodbury's identity, `spread` (dimensions, n) and `inverse`
    (C⁻¹ + X·P·Xᵀ)⁻¹ (n, n); with many, `inverse` is A⁻¹ itself and `spread` is None. `x` and `confidences` of the
    feedback that still counts, and `kinds` of it."""

    prior: TastePrior
    x: Doubles
    confidences: Doubles
    kinds: NDArray[np.int8]
    kept: NDArray[np.bool_]
    """Which of the pieces of feedback still count, (n,)."""
    spread: Doubles | None
    inverse: Doubles

    @classmethod
    def of(cls, known: KnownItems, confidences: Doubles) -> "Posterior":
        kept = confidences > _FORGOTTEN
        x = known.x if kept.all() else known.x[kept]
        c, kinds = confidences[kept], known.kinds[kept]
        if known.spread is None or known.overlap is None:
            inverse = np.linalg.inv(known.prior.precision + (x.T * c) @ x)
            return cls(known.prior, x, c, kinds, kept, None, np.asarray(inverse, np.float64))
        inverse = np.linalg.inv(np.diag(1 / c) + known.overlap[np.ix_(kept, kept)])
        return cls(known.prior, x, c, kinds, kept, known.spread[:, kept], np.asarray(inverse, np.float64))

    def mean(self, targets: Doubles, profile: Doubles) -> Doubles:
        """μ = A⁻¹(λ·p + Xᵀ·C·y)."""
        right = self.prior.ridge * profile + self.x.T @ (self.confidences * targets)
        if self.spread is None:
            return np.asarray(self.inverse @ right, np.float64)
        prior = self.prior.covariance @ right
        return np.asarray(prior - self.spread @ (self.inverse @ (self.x @ prior)), np.float64)

    def draw(self, generator: np.random.Generator) -> Doubles:
        """A draw from N(0, A⁻¹): one from the prior, corrected by what the feedback says of it (Matheron's rule,
        Journel & Huijbregts 1978)."""
        drawn = self.prior.factor @ generator.standard_normal(len(self.prior.factor))
        noise = generator.standard_normal(len(self.confidences)) / np.sqrt(self.confidences)
        heard = self.x @ drawn + noise
        if self.spread is None:
            return np.asarray(drawn - self.inverse @ (self.x.T @ (self.confidences * heard)), np.float64)
        return np.asarray(drawn - self.spread @ (self.inverse @ heard), np.float64)


@dataclass(frozen=True)
class Taste:
    """`mean` (dimensions,), `heard` the same without the profile, `offsets` one row per kind (kinds, dimensions)."""

    mean: Doubles
    heard: Doubles
    offsets: Doubles
    posterior: Posterior

    def weights(self) -> NDArray[np.float32]:
        """The vector for each kind: mean + offset, (kinds, dimensions)."""
        return (self.mean + self.offsets).astype(np.float32)

    def sample(self, generator: np.random.Generator, scale: float) -> NDArray[np.float32]:
        """w̃ ~ N(μ, scale²·A⁻¹) for every kind (Thompson 1933): (kinds, dimensions)."""
        return np.asarray(self.mean + self.offsets + scale * self.posterior.draw(generator), np.float32)


class Solver:
    """Remembers the last systems that were solved: they depend on the items with feedback and their weights alone, so
    that a changed target or sentence costs no new one."""

    def __init__(self) -> None:
        self._known: tuple[bytes, KnownItems] | None = None
        self._solved: dict[bytes, Posterior] = {}

    def known(
        self,
        rows: NDArray[np.int64],
        vectors_of: Callable[[NDArray[np.int64]], NDArray[np.float32]],
        kinds: NDArray[np.int8],
        prior: TastePrior,
    ) -> KnownItems:
        kept, key = self._known, rows.tobytes()
        if kept is None or kept[0] != key:
            kept = self._known = (key, KnownItems.of(vectors_of(rows), kinds[rows], prior))
        return kept[1]

    def posterior(self, known: KnownItems, rows: NDArray[np.int64], confidences: Doubles) -> Posterior:
        solved, key = self._solved, rows.tobytes() + confidences.tobytes()
        if key not in solved:
            solved = self._solved = dict([*solved.items(), (key, Posterior.of(known, confidences))][-_SOLVED_KEPT:])
        return solved[key]


def solve_taste(posterior: Posterior, targets: Doubles, profile: Doubles, *, n_kinds: int = 3) -> Taste:
    """Fit the taste vector to feedback. targets: (feedback,); profile: (dimensions,), zero without statements."""
    x, y, c, own_kinds = posterior.x, targets[posterior.kept], posterior.confidences, posterior.kinds
    mean = posterior.mean(y, profile)
    offsets = np.zeros((n_kinds, len(mean)))
    present: Sequence[int] = np.unique(own_kinds).tolist()
    if len(present) > 1:
        left_over = y - x @ mean
        for kind in present:
            own = own_kinds == kind
            offsets[kind] = _small_ridge(x[own], left_over[own], c[own])
    return Taste(mean, posterior.mean(y, np.zeros_like(profile)), offsets, posterior)


def _small_ridge(x: Doubles, y: Doubles, c: Doubles) -> Doubles:
    """argmin Σ c(y − x·δ)² + ridge·|δ|², as a system of the size of the feedback or of the vectors."""
    if len(x) > x.shape[1]:
        return np.asarray(np.linalg.solve((x.T * c) @ x + OFFSET_RIDGE * np.eye(x.shape[1]), x.T @ (c * y)), np.float64)
    return np.asarray(x.T @ np.linalg.solve(x @ x.T + np.diag(OFFSET_RIDGE / c), y), np.float64)
