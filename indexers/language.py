"""Tells the language of a text. Loaded once, in the parent: its table of words takes 75 MB."""

from collections.abc import Sequence

from indexers.tidy import language_code

ENOUGH_LETTERS = 120
_SAMPLE = 600


def detect_language(texts: Sequence[str]) -> str:
    """ISO 639-1 of the text that these passages come from; empty when there is too little of it."""
    if not texts:
        return ""
    places = sorted({len(texts) // 4, len(texts) // 2, 3 * len(texts) // 4})
    sample = " ".join(texts[place][:_SAMPLE] for place in places)
    if sum(character.isalpha() for character in sample) < ENOUGH_LETTERS:
        return ""
    import py3langid

    return language_code(py3langid.classify(sample)[0])
