"""What each feature measures, by hand, and what its facts say; asked of the ranker as a list asks it."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Kind, Statement, Verdict
from assistant.domain.evidence import (
    CloseToNamed,
    KnownWork,
    Match,
    NewInLibrary,
    RequestMatch,
    SameCreator,
    SeriesPart,
    SharedSubject,
    SubjectOfNamed,
    Untouched,
)
from assistant.recommend.features.request.theme import ThemeFit
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.scoring import measure


@pytest.fixture
def look(recommender, make):
    """(columns by name over the whole shelf, facts by item) for a history and a request."""

    def looked(history=None, ranker=recommender, **request):
        asked = Request(now=make.now, **request)
        ranking = ranker.rank(history or History(), asked)
        return measure(ranking.context, np.arange(len(ranker.catalogue))), ranking

    return looked


def facts(recommender, make, item_id, history, kind, **request):
    placement = recommender.why(history, item_id, Request(now=make.now, **request))
    return [fact for fact in placement.recommendation.evidence if isinstance(fact, kind)]


def test_fresh_halves_in_thirty_days(look, recommender, make):
    fresh = look()[0]["fresh"]
    assert fresh[59] == pytest.approx(2 ** (-1 / 30), rel=0.01) and fresh[30] / fresh[0] == pytest.approx(2, rel=0.01)
    ages = {f"i{row}": 60 - row for row in (59, 40, 31, 29)}
    told = {item_id: bool(facts(recommender, make, item_id, History(), NewInLibrary)) for item_id in ages}
    assert told == {"i59": True, "i40": True, "i31": True, "i29": False}


def test_on_a_librarys_first_day_being_new_is_no_reason(make, embedder):
    today = [replace(one, added=make.now - 60) for one in make.shelf()]
    ranker = Recommender(make.catalogue(today, embedder), embedder)
    assert facts(ranker, make, "i59", History(), NewInLibrary) == []


def test_a_wish_is_never_new_in_the_library(make, embedder, look):
    wished = [replace(one, owned=one.id != "i59") for one in make.shelf()]
    ranker = Recommender(make.catalogue(wished, embedder), embedder)
    fresh = look(ranker=ranker)[0]["fresh"]
    assert fresh[59] == 0 and fresh[58] > 0.9
    assert facts(ranker, make, "i59", History(), NewInLibrary) == []
    assert facts(ranker, make, "i58", History(), NewInLibrary) != []


def test_a_shelf_of_unknown_age_has_nothing_fresh(make, embedder, look):
    ranker = Recommender(make.catalogue([replace(one, added=0.0) for one in make.shelf()], embedder), embedder)
    assert "fresh" not in look(ranker=ranker)[0]


def test_what_was_heard_of_late_rests_and_recovers(look, make):
    events = (
        make.event(1, "i1", Verdict.PLAYED, 0, 3),
        make.event(2, "i4", Verdict.PLAYED, 3, 3),
        make.event(3, "i4", Verdict.OPENED, 3, 1),
        make.event(4, "i7", Verdict.LIKED, 0),
        make.event(5, "i10", Verdict.PLAYED, 300, 3),
    )
    heard = look(History(events))[0]["heard"]
    assert heard[[1, 4]] == pytest.approx([np.log(4), np.log(3)], abs=0.03)
    assert not heard[[0, 7, 10]].any()
    assert "heard" not in look(History(events[3:]))[0] and "heard" not in look()[0]


def test_untouched_is_what_is_owned_and_without_a_deed(make, embedder, look):
    items = [replace(one, owned=one.id != "i6") for one in make.shelf()]
    ranker = Recommender(make.catalogue(items, embedder), embedder)
    history = History((make.event(1, "i1", Verdict.PLAYED, 3), make.event(2, "i2", Verdict.NOT_NOW, 20)))
    untouched = look(history, ranker)[0]["untouched"]
    assert untouched[[0, 2, 9]].tolist() == [1, 1, 1] and untouched[[1, 6]].tolist() == [0, 0]
    assert "untouched" not in look(ranker=ranker)[0], "nothing is known of the person"
    told = [one for one in ("i0", "i1", "i2", "i6") if facts(ranker, make, one, history, Untouched)]
    assert told == ["i0", "i2"], "to put something off is not to open it"


def test_a_list_that_went_unanswered_counts_up_to_five_times(look):
    shown = look(History(shown={"i3": 2, "i4": 50, "gone": 3}))[0]["shown"]
    assert shown[[3, 4, 5]].tolist() == [2, 5, 0] and shown.sum() == 7
    assert "shown" not in look()[0]


def test_a_creator_is_liked_less_with_each_further_like_and_may_be_disliked(look, recommender, make):
    # i0 and i24 are by one maker, i12 and i36 by the same; i3 by another.
    events = (make.event(1, "i0"), make.event(2, "i24"), make.event(3, "i3", Verdict.DISLIKED))
    creator = look(History(events))[0]["creator"]
    by = [item.creators[0] for item in recommender.catalogue.items]
    assert {creator[row].round(6) for row in range(60) if by[row] == by[0]} == {0.666667}
    assert {creator[row].round(6) for row in range(60) if by[row] == by[3]} == {-0.5}
    assert not creator[[row for row in range(60) if by[row] not in (by[0], by[3])]].any()
    other = next(row for row in range(60) if by[row] == by[0] and row not in (0, 24))
    named = facts(recommender, make, f"i{other}", History(events), SameCreator)
    assert [(fact.creator, fact.work.id) for fact in named] == [(by[0], "i0")]
    assert "creator" not in look()[0]
    disliked = next(row for row in range(60) if by[row] == by[3] and row != 3)
    assert not facts(recommender, make, f"i{disliked}", History(events), SameCreator)


def test_the_next_part_of_a_series_begun(look, recommender, make):
    # Parts 1 to 5 of Tides are i0, i12, i24, i36 and i48.
    columns, _ = look(History((make.event(1, "i12", Verdict.FINISHED),)))
    liking = 0.7 * 0.6
    assert columns["series"][[0, 12, 24, 36, 48]] == pytest.approx([liking / (1 + liking)] * 5)
    assert columns["series_next"][[0, 12, 24, 36]] == pytest.approx([0, 0, liking / (1 + liking), 0])
    assert not columns["series_late"].any() and not columns["series"][1:12].any()
    history = History((make.event(1, "i12", Verdict.FINISHED),))
    [fact] = facts(recommender, make, "i24", history, SeriesPart)
    assert (fact.series, fact.follows, fact.work.id) == ("Tides", True, "i12")
    assert [one.follows for one in facts(recommender, make, "i36", history, SeriesPart)] in ([], [False])


def test_a_part_that_was_only_opened_comes_again_and_a_disliked_series_has_no_next(look, make):
    opened = look(History((make.event(1, "i12", Verdict.OPENED),)))[0]
    assert np.flatnonzero(opened["series_next"]).tolist() == [12]
    disliked = look(History((make.event(1, "i12", Verdict.DISLIKED),)))[0]
    assert disliked["series"][0] == -0.5 and not disliked["series_next"].any()


def test_later_parts_of_a_series_not_begun_are_late(look, make):
    late = look(History((make.event(1, "i1"),)))[0]["series_late"]
    assert np.flatnonzero(late).tolist() == [12, 24, 36, 48] and late.max() == 1


def test_the_mix_of_kinds_is_that_of_the_likes(look, make, embedder):
    liked = History((make.event(1, "i0"), make.event(2, "i3"), make.event(3, "i6"), make.event(4, "i1")))
    kind = look(liked)[0]["kind"]
    assert kind[[0, 1, 2]] == pytest.approx(np.log([0.85, 0.35, 0.1]))
    assert "kind" not in look()[0] and "era" not in look()[0] and "language" not in look()[0]
    books = Recommender(make.catalogue([one for one in make.shelf() if one.kind is Kind.BOOK], embedder), embedder)
    assert "kind" not in look(liked, books)[0], "there is nothing to choose from"


def test_decades_that_are_liked_more_than_owned_gain(look, make, embedder):
    items = make.shelf()
    liked = History(tuple(make.event(row, f"i{row}") for row in range(50, 60)))
    era = look(liked)[0]["era"]
    assert era[55] > era[45] > era[5], "the nineties' neighbours gain by them"
    timeless = Recommender(make.catalogue([replace(one, year=None) for one in items], embedder), embedder)
    assert "era" not in look(liked, timeless)[0]


def test_scripts_that_are_liked_gain(look, make, embedder):
    items = [replace(one, title="Тихая вода" if row % 2 else one.title) for row, one in enumerate(make.shelf())]
    ranker = Recommender(make.catalogue(items, embedder), embedder)
    language = look(History((make.event(1, "i1"), make.event(2, "i3"))), ranker)[0]["language"]
    assert language[5] > language[4] and len(set(language.round(9))) == 2
    assert np.exp(language[[4, 5]]).sum() == pytest.approx(1.04)


def test_nearness_to_likes_and_dislikes_is_that_of_the_vectors(look, recommender, make):
    history = History((make.event(1, "i0"), make.event(2, "i1"), make.event(3, "i3", Verdict.DISLIKED)))
    columns, _ = look(history)
    vectors = recommender.catalogue.vectors
    assert columns["nearest_disliked"] == pytest.approx(vectors @ vectors[3], abs=1e-5)
    assert columns["nearest_liked"] == pytest.approx((vectors @ vectors[[0, 1]].T).mean(axis=1), abs=1e-5)
    assert "nearest_disliked" not in look(History((make.event(1, "i0"),)))[0] and "nearest_liked" not in look()[0]
    near = facts(recommender, make, "i15", history, KnownWork)
    assert ("i3", True) in [(fact.work.id, fact.against) for fact in near]
    assert all(fact.against == (fact.work.id == "i3") for fact in near)


def test_a_subject_shared_with_likes_is_counted(recommender, make):
    history = History((make.event(1, "i1"), make.event(2, "i13"), make.event(3, "i4")))
    [fact] = facts(recommender, make, "i25", history, SharedSubject)
    assert (fact.subject, fact.liked) == ("jazz", 2)


def test_works_named_in_a_request_draw_by_meaning_and_by_subject(look, recommender, make):
    columns, _ = look(like=("i1", "gone"))
    vectors = recommender.catalogue.vectors
    assert columns["like"] == pytest.approx(vectors @ vectors[1], abs=1e-5)
    jazz = [row for row in range(60) if "jazz" in recommender.catalogue.items[row].subjects]
    assert (
        columns["like_shared"][jazz].min() > columns["like_shared"][[row for row in range(60) if row not in jazz]].max()
    )
    # What both are about says more than that they are close.
    assert [fact.work.id for fact in facts(recommender, make, "i13", History(), SubjectOfNamed, like=("i1",))] == ["i1"]
    assert facts(recommender, make, "i13", History(), CloseToNamed, like=("i1",)) == []
    assert "like" not in look()[0]


@pytest.mark.parametrize(("subject", "same"), [("jazz", True), ("Jazz history", False)])
def test_a_subject_that_goes_with_one_of_a_named_work_is_told(make, embedder, subject, same):
    items = [replace(one, subjects=(subject,)) if one.id == "i3" else one for one in make.shelf()]
    ranker = Recommender(make.catalogue(items, embedder), embedder)
    [shared] = facts(ranker, make, "i3", History(), SubjectOfNamed, like=("i1",))
    assert (shared.work.id, shared.own, shared.theirs, shared.same) == ("i1", subject, "jazz", same)
    assert facts(ranker, make, "i6", History(), SubjectOfNamed, like=("i1",)) == []


def test_what_is_to_be_avoided_lies_between_0_and_1_and_lowers(look, recommender, make):
    columns, _ = look(avoid=("jazz",))
    jazz = np.asarray(["jazz" in item.subjects for item in recommender.catalogue.items])
    assert columns["avoid"].min() >= 0 and columns["avoid"].max() <= 1
    assert columns["avoid"][jazz].min() > columns["avoid"][~jazz].max()
    score = recommender.why(History(), "i1", Request(now=make.now, avoid=("jazz",))).recommendation.score
    assert score.parts["avoid"] == pytest.approx(-8 * columns["avoid"][1])
    assert "avoid" not in look()[0]


@pytest.mark.parametrize(
    ("text", "match", "words"),
    [
        ("jazz number1", Match.ALL, ("jazz number1",)),
        ("jazz about volcanoes", Match.SOME, ("jazz",)),
    ],
)
def test_a_request_tells_the_words_that_are_there(recommender, make, text, match, words):
    found = facts(recommender, make, "i1", History(), RequestMatch, text=text)
    assert (match, words) in [(fact.match, fact.words) for fact in found]


def test_a_theme_of_the_request_is_told_by_the_words_that_tell_it(make, embedder):
    shelf = [replace(one, subjects=("Whaling",)) if one.id == "i1" else one for one in make.shelf()]
    ranker = Recommender(make.catalogue(shelf, embedder), embedder)
    (fact,) = facts(ranker, make, "i1", History(), ThemeFit, text="something about the sea")
    assert fact.said == "Whaling" and not facts(ranker, make, "i2", History(), ThemeFit, text="something about the sea")
    score = ranker.why(History(), "i1", Request(now=make.now, text="something about the sea")).recommendation.score
    assert score.parts["theme"] > 5 and "theme" not in ranker.why(
        History(), "i1", Request(now=make.now, text="something else")
    ).recommendation.score.parts  # fmt: skip


def test_while_nothing_is_known_the_regions_of_the_shelf_are_shown(look, recommender, make):
    _, ranking = look()
    part = ranking.parts["representative"]
    medoids = recommender.catalogue.medoids.tolist()
    by_row = dict(zip(ranking.rows.tolist(), part.tolist(), strict=True))
    assert by_row[medoids[0]] == 1 and by_row[medoids[1]] == pytest.approx(1 - 1 / len(medoids))
    assert by_row[medoids[-1]] == pytest.approx(1 / len(medoids))
    assert all(by_row[row] == 0 for row in range(60) if row not in medoids)
    for known in (
        look(History((make.event(1, "i0"),))),
        look(text="jazz"),
        look(like=("i1",)),
    ):
        assert "representative" not in known[1].parts


def test_the_slider_of_surprise_costs_the_familiar_and_helps_the_strange(look, make):
    history = History((make.event(1, "i0"), make.event(2, "i1")))
    usual = look(history)[1]
    assert "surprise" not in usual.parts
    for slider, sign in ((1.0, -1), (0.0, 1)):
        columns, ranking = look(history, surprise=slider)
        near = columns["nearest_liked"][ranking.rows]
        part = ranking.parts["surprise"]
        assert np.sign(part[np.argmax(near)]) == sign and np.sign(part[np.argmin(near)]) == -sign
    assert "surprise" not in look(surprise=1.0)[1].parts, "nothing is familiar yet"


def test_beside_named_works_the_rest_counts_less_and_aversions_in_full(recommender, make):
    told = History((make.event(1, "i0"),), (Statement("s1", "I like folk"), Statement("s2", "No techno please", -1)))
    plain = recommender.why(told, "i7", Request(now=make.now)).recommendation.score.parts
    named = recommender.why(told, "i7", Request(now=make.now, like=("i1",))).recommendation.score.parts
    assert named["statement:s2"] == pytest.approx(plain["statement:s2"]) and plain["statement:s2"] < 0
    folk = recommender.why(told, "i10", Request(now=make.now)).recommendation.score.parts
    beside = recommender.why(told, "i10", Request(now=make.now, like=("i1",))).recommendation.score.parts
    assert beside["statement:s1"] == pytest.approx(0.35 * folk["statement:s1"]) and folk["statement:s1"] > 0
    assert beside["fresh"] == pytest.approx(0.35 * folk["fresh"], rel=1e-6)


def test_a_sentence_of_one_kind_leaves_the_others_alone(recommender, make):
    told = History(statements=(Statement("s1", "I like history", kind=Kind.BOOK),))
    parts = {
        item_id: recommender.why(told, item_id, Request(now=make.now)).recommendation.score.parts.get("statement:s1", 0)
        for item_id in ("i6", "i1", "i2")
    }
    assert parts["i6"] > 0 and parts["i1"] == 0 == parts["i2"]
