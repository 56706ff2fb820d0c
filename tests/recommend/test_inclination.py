"""The sliders from short to long, old to new and niche to well known, and that nobody fills a list alone."""

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs.packs import Pack
from assistant.recommend.recommender import Recommender

NOW = 1_700_000_000.0


@pytest.fixture(scope="module")
def shelf():
    """Sixty books in a cloud, of every length and year, a third of them of one author; ten have neither."""
    generator = np.random.default_rng(2)
    vectors = generator.standard_normal((70, 16)) + 3 * generator.standard_normal(16)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    items = [
        Item(
            f"b{k}",
            Kind.BOOK,
            f"Volume {k}",
            ("Ida Prolific",) if k % 3 == 0 else (f"Writer {k}",),
            year=1900 + k if k < 60 else None,
            words=5_000 + 4_000 * ((k * 7) % 60) if k < 60 else None,
        )
        for k in range(70)
    ]
    return Recommender(Catalogue.build(items, [item.id for item in items], vectors))


LIKES = History(tuple(Interaction(k, f"b{3 * k}", Verdict.LIKED, NOW - 1000 * k) for k in range(4)))


@pytest.mark.parametrize(("slider", "part", "fact"), [("length", "long", "words"), ("newness", "new", "year")])
def test_each_end_is_felt_and_stands_in_the_ledger(shelf, slider, part, fact):
    means = {}
    for value in (0.0, 0.5, 1.0):
        picks = shelf.recommend(LIKES, Request(explore=0.0, now=NOW, **{slider: value}))
        means[value] = np.mean([getattr(pick.item, fact) for pick in picks if getattr(pick.item, fact)])
        assert all((part in pick.score.parts) == (value != 0.5) for pick in picks if getattr(pick.item, fact))
    assert means[0.0] < means[0.5] < means[1.0]
    usual = shelf.listed(LIKES, Request(explore=0.0, now=NOW))
    assert usual == shelf.listed(LIKES, Request(explore=0.0, now=NOW, **{slider: 0.5})), "the middle changes nothing"


def test_renown_follows_the_pack_and_needs_one(shelf):
    ids = tuple(f"b{k}" for k in range(60))
    crowd = Pack(
        ids,
        ids,
        np.linspace(-1, 1, 60, dtype=np.float32),
        np.eye(60, 4, dtype=np.float32),
        np.zeros((0, 4), np.float32),
    )
    packed = Recommender(shelf.catalogue, pack=crowd)
    means, requests = {}, {value: Request(explore=0.0, now=NOW, renown=value) for value in (0.0, 0.5, 1.0)}
    for value, request in requests.items():
        picks = packed.recommend(LIKES, request)
        means[value] = np.mean([int(pick.item.id[1:]) for pick in picks if int(pick.item.id[1:]) < 60])
        assert any("renown" in pick.score.parts for pick in picks) == (value != 0.5)
        assert all(abs(float(pick.score) - sum(value for _, value in pick.score)) < 1e-6 for pick in picks)
    assert means[0.0] < means[0.5] < means[1.0]
    assert len({tuple(shelf.listed(LIKES, request)) for request in requests.values()}) == 1, "nobody's renown is known"


def test_one_author_never_fills_a_list_that_others_could(shelf):
    picks = shelf.recommend(LIKES, Request(n=10, explore=0.0, now=NOW))
    by = [pick.item.creators[0] for pick in picks]
    assert by.count("Ida Prolific") == 5, "liked four times, hers would be the first ten"
    asked = shelf.recommend(LIKES, Request(n=10, creators=("Ida Prolific",), explore=0.0, now=NOW))
    assert {pick.item.creators[0] for pick in asked} == {"Ida Prolific"} and len(asked) == 10
