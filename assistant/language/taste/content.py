"""What a wish says that a work is to be about, and whether it says so: then no need that it tells of decides."""

import re

from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.themes import Theme, themes_in

_ABOUT = re.compile(
    r"\b(?:in which|about (?!to\b|it\b|that\b|an? (?:hour|minute))|where (?:the|a|an|people|someone|somebody|one)\b"
    r"|set (?:in|on|at|during)|featur(?:es|ing)|takes? place|stor(?:y|ies) (?:of|with|that)|people who)"
)

_MEANWHILE = re.compile(
    r"\b(?:while|whilst|when(?:ever)?|during|before|after|beim|während|wenn|pendant|quand|mientras|mentre)\b"
    r"[^,.;:!?–—]*"
    r"|\b(?:for|on|für|an|pour|para|per) (?:an?|the|my|this|some|einen?|den|die|das|une?|le|la|una|un) [^,.;:!?]{0,30}?"
    r"(?:afternoon|evening|day|night|morning|weekend|journey|drive|flight|holiday|abend|tag|nacht|soir[ée]e?|nuit|tarde"
    r"|noche|sera)\b[^,.;:!?]*|\bmore than one \w+|\bbrain (?:is )?(?:off|dead|fried|mush)\b",
    re.IGNORECASE,
)
"""What one does meanwhile, or for when it is, is nothing that a work is about: "while I'm cooking"."""


def wished_themes(text: str) -> tuple[Theme, ...]:
    """The themes that a wish asks for, without what it denies and what is done meanwhile."""
    return themes_in(without_occasion(split_negations(text)[0]))


def without_occasion(text: str) -> str:
    """The words that say what is wanted, without those that only say for when it is."""
    return _MEANWHILE.sub(" ", text)


def is_about(text: str) -> bool:
    """True where the words say what happens, where, or to whom."""
    return bool(_ABOUT.search(fold(text)))
