"""How the guide's tags are said of a work, and how much each says; resources/tag_words.tsv.

Written by people who saw the tags and works that have them, and no program. `telling`: 0 for what says only what sort
of thing it is or how famous, 1 for a reason that many works have, 2 for one that convinces.
"""

import re
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.guide.tags import vocabulary
from assistant.language.normalise import fold
from assistant.messages import SOURCE, current_language

_BEFORE = re.compile(
    r"(?:(?:about|with|an?|the|in|on|at|uber|mit|eine?|der|die|das|den|im|auf|sur|avec|une?|les?|la|des|du|en|l) )+"
)
_LANGUAGES = (SOURCE, "de", "fr")
_GIVES_AWAY = frozenset({
    "book bittersweet-ending", "book happy-ending", "book hidden-double-life", "book open-ending", "book plot-twist",
    "book sad-ending", "book unreliable-narrator",
})  # fmt: skip
"""What nobody wants told who did not ask for it."""


def tag_phrase(tag: str) -> str:
    """A tag, "book page-turner", in the person's language: "hard to put down"."""
    language = current_language()
    return _said()[tag][1][_LANGUAGES.index(language) if language in _LANGUAGES else 0]


@lru_cache(maxsize=1)
def telling() -> NDArray[np.int64]:
    """How much each tag of the vocabulary says, 0 to 2, (tags,)."""
    return np.asarray([_said()[tag][0] for tag in vocabulary()], np.int64)


@lru_cache(maxsize=1)
def gives_away() -> NDArray[np.bool_]:
    """Which tags tell what a book keeps for its end, (tags,)."""
    return np.asarray([tag in _GIVES_AWAY for tag in vocabulary()])


@lru_cache(maxsize=1)
def is_occasion() -> NDArray[np.bool_]:
    """Which tags say for whom or for what a work is good, (tags,)."""
    return np.asarray([phrase.startswith("good ") for phrase in english_phrases()])


@lru_cache(maxsize=1)
def english_phrases() -> tuple[str, ...]:
    """The tags of the vocabulary as they are said in English."""
    return tuple(_said()[tag][1][0] for tag in vocabulary())


@lru_cache(maxsize=512)
def tags_called(words: str) -> frozenset[str]:
    """The tags, without their kinds, that are called just so in one of the languages: "ghosts", "a saxophone"."""
    return _by_name().get(_core(words), frozenset())


def is_form(words: str) -> bool:
    """Whether words only say what sort of thing a work is: "novel"."""
    called = tags_called(words)
    return bool(called) and not any(told for tag, (told, _) in _said().items() if tag.partition(" ")[2] in called)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tag, (_, phrases) in _said().items():
        name = tag.partition(" ")[2]
        for words in (name.replace("-", " "), *phrases):
            found.setdefault(_core(words), set()).add(name)
    return {words: frozenset(tags) for words, tags in found.items()}


def _core(words: str) -> str:
    """Folded words without article and preposition before them, and without the plural."""
    return _BEFORE.sub("", fold(words)).removesuffix("s")


@lru_cache(maxsize=1)
def _said() -> dict[str, tuple[int, tuple[str, ...]]]:
    """By tag how telling it is and its words in each language. Raises ValueError for a line that is none."""
    found = {}
    for line in files("resources").joinpath("tag_words.tsv").read_text(encoding="utf-8").splitlines():
        kind, tag, told, *words = line.split("\t")
        if len(words) != len(_LANGUAGES):
            raise ValueError(f"{len(words)} languages instead of {len(_LANGUAGES)}: {line}")
        found[f"{kind} {tag}"] = int(told), tuple(words)
    return found
