"""Which of the guide's tags are told: what two works share, and what of a work speaks for a wish."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.guide.tag_words import english_phrases, gives_away, is_occasion, telling
from assistant.guide.tags import Tagged, rarity, vocabulary
from assistant.language.normalise import fold

Floats = NDArray[np.float32]
MOST = 3
_ENOUGH = 2
"""Convincing tags that need no others beside them."""
_SHARED = 4.0
"""How much the tags must say that two works share, the sum of their rarity, before the two are called close. On
shelves held back .61 of the books and .53 of the pieces that kinship calls close are so, as judges say; of those that
share that much, .83 and .73 of them, .65 and .57 are."""
_SOUGHT, _BESIDE_WORK, _OCCASION, _ENDING = 0.25, 0.4, 0.45, 0.5
"""How much a tag must speak for a wish to be told; beside a work that the wish names; one that says for what a work is
good, as a morning piece is none for the evening; and the end of a book, told only to who asks for such a one."""
_COMMON = 0.75
"""What counts of a tag that many works have."""


class SharedTags(NamedTuple):
    """`known`: whether the guide tells of both works or their makers; `tags`: what the works themselves share, the most
    telling first."""

    known: bool
    tags: tuple[str, ...] = ()


def shared_tags(tags: Tagged, row: int, other: int) -> SharedTags:
    """What two works share by the guide; known without tags where that is too little to call them close."""
    if tags.kinds[row] < 0 or tags.kinds[row] != tags.kinds[other]:
        return SharedTags(False)
    both = np.intersect1d(tags.of(row), tags.of(other))
    both = both[(telling()[both] > 0) & ~gives_away()[both]]
    says = rarity()[both]
    if says.sum() < _SHARED:
        return SharedTags(True)
    if not (tags.own[row] and tags.own[other]):
        return SharedTags(False)
    both = both[np.argsort(-says, kind="stable")]
    convincing = both[telling()[both] > 1]
    # For whom and when it is good does not make two works alike.
    others = [one for one in both.tolist() if telling()[one] == 1 and not is_occasion()[one]]
    return SharedTags(True, _few([*convincing.tolist(), *others[: max(0, _ENOUGH - len(convincing))]]))


def tags_for(
    tags: Tagged, row: int, speaking: Floats, unwanted: frozenset[str], beside_work: bool = False
) -> tuple[str, ...]:
    """The tags of a work that speak most for a wish. speaking: how much each does, (tags,); unwanted: words that the
    wish denies, folded; beside_work: whether it names a work to be like."""
    own = tags.told_of(row)
    share = speaking[own] * np.where(telling()[own] > 1, 1, _COMMON)
    least = np.full(len(own), _BESIDE_WORK if beside_work else _SOUGHT)
    least[is_occasion()[own]], least[gives_away()[own]] = _OCCASION, _ENDING
    order = np.argsort(-share, kind="stable")
    best = own[order[(telling()[own] > 0)[order] & (share >= least)[order]]].tolist()
    return _few([one for one in best if not unwanted & _words(one)])


def _few(codes: Sequence[int]) -> tuple[str, ...]:
    """The first of some tags, at most one of them saying for what a work is good, and that last."""
    occasions = [one for one in codes if is_occasion()[one]][:1]
    others = [one for one in codes if not is_occasion()[one]]
    first = [one for one in codes if one in (*others, *occasions)][:MOST]
    return tuple(vocabulary()[one] for one in sorted(first, key=lambda one: bool(is_occasion()[one])))


def _words(code: int) -> frozenset[str]:
    """The words of a tag, as it is called and as it is said."""
    return frozenset(fold(f"{vocabulary()[code].partition(' ')[2]} {english_phrases()[code]}").split())
