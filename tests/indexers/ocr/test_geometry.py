"""Regions and rectangles on maps that are small enough to check by eye."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indexers.ocr.geometry import regions, smallest_rectangle


def drawn(*rows: str) -> np.ndarray:
    return np.array([[letter == "#" for letter in row] for row in rows])


def test_regions_hang_together_over_corners_too() -> None:
    found = regions(drawn("##..#", "...#.", "#....", "#.###"))
    assert sorted(int((runs[:, 2] - runs[:, 1] + 1).sum()) for runs in found) == [2, 2, 2, 3]


def test_a_horseshoe_is_one_region() -> None:
    assert len(regions(drawn("#...#", "#...#", "#####"))) == 1 and len(regions(drawn("#####", "#...#", "#...#"))) == 1


@given(arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_regions_hold_every_point_once_and_none_touch(mask: np.ndarray) -> None:
    seen = np.zeros(mask.shape, int)
    for number, runs in enumerate(regions(mask), 1):
        for row, first, last in runs.tolist():
            assert not seen[row, first : last + 1].any()
            seen[row, first : last + 1] = number
    assert np.array_equal(seen > 0, mask)
    for down, right in ((0, 1), (1, 0), (1, 1)):
        one, other = seen[: len(seen) - down, : seen.shape[1] - right], seen[down:, right:]
        assert ((one == other) | (one == 0) | (other == 0)).all()


@pytest.mark.parametrize("angle", [-0.6, -0.03, 0.0, 0.05, 0.7])
def test_the_smallest_rectangle_is_turned_as_the_points_are(angle: float) -> None:
    across, down = np.meshgrid(np.linspace(-50, 50, 21), np.linspace(-5, 5, 5))
    cos, sin = np.cos(angle), np.sin(angle)
    points = np.stack([30 + across * cos - down * sin, 40 + across * sin + down * cos], -1).reshape(-1, 2)
    box = smallest_rectangle(points)
    assert (box.x, box.y, box.angle) == pytest.approx((30, 40, angle), abs=1e-3)
    assert (box.width, box.height) == pytest.approx((100, 10), abs=0.01)


def test_points_on_one_spot_or_line_have_a_rectangle() -> None:
    assert smallest_rectangle(np.array([[3.0, 4.0]])).area == 0
    assert smallest_rectangle(np.array([[0.0, 0.0], [10.0, 0.0], [5.0, 0.0]])).width == pytest.approx(10)
