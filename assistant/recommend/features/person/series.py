"""Series: how much one that was begun is liked, whether this is its next part, and later parts of others."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import PartId, SeriesPart
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import keep_allowed
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import work_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.text.series import series_of


def _measure(context: RankingContext, rows: Rows) -> Columns:
    """Liking of a series begun; the same for its next part; and 1 for a later part of a series not begun."""
    codes, numbers = context.catalogue.series_codes[rows], context.catalogue.series_numbers[rows]
    begun, follows, late = np.zeros(len(rows)), np.zeros(len(rows)), np.zeros(len(rows))
    for position in np.flatnonzero(codes >= 0).tolist():
        known, number = context.person.series.get(int(codes[position])), numbers[position]
        if known is None:
            late[position] = number > 1
            continue
        begun[position] = known.liking / (1 + abs(known.liking))
        follows[position] = max(begun[position], 0.0) * (0 < number - known.reached <= 1)
    return {"series": begun, "series_next": follows, "series_late": late}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    """The parts of every series begun."""
    found = [context.catalogue.series.holders[code] for code in context.person.series]
    if found:
        yield "series", keep_allowed(allowed, np.concatenate(found), count)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[SeriesPart]:
    catalogue = context.catalogue
    name, number = series_of(catalogue.items[row])
    known = context.person.series.get(int(catalogue.series_codes[row]))
    if known is None or known.liking <= 0 or known.row == row or part == "series_late":
        return []
    step = (number or 0.0) - known.reached
    return [SeriesPart(part, work_of(catalogue.items[known.row]), name, follows=0 < step <= 1)]


register(
    Feature(
        mark("Its series"),
        "library",
        (Column("series", direct=True), Column("series_next", 1.0, direct=True), Column("series_late", direct=True)),
        _measure,
        _retrieve,
        find=_find,
    )
)
