import random
from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Kind, Origin, Statement, Verdict
from assistant.domain.errors import UnknownItem
from assistant.domain.targets import Target
from assistant.explain.evidence_words import evidence_text
from assistant.recommend import ranker
from assistant.recommend.candidates.eligible import Blocked
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender


def listed(recommender, history, **request):
    return recommender.recommend(history, Request(now=1_700_000_000.0, **request))


def ids(recommendations):
    return [recommendation.item.id for recommendation in recommendations]


def test_scores_fall_and_are_the_sum_of_their_parts(recommender, lived):
    for request in ({}, {"seed": 3, "n": 30}, {"text": "calm ambient about topic3"}, {"surprise": 1.0, "variety": 1.0}):
        found = listed(recommender, lived, **request)
        totals = [float(r.score) for r in found]
        assert totals == sorted(totals, reverse=True)
        for recommendation in found:
            assert abs(float(recommendation.score) - sum(recommendation.score.parts.values())) <= 1e-6
            assert recommendation.explanation is None


def test_consumed_and_snoozed_items_do_not_return(recommender, lived):
    found = ids(listed(recommender, lived, n=60))
    assert not {"i0", "i24", "i3", "i13", "i9", "i5"} & set(found)
    assert "i1" in found, "what was only played may be heard again"


def test_snooze_ends_after_a_fortnight_and_teaches_nothing(recommender, make):
    asked = {"n": 60, "kind": Kind.DOCUMENT, "variety": 0.3}
    plain = listed(recommender, History(), **asked)
    snoozed = History((make.event(1, "i5", Verdict.NOT_NOW, 20),))
    assert ids(listed(recommender, snoozed, **asked)) == ids(plain)
    fresh = History((make.event(1, "i5", Verdict.NOT_NOW, 2),))
    assert ids(listed(recommender, fresh, **asked)) == [i for i in ids(plain) if i != "i5"]


def test_hidden_items_folders_and_subjects_never_return(make, embedder, tmp_path):
    items = [replace(item, path=tmp_path / item.kind.value / f"{item.id}.x") for item in make.shelf()]
    recommender = Recommender(make.catalogue(items, embedder), embedder)
    hidden = frozenset({Target.item("i6"), Target.subject("Jazz"), Target.folder(str(tmp_path / "document"))})
    found = listed(recommender, History(hidden=hidden), n=60)
    assert found and "i6" not in ids(found)
    assert all(r.item.kind is not Kind.DOCUMENT and "jazz" not in r.item.subjects for r in found)


def test_order_of_the_journal_plays_no_part(recommender, lived):
    shuffled = list(lived.interactions)
    random.Random(4).shuffle(shuffled)
    first, second = listed(recommender, lived), listed(recommender, replace(lived, interactions=tuple(shuffled)))
    assert ids(first) == ids(second)
    assert [float(r.score) for r in first] == pytest.approx([float(r.score) for r in second], abs=1e-6)


def test_what_if_agrees_with_a_journal_that_never_held_the_row(recommender, lived, make):
    request = Request(now=make.now, explore=0.0)
    never = replace(lived, interactions=tuple(i for i in lived.interactions if i.item_id != "i24"))
    before, after = recommender.rank(lived, request).places(), recommender.rank(never, request).places()
    row = recommender.catalogue.row
    for item_id, rank_before, rank_after in recommender.what_if(lived, "i24", request):
        assert (rank_before, rank_after) == (before.get(row[item_id]), after.get(row[item_id]))
    changed = {item_id for item_id, _, _ in recommender.what_if(lived, "s1", request)}
    assert changed, "a statement that is law moves something"


def test_next_part_of_a_series_leads(recommender, make):
    history = History((make.event(1, "i0", Verdict.FINISHED),))
    best = listed(recommender, history)[0]
    assert best.item.id == "i12" and best.score.parts["series"] > 0
    assert any(e.type == "series" and e.follows and e.work.title == "Science Fiction number0" for e in best.evidence)


def test_written_statements_outrank_inferred_ones(recommender):
    written = History(statements=(Statement("a", "jazz"), Statement("b", "techno", origin=Origin.INFERRED)))
    subjects = [r.item.subjects[0] for r in listed(recommender, written, n=5)]
    assert subjects == ["jazz"] * 5


def test_muted_statements_are_silent(recommender):
    muted = History(statements=(Statement("a", "jazz", muted=True),))
    assert ids(listed(recommender, muted)) == ids(listed(recommender, History()))


def test_an_aversion_lowers_what_it_names(recommender, make):
    likes = (make.event(1, "i1"), make.event(2, "i13"))
    free = listed(recommender, History(likes), kind=Kind.MUSIC, n=5)
    averse = listed(recommender, History(likes, (Statement("a", "no jazz", -1),)), kind=Kind.MUSIC, n=5)
    assert sum("jazz" in r.item.subjects for r in free) > sum("jazz" in r.item.subjects for r in averse)


def test_request_words_lead(recommender, lived):
    best = listed(recommender, lived, text="a biology paper about topic4")[0]
    assert best.item.subjects == ("biology",)
    assert any(e.type == "request" for e in best.evidence)


def test_conditions_hold(recommender, lived):
    found = listed(recommender, lived, kind=Kind.MUSIC, minutes=30.0, years=(1960, 1990), n=60)
    assert found and all(r.item.kind is Kind.MUSIC and r.item.duration <= 1800 for r in found)
    assert all(1960 <= r.item.year <= 1990 for r in found)
    assert not listed(recommender, lived, creators=("Nobody",))


