"""Tells the language of a text. Loaded once, in the parent: its table of words takes 75 MB."""

import re
from collections.abc import Sequence

from indexers.metadata.clean_metadata import language_code

ENOUGH_LETTERS = 120
FEWEST_LETTERS = 8
_CLEARLY = 2.5
"""By how much the logarithm of the likeliest language must exceed the next one's where there are few letters: sentences
of four words exceed it, titles of two words and lines of code do not."""
_SAMPLE = 160
"""Characters taken at each of three places: the classifier walks over every byte."""
_NO_LETTER = re.compile(r"[\W\d_]+")


def detect_language(texts: Sequence[str]) -> str:
    """ISO 639-1 of the text that these passages come from; empty when there is too little of it."""
    if not texts:
        return ""
    places = sorted({len(texts) // 4, len(texts) // 2, 3 * len(texts) // 4})
    sample = " ".join(texts[place][:_SAMPLE] for place in places)
    count = len(_NO_LETTER.sub("", sample))
    if count < FEWEST_LETTERS:
        return ""
    from assistant.language.foreign import letters

    if count >= ENOUGH_LETTERS:
        return language_code(letters().classify(sample)[0])
    (first, best), (_, second) = letters().rank(sample)[:2]
    return language_code(first) if best - second >= _CLEARLY else ""
