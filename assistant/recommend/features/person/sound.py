"""Recordings that sound like recordings that were liked, as far as the person's likes bear out that this tells."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import Evidence, PartId, SoundsLike
from assistant.language.normalise import flatten
from assistant.messages import joined, mark, titled, tr
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import WHICH_YOU_DID, deed_of, work_of
from assistant.recommend.features.context import RankingContext, largest, strongest, top_mean
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, Telling, register
from assistant.recommend.scoring import standardise
from assistant.recommend.sounds import Sounds

PART = "sounds_like"
MOST = 0.8
"""What a deviation weighs where the likes always sound more alike than anything else."""
PRIOR, COUNTED = 0.4, 6
"""How well sound is thought to tell likes before any is known, 0 to 1, and for how many likes that counts. None of the
public histories that weights are learned from holds a sound."""
_ALIKE = 0.5
_JUDGED, _AGAINST = 32, 256
"""Likes, and other recordings, that the replay looks at."""
_ASKED = 4


def _weigh(pool: Pool) -> Parts:
    context, sounds = pool.context, pool.context.catalogue.sounds
    liked, weights = _liked(context)
    if sounds is None or not len(liked):
        return {}
    heard = sounds.heard[pool.rows]
    alike = top_mean(largest(_others(sounds, pool.rows, liked), weights))
    # Against the recordings of the pool alone: a book is no less alike than it ever could be.
    within = int(heard[: pool.size].sum())
    part = np.zeros(len(pool.rows))
    part[heard] = weight_of(sounds, liked) * standardise(alike[heard], within)
    return {PART: part}


def weight_of(sounds: Sounds, liked: Rows) -> float:
    """MOST × how well the other likes tell each like from the rest of the recordings, by sound alone.

    Each of the likes is left out in turn and ranked by its likeness to the others; 2 × the share of recordings that
    it stands before, less 1, is 1 where sound always tells and 0 where it is chance. PRIOR counts as COUNTED likes.
    """
    judged = _spread(liked, _JUDGED)
    rest = _spread(np.setdiff1d(np.flatnonzero(sounds.heard), liked), _AGAINST)
    if len(judged) < 2 or not len(rest):
        return MOST * PRIOR
    own, others = sounds.between(judged, judged), sounds.between(rest, judged)
    ahead = float(np.mean([_ahead(np.delete(own[k], k), np.delete(others, k, axis=1)) for k in range(len(judged))]))
    told = (COUNTED * PRIOR + len(judged) * (2 * ahead - 1)) / (COUNTED + len(judged))
    return MOST * max(told, 0.0)


def _ahead(own: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """The share of other recordings, (recordings, likes), that are less like the likes than one that is, (likes,)."""
    ones = np.ones(len(own))
    mine, theirs = top_mean(largest(own[None, :], ones))[0], top_mean(largest(others, ones))
    return float((theirs < mine).mean() + 0.5 * (theirs == mine).mean())


def _spread(rows: Rows, most: int) -> Rows:
    """An even choice of at most so many."""
    return rows[np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(np.int64)]


def _liked(context: RankingContext) -> tuple[Rows, NDArray[np.float64]]:
    """The liked recordings that were heard and count most, and their weights."""
    sounds, person = context.catalogue.sounds, context.person
    if sounds is None:
        return np.zeros(0, np.int64), np.zeros(0)
    heard = sounds.heard[person.liked]
    return strongest(person.liked[heard], person.liked_weights[heard])


def _others(sounds: Sounds, rows: Rows, liked: Rows) -> NDArray[np.float32]:
    """Likeness to each like, (rows, likes); none to itself."""
    alike = sounds.between(rows, liked)
    alike[rows[:, None] == liked[None, :]] = 0.0
    return alike


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    """Around the likes that weigh most."""
    sounds = context.catalogue.sounds
    liked, weights = _liked(context)
    if sounds is not None and len(liked):
        asked = liked[np.argsort(-weights, kind="stable")][:_ASKED]
        alike = sounds.between(np.arange(len(context.catalogue)), asked).max(axis=1)
        yield "sounds like", best_rows(alike, allowed & sounds.heard, count // 2, positive=True)  # no words


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    """The like that it sounds most like, if they are alike and share what can be named."""
    sounds = context.catalogue.sounds
    liked, _ = _liked(context)
    if sounds is None or not len(liked) or not sounds.heard[row]:
        return []
    alike = _others(sounds, np.asarray([row]), liked)[0]
    nearest = int(liked[int(np.argmax(alike))])
    shared = sounds.in_common(row, nearest)
    if alike.max() < _ALIKE or not shared:
        return []
    return [SoundsLike(part, work_of(context.catalogue.items[nearest]), deed_of(context, nearest), shared)]


SHARED = {
    "tempo": mark("about as fast"),
    "brightness": mark("about as bright"),
    "energy": mark("about as lively"),
    "minor": mark("in minor as well"),
}


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, SoundsLike)
    work = titled(flatten(fact.work.title, 120), [flatten(name, 100) for name in fact.work.creators])
    names = {
        "works_and_deed": tr(WHICH_YOU_DID[fact.deed], works=work),
        "shared": joined([tr(SHARED[name]) for name in fact.shared]),
    }
    return Telling(
        tr("Sounds like {works_and_deed}: {shared}", **names),
        tr("It sounds like {works_and_deed}: {shared}", **names),
        tr("It also sounds like {works_and_deed}: {shared}", **names),
    )


register(
    Feature(
        mark("Sounds like what you liked"),
        "music",
        (Column(PART),),
        retrieve=_retrieve,
        weigh=_weigh,
        find=_find,
        tell=_tell,
        lowered_label=mark("Sounds unlike what you liked"),
    )
)
