import numpy as np
import pytest

from assistant.evaluation import against_ease
from assistant.evaluation.against_ease import FoldedEase, compare, summary
from assistant.evaluation.replay.replay_set import ReplaySet
from assistant.recommend.packs.tables import Event


def test_ease_is_the_closed_form():
    crowd = {f"u{u}": [Event(f"u{u}", f"x{k}", None, None) for k in range(5) if (u >> k) & 1] for u in range(1, 32)}
    crowd["u1"].append(Event("u1", "elsewhere", None, None))
    ease = FoldedEase(crowd, [f"x{k}" for k in range(5)], ridge=2.0)
    x = np.asarray([[(u >> k) & 1 for k in range(5)] for u in range(1, 32)], float)
    p = np.linalg.inv(x.T @ x + 2.0 * np.eye(5))
    b = np.eye(5) - p / np.diag(p)
    np.fill_diagonal(b, 0)
    assert ease.weights == pytest.approx(b, abs=1e-4)
    assert "x1" not in ease.listed(["x0"], frozenset({"x1"}))


def test_both_rank_for_the_same_people(replay_folder, embedder, tmp_path, monkeypatch, capsys):
    found = compare(ReplaySet(replay_folder), embedder)
    assert len(found.ours) == len(found.ease) == 4 and found.ease.mean() > 0.8
    rows = summary([found, found])
    assert [row["set"] for row in rows] == ["circles", "circles", "together"] and rows[2]["people"] == 8
    mean, low, high = rows[2]["difference"]
    assert low <= mean <= high
    monkeypatch.setattr(against_ease, "default_embedder", lambda: embedder)
    for _ in range(2):
        against_ease.main([str(replay_folder), "--packs", str(tmp_path)])
    assert (tmp_path / "circles.pack").exists() and "together" in capsys.readouterr().out
