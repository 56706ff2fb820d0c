"""What would do for a wish, learned from wishes whose works people judged: from the meaning of a message and what the
heads hear in it, a linear map to that of works that were right for it and to what stands on their cards, by ridge
regression.

Near in meaning is often not what helps: to "feet dead, brain porridge" foot care is nearer than a light novel.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder
from assistant.guide.tags import Tagged, kind_of_tag, kinds_tagged
from assistant.recommend.dot_products import products
from assistant.recommend.text.learned_map import LearnedMap
from assistant.recommend.text.tag_phrases import tag_phrases

Floats = NDArray[np.float32]
_FILE = "cards/wish_map.npz"
LONGEST = 60
"""Words: no longer message was judged."""
_OF_WORDS = 0.6
"""What a tag's words count. Of wishes by two writers held back 0, .6 and 1.2 bring average precision from .669 to .678
and .675."""


class WishMap(LearnedMap):
    """`weights` (2·d + heard + 1, 2·d + values + tags), the last row for what is right whatever is wished."""

    def fits(
        self,
        wish: Sequence[Floats],
        heard: Floats,
        works: Sequence[Floats],
        cards: Floats | None = None,
        tags: Tagged | None = None,
    ) -> Floats:
        """How well each work would do, (works,), in no unit: for a wish in both spaces, (d,) each, and as it was heard,
        (heard,); works, (works, d) each, their cards, (works, values), and their tags. What has no vector, no card or
        no tags gets 0 for it."""
        both = self._sought(wish, heard)
        sought = both[: len(self.means)] / self.scales
        ends = np.cumsum([0, *(len(side) for side in wish)]).tolist()
        fits = np.zeros(len(works[0]), np.float32)
        for own, first, last in zip([*works, cards], ends, [*ends[1:], len(sought)], strict=True):
            if own is not None:
                near = products(own, sought[None, first:last])[0]
                fits += np.where(near != 0, near - self.means[first:last] @ sought[first:last], 0)
        if tags is not None and len(self.usual):
            worth = self._worth(*self._tags(both, wish))
            expected = np.bincount(kind_of_tag(), self.usual * worth, len(kinds_tagged())).astype(np.float32)
            fits += np.where(tags.kinds >= 0, tags.sums(worth) - expected[tags.kinds], 0)
        return fits

    def cards_sought(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        """How much more of each value stands on the cards of what does for a wish, (values,), in deviations over the
        root of their number."""
        return self._sought(wish, heard)[sum(len(side) for side in wish) : len(self.means)]

    def tags_sought(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        """What each tag of a work is worth for a wish, (tags,): as was learned, and by the tag's own words."""
        return self._worth(*self._tags(self._sought(wish, heard), wish))

    def tags_speaking(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        """How much each tag speaks for a wish, (tags,): of each kind 1 for one that is worth most both as was learned
        and by its own words. What was learned brings also what a wish has nothing to do with, such as guilt for grief;
        its words alone say too little of why."""
        learned, by_words = self._tags(self._sought(wish, heard), wish)
        return np.asarray((_of_most(learned) + _of_most(by_words)) / 2, np.float32)

    def _tags(self, sought: Floats, wish: Sequence[Floats]) -> tuple[Floats, Floats]:
        """What was learned of each tag, and how near its words are, (tags,) each."""
        words, learned = tag_phrases(), sought[len(self.means) :]
        return learned, words.near(wish) if words.models == self.models else np.zeros_like(learned)

    @staticmethod
    def _worth(learned: Floats, by_words: Floats) -> Floats:
        return np.asarray(learned + _OF_WORDS * by_words, np.float32)

    def _sought(self, wish: Sequence[Floats], heard: Floats) -> Floats:
        told = np.concatenate([unit(np.concatenate(wish)), heard, [1]]).astype(np.float32)
        return np.asarray(told @ self.weights, np.float32)


def _of_most(worth: Floats) -> Floats:
    """What tags are worth against the best of their kind, (tags,)."""
    kinds = kind_of_tag()
    most = np.zeros(len(kinds_tagged()), np.float32)
    np.maximum.at(most, kinds, worth)
    return np.asarray(worth / np.maximum(most, 1e-9)[kinds], np.float32)


def wish_map(embedder: Embedder | None, worldly: Embedder) -> WishMap | None:
    """The map for these two encoders; None where it was learned with others."""
    known = _shipped()
    return known if known.is_for(embedder, worldly) else None


@lru_cache(maxsize=1)
def _shipped() -> WishMap:
    return WishMap.from_bytes(files("resources").joinpath(_FILE).read_bytes())


def unit(vector: Floats) -> Floats:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)
