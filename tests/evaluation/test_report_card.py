import pytest

from assistant.core.entities import Interaction, Verdict
from assistant.evaluation.bench import bench_recommend
from assistant.evaluation.report_card import TooLittleFeedback, report_card, temporal_cuts
from assistant.evaluation.simulator import START, SimulatedPerson, live
from assistant.recommend.history import History


def test_the_card_compares_with_plain_similarity_and_chance(regions):
    story = live(regions.recommender, SimulatedPerson(regions.centres[3]), 12)
    now = START + 365 * 86_400.0
    card = report_card(regions.recommender, History(tuple(story.interactions)), now)
    rows = {row["name"]: row for row in card["rankers"]}
    assert card["likes_judged"] >= 5
    assert rows["alcove"]["recall@20"][0] > rows["random"]["recall@20"][0]
    assert rows["alcove"]["ndcg@10"][1] <= rows["alcove"]["ndcg@10"][0] <= rows["alcove"]["ndcg@10"][2]
    assert "not applicable" in rows["popularity"]["note"]
    assert set(card["lists"]) == {"diversity", "novelty", "coverage", "calibration"}


def test_nothing_later_than_a_like_is_used_to_guess_it(regions):
    events = tuple(Interaction(k, f"b{k}", Verdict.LIKED, START + k) for k in range(12))
    for cut in temporal_cuts(History(events), regions.recommender.catalogue, START + 100):
        assert all(event.at < cut.at for event in cut.before.interactions)
        assert cut.wanted not in {event.item_id for event in cut.before.interactions}


def test_too_little_feedback_is_said(regions):
    events = tuple(Interaction(k, f"b{k}", Verdict.LIKED, START + k) for k in range(3))
    with pytest.raises(TooLittleFeedback, match="needs 5"):
        report_card(regions.recommender, History(events), START + 100)


def test_bench_gives_rows():
    rows = bench_recommend(300, 2)
    assert all({"name", "value", "unit", "peer", "ratio"} == set(row) and row["value"] >= 0 for row in rows)
