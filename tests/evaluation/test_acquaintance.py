"""The first questions: chosen for what they tell, sensible on every shelf."""

import numpy as np

from assistant.evaluation import acquaintance as acquaintance_module
from assistant.evaluation.acquaintance import acquaint, by_lot, chosen, main, nearest_likes

NOW = 1_700_000_000.0


def test_the_list_after_the_answers_fits_better_than_with_questions_drawn_by_lot(regions):
    vectors = regions.recommender.catalogue.vectors
    gains = []
    for person in range(6):
        taste = vectors @ regions.centres[person]
        ours = acquaint(regions.recommender, taste, chosen, 4)
        lots = acquaint(regions.recommender, taste, by_lot(person), 4)
        assert ours[0] == lots[0] and ours[-1] > ours[0]
        gains.append(np.mean(ours[1:]) - np.mean(lots[1:]))
    assert np.mean(gains) > 0


def test_the_comparison_runs_on_a_replay_set(replay_folder, embedder, monkeypatch, capsys):
    monkeypatch.setattr(acquaintance_module, "default_embedder", lambda: embedder)
    main([str(replay_folder), "--people", "2"])
    assert "after 0" in capsys.readouterr().out


def test_a_person_of_a_set_likes_what_is_near_their_likes(regions):
    utilities = nearest_likes(regions.recommender.catalogue, [0, 10, 20, 30])
    assert np.mean(utilities[regions.region == 0]) > np.mean(utilities[regions.region != 0]) + 0.3
