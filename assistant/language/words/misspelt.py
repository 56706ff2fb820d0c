"""Misspelt words of wishes, "a seriel killer", "something mellancholy", read as the words that they stand for."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from assistant.language.gazetteer import is_common
from assistant.language.names.near_names import is_near
from assistant.language.normalise import tokenise
from assistant.language.taste.themes import words_for_themes
from assistant.language.vocabulary import vocabulary

_SHORTEST = 6
"""Letters of the shortest word that is looked for misspelt: shorter ones are near to too many."""
_ALIKE = ("aeiouy", "ckqsxz", "fv", "gj")  # no words
"""Letters that sound alike."""


def spelt(text: str, is_word: Callable[[str], bool], names: Iterable[tuple[int, int]] = ()) -> str:
    """An English text with the words that requests are made of in their own spelling, but not within `names`, which are
    places in it. is_word: whether a folded word is one, whatever it is near to.

    What is written with a capital inside a sentence is a name, and stays.
    """
    kept = tuple(names)
    for token in reversed(tokenise(text)):
        written = text[token.start : token.end]
        inside = any(start < token.end and token.start < end for start, end in kept)
        if inside or not written.isalpha() or (written != written.lower() and token.start):
            continue
        meant = _meant(token.folded, is_word)
        if meant:
            text = text[: token.start] + meant + text[token.end :]
    return text


def _meant(word: str, is_word: Callable[[str], bool]) -> str:
    """The one word that is nearest to a folded one that is none; empty where it is one, or where none or two are."""
    if len(word) < _SHORTEST or is_common(word) or is_word(word):
        return ""
    near = [one for one in _asked_with().get(word[0], ()) if is_near(word, one) and _is_slip(word, one)]
    apart = {one: OSA.distance(word, one) for one in near if is_word(one)}
    found = [one for one, edits in apart.items() if edits == min(apart.values())]
    return found[0] if len(found) == 1 else ""


def _is_slip(word: str, meant: str) -> bool:
    """Whether letters were left out, doubled, changed round, or taken for others that sound alike; "unread" is not
    "undead", and "gentler" is a form of its own."""
    if word.startswith(meant):
        return False
    if len(word) != len(meant):
        return True
    differ = [(one, other) for one, other in zip(word, meant, strict=True) if one != other]
    if len(differ) == 2 and differ[0] == differ[1][::-1]:
        return True
    return all(any(one in alike and other in alike for alike in _ALIKE) for one, other in differ)


@lru_cache(maxsize=1)
def _asked_with() -> dict[str, list[str]]:
    """The words by which something is asked for, by their first letter."""
    words = vocabulary()
    listed = (*words.terms, *words.kinds, *words.plain, *words.request, *words.deeds, *words_for_themes())
    found: dict[str, list[str]] = {}
    for word in sorted({word for phrase in listed for word in phrase.split() if len(word) >= _SHORTEST - 1}):
        found.setdefault(word[0], []).append(word)
    return found
