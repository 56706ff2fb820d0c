"""The slider from familiar to surprising: what is near to the likes, of a series begun or by a liked author gains."""

import numpy as np
from numpy.typing import NDArray

from assistant.messages import mark
from assistant.recommend.evidence.works import near_liked
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, register
from assistant.recommend.scoring import standardise, summed
from assistant.recommend.slate import USUAL_SURPRISE

# Of the spread of the best scores, what one standard deviation of nearness costs at the far end of the slider; and how
# many of them a series begun or an author liked is worth. Farther away than STRANGE is no merit.
SURPRISE = 1.2
WELL_KNOWN = 2.0
STRANGE = 1.0
_HEAD = 50


def _adjust(pool: Pool) -> Parts:
    surprise = pool.context.request.surprise
    if surprise is None or surprise == USUAL_SURPRISE or "nearest_liked" not in pool.columns:
        return {}
    head = np.sort(summed(pool.parts, len(pool.rows))[: pool.size])[-_HEAD:]
    # As with variety: to be felt, it goes by how far apart the best candidates lie.
    strength = SURPRISE * max(1.0, float(np.ptp(head)))
    return {"surprise": -strength * (surprise - USUAL_SURPRISE) * _familiar(pool)}


def _familiar(pool: Pool) -> NDArray[np.float64]:
    """How near a candidate is to what was liked, by its text, its series or its author: (candidates,)."""
    near = np.maximum(standardise(pool.columns["nearest_liked"], pool.size), -STRANGE)
    begun, known = (pool.columns.get(name, np.zeros(len(near))) for name in ("series", "creator"))
    return near + WELL_KNOWN * np.maximum(begun, known)


register(
    Feature(
        mark("Familiar or surprising"), "refresh", (Column("surprise"),), adjust=_adjust, find=near_liked, whole=True
    )
)
