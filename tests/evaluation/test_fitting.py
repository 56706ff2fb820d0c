import numpy as np

from assistant.evaluation.curves import curves
from assistant.evaluation.fit import request_weights as requests_module
from assistant.evaluation.fit import shelf_weights as weights_module
from assistant.evaluation.fit.request_weights import fit_requests, gather_requests
from assistant.evaluation.fit.shelf_weights import as_text, fit, gather, listwise_softmax
from assistant.recommend.scoring import Weights, default_weights


def test_softmax_finds_the_feature_that_tells():
    generator = np.random.default_rng(0)
    columns, wanted = [], []
    for _ in range(40):
        x = generator.standard_normal((30, 3))
        hit = np.zeros(30, bool)
        hit[np.argmax(2 * x[:, 0] - x[:, 2])] = True
        columns.append(x)
        wanted.append(hit)
    theta = listwise_softmax([columns], [wanted])
    assert theta[0] > 1 and abs(theta[1]) < 0.3 * theta[0] and theta[2] < -0.5


def test_weights_are_few_and_hold_for_every_shelf():
    weights = default_weights()
    tables = (weights.facts, weights.bare, weights.rich, weights.bare_pack, weights.rich_pack, weights.request)
    assert sum(len(table) for table in tables) <= 40


def test_fitting_reads_the_crowd_alone(replay_folder, embedder, monkeypatch):
    for name in ("people", "future"):
        (replay_folder / f"{name}.tsv").unlink()
    (replay_folder / "requests.tsv").rename(replay_folder / "requests-train.tsv")
    monkeypatch.setattr(weights_module, "default_embedder", lambda: embedder)
    monkeypatch.setattr(requests_module, "default_embedder", lambda: embedder)
    said = []
    plain, packed = gather(replay_folder, 10, said.append)
    weights = fit([plain], [packed], default_weights(), said.append)
    weights = fit_requests([gather_requests(replay_folder, 5, said.append)], weights, said.append)
    assert isinstance(weights, Weights) and "[facts]" in as_text(weights)
    assert any("union recall" in line for line in said)


def test_curves_grow_with_what_is_known(replay_folder, embedder):
    points = {point.known: point for point in curves(replay_folder, embedder, sizes=(0, 3))}
    assert set(points) == {"0 pieces of feedback", "3 pieces of feedback", "everything", "profile alone"}
    assert points["everything"].ndcg > points["0 pieces of feedback"].ndcg
    assert all(point.low <= point.ndcg <= point.high for point in points.values())
