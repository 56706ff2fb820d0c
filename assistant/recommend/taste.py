"""The learned taste of one person: Bayesian linear regression on item vectors, solved anew each time.

A = λI + α·G + Σ c·x·xᵀ, b = λ·p + Σ c·y·x, μ = A⁻¹b, with G the catalogue's Gram matrix as weak negatives, p the
embedding of the profile, y the targets and c the confidences (Bishop 2006, 3.3; RECOMMENDER.md §1). An offset per
kind is fitted to what the global vector leaves over, with the same formula.

The first two terms of A belong to the catalogue and are inverted once. With fewer pieces of feedback than dimensions,
Woodbury's identity then needs only a system of the size of the feedback:
A⁻¹ = P − P·Xᵀ·(C⁻¹ + X·P·Xᵀ)⁻¹·X·P, with P = (λI + α·G)⁻¹.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
RIDGE, NEGATIVES, OFFSET_RIDGE = 0.5, 20.0, 4.0
_FORGOTTEN = 1e-6


@dataclass(frozen=True)
class TastePrior:
    """What the shelf alone says: `covariance` P, (dimensions, dimensions), its Cholesky factor, and λ."""

    covariance: Doubles
    factor: Doubles
    ridge: float

    @classmethod
    def of(cls, gram: Doubles, ridge: float = RIDGE, negatives: float = NEGATIVES) -> "TastePrior":
        """From the mean of x·xᵀ over the catalogue."""
        covariance = np.linalg.inv(ridge * np.eye(len(gram)) + negatives * gram)
        covariance = (covariance + covariance.T) / 2
        return cls(covariance, np.asarray(np.linalg.cholesky(covariance), np.float64), ridge)


@dataclass(frozen=True)
class Evidence:
    """The feedback that still counts: `x` (n, dimensions), `confidences` (n,), `spread` P·Xᵀ (dimensions, n), and the
    inverse of C⁻¹ + X·P·Xᵀ, (n, n)."""

    x: Doubles
    confidences: Doubles
    spread: Doubles
    inverse: Doubles


@dataclass(frozen=True)
class Taste:
    """`mean` (dimensions,), `offsets` one row per kind (kinds, dimensions)."""

    mean: Doubles
    offsets: Doubles
    prior: TastePrior
    evidence: Evidence

    def weights(self) -> NDArray[np.float32]:
        """The vector for each kind: mean + offset, (kinds, dimensions)."""
        return (self.mean + self.offsets).astype(np.float32)

    def sample(self, generator: np.random.Generator, scale: float) -> NDArray[np.float32]:
        """w̃ ~ N(μ, scale²·A⁻¹) for every kind (Thompson 1933): (kinds, dimensions).

        A draw from the prior, corrected by what the feedback says of it (Matheron's rule, Journel & Huijbregts 1978).
        """
        known = self.evidence
        drawn = self.prior.factor @ generator.standard_normal(len(self.mean))
        noise = generator.standard_normal(len(known.confidences)) / np.sqrt(known.confidences)
        drawn = drawn - known.spread @ (known.inverse @ (known.x @ drawn + noise))
        return np.asarray(self.mean + self.offsets + scale * drawn, np.float32)


def solve_taste(
    vectors: NDArray[np.float32],
    targets: Doubles,
    confidences: Doubles,
    kinds: NDArray[np.int8],
    prior: TastePrior,
    profile: Doubles,
    *,
    n_kinds: int = 3,
) -> Taste:
    """Fit the taste vector to feedback.

    vectors: (feedback, dimensions) of the items with feedback; targets, confidences and kinds: (feedback,);
    profile: (dimensions,), zero without statements.
    """
    kept = confidences > _FORGOTTEN
    x, y, c, own_kinds = vectors[kept].astype(np.float64), targets[kept], confidences[kept], kinds[kept]
    spread = prior.covariance @ x.T
    inverse = np.linalg.inv(np.diag(1 / c) + x @ spread)
    right = prior.covariance @ (prior.ridge * profile + x.T @ (c * y))
    mean = right - spread @ (inverse @ (x @ right))
    offsets = np.zeros((n_kinds, len(mean)))
    present: Sequence[int] = np.unique(own_kinds).tolist()
    if len(present) > 1:
        left_over = y - x @ mean
        for kind in present:
            own = own_kinds == kind
            offsets[kind] = _small_ridge(x[own], left_over[own], c[own])
    return Taste(mean, offsets, prior, Evidence(x, c, spread, np.asarray(inverse, np.float64)))


def _small_ridge(x: Doubles, y: Doubles, c: Doubles) -> Doubles:
    """argmin Σ c(y − x·δ)² + ridge·|δ|², as a system of the size of the feedback."""
    return np.asarray(x.T @ np.linalg.solve(x @ x.T + np.diag(OFFSET_RIDGE / c), y), np.float64)
