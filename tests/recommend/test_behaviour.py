"""What the recommender promises its person, beyond being right: exactness, patience, bridges."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind, Origin, Statement, Verdict
from assistant.domain.evidence import Link
from assistant.domain.targets import Target
from assistant.evaluation.exactness import examine
from assistant.explain.evidence_words import evidence_text
from assistant.recommend.candidates.best_rows import best_rows, first_allowed
from assistant.recommend.catalogue import Catalogue, leading_rows
from assistant.recommend.history import History, Request, by_the_hour
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.query import QueryReader
from assistant.recommend.text.statements import statement_weights
from tests.recommend.conftest import catalogue_of, shelf


def listed(recommender, history, **request):
    return recommender.recommend(history, Request(now=1_700_000_000.0, **request))


def ids(found):
    return [one.item.id for one in found]


def test_ledgers_add_up_and_what_is_taken_back_leaves_no_trace():
    found = examine(60, seed=4, size=120)
    assert found.additivity <= 1e-6 and found.taken_back <= 1e-6 and found.same_places


def test_what_is_kept_between_lists_changes_none(recommender, lived, make, embedder):
    quiet = Request(now=make.now, explore=0.0)
    muted = replace(lived, statements=lived.statements[1:])
    more = replace(lived, interactions=(*lived.interactions, make.event(9, "i30")))
    order = [lived, muted, lived, more, lived, more, muted]
    for history in order:
        alone = Recommender(recommender.catalogue, embedder)
        ours, theirs = recommender.recommend(history, quiet), alone.recommend(history, quiet)
        assert ids(ours) == ids(theirs)
        assert [float(r.score) for r in ours] == pytest.approx([float(r.score) for r in theirs], abs=1e-9)


def test_within_an_hour_a_list_stays_as_it_is_and_the_future_is_unknown(recommender, lived, make):
    start = make.now // 3600 * 3600 + 1
    first, later = (recommender.ranks(lived, Request(now=start + s, explore=0.0)) for s in (0, 3000))
    assert first == later
    coming = replace(lived, interactions=(*lived.interactions, make.event(10, "i40", Verdict.LIKED, -0.02)))
    assert by_the_hour(coming, Request(now=make.now))[0] == lived


def test_every_surprising_pick_names_its_bridge_to_something_liked(recommender, make):
    history = History((make.event(1, "i0"), make.event(2, "i1", Verdict.PLAYED, value=3), make.event(3, "i2")))
    for pick in listed(recommender, history, surprise=1.0, n=12):
        bridge = pick.evidence[0]
        assert bridge.type == "bridge" and bridge.id in {"i0", "i1", "i2"}
        assert all(name in evidence_text(bridge) for name in bridge.names) and bridge.part in pick.score.parts
    explored = [r for r in listed(recommender, history, n=20, seed=1) if "exploration" in r.score.parts]
    assert explored and all(r.evidence[0].type == "bridge" for r in explored)


def test_a_record_for_this_novel_names_the_facet_they_share(make, embedder):
    novel = Item(
        "n", Kind.BOOK, "Whale Road", ("Ann Ash",), subjects=("the sea", "voyages"), description="A long road."
    )
    records = [
        Item(f"m{k}", Kind.MUSIC, f"Song {k}", (f"Band {k}",), subjects=("the sea",) if k == 3 else ("cities",))
        for k in range(8)
    ]
    recommender = Recommender(make.catalogue([novel, *records], embedder), embedder)
    history = History((make.event(1, "n"),))
    found = {r.item.id: r for r in listed(recommender, history, kind=Kind.MUSIC, like=("n",))}
    bridge = found["m3"].evidence[0]
    assert (bridge.id, bridge.link, bridge.shared, bridge.across) == ("n", Link.SUBJECT, "the sea", True)
    assert "the book “Whale Road” by Ann Ash" in evidence_text(bridge)


def test_what_was_dropped_and_what_was_heard_to_death_stay_away(recommender, make):
    dropped = History((make.event(1, "i0"), make.event(2, "i12", Verdict.DROPPED)))
    assert "i12" not in ids(listed(recommender, dropped, n=60))
    likes = (make.event(1, "i13"), make.event(2, "i25"))
    heard = tuple(make.event(10 + k, "i1", Verdict.PLAYED, 0.1 * k, 8) for k in range(10))
    long_ago = tuple(make.event(10 + k, "i1", Verdict.PLAYED, 100 + k, 8) for k in range(10))
    asked = {"kind": Kind.MUSIC, "n": 20}
    tired, rested = (ids(listed(recommender, History((*likes, *plays)), **asked)) for plays in (heard, long_ago))
    assert tired.index("i1") > rested.index("i1")


def test_untouched_treasures_come_forward(make, embedder):
    shelf = [replace(item, owned=k % 2 == 0) for k, item in enumerate(make.shelf())]
    recommender = Recommender(make.catalogue(shelf, embedder), embedder)
    history = History((make.event(1, "i0"), make.event(2, "i1")))
    found = listed(recommender, history, n=20)
    assert all(("untouched" in r.score.parts) == r.item.owned for r in found)
    assert np.mean([r.item.owned for r in found]) > 0.5


def test_a_history_of_dislikes_alone_lowers_what_is_like_them(recommender, make):
    disliked = [f"i{k}" for k in (1, 13, 25)]
    averse = History(tuple(make.event(k, one, Verdict.DISLIKED) for k, one in enumerate(disliked)))
    places = recommender.ranks(averse, Request(now=make.now, explore=0.0, kind=Kind.MUSIC))
    jazz = [place for one, place in places.items() if int(one[1:]) % 12 == 1]
    others = [place for one, place in places.items() if int(one[1:]) % 12 != 1]
    assert np.mean(jazz) > np.mean(others)


def test_wishes_share_attention_and_written_ones_outrank():
    wishes = [Statement(f"i{k}", "techno", origin=Origin.CONFIRMED) for k in range(8)]
    weights = statement_weights([Statement("w", "jazz"), *wishes, Statement("a", "no folk", -1)])
    assert weights["w"] == 1.0 and weights["a"] == -1.0
    assert 0 < weights["i0"] < weights["w"] / 2


def test_works_named_in_a_sentence_are_examples_and_not_subjects(make, embedder):
    shelf = [*make.shelf(), Item("j", Kind.BOOK, "Jazz", ("Toni Morrison",), subjects=("crime",))]
    catalogue = make.catalogue([replace(i, subjects=("blue",)) if i.id == "i1" else i for i in shelf], embedder)
    (asked,) = QueryReader(catalogue, embedder).statements(["I like books such as “Crime number3” and “Unknown”."])
    assert [catalogue.ids[row] for row in asked.titles] == ["i3"] and asked.names is None


def test_facets_of_sentences_are_read_without_a_loop(make, embedder):
    shelf = [replace(item, language=("en", "fr", "")[k % 3], words=9000 * k) for k, item in enumerate(make.shelf(12))]
    catalogue = make.catalogue(shelf, embedder)
    assert catalogue.in_languages(("fr",)).tolist() == [-1, 1, 0] * 4
    (asked,) = QueryReader(catalogue, embedder).statements(["I like short books"])
    assert {-1.0, 1.0} <= set(asked.facets[catalogue.kinds == 0].tolist())
    assert catalogue.subjects.holding(["fiction", "romance"]) == sorted(
        catalogue.subjects.codes[name] for name in ("science fiction", "romance")
    )


@pytest.mark.parametrize("size", [10, 5_000, 40_000])
def test_the_best_rows_are_found_without_sorting_all(size):
    generator = np.random.default_rng(size)
    column = np.round(generator.standard_normal(size), 2).astype(np.float32)
    allowed = generator.random(size) < 0.5
    order = [row for row in np.argsort(-column, kind="stable").tolist() if allowed[row]]
    assert best_rows(column, allowed, 60).tolist() == order[:60]
    assert best_rows(column, allowed, 60, positive=True).tolist() == [r for r in order[:60] if column[r] > 0]
    leading = leading_rows(column)
    assert first_allowed(leading, lambda: column, allowed, 60).tolist() == order[:60]
    none = np.zeros(size, np.bool_)
    none[order[-1]] = True
    assert first_allowed(leading, lambda: column, none, 60).tolist() == [order[-1]]


def test_a_wish_without_a_file_is_ranked_as_any_other(make, embedder):
    shelf = [replace(item, path=None, owned=False) for item in make.shelf(30)]
    recommender = Recommender(make.catalogue(shelf, embedder), embedder)
    hidden = History((make.event(1, "i0"),), hidden=frozenset({Target.folder("/music")}))
    assert len(listed(recommender, hidden, n=20)) == 20


def test_an_empty_shelf_has_no_indexes_to_trip_over(embedder):
    empty = Catalogue.build([], [], np.zeros((0, 64), np.float32))
    empty.warm()
    wishes = History(statements=(Statement("a", "short French jazz from the 1980s"),))
    assert Recommender(empty, embedder).recommend(wishes, Request(text="a short one in French", now=0.0)) == []


def test_a_sentence_speaks_only_for_what_has_its_genre_and_its_measured_mood(embedder):
    shelf_of = {
        "fits": Item("fits", Kind.MUSIC, "Fits", subjects=("Jazz",), moods=("calm",)),
        "unheard": Item("unheard", Kind.MUSIC, "Unheard", subjects=("Jazz",)),
        "loud": Item("loud", Kind.MUSIC, "Loud", subjects=("Jazz",), moods=("energetic",)),
        "folk": Item("folk", Kind.MUSIC, "Folk", subjects=("Folk",), moods=("calm",)),
    }
    recommender = Recommender(catalogue_of([*shelf(), *shelf_of.values()], embedder), embedder)
    wishes = History(statements=(Statement("a", "I like calm jazz"),))
    said = {
        name: {fact.type for fact in recommender.why(wishes, name, Request(now=0.0)).recommendation.evidence}
        for name in shelf_of
    }
    assert {name for name, types in said.items() if "statement" in types} == {"fits", "unheard"}
