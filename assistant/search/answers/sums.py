"""What is missing between two amounts that a sentence of a paper names."""

import re

from assistant.language.normalise import fold

_ASKS = re.compile(
    r"\b(?:missing|short of|far off|remaining|outstanding|left to (?:save|pay|go|raise|find|do)"
    r"|still (?:to (?:pay|save|go|find|come)|ow\w+|need\w*|lack\w*|due|open)|(?:much|many|far) (?:more )?to go"
    r"|fehl(?:t|en)|noch (?:offen|zu zahlen|zu sparen)|manqu\w+|reste (?:a|encore)|falta\w*|queda por|manca\w*)\b"
)
_AMOUNT = re.compile(r"(?<![\d.,:/-])\d{1,3}(?:[,. ’']\d{3})+(?![\d:/])|(?<![\d.,:/-])\d+(?:[.,]\d{1,2})?(?![\d:/])")
_THOUSANDS = re.compile(r"(?<=\d)[,. ’'](?=\d{3}(?!\d))")


def asks_for_rest(question: str) -> bool:
    """Whether it is asked how much is missing."""
    return _ASKS.search(fold(question)) is not None


def rest_of(sentence: str) -> tuple[str, str, str] | None:
    """What is missing, the greater amount and the smaller, written as they are there; None where a sentence names not
    two amounts or the same twice."""
    said = [found.group() for found in _AMOUNT.finditer(sentence)]
    if len(said) != 2:
        return None
    (less, little), (more, much) = sorted((_value(one), one) for one in said)
    if less == more:
        return None
    mark = _THOUSANDS.search(much)
    rest = f"{more - less:,.2f}".removesuffix(".00")
    return rest.replace(",", mark.group() if mark else ""), much, little


def _value(said: str) -> float:
    return float(_THOUSANDS.sub("", said).replace(",", "."))
