"""How long a list is to last, as people of five languages say it; several times in one wish are added up."""

import re
from dataclasses import dataclass

from assistant.language.normalise import plain
from assistant.language.words.number_words import NUMBER_WORDS

ALBUM_SIDE = (16.0, 24.0)  # no words
"""Minutes that one side of a long-playing record holds."""


@dataclass(frozen=True, slots=True)
class Time:
    """Least and most minutes; None where no bound was said."""

    least: float | None
    most: float | None

    def __add__(self, other: "Time") -> "Time":
        return Time(_sum(self.least, other.least), _sum(self.most, other.most))

    @property
    def minutes(self) -> float:
        """What a list aims at."""
        return self.most if self.most is not None else self.least or 0.0


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


_WORD = "|".join(sorted((re.escape(one).replace(r"\ ", "[ -]") for one in NUMBER_WORDS), key=len, reverse=True))
_N = rf"(?:\d+(?:[.,]\d+)?|{_WORD})"
_ARTICLE = r"(?:an?|one|eine[rn]?|une?|una|un['’]?)"
_MINUTE, _HOUR = r"(?:minut\w*|mins?|min)", r"(?:hours?|hrs?|hr|h|stunden?|std|heures?|horas?|horitas|ore|ora)"
_AND = r"(?:and|und|et|y|e)"
_WHOLE: tuple[tuple[str, float], ...] = (
    (r"three quarters of an hour|(?:eine )?dreiviertelstunden?|trois quarts d['’]heure"
     r"|tres cuartos de hora|tre quarti d['’]ora", 45),
    (rf"(?:{_ARTICLE} )?(?:quarter(?: of an)?[ -]hour|viertelstunde|quart d['’]heure"
     r"|cuarto de hora|quarto d['’]ora)", 15),
    (rf"(?:half an?|(?:{_ARTICLE} )?half)[ -]hour|(?:eine[rn]? )?halbe[rn]?[ -]?stunde|(?:une )?demi[ -]?heure"
     r"|media hora|mezz['’]?ora", 30),
    (rf"(?:{_ARTICLE} )?(?:hour and a half|heure et demie|hora y media|ora e mezza)"
     r"|(?:anderthalb|eineinhalb) stunden", 90),
    (rf"(?:{_ARTICLE} )?(?:hour and a quarter|heure et quart|hora y cuarto|ora e un quarto)", 75),
    (rf"(?:{_ARTICLE} )?(?:hour and three quarters|heure trois quarts)", 105),
)  # fmt: skip # no words
_SIDE = (
    r"(?:one|an?|eine|une) (?:album|record|lp|vinyl|platten|schallplatten) ?(?:side|seite)"
    r"|une face d['’](?:un )?album"
)  # no words
_HALF = rf"(?: {_AND} (?:a half|demie|media|mezza|einhalb)|einhalb)"
_LEAD = (
    r"(?:(?:,|\b(?:of|for|lasting|about|around|roughly|that lasts|that is|which lasts|long|over|in|to fill|von"
    r"|fur|de|para|per|pendant|rund|etwa|environ))\s*)*"
)  # no words
_CAP = r"(?P<cap>(?:at most|up to|under|no longer than|not longer than|no more than|less than|max|hochstens" \
       r"|maximal|bis zu|unter|au plus|maximum|moins de|como mucho|al massimo|within|shorter than|kurzer als" \
       r"|plus courte?s? que|mas cort[oa]s? (?:que|de)|piu cort[aei] di|menos de|meno di)\s+)?"  # fmt: skip # no words
_FLOOR = r"(?P<floor>(?:at least|more than|no less than|longer than|mindestens|langer als|au moins|plus longs? que" \
         r"|al menos|almeno)\s+)?"  # fmt: skip # no words
