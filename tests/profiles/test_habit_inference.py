"""Habits of the hour: proposed where the counts bear them out, and nowhere else."""

import time

from assistant.domain.entities import Interaction, Item, Kind, Origin, Verdict
from profiles.habit_inference import infer_habits
from profiles.statements import make_statement

MONDAY = (2026, 3, 2)


def at(day, hour):
    """A time where the person lives, so many days after a Monday."""
    year, month, first = MONDAY
    return time.mktime((year, month, first + day, hour, 20, 7, 0, 0, -1))


SHELF = [
    *(Item(f"p{k}", Kind.MUSIC, f"Piece {k}", ("Ada Marsh",), subjects=("piano",)) for k in range(4)),
    *(Item(f"r{k}", Kind.MUSIC, f"Song {k}", (f"Band {k}",), subjects=("rock",)) for k in range(4)),
    *(Item(f"b{k}", Kind.BOOK, f"Book {k}", (f"Name {k}",), subjects=("travel",)) for k in range(4)),
]


def played(ids, hours, days=range(8)):
    return [
        Interaction(k, ids[k % len(ids)], Verdict.PLAYED, at(day, hours[k % len(hours)])) for k, day in enumerate(days)
    ]


def test_piano_before_noon_is_proposed_for_the_morning():
    acts = [*played(["p0", "p1", "p2"], [7, 8]), *played(["r0", "b1", "r2", "b3"], [15, 21])]
    found = infer_habits(acts, SHELF, at(30, 12))
    (one,) = [one for one in found if one.context == "morning"]
    assert "In the morning" in one.text and ("piano" in one.text or "Ada Marsh" in one.text)
    assert one.support == (8, 8) and one.origin is Origin.INFERRED and set(one.evidence) == {"p0", "p1", "p2"}
    assert make_statement(one.text, now=0.0).context == "morning", "the profile reads it as it was meant"


def test_what_is_done_at_all_hours_is_no_habit():
    acts = played(["p0", "r1", "b2", "r3"], [7, 13, 21], range(24))
    assert infer_habits(acts, SHELF, at(40, 12)) == ()


def test_one_long_day_and_times_of_day_that_nobody_wrote_down_prove_nothing():
    one_day = [*played(["p0"], [7], [2] * 9), *played(["r0", "b1"], [15])]
    assert not [one for one in infer_habits(one_day, SHELF, at(30, 12)) if one.context == "morning"]
    midnight = [Interaction(k, "p0", Verdict.PLAYED, 86_400.0 * (20_000 + k)) for k in range(9)]
    assert infer_habits([*midnight, *played(["r0"], [15])], SHELF, at(9_000, 12)) == ()


def test_a_clock_that_jumped_back_counts_nothing_of_the_future():
    acts = [*played(["p0", "p1"], [7]), *played(["r0", "b1"], [15])]
    assert infer_habits(acts, SHELF, at(-400, 12)) == ()
