"""Dates and numbers as other programs write them, in any of the usual forms and languages."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from assistant.language.normalise import plain
from indexers.metadata.clean_metadata import is_before_christ

_MONTHS = """
jan ene gen янв ian jaan oca led sty ιαν січ яну јан tammi يناير ינואר
feb fev fév фев veeb sub uno lut φεβ лют феб helmi فبراير פברואר
mar mär mrt mrz март марта mars marz maart bre μαρ бер مارس מרץ maalis
apr abr avr апр nis dub kwi απρ кві huhti أبريل إبريل אפריל
may mai mag mei maj maggio мая kve μαι трав мај touko مايو מאי
jun juin giu июн iun juun haz cerve cervn czerw ιουν черве јун kesak يونيو יוני
jul juil lug июл iul juul tem cervenc lip ιουλ лип јул heina يوليو יולי
aug ago aou aoû авг agu srp sie αυγ серп avg elok أغسطس אוגוסט
sep set сен eyl zar wrz szep σεπ верес syys سبتمبر ספטמבר
oct okt ott out окт eki rij paz οκτ жовт loka أكتوبر אוקטובר
nov ноя kas lis νοε лист ное нов noi marra نوفمبر נובמבר
dec dez dic déc дек des dets ara pro gru δεκ груд дец joulu ديسمبر דצמבר
"""  # no words
_BY_PREFIX = {
    plain(word): number for number, words in enumerate(_MONTHS.split("\n")[1:-1], 1) for word in words.split()
}
_LONGEST = max(map(len, _BY_PREFIX))
_WEEKDAYS = frozenset({"mardi", "martes", "martedi", "marti", "agregado", "aggiunto", "ajoute", "maandag", "marked"})
"""Words that begin like a month."""
_CLOCK = re.compile(
    r"(?:(?P<before>上午|下午|午前|午後|凌晨|早上|中午|晚上|오전|오후)\s*)?(?P<hour>\d{1,2})[:h時](?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<behind>[ap]\.?\s?m\b\.?)?",
    re.I,
)
_AFTERNOON = frozenset(["下午", "午後", "中午", "晚上", "오후"])  # no words
_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|UTC|GMT)(?:\[[^\]]*\])?\s*$")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_PARTS = re.compile(r"\d+|[^\W\d_]{3,}")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")
_SERIAL, _DAYS_TO_1970 = re.compile(r"[2-5]\d{4}(?:\.\d+)?"), 25_569
"""How spreadsheets count days, from the end of 1899 on: those of 1954 to 2064."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d|\d{8}(?:T|$)")
_AMERICAN = re.compile(r"\s*(?:[1-9]/\d{1,2}|\d\d/[1-9])/\d\d(?:[\s,]|$)")
"""How spreadsheets write a date in the United States: "1/5/21"."""
_EARLIEST, _LATEST = 1900, 2200
"""Programs write the beginning of their calendars for no date: the years 1, 1601, 1899 and 1900."""
_FIRST = datetime(_EARLIEST + 1, 1, 1, tzinfo=UTC).timestamp()


def unix_time(*texts: str, day_first: bool = True) -> float | None:
    """Unix seconds of the first of some texts that is a date in one of the usual forms; None without one.

    Without a zone it is UTC. `day_first` decides "03/04/2024".
    """
    return next((found for text in texts if (found := _unix_time(text.strip(), day_first)) is not None), None)


