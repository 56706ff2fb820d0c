"""Sentences that the latest judgements speak against: counted, and left alone where nothing can be told."""

from dataclasses import replace

import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.language.gazetteer import Gazetteer
from assistant.messages import quoted
from profiles.profile import Profile
from profiles.statement_doubt import doubts
from profiles.statements import make_statement

GHOSTS = "I like ghost stories"


def shelf() -> list[Item]:
    """Twenty ghost stories by one hand, forty cookery books by many."""
    ghosts = [Item(f"g{n}", Kind.BOOK, f"House {n}", ("R. Vane",), subjects=("ghost stories",)) for n in range(20)]
    food = [Item(f"c{n}", Kind.BOOK, f"Table {n}", (f"Cook {n}",), subjects=("cooking",)) for n in range(40)]
    return [*ghosts, *food]


ITEMS = shelf()
NAMES = Gazetteer.build(ITEMS)


def acts(ids: str, verdict: Verdict, start: float) -> list[Interaction]:
    return [Interaction(int(start) + n, one, verdict, start + n) for n, one in enumerate(ids.split())]


def wish(text: str = GHOSTS, at: float = 0.0) -> Statement:
    return make_statement(text, now=at)


@pytest.mark.parametrize("text", (GHOSTS, "I like books by R. Vane", "I like books by R. Vane such as “House 1”."))
def test_the_last_judged_works_speak_against_a_wish(text: str) -> None:
    one = wish(text)
    liked, disliked = acts("g1 g2 g3 g4 g5", Verdict.LIKED, 10), acts("g6 g7 g8 g9 g10 g11", Verdict.DISLIKED, 100)
    assert doubts([one], liked, ITEMS, NAMES) == ()
    (found,) = doubts([one], [*liked, *disliked], ITEMS, NAMES)
    assert (found.judged, found.liked, found.works[0]) == (6, 0, "g11")
    assert str(found) == f"{quoted(one.text)} may no longer hold. {found.reason}"
    assert found.reason == "Of the last 6 works like this that you judged, you liked 0."


def test_an_aversion_is_doubted_by_likes() -> None:
    one = wish("I don't like ghost stories")
    (found,) = doubts([one], acts("g1 g2 g3 g4", Verdict.LIKED, 10), ITEMS, NAMES)
    assert (found.judged, found.liked) == (4, 4)


def test_two_of_three_and_what_was_judged_before_it_was_written_say_nothing() -> None:
    mixed = [*acts("g1 g2", Verdict.DISLIKED, 10), *acts("g3", Verdict.LIKED, 20), *acts("c1", Verdict.DISLIKED, 30)]
    assert doubts([wish()], mixed, ITEMS, NAMES) == ()
    assert doubts([wish(at=50.0)], acts("g1 g2 g3", Verdict.DISLIKED, 10), ITEMS, NAMES) == ()


def test_what_names_nothing_is_muted_or_says_two_things_is_left_alone() -> None:
    rows = acts("g1 g2 g3 g4", Verdict.DISLIKED, 10)
    said = (wish("I like to be surprised"), replace(wish(), muted=True), wish("I like ghost stories, but no cooking"))
    assert doubts(said, rows, ITEMS, NAMES) == ()


def test_a_wish_that_many_likes_passed_by_is_asked_about_while_more_of_it_waits() -> None:
    before = [*acts("g1 g2 g3 g4 g5 g6", Verdict.LIKED, 10), *acts("c30 c31 c32 c33", Verdict.LIKED, 12)]
    few, many = (acts(" ".join(f"c{n}" for n in range(count)), Verdict.LIKED, 100) for count in (4, 14))
    assert doubts([wish()], [*before, *few], ITEMS, NAMES) == ()
    (found,) = doubts([wish()], [*before, *many], ITEMS, NAMES)
    assert found.judged == 0 and found.others == 14
    assert found.reason == "You liked 14 other works since you last liked one like this."
    read_out = [one for one in ITEMS if not one.id.startswith("g") or int(one.id[1:]) <= 6]
    assert doubts([wish()], [*before, *many], read_out, NAMES) == ()


def test_the_order_in_which_acts_are_listed_and_imports_of_one_moment_change_nothing() -> None:
    rows = [*acts("g1 g2 g3", Verdict.LIKED, 10), *acts("g6 g7 g8 g9", Verdict.DISLIKED, 100)]
    assert doubts([wish()], rows, ITEMS, NAMES) == doubts([wish()], rows[::-1], ITEMS, NAMES)
    at_once = [replace(row, at=10.0) for row in rows]
    assert doubts([wish()], at_once, ITEMS, NAMES) == doubts([wish()], at_once[::-1], ITEMS, NAMES)


def test_a_confirmed_sentence_is_asked_about_again_only_by_what_comes_later(store) -> None:  # noqa: ANN001
    profile = Profile(store, lambda: 200.0)
    one = profile.add(GHOSTS).after
    assert one is not None
    store.put_statement(replace(one, updated=0.0))
    rows = acts("g1 g2 g3 g4", Verdict.DISLIKED, 10)
    assert len(doubts(profile.statements(), rows, ITEMS, NAMES)) == 1
    profile.confirm(one.id)
    assert doubts(profile.statements(), rows, ITEMS, NAMES) == ()
    assert len(doubts(profile.statements(), [*rows, *acts("g5 g6 g7", Verdict.DISLIKED, 300)], ITEMS, NAMES)) == 1
    profile.undo()
    assert len(doubts(profile.statements(), rows, ITEMS, NAMES)) == 1
