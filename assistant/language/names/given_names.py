"""First names from a small list: whether a word is one, and whether its bearer is a woman or a man."""

import tomllib
from functools import cache
from importlib.resources import files

from assistant.language.normalise import fold

WOMAN, MAN = "woman", "man"


def gender_of(creator: str) -> str:
    """WOMAN, MAN or empty."""
    words = fold(creator.replace("-", " ")).split()
    women, men = _names()
    first = next((word for word in words[:2] if len(word) > 2), "")
    return WOMAN if first in women else MAN if first in men else ""


def are_given_names(words: str) -> bool:
    """Whether each of some words is a first name of the list, and there is one."""
    named = fold(words.replace("-", " ")).split()
    women, men = _listed()
    return bool(named) and all(name in women or name in men for name in named)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    women, men = _listed()
    return women - men, men - women


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads(files("resources").joinpath("given_names.toml").read_text(encoding="utf-8"))
    women, men = (frozenset(fold(data[group].replace("-", " ")).split()) for group in ("women", "men"))
    return women, men