def _unix_time(text: str, day_first: bool) -> float | None:
    if not text:
        return None
    if _EPOCH.fullmatch(text):
        number = float(text)
        seconds = number / (1 if abs(number) < 1e11 else 1e3 if number < 1e14 else 1e6)
        return seconds if seconds > _FIRST else None
    if _SERIAL.fullmatch(text):
        return (float(text) - _DAYS_TO_1970) * 86_400
    try:
        found = datetime.fromisoformat(text if _ISO.match(text) else "")
    except ValueError:
        return _written_out(text, day_first)
    if not _EARLIEST < found.year < _LATEST:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _written_out(text: str, day_first: bool) -> float | None:
    """ "29. Februar 2024", "Feb 29, 2024, 9:05 pm", "2/29/24", "2024年2月29日", "2024-02-29 10:11:12 +0100"."""
    if is_before_christ(text):
        return None
    clock, zone = _CLOCK.search(text), _ZONE.search(text)
    spoken = text[: clock.start()] + " " + text[clock.end() :] if clock else text
    day = _day(_PARTS.findall(_ZONE.sub(" ", spoken)), day_first)
    if day is None:
        return None
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second")) if clock else (0, 0, 0)
    if clock and (half := clock["behind"] or clock["before"]):
        hour = hour % 12 + 12 * (half in _AFTERNOON or half[0] in "pP")
    try:
        return datetime(*day, hour, minute, second, tzinfo=_timezone(zone[0] if zone else "")).timestamp()
    except ValueError:
        return None


def _timezone(text: str) -> timezone:
    offset = _OFFSET.match(text)
    if not offset:
        return UTC
    return timezone((-1 if offset[1] == "-" else 1) * timedelta(hours=int(offset[2]), minutes=int(offset[3])))


def _day(parts: list[str], day_first: bool) -> tuple[int, int, int] | None:
    """(year, month, day) of the numbers and names of a date; what is missing is the first."""
    month = next((found for part in parts if not part.isdigit() and (found := _month(part))), 0)
    numbers = [part for part in parts if part.isdigit()]
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if not numbers or len(numbers) + bool(month) > 3 or (not month and _has_words_within(parts)):
        return None
    year = next((number for number in numbers if len(number) == 4), "")
    rest = [int(number) for number in numbers if number != year]
    if not year:
        year = _of_two_digits(numbers[-1]) if len(numbers) + bool(month) == 3 and len(numbers[-1]) == 2 else ""
        rest = [int(number) for number in numbers[:-1]]
    if not year or not _EARLIEST < int(year) < _LATEST:
        return None
    if month:
        return int(year), month, rest[0] if rest else 1
    if len(rest) == 2 and numbers[0] != year:
        first, second = rest
        rest = [second, first] if (first > 12 or (day_first and second <= 12)) else [first, second]
    in_year, in_month = (*rest, 1, 1)[:2]
    return (int(year), in_year, in_month) if 1 <= in_year <= 12 and 1 <= in_month <= 31 else None


def _of_two_digits(digits: str) -> str:
    """The year of this century that two digits stand for, or of the last one where that lies ahead."""
    return f"{20 if int(digits) <= datetime.now(UTC).year % 100 + 1 else 19}{digits}"


def _has_words_within(parts: list[str]) -> bool:
    """Whether words stand between numbers: one of them may be a month in a language that is not known."""
    places = [place for place, part in enumerate(parts) if part.isdigit()]
    return places[-1] - places[0] >= len(places)


def _month(word: str) -> int:
    folded = plain(word)
    if folded in _WEEKDAYS:
        return 0
    return next((_BY_PREFIX[folded[:size]] for size in range(_LONGEST, 2, -1) if folded[:size] in _BY_PREFIX), 0)


def puts_day_first(texts: Iterable[str]) -> bool:
    """Whether dates such as "03/04/2024" in one column begin with the day: the first that shows it decides."""
    american = False
    for text in texts:
        american = american or bool(_AMERICAN.match(text))
        match = re.match(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}", text)
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            return int(match[1]) > 12
    return not american


def number(text: str) -> float:
    """A number with decimal point or comma; 0 for what is none. "1.234,5" and "1,234.5" are the same."""
    match = re.search(r"-?\d[\d.,\s\u00a0\u202f']*", text)
    if not match:
        return 0.0
    digits = re.sub(r"[\s\u00a0\u202f']", "", match[0]).rstrip(".,")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        digits = digits.replace("." if comma > point else ",", "")
    elif digits.count(",") > 1 or digits.count(".") > 1 or re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", digits):
        digits = digits.replace(",", "").replace(".", "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return 0.0


def count(text: str) -> float:
    """A whole number, whose thousands a point or comma parts: "1.234" is more than a thousand."""
    return number(re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text))
