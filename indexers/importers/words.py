"""The words of resources/imports.toml, by which importers know columns, statuses and types in many languages."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.language.normalise import fold

_BELOW_ZERO = re.compile(r"\s*[-−]\s*\d")


@cache
def import_words(table: str) -> Mapping[str, tuple[str, ...]]:
    """{what is meant: its folded names, the surest first} of one table of the file, in its order."""
    found = tomllib.loads(files("resources").joinpath("imports.toml").read_text(encoding="utf-8"))[table]
    return {meaning: tuple(dict.fromkeys(plain_word(word) for word in words)) for meaning, words in found.items()}


def plain_word(word: str) -> str:
    """A word as it compares: folded; a sign that folds to nothing stays itself, and so does a number below zero."""
    return word.strip() if _BELOW_ZERO.match(word) else fold(word) or word.strip()


@cache
def meaning_of(table: str) -> Mapping[str, str]:
    """{folded name: what is meant}."""
    return {word: meaning for meaning, words in reversed(list(import_words(table).items())) for word in words}
