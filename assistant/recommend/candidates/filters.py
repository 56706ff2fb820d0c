"""Filters of a list: how many works each value of one would leave, beside what the others let through."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.candidates.eligible import eligible
from assistant.recommend.catalogue import Mask
from assistant.recommend.features.context import RankingContext

LENGTHS = (30, 120, 360)
"""Minutes that a list may be kept to."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Works left by each subject, each first year of a decade, each language and each bound in minutes.

    Subjects and languages stand with the most works first, decades with the latest; what would leave none is missing.
    """

    genres: dict[str, int]
    decades: dict[int, int]
    languages: dict[str, int]
    minutes: dict[int, int]


def count_filters(context: RankingContext) -> Filters:
    """Each filter is counted as if nothing were chosen in it."""
    catalogue, request = context.catalogue, context.request

    def left(**opened: object) -> Mask:
        return eligible(replace(context, request=replace(request, **opened)))  # type: ignore[arg-type]

    subjects, (names, spoken) = catalogue.subjects, catalogue.languages
    rows = np.concatenate([np.zeros(0, np.int64), *subjects.holders])
    carried = np.repeat(np.arange(len(subjects.holders)), [len(one) for one in subjects.holders])
    carried = carried[left(subjects=())[rows]]
    years = catalogue.years[left(years=None)]
    decades = np.asarray(years[~np.isnan(years)], np.int64) // 10 * 10
    lasting = catalogue.minutes[left(minutes=None)]
    return Filters(
        {subjects.labels[code]: n for code, n in _frequent(carried)},
        dict(sorted(_frequent(decades), reverse=True)),
        {names[code]: n for code, n in _frequent(spoken[left(language="")]) if names[code]},
        {most: n for most in LENGTHS if (n := int(np.count_nonzero(lasting <= most)))},
    )


def _frequent(codes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """(code, how often), the most frequent first, ties by code."""
    found, counts = np.unique(codes, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return list(zip(found[order].tolist(), counts[order].tolist(), strict=True))
