"""The questions of one message about a work: "who wrote it, and where is it set?" asks two things."""

import re

from assistant.chat.about.aspects import EXACT, Aspect, aspect_of, facts_asked
from assistant.language.normalise import fold

_ASKS = (
    r"what|whats|who|whos|whose|when|where|wheres|which|how|is|was|were|are|did|does|do|has|wasnt|isnt|didnt|doesnt"
    r"|où|quién|cuándo|dónde|cómo|qué|när"
    r"|wer|wo|wann|wie|welche\w*|ist|hat|qui|que|quoi|quand|ou|combien|comment|est|quien|cuando|donde|como|chi|che|cosa"
    r"|dove|quando|come|wie|waar|wat|hoe|kto|co|gdzie|kiedy|jak|czy|vem|vad|var|nar|hur"
)  # no words
_SEAM = re.compile(
    r"[?;+&:]|,\s|\s[-–—]\s|\b(?:and|but|plus|und|aber|et|mais|y|e|en|maar|i|och|men)\b"
    rf"(?=,?\s+(?:(?:also|in|by|from|since)\s+)?(?:{_ASKS})\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^(?:(?:and|but|so|also|und|et|y|e) )*(?:{_ASKS})\b")
_FOR_PERSON = re.compile(
    r"\b(?:would|will|could|might) (?:\w+ ){1,10}?be (?:really |something |any good )?for me\b"
    r"|\bis (?:it|that|this|the \w+) (?:really |something |any good )?for me\b"
    r"|\b(?:would|will|could) (?:\w+ ){1,10}?(?:suit me|be my (?:thing|cup of tea))\b|\bis it my (?:thing|cup of tea)\b"
    r"|\b(?:would|will|do you think|think) (?:i(?:d| would| will|ll)?|id) (?:\w+ )?(?:like|enjoy|love) (?!to\b|some)"
    r"|\b(?:ist|ware|war) (?:das|es|der|die) (?:et)?was fur mich\b|\bwurde (?:es|das) mir gefallen\b"
    r"|\b(?:c est|ce serait) (?:\w+ )?pour moi\b|\b(?:ca|il) me plairait\b|\bme gustaria\b|\bmi piacerebbe\b"
)


def asks_for_person(text: str) -> bool:
    """Whether it asks if a work is for the person: "is it for me?", "would I like it?"."""
    return _FOR_PERSON.search(fold(text)) is not None


def opens_question(text: str) -> bool:
    """Whether the first word asks."""
    return _OPENS.match(fold(text)) is not None


def asked_parts(text: str) -> list[str]:
    """The clauses of a text, each of which may ask something of its own."""
    return [part.strip() for part in _SEAM.split(text) if part.strip()]


def facts_of_parts(text: str) -> tuple[Aspect, ...]:
    """All exact facts that a text asks for, in order: also "long?" alone."""
    parts = (fact for part in asked_parts(text) for fact in facts_asked(part))
    return tuple(dict.fromkeys((*parts, *facts_asked(text))))


def asked_beside(text: str) -> str:
    """The clause that asks for something else than an exact fact or the gist, in words of its own; empty where none
    does."""
    beside = (part for part in asked_parts(text) if aspect_of(part) not in (*EXACT, Aspect.GIST))
    asks = (part for part in beside if _OPENS.match(fold(part)) or f"{part}?" in text)
    return next((part for part in asks if len(part.split()) > 1), "")
