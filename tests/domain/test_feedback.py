"""Verdicts read and weighed."""

import numpy as np
import pytest

from assistant.domain.entities import Feedback, Interaction, Item, Kind, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.feedback import (
    WORTH,
    Standing,
    check_feedback,
    liking,
    parse_verdict,
    standing_verdicts,
    standings,
    worth,
)
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, read_signals


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("like", (Verdict.LIKED, 1.0)),
        ("rating=4", (Verdict.RATED, 4.0)),
        ("Rating=0.5", (Verdict.RATED, 0.5)),
        ("reading", (Verdict.READING, 1.0)),
        ("aside", (Verdict.ASIDE, 1.0)),
        ("not-now", (Verdict.NOT_NOW, 1.0)),
    ],
)
def test_verdicts_are_read(words, expected):
    assert parse_verdict(words) == expected


@pytest.mark.parametrize("words", ["rating=11", "rating=0", "rating=", "rating", "rating=nan", "love", "like=2", ""])
def test_what_is_no_verdict_is_wrong_usage(words):
    with pytest.raises(UsageError):
        parse_verdict(words)


def test_feedback_with_a_rating_of_eleven_is_refused():
    with pytest.raises(UsageError):
        check_feedback(Feedback("b1", Verdict.RATED, 11))


def test_stars_between_whole_ones():
    assert worth(Interaction(1, "b", Verdict.RATED, 0.0, 4.5)) == pytest.approx(0.85)


def test_the_last_word_counts_in_any_order():
    rows = [Interaction(1, "b", Verdict.LIKED, 1.0), Interaction(2, "b", Verdict.DISLIKED, 2.0)]
    assert liking(rows) == liking(rows[::-1]) == {"b": -1.0}


def test_what_was_said_outranks_what_was_done():
    rows = [Interaction(1, "b", Verdict.DISLIKED, 1.0), Interaction(2, "b", Verdict.FINISHED, 2.0)]
    assert liking(rows) == {"b": -1.0}


def test_finished_after_all():
    rows = [Interaction(1, "b", Verdict.DROPPED, 1.0), Interaction(2, "b", Verdict.FINISHED, 2.0)]
    assert liking(rows) == {"b": WORTH[Verdict.FINISHED]}


def test_the_profile_and_the_ranking_read_one_table():
    item = Item("b", Kind.BOOK, "B")
    catalogue = Catalogue.build([item], ["b"], np.ones((1, 4), np.float32))
    acts = [(verdict, 1.0) for verdict in WORTH if verdict is not Verdict.PLAYED]
    for verdict, value in (*acts, (Verdict.RATED, 3.0)):
        event = Interaction(1, "b", verdict, 0.0, value)
        (target,) = read_signals(History((event,)), catalogue, 1.0).targets
        assert target == liking([event])["b"] == worth(event)


@pytest.mark.parametrize(("stars", "expected"), [(0.5, -1.0), (1, -1.0), (2.5, -0.25), (3, 0.1), (5, 1.0)])
def test_stars_speak_by_the_table(stars, expected):
    assert worth(Interaction(1, "b", Verdict.RATED, 0.0, stars)) == pytest.approx(expected)


def test_the_last_word_stands_before_the_last_act():
    acts = [
        Interaction(1, "a", Verdict.LIKED, 10.0),
        Interaction(2, "a", Verdict.OPENED, 20.0),
        Interaction(3, "b", Verdict.OPENED, 10.0),
        Interaction(4, "b", Verdict.NOT_NOW, 30.0),
        Interaction(5, "c", Verdict.DISLIKED, 5.0),
        Interaction(6, "c", Verdict.RATED, 6.0, 4.0),
    ]
    standing = {"a": Verdict.LIKED, "b": Verdict.NOT_NOW, "c": Verdict.RATED}
    assert standing_verdicts(acts) == standing_verdicts(acts[::-1]) == standing


def after(*said: tuple[Verdict, float]) -> Standing:
    return standings(Interaction(n, "b", verdict, float(n), value) for n, (verdict, value) in enumerate(said, 1))["b"]


def test_stars_and_a_heart_stand_while_they_agree():
    like, dislike, rated = Verdict.LIKED, Verdict.DISLIKED, Verdict.RATED
    for said, stars, opinion in (
        (((like, 1), (rated, 4.5)), 4.5, like),
        (((rated, 3), (like, 1)), 3, like),
        (((like, 1), (rated, 2)), 2, None),
        (((rated, 5), (dislike, 1)), 0, dislike),
        (((dislike, 1), (rated, 1.5)), 1.5, dislike),
        (((rated, 1), (like, 1), (Verdict.OPENED, 1)), 0, like),
    ):
        assert (after(*said).stars, after(*said).opinion) == (stars, opinion), said
    put_off = after((like, 1), (Verdict.NOT_NOW, 1))
    assert put_off.holds(Verdict.NOT_NOW) and put_off.holds(like) and put_off.verdict is like
    assert not after((Verdict.NOT_NOW, 1), (like, 1)).holds(Verdict.NOT_NOW)
