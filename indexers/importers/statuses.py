"""What a shelf, a status or a column's value says of a book: wished for, being read, put aside, dropped, read."""

import re
from functools import cache

from assistant.domain.entities import Verdict
from assistant.language.normalise import fold
from indexers.importers.base import ImportedAct
from indexers.importers.words import import_words

WISHED = "wished"
_SPLIT = re.compile(r"[\s_\-/.,:;()\[\]]+")
_CLEAR = frozenset({"paused", "pausiert", "pausado", "onhold", "tbr", "wishlist", "wunschliste"})
"""Words that make a shelf's name tell by themselves, as those for dropped do: "abandoned-2020", "dnf for now"."""


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words of each phrase, in the order in which they are asked: "did not finish" holds "finish"."""
    pairs = ((tuple(phrase.split()), what) for what, all_ in import_words("statuses").items() for phrase in all_)
    return tuple(pairs)


def status_of(text: str) -> str:
    """FINISHED, READING, ASIDE or DROPPED as a Verdict, or WISHED; empty for what says nothing of the kind.

    The whole text must be a known phrase, or hold one of several words, or a word that can mean nothing else.
    """
    words = tuple(word for word in _SPLIT.split(fold(text.replace("'", "").replace("’", ""))) if word)
    for phrase, what in _phrases():
        if words == phrase:
            return what
    held = (what for phrase, what in _phrases() if _tells(phrase, what) and _holds(words, phrase))
    return next(held, "")


def _tells(phrase: tuple[str, ...], what: str) -> bool:
    """Whether a phrase says enough within a longer name."""
    return len(phrase) > 1 or phrase[0] in _CLEAR or (what == Verdict.DROPPED and len(phrase[0]) > 2)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[start : start + size] == phrase for start in range(len(words) - size + 1))


def status_acts(status: str, at: float | None = None, *, exact: bool = True) -> tuple[ImportedAct, ...]:
    """The act that a status stands for; a wish is none."""
    return (ImportedAct(Verdict(status), 1.0, at, exact),) if status and status != WISHED else ()
