"""The sliders from short to long, from old to new and from niche to well known: what lies on the wanted side gains, the
other side loses."""

import numpy as np
from numpy.typing import NDArray

from assistant.messages import mark
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, register
from assistant.recommend.scoring import standardise, summed

STRENGTH = 0.5
"""Of the spread of the best scores, what one standard deviation is worth at the end of a slider."""
MIDDLE = 0.5
_HEAD = 50


def _adjust(pool: Pool) -> Parts:
    request = pool.context.request
    wanted = {"long": request.length, "new": request.newness, "renown": request.renown}
    felt = {name: 2 * (value - MIDDLE) for name, value in wanted.items() if value is not None and value != MIDDLE}
    if not felt:
        return {}
    head = np.sort(summed(pool.parts, len(pool.rows))[: pool.size])[-_HEAD:]
    strength = STRENGTH * max(1.0, float(np.ptp(head)))
    measure = {"long": _lengths, "new": _years, "renown": _renown}
    found = {name: strength * share * measure[name](pool) for name, share in felt.items()}
    return {name: values for name, values in found.items() if np.any(values)}


def _lengths(pool: Pool) -> NDArray[np.float64]:
    """How long a work is for one of its kind: an hour is short for a book and long for a piece; (candidates,)."""
    catalogue = pool.context.catalogue
    minutes, kinds = np.log1p(catalogue.minutes[pool.rows].astype(np.float64)), catalogue.kinds[pool.rows]
    found = np.zeros(len(pool.rows))
    for kind in np.unique(kinds):
        found[kinds == kind] = _known(minutes[kinds == kind], int(np.count_nonzero(kinds[: pool.size] == kind)))
    return found


def _years(pool: Pool) -> NDArray[np.float64]:
    """How new a work is among the candidates: (candidates,)."""
    return _known(pool.context.catalogue.years[pool.rows].astype(np.float64), pool.size)


def _renown(pool: Pool) -> NDArray[np.float64]:
    """How many of the pack's crowd know a work, among the candidates; nothing without a pack: (candidates,)."""
    pack = pool.context.pack
    if pack is None:
        return np.zeros(len(pool.rows))
    popular = pool.context.pack_columns["pack_popular"][pool.rows].astype(np.float64)
    return _known(np.where(pack.known[pool.rows], popular, np.nan), pool.size)


def _known(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """z-scores by the first `size`; what is unknown stands in the middle."""
    known = np.isfinite(values)
    if not known[:size].any():
        return np.zeros(len(values))
    return standardise(np.where(known, values, values[:size][known[:size]].mean()), size)


register(Feature(mark("As short or long as you want it"), "clock", (Column("long"),), adjust=_adjust, whole=True))
register(Feature(mark("As old or new as you want it"), "clock", (Column("new"),), whole=True))
register(Feature(mark("As well known as you want it"), "for-you", (Column("renown"),), whole=True))
