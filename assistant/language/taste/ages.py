"""For whom something is by age: "a book for Ida, who is seven", "my 14-year-old", "für meinen neunjährigen Neffen"."""

import re

from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS

CHILD, YOUNG = "children", "young people"
_LAST_OF_CHILD, _LAST_OF_YOUNG = 11, 18
_FOREIGN = {
    "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
    "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
}  # fmt: skip # no words
_NUMBER = (
    r"(?P<{0}>\d{{1,2}}|"
    + "|".join(sorted([*(word for word, n in NUMBERS.items() if 2 < n < 19), *_FOREIGN], key=len, reverse=True))
    + ")"
)
_PERSON = (
    r"(?:son|daughter|nephew|niece|grandson|granddaughter|godson|goddaughter|godchild|grandchild|boy|girl|kid|child"
    r"|brother|sister|cousin|pupil|student|toddler|teenager|lad|he|she|they|who|hes|shes|whos|sohn|tochter|neffe|nichte"
    r"|enkel\w*|kind|junge|madchen|fils|fille|neveu|niece|enfant|hijo|hija|sobrin[oa]|nin[oa]|figli[oa]|nipote)"
)
_AGE = re.compile(
    rf"\b{_NUMBER.format('old')} ?(?:years? old|yrs? olds?|yr old|years? olds?|yo|jahre alt|ans|anos|anni)\b"
    rf"|\b{_NUMBER.format('compound')} ?(?:jahrige\w*)\b"
    rf"|\b(?:aged?|age of|age|im alter von) {_NUMBER.format('aged')}\b"
    rf"|\b{_PERSON}(?: \w+)?(?: (?:is|are|turns|turned|turning|just turned|has|ist|wird|a|tiene|ha))? ?"
    rf"{_NUMBER.format('person')}(?: now| today| tomorrow| (?:on )?\w+day| next \w+| soon| jetzt| maintenant| ans"
    r"| anos| anni)?"
    r"(?=$| (?:and|but|or|what|she|he|who|ans|jahre))"
    r"|\b(?!(?:it|its|dinner|lunch|that|this|which|what|there|time|one)\b)\w+,? (?:is|who is|ist|turned|wird)"
    r" (?:now |just |only |almost |erst |gerade )?"
    rf"{_NUMBER.format('named')}(?: now)?"
    r"(?=$| (?:and|but|now|so|what|six|five|four|three|two|ten|can))",
)
_READ_TO = re.compile(
    r"\b(?:bedtime stor(?:y|ies)|(?:wants?|needs?|likes?|loves?|asks? for) reading to|wants? to be read to"
    r"|(?:my|our|the|her|his) (?:little ones?|toddlers?|kids|grandchildren|grandkids)|(?:gute ?nacht|vorlese) ?"
    r"geschichten?|histoires? du soir|cuentos? para dormir|favol[ae] della buonanotte|voorleesboek(?:en)?|verhaaltje"
    r"|historia para dormir)\b"
)
_BEDTIME_OF = re.compile(r"\b[Bb]edtime\b[ ,:–—-]+(?:for |with )?[A-Z]\w+")
"""Bedtime of somebody by name."""
_CLAUSE = re.compile(r"[.,;:!?()–—]+(?=\s|$)")


def audience_of(text: str) -> str:
    """ "children" or "young people" where a text says whose age it is for, or that it is read to
    a child; empty otherwise. The last age counts."""
    parts = [fold(part) for part in _CLAUSE.split(text)]
    ages = [_age(next(filter(None, found.groups()))) for part in parts for found in _AGE.finditer(part)]
    if not ages:
        return CHILD if any(map(_READ_TO.search, parts)) or _BEDTIME_OF.search(text) else ""
    if ages[-1] > _LAST_OF_YOUNG:
        return ""
    return CHILD if ages[-1] <= _LAST_OF_CHILD else YOUNG


def without_ages(text: str) -> str:
    """The folded text, clause by clause, without what says how old somebody is."""
    return " ".join(_AGE.sub(" ", fold(part)) for part in _CLAUSE.split(text))


def _age(word: str) -> int:
    return int(word) if word.isdigit() else int(NUMBERS.get(word, _FOREIGN.get(word, 99)))
