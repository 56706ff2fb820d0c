"""Whether some words of a file's or a folder's name are the name of somebody, and how sure that is."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from assistant.language.names.given_names import are_given_names
from assistant.language.normalise import fold
from assistant.language.people import natural_order
from indexers.metadata.clean_metadata import word_set

NOBODY, PERHAPS, LIKELY, KNOWN = range(4)
"""Words of a title, words that may be a name, a name by its first name or its form, and a maker known by name."""

_INVERTED = re.compile(r"[^\W\d_][\w'’ -]*, [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}")
_INITIALED = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3}(?: ?[^\W\d_][\w'’-]+){1,3}|[^\W\d_]\w+(?: [^\W\d_]\.)+ [^\W\d_]\w+")
_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_NO_NAME = re.compile(r"[\d:!?#()\[\]]")
_MOST_WORDS = 5
_OF_TITLES = word_set(
    "the a an of and in to for on at with from der die das dem den ein eine und im zur zum les des du et une dans los",
    "las del y una il lo gli della di",
)
"""Small words that titles have and names seldom begin with or hold."""


def sureness(words: str) -> int:
    """NOBODY, PERHAPS, LIKELY or KNOWN. One word alone is likely where a maker has it for a last or only name."""
    parts = words.replace(",", " ").split()
    if not parts or len(parts) > _MOST_WORDS or _NO_NAME.search(words):
        return NOBODY
    whole, last = _makers()
    folded = fold(natural_order(words))
    if " " in folded and folded in whole:
        return KNOWN
    if len(parts) == 1:
        return LIKELY if folded in last else NOBODY
    if not (parts[0][0].isupper() and parts[-1].strip(".")[:1].isupper()):
        return NOBODY
    if _INVERTED.fullmatch(words) or _INITIALED.fullmatch(words):
        return LIKELY
    if any(part.casefold() in _OF_TITLES for part in parts):
        return NOBODY
    named = are_given_names(parts[0]) or (len(parts) == 2 and are_given_names(parts[1]))
    return LIKELY if named or any(map(_is_initial, parts)) else PERHAPS


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1 and word[0].isupper()


def surest(parts: Sequence[str]) -> int:
    """The sureness of a list of names, which is that of the least sure of them."""
    return min(map(sureness, parts), default=NOBODY)


@lru_cache(maxsize=1)
def _makers() -> tuple[frozenset[str], frozenset[str]]:
    """(the names, the last or only names) of makers that are known; groups have no last name."""
    rows = files("resources").joinpath("makers.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows]
    # Most names need no folding but their case, and each reader process reads all of them.
    whole = [(row[0].lower() if _PLAIN.fullmatch(row[0]) else fold(row[0]), row[3]) for row in cells]
    last = {name.rpartition(" ")[2] for name, who in whole if who != "group"}
    return frozenset(name for name, _ in whole), frozenset(name for name in last if len(name) > 3)


def load_makers() -> None:
    """Reads the names of makers, where files may still be opened."""
    _makers()
