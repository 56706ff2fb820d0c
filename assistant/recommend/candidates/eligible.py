"""Which items may be recommended at all, and why others may not."""

from enum import Enum, auto

import numpy as np

from assistant.domain.entities import Kind
from assistant.recommend.catalogue import KINDS, Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.text.conditions import allowed_rows


class Blocked(Enum):
    """Why an item may not be recommended."""

    HIDDEN = auto()
    CONSUMED = auto()
    SNOOZED = auto()
    CONDITIONS = auto()


def eligible(context: RankingContext) -> Mask:
    """(items,): not hidden, consumed, snoozed or excluded, and within the request's conditions."""
    request, catalogue = context.request, context.catalogue
    kind = request.kind.value if request.kind is not None else None
    allowed = allowed_rows(catalogue, kind, request.language, request.years, request.minutes, strict=request.strict)
    for names, index in ((request.creators, catalogue.creators), (request.subjects, catalogue.subjects)):
        if names:
            carrying = np.zeros(len(catalogue), np.bool_)
            carrying[np.concatenate([index.items(name) for name in names])] = True
            allowed &= carrying
    allowed &= ~catalogue.hidden_rows(context.history.hidden)
    out = [catalogue.row[i] for i in request.exclude | set(request.like) if i in catalogue.row]
    out += [catalogue.row[i] for i in request.avoid if i in catalogue.row]
    allowed[out] = False
    allowed[_finished(context)] = False
    allowed[context.person.signals.snoozed] = False
    return allowed


def _finished(context: RankingContext) -> Rows:
    """Rows that the person is done with. Music that they like is heard again where a wish in words asks for some."""
    request, signals = context.request, context.person.signals
    if not (request.known or request.text):
        return signals.consumed
    liked = signals.rows[signals.targets > 0]
    if not request.known:
        liked = liked[context.catalogue.kinds[liked] == KINDS.index(Kind.MUSIC)]
    return np.setdiff1d(signals.consumed, liked)


def reason_blocked(context: RankingContext, row: int) -> Blocked | None:
    """Why an item may not be recommended; None when it may."""
    signals = context.person.signals
    if context.catalogue.hidden_rows(context.history.hidden)[row]:
        return Blocked.HIDDEN
    if row in _finished(context):
        return Blocked.CONSUMED
    if row in signals.snoozed:
        return Blocked.SNOOZED
    return None if eligible(context)[row] else Blocked.CONDITIONS
