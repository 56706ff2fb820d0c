"""The library as arrays: what is known of each item, and what is unknown."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.entities import Kind, Verdict
from assistant.domain.targets import Target
from assistant.recommend.candidates.eligible import Blocked, eligible
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.slate import whole_or_parts
from assistant.recommend.text.conditions import allowed_rows


def changed(make, embedder, **changes):
    """A shelf whose first items have the values given, one each."""
    items = make.shelf(12)
    for name, values in changes.items():
        for row, value in enumerate(values):
            items[row] = replace(items[row], **{name: value})
    return make.catalogue(items, embedder)


def test_vectors_find_their_items_in_any_order_and_the_others_have_none(make):
    items = make.shelf(3)
    vectors = np.asarray([[1, 0], [0, 1]], np.float32)
    placed = Catalogue.build(items, ["i2", "i0"], vectors)
    assert placed.vectors.tolist() == [[0, 1], [0, 0], [1, 0]] and placed.dimensions == 2
    assert Catalogue.build(items[:2], ["i0", "i1"], vectors).vectors.tolist() == vectors.tolist()
    assert Catalogue.build(items[:2], ["i1", "i0"], vectors).vectors.tolist() == vectors[::-1].tolist()
    assert not Catalogue.build(items, [], np.zeros((0, 0), np.float32)).vectors.any()
    assert Catalogue.build(items, ["gone"], vectors[:1]).vectors.shape == (3, 2)


def test_decades_are_counted_from_1800_and_capped(make, embedder):
    eras = changed(make, embedder, year=[1500, 1800, 1809, 1810, 1999, 2005, 2400, None]).eras
    assert eras[:8].tolist() == [0, 0, 0, 1, 19, 20, 25, 26]


def test_the_script_of_a_title(make, embedder):
    titles = ["Dune", "1984 !", "Ωδύσσεια", "Мы", "Book «Мы»", "שלום", "कथा", "こころ", "戦争", "한국어", "é", "ﷺ"]
    scripts = changed(make, embedder, title=titles).scripts.tolist()
    assert [scripts[at] for at in (0, 1, 10)] == [0, 0, 0]
    assert scripts[3] == scripts[4] and scripts[7] == scripts[8]
    assert len({scripts[at] for at in (0, 2, 3, 5, 6, 7, 9)}) == 7


def test_languages_met_and_unknown(make, embedder):
    catalogue = changed(make, embedder, language=["en", "de", "", "fr"])
    assert catalogue.in_languages(["de", "fr"])[:4].tolist() == [-1, 1, 0, 1]
    assert not catalogue.in_languages(["de"])[4:].any()
    assert make.catalogue([], embedder).in_languages(["de"]).tolist() == []


def test_how_much_is_known_of_a_kind(make, embedder):
    items = [replace(one, description="", subjects=()) for one in make.shelf(12)]
    for row, known in ((0, {"subjects": ("a", "b")}), (3, {"subjects": ("a",)}), (1, {"description": "x" * 81})):
        items[row] = replace(items[row], **known)
    items[4] = replace(items[4], description="x" * 80)
    assert make.catalogue(items, embedder).richness.tolist() == [0.25, 0.25, 0]


def test_shelf_facts_are_of_metadata_alone(make, embedder):
    catalogue = changed(make, embedder, subjects=[("a", "b"), ("a",), (), ("c", "c2", "c3")], creators=[("x", "y"), ()])
    facts = catalogue.shelf_facts
    assert facts["subjects_known"][:4] == pytest.approx(np.log([3, 2, 1, 4]))
    assert facts["creators_known"][:3] == pytest.approx(np.log([3, 1, 2]))
    assert facts["common_subjects"][:4] == pytest.approx([np.log(2) / 2, np.log(2), 0, 0])
    assert catalogue.best_told[0] == 3 and catalogue.newest.tolist() == list(range(11, -1, -1))


def test_hidden_items_folders_and_subjects(make, embedder):
    paths = [Path(one) for one in ("/a/b/1", "/a/bc/2", "/a/b", "/x/3")]
    catalogue = changed(make, embedder, path=paths)
    assert catalogue.hidden_rows(frozenset({Target.folder("/a/b/")}))[:5].tolist() == [True, False, True, False, False]
    hidden = frozenset({Target.item("i3"), Target.item("gone"), Target.subject("jazz")})
    jazz = [row for row, item in enumerate(catalogue.items) if "jazz" in item.subjects]
    assert np.flatnonzero(catalogue.hidden_rows(hidden)).tolist() == sorted({3, *jazz})
    assert catalogue.hidden_rows(hidden).tolist() == catalogue.hidden_rows(hidden).tolist()
    assert not catalogue.hidden_rows(frozenset()).any()


def test_an_album_and_its_tracks_do_not_stand_in_one_list(make, embedder):
    items = make.shelf(12)
    vectors = embedder.embed_batch([one.title for one in items])
    albums = {"i1": "i7", "i4": "i7", "i10": "gone", "gone": "i7"}
    catalogue = Catalogue(items, vectors, albums)
    assert catalogue.albums.tolist() == [-1, 7, -1, -1, 7, -1, -1, 7, -1, -1, -1, -1]
    rows = np.arange(12)
    tracks_first = whole_or_parts(catalogue, rows, np.asarray([1, 0, 7, 4, 2]))
    assert np.flatnonzero(tracks_first).tolist() == [7]
    album_first = whole_or_parts(catalogue, rows, np.asarray([0, 7, 4, 1]))
    assert np.flatnonzero(album_first).tolist() == [1, 4]


def test_conditions_let_the_unknown_through(make, embedder):
    catalogue = changed(
        make,
        embedder,
        year=[1990, 1991, 1995, 1996, None],
        language=["en", "", "de"],
        duration=[None, 600.0, None, None, 601.0],
    )
    assert allowed_rows(changed(make, embedder, duration=[None] * 2), "music", "", None, 10.0)[1], "of unknown length"

    def passed(kind=None, language="", years=None, minutes=None):
        return allowed_rows(catalogue, kind, language, years, minutes)[:5].tolist()

    assert passed() == [True] * 5
    assert passed(years=(1991, 1995)) == [False, True, True, False, True]
    assert passed(language="en") == [True, True, False, True, True]
    assert passed(kind="book") == [True, False, False, True, False]
    assert passed(kind="music", minutes=10.0) == [False, True, False, False, False]


@pytest.fixture
def allowed(recommender, make):
    def rows(history=None, **request):
        ranking = recommender.rank(history or History(), Request(now=make.now, **request))
        return set(np.flatnonzero(eligible(ranking.context)).tolist()) if ranking is not None else set()

    return rows


def test_who_may_be_recommended(allowed, recommender, make):
    items = recommender.catalogue.items
    assert allowed() == set(range(60))
    assert allowed(kind=Kind.MUSIC) == {row for row in range(60) if items[row].kind is Kind.MUSIC}
    assert allowed(exclude=frozenset({"i1", "gone"}), like=("i2",), avoid=("i3", "folk")) == set(range(60)) - {1, 2, 3}
    assert allowed(subjects=("jazz", "crime")) == {
        row for row in range(60) if items[row].subjects[0] in ("jazz", "crime")
    }
    by = items[1].creators[0]
    assert allowed(creators=(by,)) == {row for row in range(60) if items[row].creators[0] == by}
    assert allowed(creators=(by,), subjects=("crime",)) == set()
    history = History((make.event(1, "i1"), make.event(2, "i2"), make.event(3, "i4")))
    assert allowed(history) == set(range(60)) - {1, 2, 4}


def test_why_an_item_may_not_be_recommended(recommender, make):
    history = History(
        (make.event(1, "i1"), make.event(2, "i2", Verdict.NOT_NOW)), hidden=frozenset({Target.item("i4")})
    )
    request = Request(now=make.now, kind=Kind.MUSIC)
    said = {item_id: recommender.blocked(history, item_id, request) for item_id in ("i1", "i2", "i4", "i3", "i7")}
    assert said == {
        "i1": Blocked.CONSUMED,
        "i2": Blocked.SNOOZED,
        "i4": Blocked.HIDDEN,
        "i3": Blocked.CONDITIONS,
        "i7": None,
    }


def test_one_pass_gives_the_tastes_of_all_items(catalogue):
    weights = np.random.default_rng(3).standard_normal((2, catalogue.joint_dimensions)).astype(np.float32)
    assert catalogue.scan(weights) == pytest.approx((catalogue.joint(np.arange(60)) @ weights.T).T, abs=1e-5)
    assert catalogue.scan(weights[:0]).shape == (0, 60)


def test_warming_builds_what_is_asked_for_later_and_may_be_stopped(make, embedder):
    catalogue = make.catalogue(make.shelf(12), embedder)
    catalogue.warm(lambda: True)
    assert "words" not in vars(catalogue)
    catalogue.warm(lambda: False)
    assert {"words", "topics", "medoids", "taste_prior", "eras", "creators"} <= set(vars(catalogue))
    assert Recommender(catalogue, embedder).recommend(History(), Request(now=make.now))
