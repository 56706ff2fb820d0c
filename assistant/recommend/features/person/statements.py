"""The sentences of the profile: each is a part of its own, that speaks of the items of its kind."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Statement
from assistant.domain.evidence import STATEMENT, Averse, Fits, PartId, Sentence
from assistant.language.facet_parser import read_facets
from assistant.language.taste.reading import sides_of
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import first_allowed, keep_allowed
from assistant.recommend.catalogue import KINDS, Catalogue, Mask, Rows
from assistant.recommend.evidence.words_held import subject_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, register
from assistant.recommend.scoring import standardise
from assistant.recommend.text.query import Asked

MEANING, FACET, AVERSION = 0.6, 3.0, 8.0
"""Weights of nearness in meaning and of a facet named; an aversion that names something weighs most of all."""
_FITS = 0.5
"""What a statement at full strength must have added before an item is said to fit it; below, others fit as well."""
_FITS_BY_MEANING = 1.2
"""The same for one that names nothing that can be checked: two deviations nearer in meaning than the others."""


def _weigh(pool: Pool) -> Parts:
    """A statement weighs the items that it speaks of against each other, and says nothing of other kinds."""
    context, rows = pool.context, pool.rows
    parts: Parts = {}
    for statement, asked in context.statements:
        concerned = _concerned(context.catalogue, statement, rows)
        felt = np.zeros(len(rows))
        weight = context.says[statement.id]
        felt[concerned] = statement_part(weight, asked, rows[concerned], int(concerned[: pool.size].sum()))
        parts[PartId.of_statement(statement.id)] = felt
    return parts


def _concerned(catalogue: Catalogue, statement: Statement, rows: Rows) -> Mask:
    """Which items a statement speaks of, by kind, (pool,)."""
    if statement.kind is None:
        return np.ones(len(rows), np.bool_)
    return np.asarray(catalogue.kinds[rows] == KINDS.index(statement.kind), np.bool_)


def statement_part(weight: float, asked: Asked, rows: Rows, pool: int) -> NDArray[np.float64]:
    """weight·(facet match, by its rarity, or else the z of the similarity) of one statement over the candidates.

    What names a facet is judged by that facet: the similarity of its words would only blur it. Where none of the
    candidates carries what is named, only their meaning is left.
    """
    felt = np.zeros(len(rows))
    carried = asked.names is not None and bool(np.any(asked.names[rows]))
    if not carried and not (asked.measured and asked.facets is not None):
        felt += MEANING * _meaning(asked, rows, pool)
    facet = FACET if weight > 0 else AVERSION
    if asked.names is not None:
        felt += facet * (asked.rarity if weight > 0 else 1.0) * asked.names[rows]
    if asked.facets is not None:
        felt += facet * asked.facets[rows]
    part = weight * felt
    return part if asked.against is None else part + statement_part(-weight, asked.against, rows, pool)


def _meaning(asked: Asked, rows: Rows, pool: int) -> NDArray[np.float64]:
    """z of the similarity, in the space of English and in that of all languages alike; (rows,)."""
    spaces = [asked.columns[0]] if asked.columns is not None else []
    spaces += [asked.world] if asked.world is not None else []
    if not spaces:
        return np.zeros(len(rows))
    return np.asarray(np.mean([standardise(one[rows].astype(np.float64), pool) for one in spaces], axis=0))


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    for _, asked in context.statements:
        yield STATEMENT, _named_or_near(asked, allowed, count // 2)


def _named_or_near(asked: Asked, allowed: Mask, count: int) -> Rows:
    """Those that carry a name; where none is named, those nearest in meaning."""
    if asked.names is not None:
        return keep_allowed(allowed, asked.carriers, count)
    columns = asked.columns
    return first_allowed(asked.nearest, lambda: columns[0], allowed, count) if columns is not None else asked.nearest


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Sentence]:
    """A wish speaks for what it raises, an aversion against what it lowers; the reverse explains nothing."""
    for statement, asked in context.statements:
        least = _FITS_BY_MEANING if asked.names is None and asked.facets is None else _FITS
        if statement.id == part.statement and value * statement.polarity > least * abs(context.says[statement.id]):
            if statement.polarity > 0:
                return _wished(context.catalogue.items[row], statement, part)
            return [Averse(part, statement.id, statement.text)]
    return []


def _wished(item: Item, statement: Statement, part: PartId) -> list[Sentence]:
    """An aria may be as quiet as a sentence wants, and still is no “quiet piano music”: an item fits if it has a genre,
    a theme and a mood of those named. Where no mood of it is known, only the subject that it has is told."""
    named, whole = read_facets(sides_of(statement.text)[0]), Fits(part, statement.id, statement.text)
    if not item.subjects and not item.moods:
        return [whole]
    groups = [group for group in (named.genres, named.themes) if group and item.subjects]
    held = [next(filter(None, (subject_of(item, one) for one in group)), "") for group in groups]
    if not all(held):
        return []
    moods = [one for one in named.moods if one in item.moods or subject_of(item, one)]
    if moods or not named.moods:
        return [whole]
    if item.moods or not held:
        return []
    return [Fits(part, statement.id, statement.text, held[-1])]


register(
    Feature(
        mark("A sentence of your profile"),
        "quote",
        (Column(STATEMENT),),
        retrieve=_retrieve,
        weigh=_weigh,
        find=_find,
        either=True,
    )
)
