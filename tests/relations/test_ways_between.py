"""Radios and paths: no work twice, no creator twice in a row, and smoother than any order by lot."""

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind
from assistant.recommend.catalogue import Catalogue
from assistant.relations.alike import Alike
from assistant.relations.paths import Sequencing

HANDS = 5


def arc(count: int) -> Catalogue:
    """Books along a quarter of a circle, from one creator to the next and round again."""
    turns = np.linspace(0, np.pi / 2, count)
    vectors = np.zeros((count, 8), np.float32)
    vectors[:, 0], vectors[:, 1] = np.cos(turns), np.sin(turns)
    return Catalogue([Item(f"b{n}", Kind.BOOK, f"Book {n}", (f"Hand {n % HANDS}",)) for n in range(count)], vectors)


@pytest.fixture
def sequencing() -> Sequencing:
    catalogue = arc(40)
    return Sequencing(Alike(catalogue), np.arange(1, 39))


def leaps(alike: Alike, path: list[int]) -> float:
    rows = np.asarray(path)
    return float((1 - np.diag(alike.between(rows[:-1], rows[1:]))).sum())


def test_a_radio_keeps_near_and_repeats_nobody(sequencing: Sequencing) -> None:
    path = sequencing.radio(0, lambda path: len(path) >= 12)
    hands = [row % HANDS for row in path]
    assert path[0] == 0 and len(set(path)) == 12
    assert all(one != other for one, other in zip(hands, hands[1:], strict=False))
    assert max(path) < 25
    by_lot = np.random.default_rng(1)
    others = [leaps(sequencing.alike, [0, *by_lot.choice(sequencing.pool, 11, replace=False)]) for _ in range(30)]
    assert leaps(sequencing.alike, path) < min(others)


def test_a_path_goes_evenly_from_one_end_to_the_other(sequencing: Sequencing) -> None:
    path = sequencing.path(0, 39, 6)
    assert path[0] == 0 and path[-1] == 39 and len(set(path)) == 8
    assert path == sorted(path)
    steps = np.diff(path)
    assert steps.max() <= 2 * 39 / 7


def test_a_path_longer_than_the_shelf_takes_what_there_is() -> None:
    catalogue = arc(4)
    assert Sequencing(Alike(catalogue), np.asarray([1, 2])).path(0, 3, 9) == [0, 1, 2, 3]


def test_a_path_with_nothing_between_is_its_ends(sequencing: Sequencing) -> None:
    assert sequencing.path(0, 39, 0) == [0, 39]


def test_one_hand_alone_may_follow_itself() -> None:
    items = [Item(f"m{n}", Kind.MUSIC, f"Song {n}", ("One",)) for n in range(4)]
    catalogue = Catalogue(items, np.eye(4, 8, dtype=np.float32))
    assert len(Sequencing(Alike(catalogue), np.arange(1, 4)).radio(0, lambda path: len(path) >= 9)) == 2


def test_the_same_recording_in_two_files_comes_once() -> None:
    items = [Item("m0", Kind.MUSIC, "Seed", ("A",)), *(Item(f"m{n}", Kind.MUSIC, "Song", ("B",)) for n in (1, 2))]
    catalogue = Catalogue([*items, Item("m3", Kind.MUSIC, "Other", ("C",))], np.ones((4, 8), np.float32))
    path = Sequencing(Alike(catalogue), np.arange(1, 4)).radio(0, lambda path: False)
    assert sorted(catalogue.items[row].title for row in path) == ["Other", "Seed", "Song"]


def test_a_mix_lies_between_what_is_wanted_and_away_from_what_is_not(sequencing: Sequencing) -> None:
    enough = lambda path: len(path) >= 8  # noqa: E731
    between = sequencing.radio(0, enough, plus=[39])
    assert 12 < float(np.mean(between[1:])) < 28
    alone = sequencing.radio(20, enough)
    away = sequencing.radio(20, enough, minus=[12])
    assert float(np.mean(away[1:])) > float(np.mean(alone[1:])) + 3
