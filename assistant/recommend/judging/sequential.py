"""Which of two orders a person chose from more: every choice counted once, and a test that may be read at any time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from assistant.domain.entities import Interaction
from assistant.domain.feedback import worth
from assistant.storage.journal.records import ShownList

DECIDED = 20.0
"""By Ville's inequality two orders that are equal reach this once in twenty times, however often one looks."""
ENOUGH = 200
"""Choices after which two orders that were not told apart are called equal."""
_COUNTED_DAYS = 14.0
_DAY = 86_400.0
_CHOSEN = 0.15
"""From this worth on an act is a choice: opened, played, read or liked, not put aside."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`ours` and `theirs`: how many shown works the person chose that one or the other order had put there;
    `lists`: how many lists both took part in."""

    rival: str
    lists: int = 0
    ours: int = 0
    theirs: int = 0

    @property
    def evidence(self) -> float:
        """How many times better a preference of any size explains the choices than none: the Bayes factor of a uniform
        share against one half, 2ⁿ·k!(n−k)!/(n+1)! (Robbins 1970)."""
        n, k = self.ours + self.theirs, self.ours
        return exp(n * log(2) + lgamma(k + 1) + lgamma(n - k + 1) - lgamma(n + 2))

    @property
    def decided(self) -> bool:
        return self.evidence >= DECIDED

    @property
    def over(self) -> bool:
        """Whether it is decided, or so long undecided that the two are equal."""
        return self.decided or self.ours + self.theirs >= ENOUGH


def standing(rival: str, lists: Iterable[ShownList], acts: Sequence[Interaction]) -> Standing:
    """Counts, for the lists shown in which this rival took part, what was chosen within two weeks. A work is counted
    once, for whoever put it into the last list before it was chosen."""
    compared = sorted(
        (one for one in lists if any(row.get("rival") == rival for row in one.rows)), key=lambda one: one.at
    )
    chosen: dict[str, float] = {}
    for act in sorted(acts, key=lambda one: (one.at, one.id)):
        if (worth(act) or 0.0) >= _CHOSEN and act.item_id not in chosen:
            chosen[act.item_id] = act.at
    team: dict[str, str] = {}
    for one in compared:
        for row in one.rows:
            at = chosen.get(str(row["id"]))
            if "team" in row and at is not None and 0 <= at - one.at <= _COUNTED_DAYS * _DAY:
                team[str(row["id"])] = str(row["team"])
    ours = sum(side == OURS for side in team.values())
    return Standing(rival, len(compared), ours, len(team) - ours)


OURS, THEIRS = "ours", "theirs"  # no words
