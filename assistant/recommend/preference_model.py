"""The learned taste of one person: Bayesian linear regression on item vectors, solved anew each time.

A = λI + α·G + Σ c·x·xᵀ, b = λ·p + Σ c·y·x, μ = A⁻¹b, with G the catalogue's Gram matrix as weak negatives, p the
embedding of the profile, y the targets and c the confidences (Bishop 2006, 3.3; RECOMMENDER.md §1). An offset per
kind is fitted to what the global vector leaves over, with the same formula.

The first two terms of A belong to the catalogue and are inverted once. With fewer pieces of feedback than dimensions,
Woodbury's identity then needs only a system of the size of the feedback:
A⁻¹ = P − P·Xᵀ·(C⁻¹ + X·P·Xᵀ)⁻¹·X·P, with P = (λI + α·G)⁻¹, which gives μ = λ·P·p + P·Xᵀ·(C⁻¹ + X·P·Xᵀ)⁻¹·(y − λ·X·P·p).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Rows = NDArray[np.int64]
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
    """The items with feedback: `x` (n, dimensions), `kinds` (n,), `inner` X·Xᵀ (n, n), and with the prior, `spread`
    X·P (n, dimensions) and `overlap` X·P·Xᵀ (n, n); the last three only up to as many items as dimensions."""

    rows: Rows
    x: Doubles
    kinds: NDArray[np.int8]
    prior: TastePrior
    inner: Doubles | None
    spread: Doubles | None
    overlap: Doubles | None

    @classmethod
    def of(
        cls,
        rows: Rows,
        vectors_of: Callable[[Rows], NDArray[np.float32]],
        kinds: NDArray[np.int8],
        prior: TastePrior,
        before: "KnownItems | None" = None,
    ) -> "KnownItems":
        """`before`: what was made of other rows of the same shelf. Each number hangs on one or two items alone, so
        those of the items that stay are taken over."""
        place = {row: k for k, row in enumerate(before.rows.tolist())} if before is not None else {}
        met = np.asarray([place.get(row, -1) for row in rows.tolist()], np.int64)
        new, old = np.flatnonzero(met < 0), np.flatnonzero(met >= 0)
        size = len(rows)
        x, spread = np.empty((size, len(prior.covariance))), np.empty((size, len(prior.covariance)))
        inner, overlap = np.empty((size, size)), np.empty((size, size))
        if before is not None:
            x[old] = before.x[met[old]]
        if len(new):
            x[new] = vectors_of(rows[new])
        if size > x.shape[1]:
            return cls(rows, x, kinds, prior, None, None, None)
        if before is not None and before.spread is not None:
            spread[old] = before.spread[met[old]]
            for whole, known in ((inner, before.inner), (overlap, before.overlap)):
                assert known is not None
                whole[np.ix_(old, old)] = known[np.ix_(met[old], met[old])]
        else:
            new = np.arange(size)
        spread[new] = x[new] @ prior.covariance
        for whole, sides in ((inner, x), (overlap, spread)):
            whole[new] = x[new] @ sides.T
            whole[:, new] = whole[new].T
        return cls(rows, x, kinds, prior, inner, spread, overlap)

    def only(self, kept: NDArray[np.bool_]) -> "KnownItems":
        """Some of them; kept: (n,)."""
        own = np.flatnonzero(kept)
        inner, overlap = (None if whole is None else whole[np.ix_(own, own)] for whole in (self.inner, self.overlap))
        spread = None if self.spread is None else self.spread[own]
        return KnownItems(self.rows[own], self.x[own], self.kinds[own], self.prior, inner, spread, overlap)


@dataclass(frozen=True)
class Posterior:
    """A, ready to be solved: with few pieces of feedback `spread` X·P (n, dimensions) and the Cholesky factor of
    C⁻¹ + X·P·Xᵀ (n, n); with many, the factor of A itself, and `spread` is None. `x`, `confidences` and `kinds` of
    the feedback that still counts, and their `inner` products."""

    prior: TastePrior
    x: Doubles
    confidences: Doubles
    kinds: NDArray[np.int8]
    kept: NDArray[np.bool_]
    """Which of the pieces of feedback still count, (n,)."""
    inner: Doubles | None
    spread: Doubles | None
    factor: tuple[Doubles, bool]

    @classmethod
    def of(cls, known: KnownItems, confidences: Doubles) -> "Posterior":
        from scipy.linalg import cho_factor

        kept = confidences > _FORGOTTEN
        if not kept.all():
            known, confidences = known.only(kept), confidences[kept]
        x, c = known.x, confidences
        if known.overlap is None:
            factor = cho_factor(known.prior.precision + (x.T * c) @ x, check_finite=False)
        else:
            factor = cho_factor(known.overlap + np.diag(1 / c), check_finite=False) if len(c) else (np.eye(0), False)
        return cls(known.prior, x, c, known.kinds, kept, known.inner, known.spread, factor)

    def solved(self, right: Doubles) -> Doubles:
        """What the factored matrix must be multiplied with to give `right`."""
        from scipy.linalg import cho_solve

        return np.asarray(cho_solve(self.factor, right, check_finite=False) if right.size else right, np.float64)

    def means(self, targets: Doubles, profile: Doubles) -> tuple[Doubles, Doubles]:
        """μ = A⁻¹(λ·p + Xᵀ·C·y), and the same without the profile p."""
        start = self.prior.ridge * profile
        if self.spread is None:
            heard = self.x.T @ (self.confidences * targets)
            found = self.solved(np.stack((start + heard, heard), axis=1))
            return found[:, 0], found[:, 1]
        # A⁻¹·Xᵀ·C = P·Xᵀ·(C⁻¹ + X·P·Xᵀ)⁻¹, so that only as many numbers as pieces of feedback are solved for.
        prior = self.prior.covariance @ start
        found = self.spread.T @ self.solved(np.stack((targets - self.x @ prior, targets), axis=1))
        return prior + found[:, 0], found[:, 1]

    def draws(self, generator: np.random.Generator, count: int) -> Doubles:
        """Draws from N(0, A⁻¹), (count, dimensions): from the prior, corrected by what the feedback says of them
        (Matheron's rule, Journel & Huijbregts 1978)."""
        drawn = self.prior.factor @ generator.standard_normal((len(self.prior.factor), count))
        noise = generator.standard_normal((len(self.confidences), count)) / np.sqrt(self.confidences)[:, None]
        heard = self.x @ drawn + noise
        if self.spread is None:
            return np.asarray((drawn - self.solved(self.x.T @ (self.confidences[:, None] * heard))).T, np.float64)
        return np.asarray((drawn - self.spread.T @ self.solved(heard)).T, np.float64)


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

    def samples(self, generator: np.random.Generator, scale: float, count: int) -> NDArray[np.float32]:
        """w̃ ~ N(μ, scale²·A⁻¹) for every kind (Thompson 1933): (count, kinds, dimensions)."""
        drawn = scale * self.posterior.draws(generator, count)
        return np.asarray(self.mean + self.offsets + drawn[:, None], np.float32)


class Solver:
    """Remembers the last systems that were solved: they depend on the items with feedback and their weights alone, so
    that a changed target or sentence costs no new one, and one more item only what is new with it."""

    def __init__(self) -> None:
        self._known: KnownItems | None = None
        self._solved: dict[bytes, Posterior] = {}

    def known(
        self,
        rows: Rows,
        vectors_of: Callable[[Rows], NDArray[np.float32]],
        kinds: NDArray[np.int8],
        prior: TastePrior,
    ) -> KnownItems:
        known = self._known
        if known is None or not np.array_equal(known.rows, rows):
            known = self._known = KnownItems.of(rows, vectors_of, kinds[rows], prior, known)
        return known

    def posterior(self, known: KnownItems, confidences: Doubles) -> Posterior:
        solved, key = self._solved, known.rows.tobytes() + confidences.tobytes()
        if key not in solved:
            solved = self._solved = dict([*solved.items(), (key, Posterior.of(known, confidences))][-_SOLVED_KEPT:])
        return solved[key]


def solve_taste(posterior: Posterior, targets: Doubles, profile: Doubles, *, n_kinds: int) -> Taste:
    """Fit the taste vector to feedback. targets: (feedback,); profile: (dimensions,), zero without statements."""
    x, y, c, own_kinds = posterior.x, targets[posterior.kept], posterior.confidences, posterior.kinds
    mean, heard = posterior.means(y, profile)
    offsets = np.zeros((n_kinds, len(mean)))
    present: Sequence[int] = np.unique(own_kinds).tolist()
    if len(present) > 1:
        left_over = y - x @ mean
        for kind in present:
            own = np.flatnonzero(own_kinds == kind)
            inner = posterior.inner[np.ix_(own, own)] if posterior.inner is not None else None
            offsets[kind] = _small_ridge(x[own], left_over[own], c[own], inner)
    return Taste(mean, heard, offsets, posterior)


def _small_ridge(x: Doubles, y: Doubles, c: Doubles, inner: Doubles | None) -> Doubles:
    """argmin Σ c(y − x·δ)² + ridge·|δ|², as a system of the size of the feedback or of the vectors; `inner`: X·Xᵀ."""
    if len(x) > x.shape[1]:
        return np.asarray(np.linalg.solve((x.T * c) @ x + OFFSET_RIDGE * np.eye(x.shape[1]), x.T @ (c * y)), np.float64)
    inner = x @ x.T if inner is None else inner
    return np.asarray(x.T @ np.linalg.solve(inner + np.diag(OFFSET_RIDGE / c), y), np.float64)


def by_kind(vectors: NDArray[np.float32], weights: NDArray[np.float32], kinds: NDArray[np.int8]) -> Doubles:
    """x·w with the weights (kinds, dimensions) of each row's kind: (rows,)."""
    every = vectors @ weights.T
    return np.asarray(every[np.arange(len(kinds)), kinds], np.float64)
