"""What is said of a pick in a line or two: why it is here, else what it is."""

from assistant.domain.entities import Recommendation
from assistant.explain.blurb import blurb
from assistant.language.concepts import subject_name
from gui.look.labels import facts

GENERAL = frozenset({"new", "untouched"})
"""Kinds of evidence that are true of half the shelf and say nothing of the person."""
SUBJECTS = 4


def says_something(pick: Recommendation) -> bool:
    """Whether a reason says more than that a work is new here."""
    return any(fact.type not in GENERAL for fact in pick.evidence)


def pick_words(pick: Recommendation) -> str:
    """Its reason; where that is true of its neighbours too, what it is about, or its subjects, or its facts."""
    # One without a ledger comes from the last start, with what was told then.
    told = says_something(pick) or not pick.score.parts
    reason = pick.explanation.text if told and pick.explanation is not None else ""
    return (
        reason or blurb(pick.item) or " · ".join(map(subject_name, pick.item.subjects[:SUBJECTS])) or facts(pick.item)
    )
