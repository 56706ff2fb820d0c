"""Of several sentences that may answer, those of the month, day or year that a question names: “how many in October?”
is answered by what is said of October, and not of August."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.language.normalise import fold
from assistant.search.answers.look_alikes import MONTHS
from assistant.search.answers.question import Question

if TYPE_CHECKING:
    from assistant.search.answers.finding import Telling

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag"
    " sonntag lundi mardi mercredi jeudi vendredi samedi dimanche"
)  # no words
_MODAL = ("may", "mars", "march")
"""Months that are other words as well, and meant only behind "in", a day or the like."""
_PIN = re.compile(
    rf"\b(?:{'|'.join(one for one in (*MONTHS, *_DAYS.split()) if one not in _MODAL)}|(?:19|20)\d\d"
    rf"|(?:(?<=\bin )|(?<=\bof )|(?<=\blast )|(?<=\bsince )|(?<=\ben )|(?<=\d ))(?:{'|'.join(_MODAL)}))\b"
)
_LIKELY = 0.3
"""The share of the best sentence's probability that another must have to go before it."""


def of_their_time(question: Question, tellings: Sequence["Telling"]) -> list["Telling"]:
    """The tellings with those first that hold every month, day or year that the question names, where the best holds
    none of them, nor stands in a paper that is named or headed by it."""
    pins = _pins(question.text)
    if not pins or not tellings or pins & _said(tellings[0]):
        return list(tellings)
    least = _LIKELY * tellings[0].share
    own = [one for one in tellings if one.share >= least and pins <= _said(one)]
    works = {one.item.id for one in own or tellings}
    # Of two papers that are as likely, the other is of another time.
    return [*own, *(one for one in tellings if one not in own and one.item.id in works)]


def _said(one: "Telling") -> set[str]:
    return _pins(f"{one.text} {one.item.title} {one.passage.place}")


def _pins(text: str) -> set[str]:
    """The months, by number and so in any language, and the days and years of a text."""
    return {str(MONTHS.get(one, one)) for one in _PIN.findall(fold(text))}