def test_exploration_takes_one_place_in_ten_and_needs_a_seed(recommender, lived):
    plain, explored = listed(recommender, lived, n=20), listed(recommender, lived, n=20, seed=1)
    assert all("exploration" not in r.score.parts for r in plain)
    tried = [k for k, r in enumerate(explored) if "exploration" in r.score.parts]
    assert len(tried) == 2 and 5 <= tried[0] < 9 and 15 <= tried[1] < 19
    assert all((r.propensity is not None) == ("exploration" in r.score.parts) for r in explored)
    assert all(0 < explored[k].propensity <= 1 for k in tried)
    assert ids(listed(recommender, lived, n=9, seed=1)) == ids(listed(recommender, lived, n=10, seed=1))[:9]
    assert ids(explored) == ids(listed(recommender, lived, n=20, seed=1))
    assert ids(listed(recommender, lived, n=20, seed=1, explore=0.0)) == ids(plain)
    asked = listed(recommender, lived, n=20, seed=1, text="jazz")
    assert all("exploration" not in r.score.parts for r in asked)


def test_shown_lists_give_way(recommender, lived):
    first = listed(recommender, lived)
    weary = replace(lived, shown={item_id: 3.0 for item_id in ids(first)})
    assert ids(listed(recommender, weary)) != ids(first)


def test_variety_spreads_the_list(recommender, lived):
    def spread(found):
        vectors = recommender.catalogue.vectors[[recommender.catalogue.row[i] for i in ids(found)]]
        return 1 - (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)].mean()

    narrow, varied = (listed(recommender, lived, variety=v) for v in (0.0, 1.0))
    assert spread(varied) > spread(narrow)


def test_small_and_odd_libraries(make, embedder):
    nothing = Recommender(make.catalogue([], embedder), embedder)
    assert listed(nothing, History()) == []
    one = Recommender(make.catalogue(make.shelf(1), embedder), embedder)
    assert ids(listed(one, History())) == ["i0"]
    only_dislikes = History(tuple(make.event(k, f"i{k}", Verdict.DISLIKED) for k in range(5)))
    few = Recommender(make.catalogue(make.shelf(12), embedder), embedder)
    assert len(listed(few, only_dislikes)) == 7
    without_model = Recommender(make.catalogue(make.shelf(12), embedder))
    assert len(listed(without_model, History(statements=(Statement("a", "jazz"),)), text="folk")) == 10


def test_cold_start_is_varied_and_repeatable(recommender):
    found = listed(recommender, History())
    assert ids(found) == ids(listed(recommender, History()))
    assert len({r.item.kind for r in found}) == 3
    assert all(r.item.owned for r in found)


def test_why_agrees_with_the_list(recommender, lived, make):
    request = Request(now=make.now, n=10)
    for place, recommendation in enumerate(recommender.recommend(lived, request), 1):
        placement = recommender.why(lived, recommendation.item.id, request)
        assert placement.rank == place
        assert float(placement.recommendation.score) == pytest.approx(float(recommendation.score), abs=1e-9)
    assert recommender.why(lived, "i3", request).rank is None
    assert recommender.blocked(lived, "i3", request) is Blocked.CONSUMED
    assert recommender.ranks(lived, request)[recommendation.item.id] == 10
    with pytest.raises(UnknownItem):
        recommender.why(lived, "nothing", request)


def test_why_not_names_a_change_that_works(recommender, make):
    history = History((make.event(1, "i2"), make.event(2, "i5")), (Statement("a", "no jazz", -1),))
    request = Request(now=make.now, n=5)
    answer = recommender.why_not(history, "i37", request)
    lowest = min(answer.recommendation.score, key=lambda part: part[1])
    assert answer.rank > 5 and lowest[0].statement == "a"
    assert answer.change is not None and answer.rank_after < answer.rank
    finished = recommender.why_not(History((make.event(1, "i2"),)), "i2", request)
    assert finished.blocked is Blocked.CONSUMED and finished.rank is finished.change is None


def test_unknown_items_in_the_journal_are_passed_over(recommender):
    history = History((Interaction(1, "gone", Verdict.LIKED, 0.0),))
    assert ids(listed(recommender, history)) == ids(listed(recommender, History()))


def test_the_evidence_of_candidates_is_gathered_when_it_is_asked_for(recommender, lived, make, monkeypatch):
    asked = Request(text="slow jazz", n=20, now=make.now, explore=0.0)
    listed = recommender.recommend(lived, asked)
    gathered: list[int] = []
    find = ranker.evidence_for
    monkeypatch.setattr(
        ranker, "evidence_for", lambda context, row, score: gathered.append(row) or find(context, row, score)
    )
    candidates = recommender.candidates(lived, asked)
    assert [one.item for one in candidates] == [one.item for one in listed] and not gathered
    assert candidates[3].evidence[:2] == listed[3].evidence[:2] and candidates[3].evidence == listed[3].evidence
    assert len(gathered) == 1
    assert candidates == listed


def test_evidence_names_only_what_its_text_holds(recommender, lived):
    for recommendation in listed(recommender, lived, n=40, seed=2):
        for fact in recommendation.evidence:
            assert all(name in evidence_text(fact) for name in fact.names)
            assert fact.part in recommendation.score.parts
