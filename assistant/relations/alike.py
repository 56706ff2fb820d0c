"""How alike works are for what follows one after the other: by sound where both were heard, else by meaning."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Kind
from assistant.domain.relations import Step
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Rows
from assistant.recommend.evidence.cross_kind_links import shared_word
from assistant.recommend.text.text_features import names_key

_SOUND = 0.65
"""What sound weighs against what is written of two recordings."""
_UNHEARD = 0.3
"""How alike two recordings are taken to sound where nobody has listened to one of them."""
_AGAINST = 0.7
"""What nearness to a work that is to be left out takes from nearness to those that are wanted."""


class Alike:
    """Over one catalogue; every likeness lies in 0..1."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def between(self, rows: Rows, others: Rows) -> Floats:
        """(rows, others)."""
        catalogue = self.catalogue
        meaning = np.clip(catalogue.joint(rows) @ catalogue.joint(others).T, 0, 1)
        music = (self._music[rows][:, None]) & self._music[others]
        if not music.any():
            return np.asarray(meaning, np.float32)
        sound = np.full(meaning.shape, _UNHEARD, np.float32)
        if (sounds := catalogue.sounds) is not None:
            heard = sounds.heard[rows][:, None] & sounds.heard[others]
            sound = np.where(heard, sounds.between(rows, others), sound)
        return np.asarray(np.where(music, _SOUND * sound + (1 - _SOUND) * meaning, meaning), np.float32)

    def blend(self, plus: Rows, minus: Rows, others: Rows) -> Floats:
        """(others,): near to all of `plus` at once and not to `minus`: ½·(mean + least) − AGAINST·mean.

        The least keeps what is near to one of them alone from coming first.
        """
        near = self.between(plus, others)
        wanted = (near.mean(axis=0) + near.min(axis=0)) / 2
        if len(minus):
            wanted = wanted - _AGAINST * self.between(minus, others).mean(axis=0)
        return np.asarray(wanted, np.float32)

    def step(self, before: int, row: int) -> Step:
        """What the second has in common with the first."""
        catalogue = self.catalogue
        near = float(self.between(np.asarray([before]), np.asarray([row]))[0, 0])
        sounds = catalogue.sounds
        heard = sounds is not None and bool(sounds.heard[before] and sounds.heard[row])
        return Step(
            catalogue.ids[row],
            near,
            sounds.in_common(before, row) if heard and sounds is not None else (),
            self._creator(before, row),
            self._subject(before, row),
            "" if self._music[row] else shared_word(catalogue, row, before) or "",
        )

    def works(self) -> list[tuple[str, int]]:
        """What makes each item the work it is: its title and its first creator; two files of one are one work."""
        creators = self.catalogue.main_creators
        return [(names_key(item.title), int(creators[row])) for row, item in enumerate(self.catalogue.items)]

    @cached_property
    def _music(self) -> NDArray[np.bool_]:
        return np.asarray(self.catalogue.kinds == KINDS.index(Kind.MUSIC))

    def _creator(self, before: int, row: int) -> str:
        creators = self.catalogue.creators
        shared = [code for code in creators.of_item[row] if code in creators.of_item[before]]
        return creators.labels[shared[0]] if shared else ""

    def _subject(self, before: int, row: int) -> str:
        """The rarest in common; one that most of the shelf carries tells nothing."""
        subjects, size = self.catalogue.subjects, len(self.catalogue)
        shared = [code for code in subjects.of_item[row] if code in subjects.of_item[before]]
        rarest = min(shared, key=lambda code: len(subjects.holders[code]), default=None)
        return subjects.labels[rarest] if rarest is not None and 2 * len(subjects.holders[rarest]) < size else ""
