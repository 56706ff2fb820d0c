"""Tells the language of a text. Loaded once, in the parent: its table of words takes 75 MB."""

import re
from collections.abc import Sequence

from indexers.metadata.clean_metadata import language_code

ENOUGH_LETTERS = 120
_SAMPLE = 160
"""Characters taken at each of three places: the classifier walks over every byte."""
_NO_LETTER = re.compile(r"[\W\d_]+")


def detect_language(texts: Sequence[str]) -> str:
    """ISO 639-1 of the text that these passages come from; empty when there is too little of it."""
    if not texts:
        return ""
    places = sorted({len(texts) // 4, len(texts) // 2, 3 * len(texts) // 4})
    sample = " ".join(texts[place][:_SAMPLE] for place in places)
    if len(_NO_LETTER.sub("", sample)) < ENOUGH_LETTERS:
        return ""
    import py3langid

    return language_code(py3langid.classify(sample)[0])
