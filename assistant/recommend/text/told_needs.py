"""What a person needs, read off a message in the spaces of both encoders."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from assistant.cards.needs import Floats, NeedsMet, needs_met
from assistant.cards.wishes import CardWish, card_wish
from assistant.embedding.encoder import Embedder
from assistant.embedding.wishes import without_directions
from assistant.language.facet_parser import is_measured
from assistant.language.foreign import is_foreign_wish
from assistant.language.negation import split_negations
from assistant.language.taste.content import is_about, is_of_stories
from assistant.recommend.text.judged_wishes import wish_map
from assistant.recommend.text.passages import sentences

_LONGEST = 60
"""Words: what is longer tells a story."""
_MOST_SENTENCES = 6
_FEW, _PLAINLY = 3, 0.7
"""Fewer words name a subject as a rule, unless they plainly tell of a need: "heartbroken"."""
_TOLD_ABOUT = 0.3
"""What counts of a need where a wish says what a work is to be about."""
_OF_MOOD = ("mood", "pace")  # no words
_UNASKED = 0.15
"""What counts of needs beside a mood that is named and that none of them wants."""
_KEPT = 24


class ToldNeeds:
    """Reads messages; `asking` gives an encoder's directions of all wishes, `heard` what the heads make of one. What
    was read last is kept."""

    def __init__(
        self,
        embedder: Embedder | None,
        worldly: Embedder | None,
        asking: Callable[[Embedder], Floats],
        heard: Callable[[str], Floats] | None = None,
    ) -> None:
        self._embedder = embedder
        self._worldly = worldly
        self._asking = asking
        self._heard = heard
        self._known: dict[str, NeedsMet] = {}

    def read(self, text: str) -> NeedsMet:
        """The needs that a message tells of, by what it does not deny; none that says only how long or how old."""
        wanted = " ".join(split_negations(text)[0].split())
        if not wanted or len(wanted.split()) > _LONGEST or is_measured(wanted):
            return NeedsMet()
        if wanted not in self._known:
            met = _beside(card_wish(wanted), self._read(wanted))
            if is_about(wanted) or is_of_stories(wanted):
                met = replace(met, strength=_TOLD_ABOUT * met.strength)
            if len(wanted.split()) < _FEW and met.strength < _PLAINLY:
                met = NeedsMet()
            self._known = {**dict(list(self._known.items())[1 - _KEPT :]), wanted: met}
        return self._known[wanted]

    def _read(self, wanted: str) -> NeedsMet:
        # The first encoder knows English only.
        embedders = (None if is_foreign_wish(wanted) else self._embedder, self._worldly)
        parts = sentences(wanted, _MOST_SENTENCES)
        pieces = [wanted, *(parts if len(parts) > 1 else [])]
        told = {
            one.name: without_directions(one.embed_batch(pieces), self._asking(one))
            for one in embedders
            if one is not None
        }
        return needs_met(told, self._sought(wanted, told))

    def _sought(self, wanted: str, told: Mapping[str, Floats]) -> Floats | None:
        """What stands on the cards of works that did for such wishes, as `WishMap.cards_sought`."""
        if self._worldly is None or self._heard is None or (known := wish_map(self._embedder, self._worldly)) is None:
            return None
        abroad = told[self._worldly.name][0]
        own = told[self._embedder.name][0] if self._embedder and self._embedder.name in told else np.zeros_like(abroad)
        return known.cards_sought((own, abroad), self._heard(wanted))


def _beside(wish: CardWish, met: NeedsMet) -> NeedsMet:
    """The needs without those that what is named speaks against: who asks for something loud is not falling asleep.
    Where a mood is named, only those that want it, too: rain outside is no wish for something slow where a bit of sun
    is asked for; where none does, they count for less."""
    named = set(wish.wanted)
    kept = [(need, share) for need, share in met.shares if named.isdisjoint(need.against)]
    moods = {value for value in named if value[0] in _OF_MOOD}
    agreeing = [(need, share) for need, share in kept if not moods.isdisjoint(need.wanted)]
    strength = met.strength * (_UNASKED if moods and not agreeing else 1.0)
    kept = agreeing or kept
    if len(kept) == len(met.shares):
        return replace(met, strength=strength)
    total = sum(share for _, share in kept)
    if not kept:
        return NeedsMet()
    return NeedsMet(tuple((need, share / total) for need, share in kept), strength)
