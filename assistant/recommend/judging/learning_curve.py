"""How the guesses get better with what the person has told: the latest likes guessed anew from only a part of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from assistant.domain.entities import Origin
from assistant.domain.errors import Cancelled
from assistant.messages import tr
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import bootstrap_interval
from assistant.recommend.offline_evaluation import Cut, Interval, JudgingProgress, Known, guessed_ahead
from assistant.recommend.recommender import Recommender

SIZES = (0, 1, 3, 5, 10, 20, 50, 100, 200)
_MOST_LIKES = 12


def learning_curve(
    recommender: Recommender,
    cuts: Sequence[Cut],
    request: Request,
    *,
    progress: Callable[[JudgingProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    seed: int = 0,
) -> tuple[Known, ...]:
    """For the same few likes throughout, the share of the others that stood behind them, by how many pieces of feedback
    were known. The pieces are drawn at random, each size holding those before it. Raises Cancelled."""
    judged = cuts[-_MOST_LIKES:]
    most = min((len(cut.before.interactions) for cut in judged), default=0)
    sizes = [size for size in SIZES if size < most] + [most]
    found: list[Known] = []
    for step, size in enumerate(sizes):
        if progress is not None:
            progress(JudgingProgress("learning", step * len(judged), len(sizes) * len(judged)))
        ahead = []
        for cut in judged:
            if cancelled is not None and cancelled():
                raise Cancelled(tr("The report card was stopped."))
            ahead.append(
                guessed_ahead(recommender, replace(cut, before=_beginning(cut.before, size, seed)), cut, request)
            )
        found.append(Known(size, Interval(*(round(v, 4) for v in bootstrap_interval(np.asarray(ahead), seed)))))
    return tuple(found)


def _beginning(history: History, size: int, seed: int) -> History:
    """So many of the pieces in a fixed random order, and the sentences that do not follow from feedback."""
    order = np.random.default_rng(seed).permutation(len(history.interactions))[:size]
    kept = tuple(history.interactions[place] for place in sorted(order.tolist()))
    said = tuple(one for one in history.statements if one.origin is not Origin.INFERRED)
    return replace(history, interactions=kept, statements=said, notes=history.notes if size else ())
