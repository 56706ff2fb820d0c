"""When something was done: "in May", "last week", "since 2024" as a span of days."""

import re
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier", "february feb februar fevrier", "march mar marz mars", "april apr avril",
            "may mai", "june jun juni juin", "july jul juli juillet", "august aug aout",
            "september sept sep septembre", "october oct oktober octobre", "november nov novembre",
            "december dec dezember decembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = re.compile(
    r"\b(?P<since>since|seit|depuis)?\s?(?:(?:in|im|en|during|of|last|this) )?"
    r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b(?: (?P<year>20\d\d|19\d\d))?"
)  # fmt: skip
_PREPOSED = re.compile(r"\b(?:since|in|im|en|during|of|last|this|seit|depuis|for|over) may\b")
_YEAR = re.compile(r"\b(?P<since>since|after|seit|depuis)?\s?(?:in |en |during )?(?P<year>20[0-4]\d|19\d\d)\b")
_SPANS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"\b(?:today|heute|aujourdhui)\b", 0),
        (r"\b(?:yesterday|gestern|hier soir)\b", 1),
        (r"\b(?:(?:this|last|past) week|diese woche|letzte woche|cette semaine|semaine derniere|lately|recently)\b", 7),
        (r"\b(?:fortnight|(?:last|past) (?:two|2) weeks)\b", 14),
        (r"\b(?:(?:last|past) twelve ?month|(?:last|past) 12 months|past year)\b", 365),
    )
)


def period_in(folded: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that folded text names; None if it names none. A month without a year is the last
    such month that has begun."""
    for pattern, days in _SPANS:
        if pattern.search(folded):
            return today - timedelta(days), today
    if re.search(r"\b(?:this|dieses|cette|dieser) (?:year|jahr|annee)\b|\bheuer\b", folded):
        return date(today.year, 1, 1), today
    if re.search(r"\b(?:last year|letztes jahr|vergangenes jahr|an(?:nee)? (?:derniere?|passee))\b", folded):
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if re.search(r"\b(?:this month|diesen monat|ce mois)\b", folded):
        return today.replace(day=1), today
    if re.search(r"\b(?:last month|letzten monat|mois dernier)\b", folded):
        end = today.replace(day=1) - timedelta(1)
        return end.replace(day=1), end
    return _month(folded, today) or _year(folded, today)


def _month(folded: str, today: date) -> tuple[date, date] | None:
    found = _MONTH.search(folded)
    # "May I" asks for leave, and "mar" may be half a word of another language.
    if found is None or (found["month"] == "may" and not (_PREPOSED.search(folded) or found["year"])):
        return None
    month = _MONTHS[found["month"]]
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    first = date(year, month, 1)
    if found["since"]:
        return first, today
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(1)


def _year(folded: str, today: date) -> tuple[date, date] | None:
    found = _YEAR.search(folded)
    if found is None:
        return None
    year = int(found["year"])
    return date(year, 1, 1), today if found["since"] else date(year, 12, 31)
