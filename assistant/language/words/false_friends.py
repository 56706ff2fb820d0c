"""Words of a message that lists in several languages would take for something else: resources/false_friends.toml."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from assistant.language.foreign import language_of
from assistant.language.normalise import fold, tokenise

_USUAL = "en"
"""The language of a text that tells none, as short ones do."""


def without_false_friends(text: str, language: str | None = None) -> str:
    """A text with blanks for the false friends of its language, as long as before; `language`: a code, where it is
    known of a longer text."""
    phrases, longest = _listed().get((language_of(text) if language is None else language) or _USUAL, ({}, 0))
    tokens = tokenise(text) if phrases else []
    at = 0
    while at < len(tokens):
        for end in range(min(at + longest, len(tokens)), at, -1):
            if " ".join(token.folded for token in tokens[at:end]) in phrases:
                first, last = tokens[at].start, tokens[end - 1].end
                text = text[:first] + " " * (last - first) + text[last:]
                at = end - 1
                break
        at += 1
    return text


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[frozenset[str], int]]:
    """By language, folded words and phrases, and how many words the longest has."""
    data = tomllib.loads(files("resources").joinpath("false_friends.toml").read_text(encoding="utf-8"))
    folded = {code: frozenset(filter(None, map(fold, row["words"].split(",")))) for code, row in data.items()}
    return {code: (phrases, max(len(one.split()) for one in phrases)) for code, phrases in folded.items()}
