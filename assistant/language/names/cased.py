"""People's names that a catalogue or a form has in capitals: "TOLSTOY, LEO" is Leo Tolstoy, and NASA stays NASA."""

import re

from assistant.language.names.given_names import gender_of

_LITTLE = frozenset(
    (
        "von",
        "van",
        "vom",
        "der",
        "den",
        "dem",
        "de",
        "da",
        "di",
        "do",
        "du",
        "del",
        "della",
        "degli",
        "dos",
        "zu",
        "zur",
        "y",
    )
)
"""Particles that are written small within a name; "Le Guin" keeps its own."""
_KEPT = re.compile(r"^(?:.*[.\d].*|[^\W\d_]|[IVX]{2,}|[BCDFGHJKLMNPQRSTVWXZ]{2,3})$")
"""Initials, with points or without, and the numbers of kings."""
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)+$")
_LETTERS = re.compile(r"[^\W\d_]+")


def cased(name: str, *, person: bool = False) -> str:
    """A name in capitals as it is usually written; as it stands where it may be that of a body or a band.

    person: it is known to be a person's, as "LAST, FIRST" tells; otherwise a first name must tell it,
    or initials with points.
    """
    words = name.split()
    told = person or bool(words and (_INITIALS.match(words[0]) or gender_of(words[0])))
    if len(words) < 2 or not name.isupper() or not told:
        return name
    return " ".join(word.lower() if at and word.lower() in _LITTLE else _cased(word) for at, word in enumerate(words))


def _cased(word: str) -> str:
    bare = word.strip(",.")
    if bare not in ("JR", "SR") and _KEPT.match(word.strip(",")):
        return word
    whole = _LETTERS.sub(lambda part: part[0].capitalize(), word)
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", whole)
