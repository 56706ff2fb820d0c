"""Works as facts name them: which of them are near to an item, and what the person did with them."""

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.evidence import Deed, KnownWork, PartId, Work
from assistant.messages import mark
from assistant.recommend.catalogue import KINDS, Catalogue, Rows
from assistant.recommend.evidence.told_tags import shared_tags
from assistant.recommend.features.context import RankingContext
from assistant.recommend.text.text_features import names_key

_OTHER_KIND = 0.15
"""How much nearer an item of another kind must be to convince: a record is not close to a novel as a novel is."""
_NEARLY = 0.7
_NAMED = 2
_DEEDS = {
    Verdict.FINISHED: Deed.FINISHED,
    Verdict.DROPPED: Deed.DROPPED,
    Verdict.PLAYED: Deed.PLAYED,
    Verdict.READING: Deed.READING,
    Verdict.OPENED: Deed.OPENED,
    Verdict.SKIPPED: Deed.SKIPPED,
    Verdict.ASIDE: Deed.ASIDE,
}

WHICH_YOU_DID = {
    Deed.LIKED: mark("{works}, which you liked"),
    Deed.RATED_HIGH: mark("{works}, which you rated highly"),
    Deed.RATED: mark("{works}, which you rated"),
    Deed.RATED_LOW: mark("{works}, which you gave a low rating to"),
    Deed.FINISHED: mark("{works}, which you finished"),
    Deed.PLAYED: mark("{works}, which you played"),
    Deed.READING: mark("{works}, which you are reading"),
    Deed.OPENED: mark("{works}, which you opened"),
    Deed.SKIPPED: mark("{works}, which you skipped"),
    Deed.ASIDE: mark("{works}, which you put aside"),
    Deed.DROPPED: mark("{works}, which you dropped"),
    Deed.DISLIKED: mark("{works}, which you disliked"),
}


def work_of(item: Item) -> Work:
    """An item as a sentence names it; a creator that repeats the title is left out."""
    creators = tuple(name for name in item.creators[:1] if names_key(name) != names_key(item.title))
    return Work(item.id, item.kind, item.title, creators)


def deed_of(context: RankingContext, row: int) -> Deed:
    """What the person did with an item that they gave feedback on."""
    signals = context.person.signals
    place = int(np.searchsorted(signals.rows, row))
    verdict, target = signals.verdicts[place], float(signals.targets[place])
    if verdict is Verdict.RATED:
        return Deed.RATED_HIGH if target > 0.5 else Deed.RATED_LOW if target < 0 else Deed.RATED
    return _DEEDS.get(verdict, Deed.LIKED if target > 0 else Deed.DISLIKED)


def nearest_known(
    context: RankingContext,
    row: int,
    part: PartId,
    rows: Rows,
    weights: NDArray[np.float64],
    similarity: NDArray[np.float32],
    near: float,
) -> list[KnownWork]:
    """The nearest of `rows` to another item, and the next if it is nearly as near; none when all are far, or when the
    guide knows them and they share too little by it."""
    catalogue = context.catalogue
    closeness = similarity - _OTHER_KIND * (catalogue.kinds[rows] != catalogue.kinds[row])
    closeness[(rows == row) | _of_papers(catalogue, rows, row)] = -1.0
    # By nearness alone: what is said to be close must be what is closest, however much it is liked.
    order = np.lexsort((-weights, -closeness))[:_NAMED].tolist()
    least = max(near, _NEARLY * float(closeness[order[0]]))
    found = [int(rows[k]) for k in order if closeness[k] >= least]
    shared = {one: shared_tags(catalogue.tags, row, one) for one in found}
    return [
        KnownWork(part, work_of(catalogue.items[one]), deed_of(context, one), shared[one].tags)
        for one in found
        if shared[one].tags or not shared[one].known
    ]


def _of_papers(catalogue: Catalogue, rows: Rows, row: int) -> NDArray[np.bool_]:
    """Which of `rows` are papers while `row` is none, or none while it is one: no novel is close to a letter."""
    papers = catalogue.kinds == KINDS.index(Kind.DOCUMENT)
    return np.asarray(papers[rows] != papers[row])


def near_liked(context: RankingContext, row: int, part: PartId, value: float) -> list[KnownWork]:
    """The liked items nearest to this one by kinship."""
    person = context.person
    if not len(person.liked):
        return []
    near, close = context.near_liked(row), context.kin.close
    return nearest_known(context, row, part, person.liked, person.liked_weights, near, close)


def own_label(names: tuple[str, ...], label: str) -> str:
    """A name as the item itself spells it."""
    return next((name for name in names if names_key(name) == names_key(label)), label)
