"""The learned taste of one person: Bayesian linear regression on item vectors, solved anew each time.

A = λI + α·G + Σ c·x·xᵀ, b = λ·p + Σ c·y·x, μ = A⁻¹b, with G the catalogue's Gram matrix as weak negatives, p the
embedding of the profile, y the targets and c the confidences (Bishop 2006, 3.3; RECOMMENDER.md §1). An offset per
kind is fitted to what the global vector leaves over, with the same formula.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Taste:
    """`mean` (dimensions,), `offsets` one row per kind (kinds, dimensions), `factor` the Cholesky factor of A."""

    mean: Doubles
    offsets: Doubles
    factor: Doubles

    def weights(self) -> NDArray[np.float32]:
        """The vector for each kind: mean + offset, (kinds, dimensions)."""
        return (self.mean + self.offsets).astype(np.float32)

    def sample(self, generator: np.random.Generator, scale: float) -> NDArray[np.float32]:
        """w̃ ~ N(μ, scale²·A⁻¹) for every kind (Thompson 1933): (kinds, dimensions)."""
        from scipy.linalg import solve_triangular

        noise = generator.standard_normal(len(self.mean))
        step = solve_triangular(self.factor, noise, lower=True, trans=1)
        return np.asarray(self.mean + self.offsets + scale * step, np.float32)


def solve_taste(
    vectors: NDArray[np.float32],
    targets: Doubles,
    confidences: Doubles,
    kinds: NDArray[np.int8],
    gram: Doubles,
    prior: Doubles,
    *,
    n_kinds: int = 3,
    ridge: float = 0.5,
    negatives: float = 20.0,
    offset_ridge: float = 4.0,
) -> Taste:
    """Fit the taste vector to feedback.

    vectors: (feedback, dimensions) of the items with feedback; targets, confidences and kinds: (feedback,);
    gram: (dimensions, dimensions), mean of x·xᵀ over the catalogue; prior: (dimensions,), zero without a profile.
    """
    x = vectors.astype(np.float64)
    dimensions = x.shape[1]
    precision = ridge * np.eye(dimensions) + negatives * gram + (x * confidences[:, None]).T @ x
    factor = np.asarray(np.linalg.cholesky(precision), np.float64)
    mean = _solve(factor, ridge * prior + x.T @ (confidences * targets))
    offsets = np.zeros((n_kinds, dimensions))
    present: Sequence[int] = np.unique(kinds).tolist()
    if len(present) > 1:
        left_over = targets - x @ mean
        for kind in present:
            own = kinds == kind
            offsets[kind] = _small_ridge(x[own], left_over[own], confidences[own], offset_ridge)
    return Taste(mean, offsets, factor)


def _solve(factor: Doubles, right: Doubles) -> Doubles:
    # scipy is imported late: it takes a tenth of a second that a mere `--help` should not pay.
    from scipy.linalg import cho_solve

    return np.asarray(cho_solve((factor, True), right), np.float64)


def _small_ridge(x: Doubles, y: Doubles, c: Doubles, ridge: float) -> Doubles:
    """argmin Σ c(y − x·δ)² + ridge·|δ|², by whichever of the primal and the dual system is the smaller."""
    if len(x) < x.shape[1]:
        kept = c > 1e-9
        x, y, c = x[kept], y[kept], c[kept]
        return np.asarray(x.T @ np.linalg.solve(x @ x.T + np.diag(ridge / c), y), np.float64)
    precision = ridge * np.eye(x.shape[1]) + (x * c[:, None]).T @ x
    return np.asarray(np.linalg.solve(precision, x.T @ (c * y)), np.float64)
