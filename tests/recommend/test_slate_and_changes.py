"""The list that is shown, and what would have to be different for another one."""

import numpy as np
import pytest

from assistant.domain.entities import Kind, Statement, Verdict
from assistant.domain.errors import UnknownItem
from assistant.domain.targets import Target
from assistant.recommend.history import History, Request


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
    assert {usual.index(one) % 10 for one in gone} <= {9}
    displaced = {round(float(usual[at].score), 6) for at in (9, 19, 29)}
    assert {round(float(tried[at].score), 6) for at in fresh} == displaced
    assert ids(recommender.recommend(lived, ask(n=30, seed=3))) == ids(tried)
    short = recommender.recommend(lived, ask(n=9, seed=3))
    assert not any("exploration" in one.score.parts for one in short)
    assert ids(recommender.recommend(lived, ask(n=30, seed=3, explore=False))) == ids(usual)


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
    before = recommender.ranks(lived, ask(explore=False))
    after = recommender.ranks(lived.without("i24"), ask(explore=False))
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
    after = recommender.ranks(without, ask(explore=False))
    assert moved and all(after.get(one) == becomes for one, (_, becomes) in moved.items())
    assert "i13" in moved


def test_a_snoozed_item_leaves_the_candidates(recommender, lived, ask, make):
    put_off = History((*lived.interactions, make.event(9, "i4", Verdict.NOT_NOW, 1)), lived.statements)
    back = {one: (was, becomes) for one, was, becomes in recommender.what_if(put_off, "9", ask())}
    assert back["i4"][0] is None and back["i4"][1] >= 1


def test_why_not_of_what_is_there_or_may_not_be(recommender, lived, ask):
    first = recommender.listed(lived, ask())[2]
    there = recommender.why_not(lived, first, ask())
    assert (there.rank, there.rank_after, there.names) == (3, None, ())
    assert "place 3" in there.what_would_change_it
    hidden = History(lived.interactions, lived.statements, frozenset({Target.item("i2")}))
    for history, item_id, word in ((lived, "i0", "finished"), (lived, "i5", "not now"), (hidden, "i2", "hidden")):
        found = recommender.why_not(history, item_id, ask())
        assert found.rank is None and found.rank_after is None and word in found.what_would_change_it
    with pytest.raises(UnknownItem):
        recommender.why_not(lived, "gone", ask())
    with pytest.raises(UnknownItem):
        recommender.blocked(lived, "gone", ask())


def test_why_not_tells_what_held_it_down_the_heaviest_first(recommender, lived, ask):
    last = max(recommender.ranks(lived, ask()).items(), key=lambda pair: pair[1])[0]
    found = recommender.why_not(lived, last, ask(n=5))
    amounts = [amount for _, amount in found.held_down]
    assert amounts == sorted(amounts) and all(amount < 0 for amount in amounts) and 1 <= len(amounts) <= 5
    assert found.held_down[0][0] in found.recommendation.score.parts


def carried_out(history, found, make, catalogue):
    """The history after the change that a reply names."""
    text = found.what_would_change_it
    if text.startswith("Mute"):
        return history.without(next(one.id for one in history.statements if one.text in text))
    if text.startswith("Like"):
        named = [item for item in catalogue.items if f"“{item.title}”" in text]
        likes = tuple(make.event(-at, item.id, Verdict.LIKED, 0) for at, item in enumerate(named, 1))
        return History((*history.interactions, *likes), history.statements)
    if text.startswith("Take back"):
        return history.without(next(item.id for item in catalogue.items if f"“{item.title}”" in text))
    return None


@pytest.mark.parametrize("n", [1, 3, 6])
def test_a_change_that_is_promised_keeps_its_word(recommender, lived, make, ask, n):
    checked = 0
    for item_id, place in recommender.ranks(lived, ask(n=n)).items():
        if not n < place <= n + 12:
            continue
        found = recommender.why_not(lived, item_id, ask(n=n))
        assert found.rank == place
        if found.rank_after is None:
            assert "No single small change" in found.what_would_change_it
            continue
        helps_only = "No single small change" in found.what_would_change_it
        assert helps_only == (found.rank_after > n) and found.rank_after < place
        assert f"number {found.rank_after}." in found.what_would_change_it
        after = carried_out(lived, found, make, recommender.catalogue)
        if after is not None and not helps_only:
            assert recommender.ranks(after, ask(n=n, explore=False))[item_id] == found.rank_after
            checked += 1
    assert checked


def test_an_aversion_in_the_way_is_named_first(recommender, make, ask):
    told = History((make.event(1, "i1"),), (Statement("s2", "No techno please", -1),))
    found = recommender.why_not(told, "i7", ask())
    assert found.what_would_change_it.startswith("Mute “No techno please” in your profile")
    assert found.names == ("No techno please",)
    assert found.held_down[0][0] == "statement:s2"
