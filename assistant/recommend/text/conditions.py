"""What an item meets or breaks beyond all shades: years, lengths, languages, kinds, and the concepts it carries."""

import numpy as np
from numpy.typing import NDArray

from assistant.language.facets import Facets, length_bounds
from assistant.language.vocabulary import vocabulary
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Mask
from assistant.recommend.text.text_features import names_key


def concept_rows(catalogue: Catalogue, concept: str) -> NDArray[np.int64]:
    """Rows of items with a subject that holds a word for the concept, that were measured to sound like it, or whose
    card has it."""
    forms = [names_key(form) for form in (*vocabulary().phrases.get(concept, ()), concept)]
    codes = catalogue.subjects.holding([form for form in forms if form])
    found = [catalogue.subjects.holders[code] for code in codes] + [catalogue.moods.items(form) for form in forms]
    return np.unique(np.concatenate(found))


def hard_facets(catalogue: Catalogue, facets: Facets) -> Floats | None:
    """+1 where years, minutes, language or kind are met, −1 where known to be otherwise, 0 where unknown; summed and
    clipped to ±1. None when the text names none of them."""
    marks = []
    if facets.years is not None:
        marks.append(_within(catalogue.years, *facets.years))
    if facets.minutes is not None:
        marks.append(_within(catalogue.minutes, *facets.minutes))
    if facets.languages:
        marks.append(catalogue.in_languages(facets.languages).astype(np.float32))
    if facets.length:
        marks.append(_fits_length(catalogue, facets.length))
    if not marks:
        return None
    stacked = np.stack(marks)
    return np.where(stacked.min(axis=0) < 0, -1, stacked.max(axis=0)).astype(np.float32)


def _within(values: NDArray[np.float32], least: float | None, most: float | None) -> Floats:
    inside = np.ones(len(values), np.bool_)
    if least is not None:
        inside &= values >= least
    if most is not None:
        inside &= values <= most
    return np.where(np.isnan(values), 0, np.where(inside, 1, -1)).astype(np.float32)


def _fits_length(catalogue: Catalogue, length: str) -> Floats:
    bounds = np.asarray([length_bounds(length, kind) for kind in KINDS], np.float32)[catalogue.kinds]
    minutes = catalogue.minutes
    fits = (bounds[:, 0] <= minutes) & (minutes <= bounds[:, 1])
    return np.where(np.isnan(minutes), 0, np.where(fits, 1, -1)).astype(np.float32)


def allowed_rows(
    catalogue: Catalogue,
    kind: str | None,
    language: str,
    years: tuple[int, int] | None,
    minutes: float | None,
    *,
    strict: bool = False,
) -> Mask:
    """Items that the fixed conditions of a request let through; what is unknown of an item counts for it, or against
    it where they are `strict`."""
    least = 1 if strict else 0
    allowed = np.ones(len(catalogue), np.bool_)
    if kind is not None:
        allowed &= catalogue.kinds == [k.value for k in KINDS].index(kind)
    if language:
        allowed &= catalogue.in_languages((language,)) >= least
    if years is not None:
        allowed &= _within(catalogue.years, *years) >= least
    if minutes is not None:
        allowed &= _within(catalogue.minutes, None, minutes) >= least
    return allowed
