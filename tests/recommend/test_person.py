"""What is learned of a person, and how it is told: deeds, strongest likes, shares, and what a crowd adds."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Item, Kind, Statement, Verdict
from assistant.domain.evidence import Deed, KnownWork
from assistant.recommend.evidence.works import deed_of, own_label, work_of
from assistant.recommend.history import History, Request
from assistant.recommend.packs.packs import Neighbours, Pack, match_key
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.statements import read_stated
from assistant.recommend.user_model import strongest_likes


@pytest.fixture
def context(recommender, make):
    def of(*events):
        return recommender.rank(History(events), Request(now=make.now)).context

    return of


@pytest.mark.parametrize(
    ("verdict", "value", "deed"),
    [
        (Verdict.LIKED, 1, Deed.LIKED),
        (Verdict.DISLIKED, 1, Deed.DISLIKED),
        (Verdict.FINISHED, 1, Deed.FINISHED),
        (Verdict.DROPPED, 1, Deed.DROPPED),
        (Verdict.PLAYED, 2, Deed.PLAYED),
        (Verdict.OPENED, 1, Deed.OPENED),
        (Verdict.READING, 1, Deed.READING),
        (Verdict.ASIDE, 1, Deed.ASIDE),
        (Verdict.RATED, 5, Deed.RATED_HIGH),
        (Verdict.RATED, 4, Deed.RATED_HIGH),
        (Verdict.RATED, 3, Deed.RATED),
        (Verdict.RATED, 2, Deed.RATED_LOW),
    ],
)
def test_what_was_done_with_a_work_is_told_as_it_was(context, make, verdict, value, deed):
    others = (make.event(1, "i1"), make.event(2, "i30", Verdict.DISLIKED))
    assert deed_of(context(*others, make.event(3, "i9", verdict, 1, value)), 9) is deed


def test_a_work_is_named_without_a_creator_that_repeats_its_title():
    item = Item("x", Kind.MUSIC, "Blue Hours", ("Ada Bell", "Bo"))
    assert work_of(item).creators == ("Ada Bell",)
    assert work_of(Item("x", Kind.MUSIC, "Blue Hours", ("BLUE hours!", "Bo"))).creators == ()
    assert own_label(("Old Maps", "Sea"), "old maps") == "Old Maps" and own_label((), "sea") == "sea"


def test_the_strongest_likes_are_the_latest_of_those_said(context, make):
    person = context(
        make.event(1, "i1", Verdict.LIKED, 200),
        make.event(2, "i4", Verdict.LIKED, 1),
        make.event(3, "i7", Verdict.FINISHED, 1),
        make.event(4, "i10", Verdict.DISLIKED, 1),
        make.event(5, "i13", Verdict.LIKED, 80),
    ).person
    assert strongest_likes(person, make.now).tolist() == [4, 13, 7, 1]
    assert strongest_likes(person, make.now, 2).tolist() == [4, 13]
    assert person.kind_shares.tolist() == pytest.approx([0, 1, 0])
    assert np.linalg.norm(person.word_profile) == pytest.approx(1, abs=1e-5)
    assert not context(make.event(1, "i7", Verdict.DROPPED)).person.kind_shares.any()


def test_a_deed_weighs_by_its_target_and_how_sure_it_is(context, make):
    person = context(
        make.event(1, "i1", Verdict.FINISHED), make.event(2, "i4", Verdict.DROPPED),
        make.event(3, "i7", Verdict.RATED, 1, 2.8), make.event(4, "i10"),
    ).person  # fmt: skip
    assert (person.liked.tolist(), person.liked_weights.tolist()) == ([1, 10], pytest.approx([0.7 * 0.6, 1]))
    assert (person.disliked.tolist(), person.disliked_weights.tolist()) == ([4], pytest.approx([0.5 * 0.6]))


def test_a_decade_gains_by_its_own_likes_and_by_half_of_its_neighbours(make, embedder):
    years = (1955, 1956, 1995, 1996)
    items = [replace(item, year=years[row % 4]) for row, item in enumerate(make.shelf(12))]
    liked = History(tuple(make.event(row, f"i{row}") for row in (2, 3, 6)))
    ranker = Recommender(make.catalogue(items, embedder), embedder)
    eras = ranker.rank(liked, Request(now=make.now)).context.person.eras
    for decade, counted, owned in ((15, 0, 0.5), (18, 0.75, 0), (19, 1.5, 0.5)):
        share = (counted + 8 * owned) / (3 + 8)
        assert eras[decade] == pytest.approx((share + 0.02) / (owned + 0.02))


def test_likes_of_one_day_need_no_forgetting(context, make):
    assert list(context(make.event(1, "i1", days_ago=2), make.event(2, "i4", days_ago=2.5)).person.heads) == ["taste"]
    apart = context(make.event(1, "i1", days_ago=2), make.event(2, "i4", days_ago=9)).person.heads
    assert set(apart) == {"taste", "taste_recent", "taste_now"}


def test_words_of_the_liked_count_and_those_of_the_disliked_a_little_against(context, make, recommender):
    words = recommender.catalogue.words
    profile = context(make.event(1, "i1"), make.event(2, "i3", Verdict.DISLIKED)).person.word_profile
    jazz, crime = profile[words.vocabulary["jazz"]], profile[words.vocabulary["crime"]]
    assert jazz > 0 > crime and -crime < 0.5 * jazz


def test_the_two_nearest_works_are_named_if_nearly_as_near(recommender, make):
    history = History((make.event(1, "i1"), make.event(2, "i13"), make.event(3, "i25"), make.event(4, "i3")))
    placed = recommender.why(history, "i37", Request(now=make.now))
    near = [fact for fact in placed.recommendation.evidence if isinstance(fact, KnownWork)]
    assert 1 <= len({fact.work.id for fact in near}) <= 3
    assert {fact.work.id for fact in near} <= {"i1", "i13", "i25"}, "a crime novel is not near to a jazz record"


def crowd(**changes):
    table = Neighbours.of_matrix(np.asarray([[0, 0.8, 0.2], [0.8, 0, 0], [0.4, 0, 0]], np.float32), 2)
    given = {
        "ids": ("isbn:1", "p2", "p3"),
        "keys": ("book|a|", match_key("music", "Jazz number1", ["Jazz Maker 1"]), "book|c|"),
        "popularity": np.asarray([1.0, 0.0, -1.0], np.float32),
        "vectors": np.asarray([[2, 0], [0, 1], [0.03, 0.04]], np.float32),
        "ridge_map": np.zeros((0, 2), np.float32),
        "tables": {"ease": table},
    }
    return Pack(**(given | changes))


@pytest.fixture
def view(make, embedder):
    items = [
        Item("own", Kind.BOOK, "Anything", identifiers=(("isbn", "1"),)),
        make.shelf(2)[1],
        Item("p3", Kind.BOOK, "By its id"),
        Item("cold", Kind.BOOK, "Unknown"),
    ]
    return crowd().view(make.catalogue(items, embedder))


def test_items_are_known_to_a_crowd_by_number_by_id_or_by_name(view):
    assert view.place.tolist()[2:] == [2, -1] and view.known.tolist()[2:] == [True, False]
    assert view.place[0] == 0
    assert view.vectors[2] == pytest.approx([0.6, 0.8]) and not view.vectors[3].any()


def test_what_a_crowd_says_of_what_was_liked(view):
    columns = view.columns(np.asarray([0]), np.asarray([1.0]))
    assert columns["pack_popular"].tolist()[2:] == [-1, -1] and columns["pack_popular"][0] == 1
    assert columns["pack_ease"][[0, 2, 3]] == pytest.approx([0, np.sqrt(0.2), 0], abs=0.01)
    assert columns["pack_vectors"][[0, 2, 3]] == pytest.approx([1, 0.6, 0])
    weak = view.columns(np.asarray([0]), np.asarray([0.2]))["pack_vectors"]
    assert weak == pytest.approx(columns["pack_vectors"]), "how much it was liked turns the taste nowhere"
    assert set(view.columns(np.zeros(0, np.int64), np.zeros(0))) == {"pack_popular"}
    assert "pack_ease" not in view.columns(np.asarray([3]), np.asarray([1.0]))


def test_what_no_crowd_knows_gets_a_place_by_its_vector(make, embedder):
    catalogue = make.catalogue(make.shelf(2), embedder)
    ridge = np.random.default_rng(1).standard_normal((65, 2)).astype(np.float32)
    found = crowd(ridge_map=ridge).view(catalogue).vectors[0]
    wanted = catalogue.vectors[0] @ ridge[:64] + ridge[64]
    assert found == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-5)


def test_a_crowd_brings_forward_what_it_speaks_for_alone(make, embedder):
    items = [
        Item("own", Kind.BOOK, "Anything", identifiers=(("isbn", "1"),)),
        *make.shelf(4),
        Item("p3", Kind.BOOK, "C"),
    ]
    ranker = Recommender(make.catalogue(items, embedder), embedder, crowd(vectors=np.zeros((3, 2), np.float32)))
    sources = ranker.rank(History((make.event(1, "own"),)), Request(now=make.now)).sources
    assert {row for row, names in sources.items() if "pack" in names} == {2, 5}


def test_the_strongest_link_is_the_like_that_brings_most(view):
    liked = np.asarray([0, 2, 3])
    assert view.strongest_link("ease", 2, liked, np.ones(3)) == 0
    assert view.strongest_link("ease", 0, liked, np.ones(3)) == 2
    assert view.strongest_link("ease", 3, liked, np.ones(3)) is None
    assert view.strongest_link("knn", 2, liked, np.ones(3)) is None
    assert view.strongest_link("ease", 2, liked, -np.ones(3)) is None


def test_sentences_start_the_taste_where_their_mean_lies(recommender, make):
    def told(*statements):
        context = recommender.rank(History(statements=statements), Request(now=make.now)).context
        return read_stated(recommender.catalogue, context.statements)

    one = told(Statement("s1", "I like jazz"))
    same = told(Statement("s1", "I like jazz"), Statement("s2", "I like jazz"))
    assert np.linalg.norm(one.prior) > 0.3 and same.prior == pytest.approx(one.prior, abs=1e-6)
    assert same.words == pytest.approx(2 * one.words, abs=1e-6)
    two = told(Statement("s1", "I like topic1 of number2", strength=0.5)).words
    words = recommender.catalogue.words
    columns, values = words.lookup(["topic1", "number2"])
    assert len(set(values.round(3))) == 2 and two[columns] == pytest.approx(0.5 * values, abs=1e-6)
    half = told(Statement("s1", "I like jazz", strength=0.5))
    assert half.prior == pytest.approx(0.5 * one.prior, abs=1e-6)
    assert half.words == pytest.approx(0.5 * one.words, abs=1e-6)
    no = told(Statement("s1", "I like jazz", polarity=-1))
    assert no.words == pytest.approx(-one.words, abs=1e-6) and no.prior == pytest.approx(-one.prior, abs=1e-6)
    assert not told().prior.any() and not told().words.any()
    by = recommender.catalogue.items[1].creators[0]
    code = recommender.catalogue.creators.codes[by.lower()]
    assert told(Statement("s1", f"I like {by}")).creators == {code: 1.0}
    assert told(Statement("s1", f"I like {by}"), Statement("s2", f"{by}!", strength=0.5)).creators == {code: 1.5}
