"""How many days a work takes at so much a day: “half an hour a night, how long would it take me”."""

import re
from math import ceil

from assistant.domain.entities import Item
from assistant.domain.lengths import is_sample, minutes_of
from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS
from assistant.messages import duration, trn

_WEEK, _WEEKS = 7, 3
_DAY = (
    r"(?:(?:a|an|per|each|every|am|pro|je|jeden|jede|par|chaque|al|por|cada|a la|il|ogni) )?(?:day|night|evening"
    r"|morning|tag|nacht|abend|morgen|jour|nuit|soir|matin|dia|noche|tarde|giorno|notte|sera)s?\b"
)
_PORTION = re.compile(
    rf"\b(?P<half>half an hour|halbe stunde|demi heure|media hora|mezz ora)(?: \w+)?? {_DAY}"
    rf"|\b(?P<quarter>(?:a )?quarter of an hour|viertelstunde|quart d heure|cuarto de hora|quarto d ora)"
    rf"(?: \w+)?? {_DAY}|\b(?P<number>\d+|[a-z]+) (?P<unit>min\w*|hours?|hrs?|h|stunden?|heures?|horas?|or[ae])"
    rf"(?: \w+)?? {_DAY}"
)
_ONE = frozenset(("a", "an", "une", "una", "eine"))  # no words


def daily_minutes(text: str) -> float | None:
    """The minutes a day that a text names; None where it names none."""
    found = _PORTION.search(fold(text))
    if found is None:
        return None
    if found["half"] or found["quarter"]:
        return 30.0 if found["half"] else 15.0
    said = found["number"]
    number = float(said) if said.isdigit() else 1.0 if said in _ONE else NUMBERS.get(said, 0.0)
    return (number if found["unit"].startswith("min") else 60.0 * number) or None


def days_told(item: Item, text: str) -> list[str]:
    """In how many days one is through at the pace that a text names; nothing where it names none, or the length is not
    known."""
    minutes, daily = minutes_of(item), daily_minutes(text)
    if not minutes or not daily or is_sample(item):
        return []
    days = ceil(minutes / daily)
    pace = duration(daily)
    said = trn("At {time} a day that is {n} day.", "At {time} a day that is about {n} days.", days, time=pace)
    weeks = round(days / _WEEK)
    return [said, *([trn("That is about {n} week.", "That is about {n} weeks.", weeks)] if weeks >= _WEEKS else [])]
