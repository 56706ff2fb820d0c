"""What would bring an item into the list, in words."""

from assistant.domain.evidence import Work
from assistant.messages import decimal, joined, mark, quoted, titled, tr
from assistant.recommend.candidates.eligible import Blocked
from assistant.recommend.counterfactual import (
    AlsoLiked,
    Change,
    KindAlone,
    MoreSurprising,
    Muted,
    TakenBack,
    WhyNot,
    Without,
    Written,
)
from assistant.recommend.evidence.works import WHICH_YOU_DID

_BLOCKED = {
    Blocked.HIDDEN: mark("It is hidden."),
    Blocked.CONSUMED: mark("You have already finished or judged it."),
    Blocked.SNOOZED: mark("You said “not now”; it returns two weeks after that."),
    Blocked.CONDITIONS: mark("It does not meet the conditions of this list."),
}


def what_would_change_it(answer: WhyNot) -> str:
    """Where the item stands, or what would move it and how far."""
    if answer.blocked is not None:
        return tr(_BLOCKED[answer.blocked])
    if answer.change is None:
        if answer.enough:
            return tr("It is in the list already, at place {place}.", place=answer.rank)
        return tr("No single small change would bring it in.")
    moved = tr("{change}, and it would move to number {place}.", change=_told(answer.change), place=answer.rank_after)
    if answer.enough:
        return moved
    none, helps = tr("No single small change would bring it in."), tr("What helps most: {change}", change=moved)
    return f"{none} {helps}"


def place_without(answer: Without) -> str:
    """Where an item would stand without one thing that the person said or did."""
    if answer.work is None or answer.deed is None:
        return tr(
            "Without your sentence {sentence} it would be number {place}.",
            sentence=quoted(answer.sentence),
            place=decimal(answer.rank),
        )
    known = tr(WHICH_YOU_DID[answer.deed], works=_named(answer.work))
    return tr("Without {work}, it would be number {place}.", work=known, place=decimal(answer.rank))


def _told(change: Change) -> str:
    match change:
        case Muted():
            return tr("Mute {sentence} in your profile", sentence=quoted(change.sentence))
        case TakenBack():
            return tr("Take back what you said of {work}", work=_named(change.work))
        case MoreSurprising():
            return tr("Move the first slider to surprising")
        case AlsoLiked():
            return tr("Like {works}", works=joined([_named(work) for work in change.works]))
        case KindAlone():
            return tr("Ask for the kind {kind} alone", kind=quoted(change.kind.value))
        case Written():
            return tr("Write {sentence} in your profile", sentence=quoted(change.sentence))


def _named(work: Work) -> str:
    return titled(work.title, work.creators)
