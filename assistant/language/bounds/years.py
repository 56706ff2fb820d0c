"""Years that a text names, in any language that is understood: decades, centuries, before, after, between."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from assistant.language.numbers import NUMBERS, number_in

_AGES = re.compile(
    r"\b(?:his|her|their|my|our|your) (?:early |mid |late )?"
    r"(?:[2-9]0s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
"""How old somebody is, and no year."""
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_COUNT = "|".join(sorted(NUMBERS, key=len, reverse=True))
_YEAR = r"(1\d{3}|20\d\d)"
_BACK = r"earlier|older|before|fruher|alter|avant|eerder|ouder"
_ON = r"later|newer|after|spater|neuer|apres|nieuwer"
_BEFORE = (
    r"pre|vor|d ?avant|avant|antes (?:de|del)|anterior a|prima (?:del?|dell?)|van voor|voor|de antes de"
    r"|s?przed(?: rokiem)?|fore"
)
_SINCE = (
    r"nach|seit|ab|apres|depuis|a partir d[eo]|despues (?:de|del)|desde|dopo (?:il|l)|dal|dall|(?:van )?na|sinds|vanaf"
    r"|depois de|po(?: roku)?|od(?: roku)?|efter|sedan|fran och med"
)
_YEARS: tuple[tuple[re.Pattern[str], Callable[[int], tuple[int | None, int | None]]], ...] = (
    (re.compile(r"\b(?:nichts vor|rien avant|niets (?:van )?voor|nada (?:antes de|anterior a)|niente prima del)"
                rf" {_YEAR}\b"), lambda year: (year, None)),
    (re.compile(rf"\b(?:{_BEFORE}) {_YEAR}\b"), lambda year: (None, year - 1)),
    (re.compile(rf"\b{_YEAR} (?:(?:or|and|oder|ou) (?:{_BACK})|and no later)\b"), lambda year: (None, year)),
    (re.compile(rf"\b{_YEAR} (?:(?:or|and|oder|ou) (?:{_ON})|on|onwards)\b"), lambda year: (year, None)),
    (re.compile(r"\b(?:nichts nach|rien apres|niets (?:van )?na|nada (?:despues|depois) de|niente dopo il|bis"
                rf"|jusqu ?en|tot|hasta|fino al|ate|no later than|nothing since) {_YEAR}\b"),
     lambda year: (None, year)),
    (re.compile(rf"\b(?:{_SINCE}) {_YEAR}\b"), lambda year: (year, None)),
)  # fmt: skip

_CENTURIES: tuple[tuple[re.Pattern[str], tuple[int, int | None]], ...] = (
    (re.compile(r"\b(?:(?:this|our|the (?:current|present|twenty first)) century|diese[sm] jahrhundert\w*|ce siecle"
                r"|este siglo|questo secolo)\b"), (2000, None)),
    (re.compile(r"\b(?:(?:last|the (?:previous|twentieth)) century|letzte[nsm] jahrhundert\w*|siecle dernier"
                r"|siglo pasado|secolo scorso)\b"), (1900, 1999)),
)  # fmt: skip
_ERAS = {
    "elizabethan": (1558, 1603), "jacobean": (1603, 1625), "georgian": (1714, 1837), "regency": (1795, 1837),
    "victorian": (1837, 1901), "edwardian": (1901, 1914), "viktorianisch": (1837, 1901), "victorien": (1837, 1901),
    "vittorian": (1837, 1901), "inter ?war": (1918, 1939), "post ?war": (1945, 1960), "pre ?war": (None, 1939),
}  # fmt: skip # no words
_ERA = re.compile(
    r"(?:^(?:(?:anything|something|too|very|any|all|those|etwas|algo|qualcosa|de|d) )*(?P<alone>"
    + "|".join(_ERAS)
    + r")(?:e[snrm]?|ne?s?|[oaie]s?|s)?$)|\b(?P<of>"
    + "|".join(_ERAS)
    + r")(?:ne?s?)? (?:novels?|novelists?|books?|authors?|writers?|fiction|classics?|literature|music|composers?"
    r"|stuff)\b"
)
"""A time by whom it is called after, where it is that of the work and not of what it tells."""
_UNTIL_NOW = re.compile(
    r"\b(?:[0-9]0s|" + "|".join(_DECADES) + r") (?:(?:(?:right )?(?:up|through) )?(?:till?|until|to) (?:now|today"
    r"|the present|this (?:day|year|week))|on(?:wards?)?\b(?! \w)|onwards?"
    r"|(?:or|and) (?:after|later|since|newer|beyond|younger|onwards?)\b)"
)
"""Behind a decade that all later ones count with: "from the sixties till now"."""
_LATELY = re.compile(
    rf"\b(?:of|from|in|within|published|released) (?:this (?P<this>decade|year)|the (?:last"
    rf"|past) (?P<years>\d{{1,2}}|{_COUNT}) years)\b"
)


_AT_EVENT = re.compile(
    r"\b(?P<bound>before|older than|earlier than|after|since|newer than|later than)"
    r"(?P<event> (?:my|our|his|her|their|the|i|we|he|she|they|[A-Z]\w+)\b(?:(?!\b(?:published|written|released|recorded"
    r"|composed|set|but|or|before|after)\b)[^.;!?\d]){1,60}?\b(?:in|is|was|were|of|back in|around|about),? ?[(]?)"
    r"(?P<year>1\d{3}|20\d\d)\b",
    re.IGNORECASE,
)


def with_years_of_events(text: str) -> str:
    """The text with the year of an event in its place, where something is to be older or newer than that: "before my
    father was born, in 1902" says "before 1902". It is as long as before, so that places hold."""
    return _AT_EVENT.sub(lambda one: f"{one['bound']} {one['year']}".ljust(len(one.group())), text)


