"""The simulator behind `alcove evaluate --simulate`."""

from assistant.evaluation.simulate import PERSONAS, corner_of_each, simulate


def test_each_persona_lives_once_with_tries_and_once_without(regions):
    found = simulate(regions.recommender, rounds=8, people=1)
    assert [(one.persona, one.explore > 0) for one in found] == [(name, tried) for name in PERSONAS for tried in (0, 1)]
    assert all(one.regret >= 0 and 0 < one.largest_corner <= 1 and one.verdicts_to_follow >= 0 for one in found)
    assert found == simulate(regions.recommender, rounds=8, people=1), "the same seed, the same people"
    assert [one.regret for one in found[::2]] != [one.regret for one in found[1::2]], "tries change what is shown"


def test_it_is_stopped_between_two_people_and_told_how_far_it_is(regions):
    seen = []
    found = simulate(regions.recommender, rounds=4, people=1, progress=seen.append, cancelled=lambda: len(seen) >= 3)
    assert len(found) == 3 and [step.done for step in seen] == [1, 2, 3] and seen[0].total == 8


def test_corners_divide_the_shelf(regions):
    corners = corner_of_each(regions.recommender.catalogue.vectors)
    assert len(corners) == len(regions.recommender.catalogue) and len(set(corners.tolist())) > 4
