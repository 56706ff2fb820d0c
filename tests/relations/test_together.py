"""What goes together: met again and again, more often than by chance, or put into the same list."""

from assistant.domain.entities import Interaction, Verdict
from assistant.relations.together import MOST_A_DAY, Together

DAY = 86_400.0


def used(days: dict[int, str]) -> list[Interaction]:
    """One act for each letter of each day."""
    acts = [(day, item_id) for day, ids in days.items() for item_id in ids]
    return [Interaction(n, item_id, Verdict.PLAYED, 1.7e9 + day * DAY) for n, (day, item_id) in enumerate(acts)]


def test_two_that_meet_again_and_again_go_together() -> None:
    together = Together(used({1: "ab", 5: "ab", 9: "abc", 12: "c", 15: "d", 18: "d"}), {})
    (edge,) = together.of("a")
    assert (edge.item_id, edge.days, edge.own_days) == ("b", 3, 3)


def test_what_is_used_every_day_goes_with_nothing() -> None:
    """It meets everything, as chance has it."""
    days = {day: "a" + "bcdefg"[day % 6] for day in range(24)}
    assert list(Together(used(days), {}).of("a")) == []


def test_an_import_of_one_day_tells_nothing() -> None:
    many = [Interaction(n, f"i{n}", Verdict.FINISHED, 1.7e9) for n in range(MOST_A_DAY + 1)]
    again = [Interaction(n, f"i{n}", Verdict.FINISHED, 1.7e9 + DAY) for n in range(MOST_A_DAY + 1)]
    assert list(Together([*many, *again], {}).of("i1")) == []


def test_a_list_of_ones_own_ties_what_it_holds() -> None:
    together = Together([], {"Rain": ["a", "b"], "All": ["a", "b", "c", "d", "e", "f", "g", "h"]})
    edges = {edge.item_id: edge for edge in together.of("a")}
    assert edges["b"].lists == ("Rain", "All") and edges["c"].lists == ("All",)
    assert edges["b"].weight > edges["c"].weight


def test_a_clock_beyond_the_calendar_harms_nothing() -> None:
    odd = [Interaction(1, "a", Verdict.PLAYED, 1e300), Interaction(2, "a", Verdict.PLAYED, -1e18)]
    assert list(Together(odd, {}).of("a")) == []
