"""What to get next, and why, in words."""

from assistant.domain.kinds import ONE
from assistant.domain.to_get import Cause, ToGet
from assistant.messages import decimal, joined, quoted, tr

_NAMED = 3


def to_get_title(one: ToGet) -> str:
    """What to look for."""
    match one.cause:
        case Cause.GAP:
            return tr("{series}, part {n}", series=one.title, n=decimal(one.part))
        case Cause.FURTHER:
            return tr("{series}, after part {n}", series=one.title, n=decimal(one.part))
        case Cause.CREATOR:
            return tr("More by {name}", name=joined(one.creators))
        case _:
            return one.title


def to_get_reason(one: ToGet) -> str:
    """Why, in a sentence that speaks of one's own shelves."""
    works = joined([quoted(item.title) for item in one.owned[:_NAMED]])
    match one.cause:
        case Cause.GAP:
            return tr("It is missing beside {works}.", works=works)
        case Cause.FURTHER:
            return tr("You know all the parts you have, the last being {works}. There may be another.", works=works)
        case Cause.CREATOR:
            if len(one.owned) > _NAMED:
                return tr("You liked all {n} of theirs that you have, such as {works}.", n=len(one.owned), works=works)
            return tr("You liked {works}, and have nothing else of theirs.", works=works)
        case Cause.CROWD:
            return tr("Others who enjoyed {works} enjoyed it, too.", works=works)
        case _:
            return one.reason or tr("It is on your wish list.")


def to_get_facts(one: ToGet) -> str:
    """Its kind and who made it, in small print."""
    makers = joined(one.creators) if one.cause is not Cause.CREATOR else ""
    return "  ·  ".join(filter(None, (tr(ONE[one.kind]), makers)))