_TIME = re.compile(
    rf"{_LEAD}(?<![\w]){_CAP}{_FLOOR}(?:"
    + "|".join(f"(?P<whole{at}>{pattern})" for at, (pattern, _) in enumerate(_WHOLE))
    + rf"|(?P<side>{_SIDE})"
    rf"|(?P<hours>\d+) ?(?:h|:)(?: ?(?P<rest>[0-5]\d))(?: ?{_HOUR})?(?! ?(?:uhr|pm|am|p\.m|o['’]clock))"
    rf"|(?:between |zwischen |entre )?(?P<low>{_N})(?: ?[-–] ?(?=\d)| (?:to|or|bis|oder|a|ou|o|{_AND}) )"
    rf"(?P<high>{_N})[ -]?(?:(?P<span_hour>{_HOUR})|{_MINUTE})\b"
    rf"|(?P<number>{_N}|{_ARTICLE})(?P<half>{_HALF})?[ -]?(?:(?P<hour>{_HOUR})|{_MINUTE})\b(?P<more>{_HALF})?"
    r")(?![\w])(?:[ -]long)?(?: of\b)?(?: in all| in total| altogether)?"
)
_MUSIC = r"(?:music|musik|musique|musica|songs?|lieder|chansons?|canciones|canzoni|tunes?|tracks?|jazz)"  # no words
_OF_THINGS = re.compile(
    rf"(?:(?<= of)| worth of| de| d['’]| di)(?: \w+){{0,2}}? ?(?:{_MUSIC}|something|anything|stuff|quelque chose|algo"
    rf"|qualcosa)\b| (?:lang )?(?:\w+ )?(?:musik|lieder|et?was)\b"
)
_PIECES = re.compile(
    r"\b(?:songs|tunes|tracks|pieces|numbers|ones|movements|stucken?|liedern?|titeln?|morceaux|chansons|canciones|piezas|canzoni"
    r"|brani|pezzi|musicas|stories|poems|geschichten|gedichte|nouvelles|cuentos|racconti)"
    r"(?: (?:that|which|die|qui|que|che)(?: \w+)?)?\s*$"
)
"""Several things, of which each is to be so long where a bound comes right behind: "tunes under three minutes"."""
_JOINS = ("", "and", "und", "et", "y", "e")
_EACH = re.compile(
    r"\W*(?:each|apiece|per (?:song|track|piece|book)|jeweils|chacune?)\b"
    r"|\W*(?:an?|per|each|every) (?:day|night|week|evening)\b"
)


def time_told(text: str) -> tuple[str, Time | None]:
    """The text without the times that it tells, and their sum; None if it tells none."""
    line = plain(text)
    text = text if len(line) == len(text) else line
    found = times_in(line)
    letters = list(text)
    before = -1
    for start, end, _ in found:
        # "An hour and twenty minutes": the word between them goes, too.
        first = before if before >= 0 and line[before:start].strip(" ,") in _JOINS else start
        letters[first:end] = " " * (end - first)
        before = end
    total = found[0][2] if found else None
    for _, _, time in found[1:]:
        total = total + time if total is not None else time
    return "".join(letters), total if total is not None and total.minutes else None


def fills_time(text: str) -> bool:
    """Whether a text asks for so long a time of things to hear: "about an hour of music", "zwei Stunden Musik"."""
    line = plain(text)
    return any(_OF_THINGS.match(line, end) is not None for _, end, _ in times_in(line))


def times_in(line: str) -> list[tuple[int, int, Time]]:
    """Start, end and value of each time in plain text; not those of each entry or a day, nor what explains another."""
    return [
        (one.start(), one.end(), _read(one))
        for one in _TIME.finditer(line)
        if not _is_of_each(line, one) and line[one.start() - 1 : one.start()] != "("
    ]


def _is_of_each(line: str, found: re.Match[str]) -> bool:
    if _EACH.match(line[found.end() :]):
        return True
    bound = found["cap"] or found["floor"]
    return bool(bound) and "," not in found.group() and _PIECES.search(line[: found.start()]) is not None


def _read(found: re.Match[str]) -> Time:
    whole = next((minutes for at, (_, minutes) in enumerate(_WHOLE) if found[f"whole{at}"]), None)
    if found["side"]:
        return Time(*ALBUM_SIDE)
    if found["low"]:
        unit = 60.0 if found["span_hour"] else 1.0
        return Time(number_of(found["low"]) * unit, number_of(found["high"]) * unit)
    if whole is None and found["hours"]:
        whole = 60.0 * int(found["hours"]) + int(found["rest"])
    if whole is None:
        half = 0.5 if found["half"] or found["more"] else 0.0
        whole = (number_of(found["number"]) + half) * (60.0 if found["hour"] else 1.0)
    if found["floor"]:
        return Time(whole, None)
    return Time(None if found["cap"] else whole, whole)


def number_of(word: str) -> float:
    """The value of digits or of a word for a number; an article is one."""
    bare = " ".join(word.replace("-", " ").split())
    if bare[:1].isdigit():
        return float(bare.replace(",", "."))
    return NUMBER_WORDS.get(bare, 1.0)