def years_in(folded: str, now: float | None = None) -> tuple[int | None, int | None] | None:
    """First and last year that folded text names: decades, centuries, before, after, between, from, recent."""
    folded = _AGES.sub(" ", folded)
    for rule, turned in _YEARS:
        if found := rule.search(folded):
            return turned(int(found[1]))
    if found := re.search(r"\b(?:between|from) (1\d{3}|20\d\d) (?:and|to|until|till) (1\d{3}|20\d\d)\b", folded):
        return int(found[1]), int(found[2])
    if found := re.search(r"\b(?:before|older than|earlier than|prior to) (?:the )?(1\d{3}|20\d\d)(s?)\b", folded):
        return None, int(found[1]) - 1
    if found := re.search(r"\b(?:until|till|up to) (?:the )?(1\d{3}|20\d\d)\b", folded):
        return None, int(found[1])
    if found := re.search(r"\b(?:after|since|newer than|later than) (?:the )?(1\d{3}|20\d\d)(s?)\b", folded):
        return int(found[1]) + (10 if found[2] else 0), None
    if decade := _decade_in(folded):
        return (decade[0], None) if _UNTIL_NOW.search(folded) else decade
    if found := re.search(r"\b(\d{1,2})(?:st|nd|rd|th) century\b", folded):
        return (int(found[1]) - 1) * 100, int(found[1]) * 100 - 1
    if found := re.search(r"\b(?:from|in|of|published in|released in|written in|year) (1[4-9]\d\d|20\d\d)\b", folded):
        return int(found[1]), int(found[1])
    if found := _ERA.search(folded):
        named = found["alone"] or found["of"]
        return next(years for era, years in _ERAS.items() if re.fullmatch(era, named))
    if century := next((years for rule, years in _CENTURIES if rule.search(folded)), None):
        return century
    if now is not None and (found := _LATELY.search(folded)):
        year = datetime.fromtimestamp(now, UTC).year
        if found["years"]:
            return year - int(number_in(found["years"])), None
        return year - year % 10 if found["this"] == "decade" else year, None
    if now is not None and re.search(r"\b(?:recent|recently published|new releases?|of recent years)\b", folded):
        return datetime.fromtimestamp(now, UTC).year - 10, None
    return None


def _decade_in(folded: str) -> tuple[int, int] | None:
    if found := re.search(r"\b(1[5-9]\d0|20[0-4]0)s\b", folded):
        first = int(found[1])
    elif found := re.search(r"\b([0-9]0)s\b", folded):
        short = int(found[1])
        first = 1900 + short if short >= 20 else 2000 + short
    elif found := re.search(r"\b(" + "|".join(_DECADES) + r")\b", folded):
        first = 1900 + _DECADES[found[1]]
    else:
        return None
    if re.search(r"\blate (?:the )?\S+0s\b", folded):
        return first + 5, first + 9
    if re.search(r"\bearly (?:the )?\S+0s\b", folded):
        return first, first + 4
    return first, first + (99 if first % 100 == 0 and first < 2000 else 9)
