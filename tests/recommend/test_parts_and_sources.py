"""How what is measured becomes parts of the ledger, who brings a candidate forward, and which works a fact names."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.domain.evidence import STATEMENT, Fits, KnownWork, PartId
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.evidence.works import nearest_known
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.scoring import BESIDE_REQUEST, measure, standardise
from assistant.recommend.slate import USUAL_SURPRISE


@pytest.fixture
def solved(recommender, make):
    """(ranking, raw columns of its candidates) for a history and a request."""

    def solve(history, **request):
        ranking = recommender.rank(history, Request(now=make.now, explore=0.0, **request))
        return ranking, measure(ranking.context, ranking.rows)

    return solve


def test_what_has_a_zero_of_its_own_enters_in_proportion_and_the_rest_by_its_deviations(solved, lived, make):
    direct = {
        "fresh", "language", "series", "series_next", "series_late", "creator", "kind", "era", "untouched", "heard",
        "shown", "avoid", "request_names", "request_facets", "like_shared",
    }  # fmt: skip
    asked = {"text": "old crime from 1980", "avoid": ("tax",), "like": ("i59",)}
    before_a_series = History((make.event(1, "i1"),), shown={"i6": 2, "i7": 4})
    entering = [solved(history, **asked) for history in (lived, before_a_series)]
    met = [
        (name, part, columns[name]) for one, columns in entering for name, part in one.parts.items() if name in columns
    ]
    assert direct <= {name for name, part, _ in met if part.any()}
    for name, part, column in met:
        entered = column if name in direct else standardise(column, len(part))
        some = np.flatnonzero(entered)
        assert not part[entered == 0].any()
        assert part[some] / entered[some] == pytest.approx(np.resize(part[some[:1]] / entered[some[:1]], len(some))), (
            name
        )


def test_a_wish_and_what_is_unwanted_count_in_full_beside_named_works(solved, lived):
    asked = {"text": "old crime from 1980", "avoid": ("tax",), "surprise": 1.0}
    (plain, _), (named, _) = solved(lived, **asked), solved(lived, **asked, like=("i59",))
    at = [plain.positions[row] for row in named.rows.tolist()]
    for name in (name for name, part in named.parts.items() if part.any() and name in plain.parts):
        whole = name.startswith(("request", "avoid", "surprise", "heard", "nearest_disliked", "statement"))
        kept = np.abs(named.parts[name]).max() / max(np.abs(plain.parts[name][at]).max(), 1e-9)
        # What goes by the spread of all parts differs a little, since one candidate less stands there.
        assert kept > 0.9 if whole else kept == pytest.approx(BESIDE_REQUEST, rel=0.1), name


def test_a_series_begun_and_an_author_liked_are_familiar(solved, make):
    history = History((make.event(1, "i0", Verdict.FINISHED), make.event(2, "i3")))
    ranking, columns = solved(history, surprise=1.0)
    # Worth two deviations of nearness, and farther away than one of them is no merit.
    near = np.maximum(standardise(columns["nearest_liked"], len(ranking.rows)), -1)
    familiar = near + 2 * np.maximum(columns["series"], columns["creator"])
    part = ranking.parts["surprise"]
    strength = -part / ((1 - USUAL_SURPRISE) * familiar)
    assert strength == pytest.approx(np.full(len(part), strength[0])) and strength[0] > 0


@pytest.mark.parametrize("strength", [1.0, 0.5])
def test_a_sentence_that_names_nothing_goes_by_its_meaning(recommender, solved, embedder, make, strength):
    by_meaning = History(statements=(Statement("s1", "I like topic3", kind=Kind.BOOK, strength=strength),))
    ranking, _ = solved(by_meaning)
    books = recommender.catalogue.kinds[ranking.rows] == 0
    near = recommender.catalogue.vectors[ranking.rows[books]] @ embedder.embed("topic3")
    part = ranking.parts["statement:s1"]
    assert part[books] == pytest.approx(strength * 0.6 * standardise(near.astype(np.float64), len(near)), abs=1e-4)
    assert not part[~books].any()
    for row, value in zip(ranking.rows.tolist(), part.tolist(), strict=True):
        placed = recommender.why(by_meaning, f"i{row}", Request(now=make.now, explore=0.0)).recommendation
        assert any(isinstance(one, Fits) for one in placed.evidence) == (value > 1.2 * strength), (
            "two deviations nearer than others"
        )


def test_a_sentence_brings_what_carries_its_name_else_what_is_nearest(recommender, solved, embedder):
    def brought(sentence):
        ranking, _ = solved(History(statements=(Statement("s1", sentence),)))
        return {row for row, names in ranking.sources.items() if STATEMENT in names}

    catalogue = recommender.catalogue
    assert brought("I like jazz") == {row for row, one in enumerate(catalogue.items) if one.subjects == ("jazz",)}
    nearest = np.argsort(-(catalogue.vectors @ embedder.embed("topic3")), kind="stable")[:50]
    assert brought("I like topic3") == set(nearest.tolist())


def test_a_sentence_of_a_length_alone_is_told_of_what_has_it(recommender, make):
    history = History(statements=(Statement("s1", "I like short music"),))
    told = {
        one: [fact for fact in recommender.why(history, one, Request(now=make.now)).recommendation.evidence
              if isinstance(fact, Fits)]
        for one in ("i1", "i58")
    }  # fmt: skip
    assert told["i1"] and not told["i58"], "a minute is short, an hour is not"


def test_passages_and_the_full_text_are_measured_and_bring_candidates(make, embedder):
    near = np.asarray([[0.9, 0.5, 0.1], [0.2, 0.8, 0.1], [0.3, 0.4, 0.1]])
    catalogue = make.catalogue(make.shelf(), embedder)
    ranker = Recommender(
        catalogue,
        embedder,
        text_search=lambda text: [_Hit("i7"), _Hit("i9")],
        passage_search=lambda vectors: (["i3", "i5", "i8"], near),
    )
    asked = Request(text="The lamp burns all night long. Nobody ever comes ashore.", now=make.now)
    ranking = ranker.rank(History(), asked)
    columns = measure(ranking.context, np.arange(60))
    assert columns["request_passage"][[3, 5, 8, 0]] == pytest.approx([0.9, 0.5, 0.1, 0.1])
    assert columns["request_passages"][[3, 5, 8, 0]] == pytest.approx([0.25, 0.6, 0.1, 0.1])
    assert columns["request_text"][[7, 9, 0]] == pytest.approx([1, 60 / 61, 0])
    assert {"request"} <= ranking.sources[3] & ranking.sources[7]


class _Hit:
    def __init__(self, item_id):
        self.item_id = item_id


def test_the_two_nearest_works_are_named_those_of_its_own_kind_first():
    # The record is nearest, but not so much nearer than the novels as to convince.
    cosines = {"record": 0.9, "novel": 0.85, "story": 0.8, "tale": 0.75}
    items = [Item("x", Kind.BOOK, "X")]
    items += [Item(name, Kind.MUSIC if name == "record" else Kind.BOOK, name) for name in cosines]
    vectors = np.asarray([[1, 0], *([c, np.sqrt(1 - c * c)] for c in cosines.values())], np.float32)
    ranker = Recommender(Catalogue.build(items, [one.id for one in items], vectors))
    history = History(tuple(Interaction(k, name, Verdict.LIKED, 0.0) for k, name in enumerate(cosines)))
    context = ranker.rank(history, Request(now=0.0)).context
    person = context.person
    near = context.near_liked(0)
    found = nearest_known(context, 0, PartId("taste"), person.liked, person.liked_weights, near, context.kin.close)
    assert [fact.work.id for fact in found] == ["novel", "story"]


def test_works_that_share_words_are_named_where_there_are_no_vectors(make):
    items = make.shelf()
    ranker = Recommender(Catalogue.build(items, [], np.zeros((0, 64), np.float32)))
    placed = ranker.why(History((make.event(1, "i1"),)), "i13", Request(now=make.now, explore=0.0))
    assert [fact.work.id for fact in placed.recommendation.evidence if isinstance(fact, KnownWork)] == ["i1"]


def test_what_is_kept_of_the_likes_is_what_would_be_found_anew(solved, lived, recommender):
    context = solved(lived)[0].context
    for row in (2, 30):
        anew = replace(context, _near={}, _shared={})
        assert anew.near_liked(row) == pytest.approx(context.near_liked(row), abs=1e-6)
        assert anew.words_shared(row) == pytest.approx(context.words_shared(row), abs=1e-6)
        assert len(anew.words_shared(row)) == len(context.person.liked)
    words = recommender.catalogue.words
    assert context.columns["words"] == pytest.approx(words.rows @ context.person.word_profile, abs=1e-5)


def test_what_may_not_be_recommended_is_measured_beside_the_list_and_moves_nobody(recommender, lived, make):
    asked = Request(now=make.now, explore=0.0, n=60)
    plain = recommender.rank(lived, asked).places()
    row = recommender.catalogue.row["i0"]
    beside = recommender.rank(lived, asked, extra=row).places()
    assert beside.pop(row) == len(plain) + 1 and beside == plain


def test_at_most_six_facts_are_told(recommender, lived, make):
    asked = Request(now=make.now, explore=0.0, text="crime number15 about topic1", like=("i27",))
    told = [len(recommender.why(lived, f"i{row}", asked).recommendation.evidence) for row in range(60)]
    assert max(told) == 6
