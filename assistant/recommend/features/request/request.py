"""The words of a request: in meaning, word for word, by names and facets, in full texts and in passages."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from assistant.domain.evidence import Evidence, Match, PartId, RequestMatch, TagsFit
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Floats, Mask, Rows
from assistant.recommend.evidence.told_tags import tags_for
from assistant.recommend.evidence.words_held import words_held
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, Parts, Pool, register

_WORD_FOR_WORD = frozenset({"request_words", "request_names", "request_text"})
"""Columns that compare words and names; the others compare meanings."""
_UNTOLD = "request_facets"
"""A column that counts without a fact of its own."""
_NEAR = 0.35
"""How near in meaning an item must be to a request to be called so."""
_NEAR_ABROAD = 0.25
"""The same in the space of all languages, where unrelated texts are at .00 ± .065."""
_WORDS_TOLD = 3
_TOKENS = "request_tokens"
_COMPARED = (
    "request", "request_words", "request_passage", "request_passages",
    "request_world", "request_world_passage", "request_world_passages",
)  # fmt: skip
_FACETS = 6.0
"""Of 449 wishes of ten libraries 2, 3, 4 and 6 let 189, 190, 193 and 197 succeed, with .567, .574, .582 and
.591 of average precision."""
_FITS = 1.6
"""What would do for such a wish, as people judged. Of the same wishes 0, 1, 1.6, 2.6 and 3.9 let 196, 204, 204, 200 and
198 succeed (as many right among five as are asked for, none annoying), with .564, .583, .589, .593 and .591."""
_MET = 100
"""Candidates that are compared word by word. Of 525 queries in five languages for 1,007 books the right one is among
the first 50 in .914, among the first 100 in .947."""
_WEIGHT, _WEIGHT_ABROAD = 0.8, 1.5
"""In deviations of what the request's other columns add to these candidates. On 500 requests of TOMT for 2,679 books 0,
.4, .8 and 1 find .528, .554, .556 and .546 among ten, and .262, .290, .304 and .294 first; on the queries in five
languages 0, 1, 1.5 and 2 give hit@1 .531, .749, .754 and .747."""


def _measure(context: RankingContext, rows: Rows) -> Columns:
    asked = context.asked
    if asked is None:
        return {}
    columns: Columns = {}
    if asked.columns is not None:
        columns["request"] = asked.columns[0, rows].astype(np.float64)
    if context.is_of_card:
        named = {"request_names": asked.names, "request_facets": asked.facets}
        return columns | _held(rows, {"request_fits": asked.fits, **named})
    others = {
        "request_fits": asked.fits,
        "request_words": asked.words,
        "request_names": asked.names,
        "request_facets": asked.facets,
        "request_text": asked.found,
        "request_passage": None if asked.passages is None else asked.passages[0],
        "request_passages": None if asked.passages is None else asked.passages[1],
        "request_world": asked.world,
        "request_world_passage": None if asked.world_passages is None else asked.world_passages[0],
        "request_world_passages": None if asked.world_passages is None else asked.world_passages[1],
    }
    return columns | _held(rows, others)


def _meet(pool: Pool) -> Parts:
    """The candidates that the words speak for most are compared word by word; of the others nothing more is known."""
    context, asked = pool.context, pool.context.asked
    if asked is None or context.is_of_card:
        return {}
    so_far = np.sum([part for name, part in pool.parts.items() if name in _COMPARED], axis=0)
    if not np.ndim(so_far):
        return {}
    best = np.argsort(-so_far[: pool.size], kind="stable")[:_MET]
    # One that is measured beside the pool is met too, if it would be among them.
    beside = np.arange(pool.size, len(pool.rows))
    chosen = np.concatenate([best, beside[so_far[beside] >= so_far[best].min()]])
    met = asked.meet(pool.rows[chosen], len(best))
    if met is None:
        return {}
    spread = float(met[: len(best)].std())
    if spread < 1e-9:
        return {}
    # Words of a need ("for a rainy afternoon") are met by chance.
    weight = (_WEIGHT_ABROAD if asked.foreign else _WEIGHT) * (1 - context.of_need) * float(so_far[best].std())
    # What was not compared is taken to be met as little as the least of these.
    part = np.full(len(pool.rows), float(met.min()))
    part[chosen] = met
    return {_TOKENS: weight / spread * (part - float(met[: len(best)].mean()))}


def _held(rows: Rows, others: Mapping[str, Floats | None]) -> Columns:
    there = {name: column for name, column in others.items() if column is not None and np.any(column)}
    return {name: column[rows].astype(np.float64) for name, column in there.items()}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    asked = context.asked
    if asked is None:
        return
    if asked.columns is not None:
        yield "request", best_rows(asked.columns[0], allowed, 2 * count)
        yield "request", best_rows(asked.columns.mean(axis=0), allowed, 2 * count)
    passages = [column for both in (asked.passages, asked.world_passages) if both is not None for column in both]
    for column in (asked.words, asked.names, asked.found, asked.world, asked.fits, *passages):
        if column is not None:
            yield "request", best_rows(column, allowed, 2 * count, positive=True)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> Sequence[Evidence]:
    """What the guide says of the item that goes with the request; the words of the request that the item has, or that
    its meaning is near to them all."""
    text, asked = context.request.text.strip(), context.asked
    if not text or asked is None or part == _UNTOLD:
        return []
    if part == "request_fits":
        return _by_tags(context, row, part)
    held, wanted = words_held(context.catalogue.items[row], text)
    if held and len(held) == wanted:
        return [RequestMatch(part, (text,), Match.ALL)]
    met = [columns[:, row].max() for columns in (asked.columns, asked.passages) if columns is not None]
    abroad = [
        columns[row]
        for columns in (asked.world, *(() if asked.world_passages is None else asked.world_passages))
        if columns is not None
    ]
    near = max(met, default=0.0) >= _NEAR or max(abroad, default=0.0) >= _NEAR_ABROAD
    if part not in _WORD_FOR_WORD and near:
        return [RequestMatch(part, (text,), Match.MEANING)]
    return [RequestMatch(part, tuple(held[:_WORDS_TOLD]), Match.SOME)] if held else []


def _by_tags(context: RankingContext, row: int, part: PartId) -> list[TagsFit]:
    asked, catalogue = context.asked, context.catalogue
    if asked is None or asked.tags is None:
        return []
    denied = (split_negations(context.request.text)[1], *(one.text for one in context.avoided))
    unwanted = frozenset(fold(" ".join(denied)).split())
    tags = tags_for(catalogue.tags, row, asked.tags, unwanted, beside_work=len(context.seeds) > 0)
    return [TagsFit(part, catalogue.items[row].id, tags)] if tags else []


register(
    Feature(
        mark("What you asked for"),
        "search",
        (
            Column("request"),
            Column("request_words"),
            Column("request_names", 2.0, direct=True),
            Column("request_facets", _FACETS, direct=True),
            Column("request_text", 0.5, direct=True),
            Column("request_fits", _FITS),
            Column("request_passage"),
            Column("request_passages"),
            Column("request_world"),
            Column("request_world_passage"),
            Column("request_world_passages"),
            Column(_TOKENS, direct=True),
        ),
        _measure,
        _retrieve,
        _meet,
        find=_find,
        whole=True,
    )
)
