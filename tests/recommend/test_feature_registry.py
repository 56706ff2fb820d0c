"""A ranking feature is one object: added at run time it ranks, is told, is drawn, and goes again without a trace."""

from dataclasses import dataclass, replace
from importlib.resources import files

import numpy as np
import pytest

from assistant.cli.output import recommendation_row
from assistant.domain.evidence import Evidence
from assistant.explain.evidence_words import evidence_text
from assistant.explain.explanation import explain
from assistant.explain.ledger_words import evidence_icon, ledger_lines, part_words
from assistant.recommend.features.registry import (
    Column,
    Feature,
    Telling,
    columns,
    feature_of,
    features,
    register,
    registered,
)
from assistant.recommend.history import Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.scoring import default_weights


@dataclass(frozen=True, slots=True)
class ShortTitle(Evidence):
    letters: int

    @property
    def type(self):
        return "short-title"

    @property
    def id(self):
        return "short-title"


def measure(context, rows):
    lengths = [len(context.catalogue.items[row].title) for row in rows.tolist()]
    return {"short_title": 1 / np.asarray(lengths, np.float64)}


def retrieve(context, allowed, count):
    lengths = np.asarray([len(item.title) for item in context.catalogue.items])
    order = np.argsort(lengths, kind="stable")
    yield "short title", order[allowed[order]][:count]


def find(context, row, part, value):
    return [ShortTitle(part, len(context.catalogue.items[row].title))]


def tell(fact):
    return Telling(
        f"{fact.letters} letters long", f"Its title has {fact.letters} letters", f"It also has {fact.letters} letters"
    )


SHORT = Feature(
    "A short title", "edit", (Column("short_title", 40.0, direct=True),), measure, retrieve, find=find, tell=tell
)


def totals(recommender, history, request):
    ranking = recommender.rank(history, request)
    return dict(zip((recommender.catalogue.ids[row] for row in ranking.rows), ranking.totals.tolist(), strict=True))


@pytest.fixture
def request_now(make):
    return Request(now=make.now, explore=0.0, n=20)


def fresh(recommender, embedder, weights=None):
    return Recommender(recommender.catalogue, embedder, weights=weights)


def test_a_feature_added_at_run_time_is_in_the_list_the_ledger_the_evidence_and_the_words(
    recommender, lived, embedder, request_now
):
    before = totals(fresh(recommender, embedder), lived, request_now)
    with registered(SHORT):
        ours = fresh(recommender, embedder)
        after = totals(ours, lived, request_now)
        items = {item.id: item for item in ours.catalogue.items}
        assert after == pytest.approx({one: before[one] + 40 / len(items[one].title) for one in before}, abs=1e-9)
        top = ours.recommend(lived, request_now)[0]
        assert top.score.parts["short_title"] == pytest.approx(40 / len(top.item.title))
        assert "short title" in top.sources
        fact = next(fact for fact in top.evidence if fact.type == "short-title")
        assert evidence_text(fact) == f"{len(top.item.title)} letters long" and evidence_icon(fact) == "edit"
        row = recommendation_row(replace(top, explanation=explain(top)))
        assert {"type": "short-title", "id": "short-title", "text": evidence_text(fact)} in row["evidence"]
        assert row["score"] == pytest.approx(sum(row["parts"].values())) and "short_title" in row["parts"]
        assert "letters" in row["explanation"]
        assert dict(ledger_lines(top.score.parts, {}))["A short title"] == top.score.parts["short_title"]
    assert totals(fresh(recommender, embedder), lived, request_now) == before
    assert feature_of("short_title") is None and SHORT not in features()


def test_what_was_learned_outweighs_the_default_and_no_weight_counts_nothing(recommender, lived, embedder, request_now):
    plain = replace(SHORT, columns=(Column("short_title", direct=True),), retrieve=None)
    learned = replace(default_weights(), facts={**default_weights().facts, "short_title": 3.0})
    before = totals(fresh(recommender, embedder), lived, request_now)
    with registered(plain):
        assert totals(fresh(recommender, embedder), lived, request_now) == before
    for feature in (SHORT, plain):
        with registered(feature):
            top = fresh(recommender, embedder, learned).recommend(lived, request_now)[0]
            assert top.score.parts["short_title"] == pytest.approx(3 / len(top.item.title))


def test_a_column_has_one_owner():
    features()
    with pytest.raises(ValueError, match="taste"):
        register(replace(SHORT, columns=(Column("taste"),)))


def test_every_feature_has_words_and_an_icon_and_every_learned_weight_a_feature():
    icons = {entry.name.removesuffix(".svg") for entry in files("resources").joinpath("icons").iterdir()}
    for feature in features():
        assert feature.label and feature.icon in icons, feature.label
    weights = default_weights()
    tables = (weights.facts, weights.bare, weights.rich, weights.bare_pack, weights.rich_pack, weights.request)
    assert {name for table in tables for name in table} - {"content"} <= columns().keys()


def test_every_part_that_a_list_makes_is_named(recommender, lived, make):
    request = Request(now=make.now, n=20, seed=1, text="jazz", like=("i4",), avoid=("folk",), surprise=0.9)
    parts = {part for pick in recommender.recommend(lived, request) for part in pick.score.parts}
    assert len(parts) > 12
    for part in parts:
        assert feature_of(part) is not None, part
        assert part_words(part) == feature_of(part).label


def test_an_evidence_that_nobody_tells_is_a_bug():
    with registered(replace(SHORT, tell=None)), pytest.raises(LookupError):
        evidence_text(ShortTitle("short_title", 3))
