"""Of several dated lines that answer, the latest or the earliest, where that is asked: “when was the boiler last
serviced” of a log."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.language.normalise import fold
from assistant.search.answers.look_alikes import MONTHS
from assistant.search.answers.question import Question, stems

if TYPE_CHECKING:
    from assistant.search.answers.finding import Telling

_SPAN = r"(?:year|month|week|weekend|night|spring|summer|autumn|winter|christmas|jahr|monat|woche)"  # no words
_LATEST = re.compile(
    r"(?<!does it )(?<!do they )\b(?:last|latest|most recent(?:ly)?|newest)\b"
    rf"(?! (?:{_SPAN}|name|page|line|chapter)\b)"
    r"|\b(?:letzte[ns]?|zuletzt|dernier\w*|derniere\w*|ultim[oa]|por ultima vez|l ultima volta)\b"
)
_EARLIEST = re.compile(r"\b(?:earliest|first time|for the first time|zuerst|zum ersten mal|la premiere fois)\b")
_NAMES = {**MONTHS, **{name[:3]: number for name, number in MONTHS.items()}, "sept": 9}
_MONTH = "|".join(sorted(_NAMES, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of |de )?(?P<month>{_MONTH}) (?:de )?(?P<year>(?:19|20)\d\d)"
    rf"|(?P<month2>{_MONTH}) (?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d) (?P<month3>\d\d) (?P<day3>\d\d)|(?P<day4>\d{1,2}) (?P<month4>\d{1,2})"
    r" (?P<year4>(?:19|20)\d\d))\b"
)
_LIKELY = 0.1
"""The share of the best sentence's probability that another dated one must have."""
Date = tuple[int, int, int]


def date_in(text: str) -> Date | None:
    """Year, month and day of the first whole date in a text; the day is 0 where none is told."""
    found = _DATE.search(fold(text))
    if found is None:
        return None
    said = {name.rstrip("234"): value for name, value in found.groupdict().items() if value}
    month = said["month"]
    return int(said["year"]), _NAMES[month] if month in _NAMES else int(month), int(said.get("day", 0))


def in_time(question: Question, tellings: Sequence["Telling"]) -> list["Telling"]:
    """The tellings with the latest of the dated ones first, or the earliest, as it is asked, and without the others of
    them; as they are where neither is asked, or the best has no date. Only those count that hold as many of the
    question's words as the best."""
    folded = fold(question.text)
    latest, earliest = _LATEST.search(folded), _EARLIEST.search(folded)
    best = tellings[0] if tellings else None
    if best is None or not (latest or earliest) or date_in(best.text) is None:
        return list(tellings)
    words = set(question.words)
    least = len(words & stems(best.text))
    dated = {
        at: date
        for at, one in enumerate(tellings)
        if one.item.id == best.item.id and (date := date_in(one.text)) is not None
    }
    meant = [
        at
        for at in dated
        if len(words & stems(tellings[at].text)) >= least and tellings[at].share >= _LIKELY * best.share
    ]
    chosen = (max if latest else min)(meant, key=lambda at: dated[at])
    first = replace(tellings[chosen], share=best.share, quoted="")
    return [first, *(one for at, one in enumerate(tellings) if at not in dated)]
