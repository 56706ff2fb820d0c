"""Whether a creator is a woman or a man, guessed by the first name from a small list, where that tells it."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from assistant.language.normalise import fold

WOMAN, MAN = "woman", "man"


def gender_of(creator: str) -> str:
    """WOMAN, MAN or empty."""
    words = fold(creator.replace("-", " ")).split()
    women, men = _names()
    first = next((word for word in words[:2] if len(word) > 2), "")
    return WOMAN if first in women else MAN if first in men else ""


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads(files("resources").joinpath("given_names.toml").read_text(encoding="utf-8"))
    women, men = (frozenset(fold(data[group].replace("-", " ")).split()) for group in ("women", "men"))
    return women - men, men - women
