"""Progress of a long measurement: once a minute, and every thing still comes."""

from assistant.evaluation.bench.pacing import Paced, paced


def test_progress_is_told_at_its_pace():
    often, seldom = [], []
    assert list(paced("abc", often.append, "letters", seconds=0)) == ["a", "b", "c"]
    assert often == ["letters: 1 of 3", "letters: 2 of 3"]
    assert list(paced("abc", seldom.append, "letters")) == ["a", "b", "c"] and seldom == []


def test_the_beginning_of_a_phase_is_told_at_once():
    told = []
    pace = Paced(told.append)
    pace.steps("embedding", 0, 300)
    pace.steps("embedding", 64, 300)
    assert told == ["embedding: 300"]
