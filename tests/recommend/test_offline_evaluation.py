"""The report card's judgements: each like guessed from what was known before it, and nothing later."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Statement, Verdict
from assistant.domain.errors import Cancelled
from assistant.recommend.candidates import retrieve
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History
from assistant.recommend.offline_evaluation import (
    MOST_CUTS,
    TooLittleFeedback,
    judge,
    open_rows,
    popularity,
    similarities,
    temporal_cuts,
)
from assistant.recommend.packs.build import pack_of
from assistant.recommend.packs.tables import Event
from assistant.recommend.recommender import Recommender
from assistant.storage.journal.records import StatementVersion

START = 1_700_000_000.0
LATER = START + 365 * 86_400.0


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


def test_what_entered_the_library_later_is_as_good_as_undated(regions, monkeypatch):
    monkeypatch.setattr(retrieve, "SMALL", 0)  # the newest are brought forward in a library that is not scored whole
    vectors, cards = regions.recommender.catalogue.vectors, []
    for added in (0.0, LATER):
        items = [replace(item, added=added and added + k) for k, item in enumerate(regions.recommender.catalogue.items)]
        ranker = Recommender(Catalogue.build(items, [item.id for item in items], vectors))
        ranker.catalogue.warm()
        cards.append(judge(ranker, likes([7 * k for k in range(6)]), LATER))
    assert cards[0] == cards[1]


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


@pytest.fixture(scope="module")
def shelf(regions):
    """Forty of the books, two of a region likely to be told apart, with a pack of people who hold four of them."""
    catalogue = regions.recommender.catalogue
    items = list(catalogue.items[:40])
    small = Catalogue.build(items, [item.id for item in items], catalogue.vectors[:40])
    crowd = {f"u{k}": [Event(f"u{k}", f"b{(k + m) % 20}", 5.0, None) for m in (0, 1, 2, 10)] for k in range(40)}
    return Recommender(small, pack=pack_of(crowd, tuple(items)))


def likes(numbers):
    return History(tuple(Interaction(k, f"b{n}", Verdict.LIKED, START + 86_400 * k) for k, n in enumerate(numbers)))


def place(scores, candidates, wanted):
    """From 1, by counting: half of those with the same score stand before it."""
    before = sum(scores[row] > scores[wanted] for row in candidates)
    return before + (1 + sum(scores[row] == scores[wanted] for row in candidates)) / 2


def test_the_marks_are_those_of_the_places_counted_one_by_one(shelf):
    history = likes([0, 10, 20, 3, 13, 30, 23, 33])
    cuts, left_out = temporal_cuts(history, shelf.catalogue, LATER)
    card = judge(shelf, history, LATER)
    assert (card.likes, card.left_out) == (len(cuts), left_out) == (7, 1)
    assert [marks.name for marks in card.rankers] == ["alcove", "plain similarity", "popularity", "random"]
    ours, similar, popular, chance = card.rankers
    found = {similar.name: [], popular.name: []}
    sizes = []
    crowd = popularity(shelf)
    for cut in cuts:
        candidates, wanted = open_rows(shelf.catalogue, cut), shelf.catalogue.row[cut.wanted]
        sizes.append(len(candidates))
        found[similar.name].append(place(similarities(shelf.catalogue, cut), candidates, wanted))
        found[popular.name].append(place(crowd, candidates, wanted))
    for marks in (similar, popular):
        places = found[marks.name]
        ahead = [(n - p) / (n - 1) for n, p in zip(sizes, places, strict=True)]
        assert marks.ahead.mean == pytest.approx(np.mean(ahead), abs=1e-4)
        assert marks.ndcg.mean == pytest.approx(np.mean([1 / np.log2(p + 1) * (p <= 10) for p in places]), abs=1e-4)
        assert marks.recall.mean == pytest.approx(np.mean([p <= 20 for p in places]), abs=1e-4)
        assert marks.gain.mean == pytest.approx(ours.ahead.mean - np.mean(ahead), abs=2e-4)
    assert ours.gain is None and chance.ahead.mean == 0.5
    assert chance.recall.mean == pytest.approx(np.mean([20 / n for n in sizes]), abs=1e-4)
    best = sum(1 / np.log2(p + 1) for p in range(1, 11))
    assert chance.ndcg.mean == pytest.approx(np.mean([best / n for n in sizes]), abs=1e-4)
    assert card.candidates == round(np.mean(sizes)) - 1


def test_what_the_crowd_likes_is_told_with_a_pack_alone(shelf, regions):
    assert popularity(regions.recommender) is None
    crowd = popularity(shelf)
    assert len(crowd) == 40 and crowd[:20].min() > crowd[20:].max()


def test_the_lists_of_those_days_are_measured(shelf):
    card = judge(shelf, likes([0, 10, 20, 3, 13, 30]), LATER)
    assert card.calibration == 0, "books alone are liked and shown"
    assert 10 / 40 <= card.coverage <= 1 and 0 < card.diversity < 2
    assert 0 <= card.novelty <= np.log2(5), "of five lists, each item stood in one at least"


def test_only_the_latest_likes_are_judged(regions):
    events = likes(range(60)).interactions
    passed = Interaction(99, "b59", Verdict.NOT_NOW, START - 5)
    cuts, left_out = temporal_cuts(History((*events, passed)), regions.recommender.catalogue, LATER)
    assert [cut.wanted for cut in cuts] == [f"b{k}" for k in range(60 - MOST_CUTS, 60)]
    assert left_out == 0 and cuts[-1].at == events[-1].at, "“not now” is not how it was met"
