"""Why a document is worth returning to, in words."""

from assistant.domain.digest import Worth
from assistant.explain.evidence_words import work_name
from assistant.messages import mark, tr, trn
from assistant.recommend.evidence.works import WHICH_YOU_DID

_DAY = 86_400.0


def worth_words(one: Worth, now: float) -> str:
    """How long it lay, and what it is near to; two short sentences."""
    lay = lain(now - one.last)
    said = mark("Not opened for {time}.") if one.opened else mark("Its file has not changed for {time}.")
    rested = tr(said, time=lay)
    near = tr("It is close to {works_and_deed}", works_and_deed=tr(WHICH_YOU_DID[one.deed], works=work_name(one.near)))
    return f"{rested} {near}."


def lain(seconds: float) -> str:
    """A long time, in months and years where days would say too much."""
    days = int(seconds / _DAY)
    if days < 60:
        return trn("{n} day", "{n} days", days)
    if days < 730:
        return trn("{n} month", "{n} months", days // 30)
    return trn("{n} year", "{n} years", days // 365)
