"""The person's usual mix: of kinds of works, of writing systems, and of decades."""

import numpy as np

from assistant.messages import mark
from assistant.recommend.catalogue import KINDS, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register

_UNSEEN = 0.02


def _kind(context: RankingContext, rows: Rows) -> Columns:
    catalogue, person = context.catalogue, context.person
    several = np.count_nonzero(np.bincount(catalogue.kinds, minlength=len(KINDS))) > 1
    if not len(person.liked) or not several:
        return {}
    return {"kind": np.log(0.1 + person.kind_shares[catalogue.kinds[rows]])}


def _language(context: RankingContext, rows: Rows) -> Columns:
    if not len(context.person.liked):
        return {}
    return {"language": np.log(_UNSEEN + context.person.scripts[context.catalogue.scripts[rows]])}


def _era(context: RankingContext, rows: Rows) -> Columns:
    catalogue, person = context.catalogue, context.person
    if not len(person.liked) or not np.isfinite(catalogue.years[rows]).any():
        return {}
    return {"era": np.log(person.eras[catalogue.eras[rows]])}


register(Feature(mark("Your mix of books, music and documents"), "shelf", (Column("kind", 0.3, direct=True),), _kind))
register(Feature(mark("Its language"), "info", (Column("language", direct=True),), _language))
register(Feature(mark("When it was made"), "clock", (Column("era", direct=True),), _era))
