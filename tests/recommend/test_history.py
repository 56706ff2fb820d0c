"""What the journal says of each item: one target, one confidence, one time, whatever the order of events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.entities import Kind, Statement, Verdict
from assistant.recommend.history import History, Request, by_the_hour, played_target, read_signals
from assistant.recommend.user_model import OFF_OCCASION, active_statements


def signal(catalogue, now, *events):
    """(target, confidence, days since the deciding event) of the one item that the events are about."""
    signals = read_signals(History(events), catalogue, now)
    assert len(signals.rows) == 1 and catalogue.ids[signals.rows[0]] == events[0].item_id
    return signals.targets[0], signals.confidences[0], (now - signals.times[0]) / 86_400


@pytest.mark.parametrize(
    ("verdict", "value", "target", "confidence"),
    [
        (Verdict.LIKED, 1, 1.0, 1.0),
        (Verdict.DISLIKED, 1, -1.0, 1.0),
        (Verdict.RATED, 5, 1.0, 1.0),
        (Verdict.RATED, 4, 0.7, 1.0),
        (Verdict.RATED, 4.5, 0.85, 1.0),
        (Verdict.RATED, 1, -1.0, 1.0),
        (Verdict.FINISHED, 1, 0.7, 0.6),
        (Verdict.OPENED, 1, 0.2, 0.6),
        (Verdict.DROPPED, 1, -0.5, 0.6),
        (Verdict.PLAYED, 3, 0.5, 0.75),
    ],
)
def test_what_one_event_says(catalogue, make, verdict, value, target, confidence):
    found = signal(catalogue, make.now, make.event(1, "i4", verdict, 3, value))
    assert found == pytest.approx((target, confidence, 3))


def test_the_last_word_decides_and_words_outweigh_deeds(catalogue, make):
    said = make.event(1, "i4", Verdict.LIKED, 9)
    unsaid = make.event(2, "i4", Verdict.DISLIKED, 4)
    dropped = make.event(3, "i4", Verdict.DROPPED, 1)
    assert signal(catalogue, make.now, said, unsaid, dropped) == pytest.approx((-1, 1, 4))
    assert signal(catalogue, make.now, unsaid, dropped, said) == pytest.approx((-1, 1, 4))
    at_once = make.event(5, "i4", Verdict.LIKED, 4)
    assert signal(catalogue, make.now, at_once, unsaid)[0] == 1, "of two at one time, the later number"


def test_of_deeds_the_strongest_decides(catalogue, make):
    opened, finished = make.event(1, "i4", Verdict.OPENED, 1), make.event(2, "i4", Verdict.FINISHED, 8)
    dropped = make.event(3, "i4", Verdict.DROPPED, 2)
    assert signal(catalogue, make.now, opened, finished, dropped) == pytest.approx((0.7, 0.6, 8))
    assert signal(catalogue, make.now, opened, dropped) == pytest.approx((-0.5, 0.6, 2))


def test_plays_count_against_the_usual_number(catalogue, make):
    events = [make.event(at, f"i{at}", Verdict.PLAYED, 1, plays) for at, plays in enumerate([2, 4, 9])]
    signals = read_signals(History(tuple(events)), catalogue, make.now)
    assert signals.targets == pytest.approx([played_target(2, 4), 0.5, played_target(9, 4)])
    assert signals.confidences == pytest.approx(0.5 + 0.5 * signals.targets)
    twice = [make.event(1, "i4", Verdict.PLAYED, 5, 2), make.event(2, "i4", Verdict.PLAYED, 3, 2)]
    assert signal(catalogue, make.now, *twice) == pytest.approx((0.5, 0.75, 3)), "they add up; the last gives the time"
    opened = make.event(3, "i4", Verdict.OPENED, 1)
    assert signal(catalogue, make.now, *twice, opened) == pytest.approx((0.5, 0.75, 3))
    dropped = make.event(4, "i4", Verdict.DROPPED, 1)
    assert signal(catalogue, make.now, *twice, dropped) == pytest.approx((-0.5, 0.6, 1))


@given(st.floats(0, 1e4), st.floats(1, 1e4))
def test_a_play_target_lies_between_0_and_1_and_is_a_half_at_the_usual(plays, usual):
    assert 0 <= played_target(plays, usual) < 1
    assert played_target(usual, usual) == pytest.approx(0.5)
    assert played_target(plays + 1, usual) > played_target(plays, usual)
    assert played_target(0, usual) == 0
    assert played_target(plays, 0.2) == played_target(plays, 1.0), "less than one play is nobody's usual"


def test_what_is_done_with_does_not_return(catalogue, make):
    events = [
        make.event(at, f"i{at}", verdict, 1, 3)
        for at, verdict in enumerate(
            [Verdict.LIKED, Verdict.DISLIKED, Verdict.RATED, Verdict.FINISHED, Verdict.DROPPED, Verdict.PLAYED]
        )
    ] + [make.event(7, "i7", Verdict.OPENED), make.event(8, "i8", Verdict.NOT_NOW)]
    signals = read_signals(History(tuple(events)), catalogue, make.now)
    assert signals.consumed.tolist() == [0, 1, 2, 3, 4]
    assert signals.snoozed.tolist() == [8] and 8 not in signals.rows
    assert signals.rows.tolist() == [0, 1, 2, 3, 4, 5, 7]
    assert signals.liked.tolist() == [True, False, True, True, False, True, True]
    assert signals.disliked.tolist() == [False, True, False, False, True, False, False]


@pytest.mark.parametrize(("days", "snoozed"), [(0, True), (13.9, True), (14, False), (30, False)])
def test_not_now_lasts_a_fortnight_and_ends_with_the_next_act(catalogue, make, days, snoozed):
    put_off = make.event(1, "i8", Verdict.NOT_NOW, days)
    assert bool(len(read_signals(History((put_off,)), catalogue, make.now).snoozed)) is snoozed
    before = make.event(2, "i8", Verdict.OPENED, days + 1)
    assert bool(len(read_signals(History((put_off, before)), catalogue, make.now).snoozed)) is snoozed
    after = make.event(3, "i8", Verdict.OPENED, days / 2 - 0.001)
    assert not len(read_signals(History((put_off, after)), catalogue, make.now + 100).snoozed)


def test_what_comes_later_or_is_of_no_item_says_nothing(catalogue, make):
    events = (make.event(1, "i4", Verdict.LIKED, -1), make.event(2, "gone", Verdict.LIKED))
    assert not len(read_signals(History(events), catalogue, make.now).rows)
    assert signal(catalogue, make.now, make.event(1, "i4", Verdict.LIKED, 0)) == pytest.approx((1, 1, 0))


def test_weights_halve_with_each_half_life(catalogue, make):
    events = tuple(make.event(at, f"i{at}", Verdict.LIKED, days) for at, days in enumerate([0, 30, 60]))
    signals = read_signals(History(events), catalogue, make.now)
    assert signals.weights(make.now, 30.0) == pytest.approx([1, 0.5, 0.25])
    assert signals.weights(make.now, None) == pytest.approx([1, 1, 1])
    assert signals.weights(make.now - 90 * make.day, 30.0) == pytest.approx([1, 1, 1]), "the future weighs no more"


def test_a_history_without_something_is_as_if_it_had_never_been(lived):
    assert {one.item_id for one in lived.without("i0").interactions} == {"i24", "i3", "i1", "i13", "i9", "i5"}
    assert [one.id for one in lived.without("4").interactions] == [1, 2, 3, 5, 6, 7]
    assert {one.verdict for one in lived.without("like").interactions}.isdisjoint({Verdict.LIKED})
    assert lived.without("i0").statements == lived.statements
    assert [one.id for one in lived.without("s2").statements] == ["s1", "s3"]
    assert lived.without("s2").interactions == lived.interactions and lived.without("nothing") == lived


def test_a_list_is_asked_at_the_end_of_its_hour(lived, make):
    for minute in (0.5, 30, 59):
        history, request = by_the_hour(lived, Request(now=7_200.0 + 60 * minute))
        assert request.now == 10_800.0
        assert history.interactions == ()
    assert by_the_hour(lived, Request(now=7_200.0))[1].now == 7_200.0
    history, _ = by_the_hour(lived, Request(now=make.now))
    assert history is lived
    exactly = lived.interactions[3].at
    assert lived.interactions[3] in by_the_hour(lived, Request(now=exactly))[0].interactions


def test_only_sentences_of_the_kind_and_the_occasion_count():
    told = History(
        statements=(
            Statement("all", "x"),
            Statement("book", "x", kind=Kind.BOOK),
            Statement("music", "x", kind=Kind.MUSIC),
            Statement("muted", "x", muted=True),
            Statement("night", "x", context="night"),
        )
    )

    def counted(**request):
        return {one.id: one.strength for one in active_statements(told, Request(now=0, **request))}

    assert counted() == dict.fromkeys(["all", "book", "music", "night"], 1.0)
    assert list(counted(kind=Kind.BOOK)) == ["all", "book", "night"]
    by_day, by_night = counted(contexts=frozenset({"day"})), counted(contexts=frozenset({"night", "weekend"}))
    assert by_day["night"] == OFF_OCCASION and by_day["all"] == 1.0
    assert by_night == counted()


def test_the_order_of_events_plays_no_part(catalogue, lived, make):
    straight = read_signals(lived, catalogue, make.now)
    turned = read_signals(History(lived.interactions[::-1], lived.statements), catalogue, make.now)
    for one, other in ((straight.rows, turned.rows), (straight.targets, turned.targets)):
        assert np.array_equal(one, other)
