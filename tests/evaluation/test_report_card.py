import pytest

from assistant.evaluation.bench.recommend import bench_recommend
from assistant.evaluation.report_card import gain_words, report_lines, report_row
from assistant.evaluation.simulator import START, SimulatedPerson, live
from assistant.recommend.history import History
from assistant.recommend.offline_evaluation import Interval, Marks, judge

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
    assert "more than a random order" in said and "No pack is in use" in said


@pytest.mark.parametrize(
    ("gain", "says"),
    [
        ((0.1, 0.05, 0.2), "That is 10 more than plain similarity"),
        ((-0.1, -0.2, -0.05), "That is 10 fewer than plain similarity"),
        ((0.1, -0.1, 0.3), "Compared with plain similarity, the difference is too small"),
    ],
)
def test_the_verdict_goes_by_the_interval(gain, says):
    assert gain_words(Marks("plain similarity", gain=Interval(*gain))).startswith(says)


def test_bench_gives_rows():
    rows = bench_recommend(300, 2)
    assert all({"name", "value", "unit", "peer", "ratio"} == set(row) and row["value"] >= 0 for row in rows)
