"""Ties that the catalogue tells: series, titles, creators and rare subjects; and which of them are shown."""

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.relations import Relation
from assistant.recommend.catalogue import Catalogue
from assistant.relations.graph import chosen, neighbours
from assistant.relations.on_shelf import on_shelf

ITEMS = (
    Item("b1", Kind.BOOK, "Ebb (Tides, #1)", ("Ada Marsh",), subjects=("Harbours", "Fiction")),
    Item("b2", Kind.BOOK, "Flow", ("Ada Marsh",), series="Tides", series_index=2.0, subjects=("Fiction",)),
    Item("b3", Kind.BOOK, "Slack", ("Ada Marsh",), series="Tides", series_index=4.0, subjects=("Fiction",)),
    Item("b4", Kind.BOOK, "Neap", ("Ada Marsh",), series="Tides", subjects=("Fiction",)),
    Item("m1", Kind.MUSIC, "Ebb", ("Ro Pilot",), subjects=("Fiction",)),
    Item("m2", Kind.MUSIC, "Ebb", ("Various Artists",), subjects=("Fiction",)),
    Item("m3", Kind.MUSIC, "Over", ("Various Artists",), subjects=("harbours", "Fiction")),
    *(Item(f"d{n}", Kind.DOCUMENT, f"Paper {n}", subjects=("Fiction",)) for n in range(20)),
    Item("a", Kind.MUSIC, "Charts", ("Ro Pilot",), form="album"),
    Item("t", Kind.MUSIC, "Chart One", ("Ro Pilot",)),
)


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(ITEMS, np.zeros((len(ITEMS), 8), np.float32), {"t": "a"})


def edges(catalogue: Catalogue, item_id: str) -> dict[Relation, list[str]]:
    row = catalogue.row[item_id]
    found: dict[Relation, list[str]] = {}
    for edge in chosen(catalogue, row, on_shelf(catalogue, row)):
        found.setdefault(edge.relation, []).append(edge.item_id)
    return found


def test_a_series_has_a_next_and_a_before_across_gaps(catalogue: Catalogue) -> None:
    assert edges(catalogue, "b2") == {Relation.BEFORE: ["b1"], Relation.NEXT: ["b3"], Relation.SERIES: ["b4"]}
    assert edges(catalogue, "b4")[Relation.SERIES] == ["b1", "b2", "b3"]


def test_the_same_title_in_another_kind_is_told(catalogue: Catalogue) -> None:
    assert edges(catalogue, "b1")[Relation.TITLE] == ["m1", "m2"]
    assert edges(catalogue, "m1")[Relation.TITLE] == ["b1"]


def test_a_rare_subject_ties_and_a_common_one_does_not(catalogue: Catalogue) -> None:
    assert edges(catalogue, "b1")[Relation.SUBJECT] == ["m3"]
    assert edges(catalogue, "d1") == {}


def test_nobody_makes_nothing(catalogue: Catalogue) -> None:
    assert Relation.CREATOR not in edges(catalogue, "m2")


def test_a_track_stands_for_nothing_where_its_album_does(catalogue: Catalogue) -> None:
    assert edges(catalogue, "m1")[Relation.CREATOR] == ["a"]
    assert Relation.CREATOR not in edges(catalogue, "t") or edges(catalogue, "t")[Relation.CREATOR] == ["m1"]


def test_a_picture_takes_of_each_relation_in_turn(catalogue: Catalogue) -> None:
    row = catalogue.row["b1"]
    found = neighbours(chosen(catalogue, row, on_shelf(catalogue, row)), 4)
    assert [edge.item_id for edge in found] == ["b2", "m1", "b3", "m3"]
