"""Works on a plane: groups stay together, however many there are, and the same vectors always lie the same."""

import numpy as np
import pytest

from assistant.relations.plane import plane, regions

GROUPS = 5


def grouped(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of unit length around a few middles, and the group of each."""
    rng = np.random.default_rng(7)
    middles = rng.normal(size=(GROUPS, 64))
    group = rng.integers(0, GROUPS, count)
    vectors = middles[group] + 0.7 * rng.normal(size=(count, 64))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), group


@pytest.mark.parametrize("count", [300, 6500])
def test_neighbours_on_the_plane_are_of_one_group(count: int):
    vectors, group = grouped(count)
    places = plane(vectors)
    assert places.shape == (count, 2) and np.isfinite(places).all() and np.abs(places).max() < 3
    some = np.arange(0, count, count // 150)
    far = ((places[some, None] - places[None]) ** 2).sum(axis=2)
    far[np.arange(len(some)), some] = np.inf
    assert (group[np.argmin(far, axis=1)] == group[some]).mean() > 0.97
    region, middles = regions(places)
    pure = [np.bincount(group[region == one]).max() / (region == one).sum() for one in np.unique(region)]
    assert np.mean(pure) > 0.9 and len(middles) <= 18


def test_it_is_the_same_each_time():
    vectors, _ = grouped(200)
    assert np.array_equal(plane(vectors), plane(vectors.copy()))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_few_works_lie_apart(count: int):
    places = plane(grouped(count)[0])
    assert places.shape == (count, 2) and np.isfinite(places).all()
    assert len(np.unique(places, axis=0)) == count
    assert regions(places)[0].shape == (count,)
