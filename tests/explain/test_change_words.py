"""What would bring an item into the list is told for each kind of change, and what is not a change as well."""

import pytest

from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.evidence import Work
from assistant.explain.change_words import what_would_change_it
from assistant.recommend.candidates.eligible import Blocked
from assistant.recommend.counterfactual import (
    AlsoLiked,
    Change,
    KindAlone,
    MoreSurprising,
    Muted,
    TakenBack,
    WhyNot,
    Written,
)

DRACULA, EMMA = Work("d", Kind.BOOK, "Dracula", ("Bram Stoker",)), Work("e", Kind.BOOK, "Emma")
SHOWN = Recommendation(Item("i", Kind.BOOK, "Walden"), Score())


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (Muted("no jazz"), ["Mute", "no jazz"]),
        (TakenBack(DRACULA), ["Take back", "Dracula", "Bram Stoker"]),
        (MoreSurprising(), ["surprising"]),
        (AlsoLiked((DRACULA, EMMA)), ["Like", "Dracula", "Emma"]),
        (KindAlone(Kind.MUSIC), ["music", "alone"]),
        (Written("I like whales"), ["Write", "I like whales"]),
    ],
)
def test_a_change_names_what_it_is_about_and_where_it_leads(change: Change, named: list[str]) -> None:
    words = what_would_change_it(WhyNot(40, SHOWN, change=change, rank_after=9, enough=True))
    assert all(one in words for one in [*named, "9"]) and "40" not in words


def test_what_is_not_enough_says_so_first() -> None:
    enough = what_would_change_it(WhyNot(40, SHOWN, change=MoreSurprising(), rank_after=20, enough=True))
    words = what_would_change_it(WhyNot(40, SHOWN, change=MoreSurprising(), rank_after=20))
    nothing = what_would_change_it(WhyNot(40, SHOWN))
    assert words.startswith(nothing) and words.endswith(enough) and words != nothing


def test_an_item_that_is_in_or_may_not_come_in_is_not_promised_a_place() -> None:
    assert "3" in what_would_change_it(WhyNot(3, SHOWN, enough=True))
    told = {what_would_change_it(WhyNot(None, SHOWN, blocked=one)) for one in Blocked}
    assert len(told) == len(Blocked) and all(told)
