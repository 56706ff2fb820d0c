"""How good a list is. Every measure takes the list in its order, best first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def ndcg_at(hits: Sequence[bool] | NDArray[np.bool_], wanted: int, k: int = 10) -> float:
    """Σ hit/log2(place + 1) over the first k, divided by the best possible (Järvelin & Kekäläinen 2002), binary gain.

    hits: whether each place holds a wanted item; wanted: how many there are in all.
    """
    if not wanted:
        return 0.0
    discounts = 1 / np.log2(np.arange(k) + 2)
    found = np.asarray(hits[:k], np.float64)
    return float(found @ discounts[: len(found)] / discounts[: min(k, wanted)].sum())


def recall_at(hits: Sequence[bool] | NDArray[np.bool_], wanted: int, k: int = 20) -> float:
    """The share of the wanted items that stand among the first k."""
    return float(np.sum(hits[:k]) / wanted) if wanted else 0.0


def intra_list_diversity(vectors: NDArray[np.float32]) -> float:
    """Mean of 1 − cosine over all pairs of a list (Ziegler et al. 2005), 0 for fewer than two; vectors (n, d), unit."""
    size = len(vectors)
    if size < 2:
        return 0.0
    return float(1 - (vectors @ vectors.T)[np.triu_indices(size, 1)].mean())


def novelty(shares: NDArray[np.float64]) -> float:
    """Mean self-information −log2 p of the items shown (Zhou et al. 2010); p: the share of people who know each."""
    return float(-np.log2(np.clip(shares, 1e-9, 1)).mean()) if len(shares) else 0.0


def coverage(lists: Sequence[Sequence[str]], catalogue: int) -> float:
    """The share of the catalogue that stands in at least one list."""
    return len({item for shown in lists for item in shown}) / catalogue if catalogue else 0.0


def calibration_divergence(taste: NDArray[np.float64], shown: NDArray[np.float64], mix: float = 0.01) -> float:
    """KL(taste ‖ shown) over groups, `shown` mixed with a little of `taste` so that it stays finite (Steck 2018)."""
    mixed = (1 - mix) * shown + mix * taste
    present = taste > 0
    return float(np.sum(taste[present] * np.log(taste[present] / mixed[present])))


def bootstrap_interval(
    values: NDArray[np.float64], seed: int = 0, rounds: int = 2000, level: float = 0.95
) -> tuple[float, float, float]:
    """(mean, lower, upper) by resampling the people (Efron 1979). For two rankers, pass the paired differences."""
    if not len(values):
        return 0.0, 0.0, 0.0
    generator = np.random.default_rng(seed)
    means = values[generator.integers(0, len(values), (rounds, len(values)))].mean(axis=1)
    low, high = np.quantile(means, ((1 - level) / 2, (1 + level) / 2))
    return float(values.mean()), float(low), float(high)
