from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Statement, Verdict
from assistant.domain.errors import Cancelled
from assistant.evaluation.bench.recommend import bench_recommend
from assistant.evaluation.report_card import report_lines, report_row, verdict
from assistant.evaluation.simulator import START, SimulatedPerson, live
from assistant.recommend.history import History
from assistant.recommend.offline_evaluation import Interval, Marks, TooLittleFeedback, judge, open_rows, temporal_cuts
from assistant.storage.journal.records import StatementVersion

LATER = START + 365 * 86_400.0


@pytest.fixture(scope="module")
def card(regions):
    story = live(regions.recommender, SimulatedPerson(regions.centres[3]), 12)
    return judge(regions.recommender, History(tuple(story.interactions)), LATER)


def test_the_card_compares_with_plain_similarity_and_chance(card):
    rows = {marks.name: marks for marks in card.rankers}
    assert card.likes >= 5
    assert rows["alcove"].ahead.low > 0.6
    assert rows["random"].ahead.mean == 0.5 and rows["random"].gain.low > 0
    assert rows["alcove"].recall.mean > rows["random"].recall.mean
    assert rows["alcove"].ndcg.low <= rows["alcove"].ndcg.mean <= rows["alcove"].ndcg.high
    assert rows["popularity"].ahead is None and "No pack" in rows["popularity"].note
    assert 0 < card.diversity < 1 and 0 < card.coverage < 1 and card.novelty > 0 and card.calibration >= 0


def test_the_card_in_rows_and_in_words(card):
    row = report_row(card)
    assert row["likes_judged"] == card.likes
    assert set(row["lists"]) == {"diversity", "novelty", "coverage", "calibration"}
    assert all(len(one["ahead"]) == 3 for one in row["rankers"] if "note" not in one)
    said = "\n".join(report_lines(card))
    assert "Better than a random order" in said and "No pack is in use" in said


@pytest.mark.parametrize(
    ("gain", "says"),
    [((0.1, 0.05, 0.2), "Better"), ((-0.1, -0.2, -0.05), "Worse"), ((0.1, -0.1, 0.3), "Neither")],
)
def test_the_verdict_goes_by_the_interval(gain, says):
    assert verdict(Marks("plain similarity", gain=Interval(*gain))).startswith(says)


def test_nothing_later_than_the_first_sight_of_a_work_is_used_to_guess_it(regions):
    events = [Interaction(2 * k, f"b{k}", Verdict.OPENED, START + k) for k in range(12)]
    events += [Interaction(2 * k + 1, f"b{k}", Verdict.LIKED, START + k + 5.5) for k in range(12)]
    cuts, left_out = temporal_cuts(History(tuple(events)), regions.recommender.catalogue, LATER)
    assert len(cuts) == 11 and left_out == 1
    for cut in cuts:
        assert all(event.at < cut.at for event in cut.before.interactions)
        assert cut.wanted not in {event.item_id for event in cut.before.interactions}
        assert regions.recommender.catalogue.row[cut.wanted] in open_rows(regions.recommender.catalogue, cut)


def test_the_profile_is_the_one_that_stood_then(regions):
    old, new = Statement("s1", "I like region 3"), Statement("s1", "I like region 4")
    versions = [
        StatementVersion("s1", 1, START - 1, old),
        StatementVersion("s1", 2, START + 1.5, new),
        StatementVersion("s1", 3, START + 2.5, None),
    ]
    events = tuple(Interaction(k, f"b{k}", Verdict.LIKED, START + k) for k in range(4))
    cuts, left_out = temporal_cuts(History(events), regions.recommender.catalogue, LATER, versions)
    assert left_out == 0
    assert [[one.text for one in cut.before.statements] for cut in cuts] == [[old.text], [old.text], [new.text], []]


def test_a_work_that_entered_the_library_later_is_not_new_then(regions):
    events = tuple(Interaction(k, f"b{7 * k}", Verdict.LIKED, START + k) for k in range(9))
    ranker = regions.recommender
    before = judge(ranker, History(events), LATER)
    added = ranker.catalogue.added
    try:
        ranker.catalogue.added = np.full(len(added), LATER)
        assert replace(judge(ranker, History(events), LATER)) == before
    finally:
        ranker.catalogue.added = added


@pytest.mark.parametrize(("likes", "says"), [(0, "No like"), (2, "Only one like"), (4, "Only 3 likes")])
def test_too_little_feedback_is_said(regions, likes, says):
    events = tuple(Interaction(k, f"b{k}", Verdict.LIKED, START + k) for k in range(likes))
    with pytest.raises(TooLittleFeedback, match=says):
        judge(regions.recommender, History(events), LATER)


def test_only_dislikes_are_too_little(regions):
    events = tuple(Interaction(k, f"b{k}", Verdict.DISLIKED, START + k) for k in range(20))
    with pytest.raises(TooLittleFeedback, match="No like"):
        judge(regions.recommender, History(events), LATER)


def test_it_tells_how_far_it_is_and_stops_when_asked(regions):
    events = tuple(Interaction(k, f"b{k}", Verdict.LIKED, START + k) for k in range(10))
    said = []
    with pytest.raises(Cancelled):
        judge(
            regions.recommender,
            History(events),
            LATER,
            progress=said.append,
            cancelled=lambda: len(said) == 3,
        )
    assert [(step.done, step.total) for step in said] == [(0, 9), (1, 9), (2, 9)]


def test_bench_gives_rows():
    rows = bench_recommend(300, 2)
    assert all({"name", "value", "unit", "peer", "ratio"} == set(row) and row["value"] >= 0 for row in rows)
