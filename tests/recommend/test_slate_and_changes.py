"""The list that is shown, and what would have to be different for another one."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Kind, Statement, Verdict
from assistant.domain.errors import UnknownItem
from assistant.domain.targets import Target
from assistant.recommend.candidates.eligible import Blocked
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.counterfactual import (
    AlsoLiked,
    KindAlone,
    MoreSurprising,
    Muted,
    TakenBack,
    Written,
    what_if,
)
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.slate import USUAL_VARIETY
from profiles.statements import make_statement


@pytest.fixture
def ask(make):
    def asked(**request):
        return Request(now=make.now, **request)

    return asked


def ids(recommendations):
    return [one.item.id for one in recommendations]


def test_one_place_in_ten_is_tried_out_at_the_score_of_whom_it_displaces(recommender, lived, ask):
    usual = recommender.recommend(lived, ask(n=30))
    tried = recommender.recommend(lived, ask(n=30, seed=3))
    fresh = [at for at, one in enumerate(tried) if "exploration" in one.score.parts]
    assert len(fresh) == 3 and len(tried) == 30 == len(set(ids(tried)))
    gone = [one for one in usual if one.item.id not in ids(tried)]
    assert {usual.index(one) for one in gone} <= set(fresh)
    displaced = {round(float(usual[at].score), 6) for at in fresh}
    assert {round(float(tried[at].score), 6) for at in fresh} == displaced
    assert ids(recommender.recommend(lived, ask(n=30, seed=3))) == ids(tried)
    assert ids(recommender.recommend(lived, ask(n=30, seed=3, explore=0.0))) == ids(usual)


def test_what_is_tried_out_has_the_score_of_whom_it_displaces_where_variety_took_nothing(make, embedder, ask):
    items = make.shelf()
    ranker = Recommender(Catalogue.build(items, [], np.zeros((0, 64), np.float32)))
    history = History((make.event(1, "i1"), make.event(2, "i4")))
    usual, tried = (ranker.recommend(history, ask(n=10, kind=Kind.MUSIC, seed=seed)) for seed in (None, 3))
    assert not any("variety" in one.score.parts for one in usual)
    (at,) = (at for at, one in enumerate(tried) if "exploration" in one.score.parts)
    assert float(tried[at].score) == pytest.approx(float(usual[at].score))


@pytest.mark.parametrize("kind", [None, Kind.MUSIC])
@pytest.mark.parametrize("liked", [(), (1, 4, 13)])
def test_variety_takes_what_is_near_to_earlier_picks_or_of_a_kind_that_has_its_share(
    recommender, make, ask, kind, liked
):
    history = History(tuple(make.event(row, f"i{row}") for row in liked))
    found = recommender.recommend(history, ask(n=12, kind=kind, explore=0.0))
    catalogue = recommender.catalogue
    shares = {one: 1 / 3 if not liked else 1 / 6 + 0.5 * (one is Kind.MUSIC) for one in Kind}
    for at, one in enumerate(found):
        before = [catalogue.row[other.item.id] for other in found[:at]]
        near = max([0.0, *(catalogue.vectors[before] @ catalogue.vectors[catalogue.row[one.item.id]]).tolist()])
        taken = sum(other.item.kind is one.item.kind for other in found[:at])
        over = max(0.0, taken / 12 - shares[one.item.kind]) if kind is None and at else 0.0
        assert one.score.parts.get("variety", 0.0) == pytest.approx(-(USUAL_VARIETY * near + over), abs=1e-5)


def test_with_nothing_left_to_try_nothing_is_displaced(recommender, lived, ask):
    found = recommender.recommend(lived, ask(n=100, seed=3, kind=Kind.BOOK))
    assert not any("exploration" in one.score.parts for one in found)


def test_a_shorter_list_is_the_head_of_the_standing_one(recommender, lived, ask):
    whole = ids(recommender.recommend(lived, ask()))
    for n in (1, 3, 7):
        assert ids(recommender.recommend(lived, ask(n=n))) == whole[:n]
        places = recommender.ranks(lived, ask(n=n))
        assert [places[one] for one in whole] == list(range(1, len(whole) + 1))
    assert sorted(recommender.ranks(lived, ask()).values()) == list(range(1, 1 + len(recommender.ranks(lived, ask()))))
    assert recommender.listed(lived, ask()) == whole


def test_the_slider_of_variety_spreads_and_narrows(recommender, lived, ask):
    def nearness(**request):
        rows = [recommender.catalogue.row[one] for one in recommender.listed(lived, ask(n=10, **request))]
        vectors = recommender.catalogue.vectors[rows]
        return float((vectors @ vectors.T)[np.triu_indices(len(rows), 1)].mean())

    narrow, usual, wide = nearness(variety=0.0), nearness(), nearness(variety=1.0)
    assert narrow > usual > wide


def test_a_list_of_all_kinds_goes_by_the_shelf_and_the_likes(recommender, make, ask):
    def music(history):
        found = recommender.recommend(history, ask(n=20))
        return sum(one.item.kind is Kind.MUSIC for one in found)

    shelf = music(History())
    assert 5 <= shelf <= 8
    likes = History(tuple(make.event(row, f"i{row}") for row in (1, 4, 7, 10)))
    assert music(likes) > shelf


def test_what_if_tells_every_place_that_moves(recommender, lived, ask):
    request = ask(seed=5)
    moved = recommender.what_if(lived, "i24", request)
    before = recommender.ranks(lived, request)
    after = recommender.ranks(lived.without("i24"), request)
    assert ("i24", None, after["i24"]) in moved, "it may be recommended again"
    for item_id, was, becomes in moved:
        assert (was, becomes) == (before.get(item_id), after.get(item_id)) and was != becomes
        assert min(was or 99, becomes or 99) <= 50
    expected = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    assert {one for one, *_ in moved} == {one for one in expected if min(before.get(one, 99), after.get(one, 99)) <= 50}
    assert [becomes for _, _, becomes in moved] == sorted(becomes for _, _, becomes in moved)
    assert recommender.what_if(lived, "nothing", request) == []


def test_without_a_kind_all_that_was_said_of_it_is_gone(recommender, lived, ask):
    told = History(lived.interactions, (*lived.statements, Statement("s4", "I like folk", kind=Kind.MUSIC)))
    moved = {one: (was, becomes) for one, was, becomes in recommender.what_if(told, "music", ask())}
    without = History(tuple(one for one in told.interactions if one.item_id not in ("i1", "i13")), lived.statements)
    after = recommender.ranks(without, ask(explore=0.0))
    assert moved and all(after.get(one) == becomes for one, (_, becomes) in moved.items())
    assert "i13" in moved


def test_a_snoozed_item_leaves_the_candidates(recommender, lived, ask, make):
    put_off = History((*lived.interactions, make.event(9, "i4", Verdict.NOT_NOW, 1)), lived.statements)
    back = {one: (was, becomes) for one, was, becomes in recommender.what_if(put_off, "9", ask())}
    assert back["i4"][0] is None and back["i4"][1] >= 1


def test_what_would_leave_is_told_last_and_only_if_it_stood_among_the_first(recommender, lived, ask, make):
    # “Not now”, and opened after all: without the second the first holds.
    events = (make.event(8, "i4", Verdict.NOT_NOW, 3), make.event(9, "i4", Verdict.OPENED, 1))
    back = History((*lived.interactions, *events), lived.statements)
    was = recommender.ranks(back, ask(explore=0.0))["i4"]
    moved = recommender.what_if(back, "9", ask())
    assert moved[-1] == ("i4", was, None) and len({one for one, *_ in moved}) == len(moved) > 1
    fewer = what_if(recommender, back, "9", ask(), places=was - 1)
    assert "i4" not in {one for one, *_ in fewer}


def test_why_of_what_may_not_be_recommended_knows_the_same_tries(recommender, lived, ask):
    request = ask(n=10, seed=3)
    places = recommender.ranks(lived, request)
    for item_id in ("i0", "i5"):
        assert recommender.why(lived, item_id, request).rank is None
    assert recommender.ranks(lived, request) == places


def test_why_not_and_what_if_speak_of_the_list_with_its_tries(recommender, lived, ask):
    tried = recommender.recommend(lived, ask(n=10, seed=3))
    at = next(at for at, one in enumerate(tried) if "exploration" in one.score.parts)
    found = recommender.why_not(lived, tried[at].item.id, ask(n=10, seed=3))
    assert found.enough and found.rank == at + 1
    places = recommender.ranks(lived, ask(n=10, seed=3))
    for item_id, before, _ in recommender.what_if(lived, "9", ask(n=10, seed=3)):
        assert places.get(item_id) == before


def test_why_not_of_what_is_there_or_may_not_be(recommender, lived, ask):
    first = recommender.listed(lived, ask())[2]
    there = recommender.why_not(lived, first, ask())
    assert (there.rank, there.rank_after, there.change, there.blocked, there.enough) == (3, None, None, None, True)
    hidden = History(lived.interactions, lived.statements, frozenset({Target.item("i2")}))
    for history, item_id, why in (
        (lived, "i0", Blocked.CONSUMED),
        (lived, "i5", Blocked.SNOOZED),
        (hidden, "i2", Blocked.HIDDEN),
    ):
        found = recommender.why_not(history, item_id, ask())
        assert (found.rank, found.rank_after, found.change, found.blocked) == (None, None, None, why)
        assert not found.enough and found.recommendation.item.id == item_id
    with pytest.raises(UnknownItem):
        recommender.why_not(lived, "gone", ask())
    with pytest.raises(UnknownItem):
        recommender.blocked(lived, "gone", ask())


def carried_out(history, request, change, make):
    """The history and the request after a change."""
    match change:
        case Muted(sentence):
            return history.without(next(one.id for one in history.statements if one.text == sentence)), request
        case TakenBack(work):
            return history.without(work.id), request
        case MoreSurprising():
            return history, replace(request, surprise=1.0)
        case KindAlone(kind):
            return history, replace(request, kind=kind)
        case AlsoLiked(works):
            likes = tuple(make.event(-at, work.id, Verdict.LIKED, 0) for at, work in enumerate(works, 1))
            return replace(history, interactions=(*history.interactions, *likes)), request
        case Written(sentence):
            said = make_statement(sentence, now=make.now)
            return replace(history, statements=(*history.statements, said)), request


@pytest.mark.parametrize("n", [1, 3, 6])
def test_a_change_that_is_promised_keeps_its_word(recommender, lived, make, ask, n):
    kinds = set()
    for item_id, place in recommender.ranks(lived, ask(n=n)).items():
        if not n < place <= n + 10:
            continue
        found = recommender.why_not(lived, item_id, ask(n=n))
        assert found.rank == place and found.blocked is None
        if found.change is None:
            assert found.rank_after is None and not found.enough
            continue
        history, request = carried_out(lived, ask(n=n, explore=0.0), found.change, make)
        assert recommender.ranks(history, request)[item_id] == found.rank_after < place
        assert found.enough == (found.rank_after <= n)
        kinds.add(type(found.change))
    assert len(kinds) >= 2


def test_a_change_names_what_nothing_was_said_of(recommender, lived, ask):
    said = {event.item_id for event in lived.interactions}
    ranks = recommender.ranks(lived, ask(n=1))
    changes = [recommender.why_not(lived, one, ask(n=1)).change for one, place in ranks.items() if 1 < place < 12]
    liked = [change for change in changes if isinstance(change, AlsoLiked)]
    for change in liked:
        ids_named = [work.id for work in change.works]
        assert 1 <= len(ids_named) == len(set(ids_named)) <= 3 and said.isdisjoint(ids_named)


def test_several_likes_are_named_where_one_is_not_enough(recommender, make, ask):
    found = recommender.why_not(History(), "i35", ask(n=1))
    assert isinstance(found.change, AlsoLiked) and len(found.change.works) > 1 and found.enough
    for count in range(1, len(found.change.works)):
        fewer = AlsoLiked(found.change.works[:count])
        history, request = carried_out(History(), ask(n=1, explore=0.0), fewer, make)
        assert recommender.ranks(history, request)["i35"] > 1


def test_an_aversion_in_the_way_is_named_first(recommender, make, ask):
    told = History((make.event(1, "i1"),), (Statement("s2", "No techno please", -1),))
    found = recommender.why_not(told, "i7", ask())
    assert found.change == Muted("No techno please")
    assert min(found.recommendation.score, key=lambda part: part[1])[0] == "statement:s2"


def test_of_a_kind_that_is_asked_for_already_it_is_not_offered(recommender, lived, ask):
    for item_id, place in recommender.ranks(lived, ask(n=1, kind=Kind.BOOK)).items():
        if 1 < place < 8:
            assert not isinstance(recommender.why_not(lived, item_id, ask(n=1, kind=Kind.BOOK)).change, KindAlone)
