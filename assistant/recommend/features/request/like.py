"""Nearness to the works that a request names: by kinship, and by the subjects shared with them word for word."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import CloseToNamed, Evidence, PartId, SubjectOfNamed
from assistant.guide.tag_words import is_form
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.told_tags import shared_tags
from assistant.recommend.evidence.works import work_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.text.subject_overlap import shared_subject, shared_with
from assistant.recommend.text.text_features import names_key

_LIKE = 8.0
"""Of 158 wishes for something like a work, most of them with a difference, of twelve sets, 5 and 8 let 88 and 91
succeed; with the cosines of texts instead of kinship 2.5 let 85."""
_TELLING = 0.5
"""How telling a shared subject must be, from 0 for one that all works carry to 1 for one that these two alone do."""


def _measure(context: RankingContext, rows: Rows) -> Columns:
    if not len(context.seeds):
        return {}
    return {
        "like": context.kin.between(rows, context.seeds).max(axis=1).astype(np.float64),
        "like_shared": shared_with(context.catalogue, context.seeds.tolist(), rows),
    }


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    if len(context.seeds):
        yield "like", best_rows(context.kin.to_all(context.seeds).max(axis=0), allowed, 2 * count)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    """What the two share: by the guide, else by a subject that says more than that they are close."""
    close = _by_kinship(context, row, part) if part == "like" else None
    if close is not None and close.shared:
        return [close]
    shared = shared_with(context.catalogue, context.seeds.tolist(), np.asarray([row]))[0]
    found = _by_subject(context, row, part) if shared >= _TELLING else close
    if isinstance(found, SubjectOfNamed) and is_form(found.own):
        found = close
    return [found] if found is not None else []


def _by_kinship(context: RankingContext, row: int, part: PartId) -> CloseToNamed | None:
    """The item of the request that this one is nearest to."""
    similarity = context.kin.between(np.asarray([row]), context.seeds)[0]
    best = int(np.argmax(similarity))
    if similarity[best] < context.kin.close:
        return None
    seed = int(context.seeds[best])
    shared = shared_tags(context.catalogue.tags, row, seed)
    if shared.known and not shared.tags:
        return None
    return CloseToNamed(part, work_of(context.catalogue.items[seed]), shared.tags)


def _by_subject(context: RankingContext, row: int, part: PartId) -> SubjectOfNamed | None:
    """The most telling subject that this item shares with one of the request, if not by name then in a word."""
    catalogue = context.catalogue
    shared = shared_subject(catalogue, context.seeds.tolist(), row)
    if shared is None:
        return None
    own, seed, theirs = shared
    same = names_key(own) == names_key(theirs)
    return SubjectOfNamed(part, work_of(catalogue.items[seed]), own, theirs, same)


register(
    Feature(
        mark("Close to what you named"),
        "search",
        (Column("like", _LIKE), Column("like_shared", 6.0, direct=True)),
        _measure,
        _retrieve,
        find=_find,
        lowered_label=mark("Unlike what you named"),
        whole=True,
    )
)
