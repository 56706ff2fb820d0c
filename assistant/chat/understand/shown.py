"""Which of the cards shown last a message speaks of: by a piece of its name, or by its place."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from assistant.chat.understand.heads import Earlier
from assistant.language.normalise import fold
from assistant.language.numbers import ORDINALS
from assistant.language.telling import words_of_question

_ORDINALS = (
    r"erste\w?|premiere?|prim[oa]|primer[oa]?",
    r"zweite\w?|deuxieme|seconde|second[oa]|segund[oa]",
    r"dritte\w?|troisieme|terz[oa]|tercer[oa]?",
    r"vierte\w?|quatrieme|quart[oa]|cuart[oa]",
    r"funfte\w?|cinquieme|quint[oa]",
)
"""Folded, in German, French, Italian and Spanish."""
_ARTICLES = "the|that|der|die|das|den|dem|le|la|il|lo|el|los|las"
_NO_PLACE = "time|mal|fois|vez|volta|world|part"
_PLACED = re.compile(
    rf"\b(?:{_ARTICLES}) (?:(?P<english>{'|'.join(ORDINALS)})"
    + "".join(rf"|(?P<of{place}>{words})" for place, words in enumerate(_ORDINALS, 1))
    + rf")\b(?! (?:{_NO_PLACE}))"
)
_NUMBERED = re.compile(
    r"(?:\b(?:no|nr|number|card|karte|nummer|numero|carte|carta|tarjeta)\W{0,2}|#)(?P<number>[1-9])\b"
)
_MISSPELT = 7
"""Letters of a word from which on one may be wrong."""


def card_said(text: str, before: Sequence[Earlier]) -> int | None:
    """The place, from 1, of the one card that the text names or counts; None where it is none or several."""
    cards = next((turn.cards for turn in reversed(before) if turn.cards), ())
    named = _named(text, cards)
    if len(named) == 1:
        return named[0]
    places = {_place(found) for found in _PLACED.finditer(fold(text))}
    places |= {int(found["number"]) for found in _NUMBERED.finditer(text.lower())}
    counted = [place for place in places if place <= len(cards)]
    return counted[0] if len(counted) == 1 and not named else None


def _place(found: re.Match[str]) -> int:
    return ORDINALS[found["english"]] if found["english"] else int(str(found.lastgroup).removeprefix("of"))


def _named(text: str, cards: Sequence[str]) -> list[int]:
    """Places of the cards of whose title or creators the text holds a word that the others lack."""
    said = fold(text).split()
    words = [set(words_of_question(card)) for card in cards]
    own = [each - set().union(*(other for other in words if other is not each)) for each in words]
    return [place for place, some in enumerate(own, 1) if any(_is_said(word, said) for word in some)]


def _is_said(word: str, said: Sequence[str]) -> bool:
    if len(word) < _MISSPELT:
        return word in said
    return any(one[0] == word[0] and OSA.distance(one, word, score_cutoff=1) <= 1 for one in said)
