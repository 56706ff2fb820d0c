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
_ARTICLE = r"(?:an?|one|eine[rn]?|een|une?|una|uma?|un['’]?)"
_MINUTE = r"(?:minut\w*|minuut|mins?|min)"
_HOUR = r"(?:hours?|hrs?|hr|h|stunden?|stundchen|std|heures?|horas?|horitas?|ore|ora|oretta|uur|uurtje|uren)"
_AND = r"(?:and|und|et|y|e|en)"
_WHOLE: tuple[tuple[str, float], ...] = (
    (r"three quarters of an hour|(?:eine )?dreiviertel ?stunden?|trois quarts d['’]heure"
     r"|tres (?:cuartos|quartos) de hora|tre quarti d['’]ora|drie kwartier", 45),
    (rf"(?:{_ARTICLE} )?(?:quarter(?: of an)?[ -]hour|viertelstunde|quart d['’]heure"
     r"|(?:cuarto|quarto) de hora|quarto d['’]ora|kwartier(?:tje)?)", 15),
    (rf"(?:half an?|(?:{_ARTICLE} )?half)[ -]hour|(?:eine?[rn]? )?halbe[nrs]?[ -]?st[uü]nd(?:e|chen)"
     r"|(?:une )?(?:petite )?demi[ -]?heure|media hor(?:it)?a|meia hor(?:inh)?a|(?:una )?mezz['’]?or(?:a|etta)"
     r"|(?:een )?half ?uur(?:tje)?", 30),
    (rf"(?:{_ARTICLE} )?(?:hour and a half|heure et demie|hora y media|hora e meia|ora e mezza)"
     r"|(?:anderthalb|eineinhalb) stunden|anderhalf uur", 90),
    (rf"(?:{_ARTICLE} )?(?:hour and a quarter|heure et quart|hora y cuarto|ora e un quarto)", 75),
    (rf"(?:{_ARTICLE} )?(?:hour and three quarters|heure trois quarts)", 105),
)  # fmt: skip # no words
_SIDE = (
    r"(?:one|an?|eine|une) (?:album|record|lp|vinyl|platten|schallplatten) ?(?:side|seite)"
    r"|une face d['’](?:un )?album"
)  # no words
_HALF = rf"(?: {_AND} (?:a half|demie|media|meia|mezza|einhalb)|einhalb)"
_LEAD = (
    r"(?:(?:,|\b(?:of|for|lasting|about|around|roughly|that lasts|that is|which lasts|long|in|to fill|von"
    r"|fur|de|para|per|pendant|rund|etwa|ungefahr|environ|unos?|circa|ongeveer|voor))\s*)*"
)  # no words
_CAP = r"(?P<cap>(?:at (?:the (?:very )?)?most|up to|under|below" \
       r"|(?:not|nothing|never|none) (?:over|above)|nichts uber|rien (?:au dessus|de plus) de|nada de mas de" \
       r"|(?:no|not|never) (?:longer|more|over) than" \
       r"|less than|max|(?:aller)?hochstens|nicht (?:langer|mehr) als|maximal|bis zu|unter|au plus" \
       r"|au (?:grand )?maximum" \
       r"|pas plus (?:de|longue?s? que)|maximum|moins de|como (?:mucho|maximo)" \
       r"|no mas de|al massimo|non piu di|within" \
       r"|inside|shorter than|kurzer als|plus courte?s? que|mas cort[oa]s? (?:que|de)|piu cort[aei] di" \
       r"|menos de|meno di" \
       r"|hooguit|hoogstens|maximaal|niet (?:langer|meer) dan" \
       r"|korter dan)\s+)?"  # fmt: skip # no words
_FLOOR = (
    r"(?P<floor>(?:at (?:the very )?least|more than|(?:no|not) less than|longer than|over|above|upwards of"
    r"|mindestens|wenigstens|langer als|uber|au moins|plus longs? que|plus de|al menos|mas de|por lo menos|almeno"
    r"|piu di|minstens|langer dan|meer dan)\s+)?"
)  # no words
_WHOLLY = (
    r"in all|all in|all told|in total|altogether|insgesamt|zusammen|alles in all\w+|en tout|au total|en total|in tutto"
    r"|in totaal|bij elkaar"
)  # no words
_ROUGHLY = (
    rf"give or take(?: (?:(?:a )?(?:few|bit|couple(?: of)?)|{_N}))?(?: minutes?| mins?)?"
    r"|or (?:so|thereabouts)|plus (?:or )?minus"
    r"|(?:so )?ungefahr|in etwa|oder so|plus ou moins|a peu pres|environ|mas o menos|o asi|piu o meno|o giu di li|circa"
    r"|ongeveer|of zo|min of meer"
)  # no words
_MOST_BEHIND = (
    r"at the outside|at (?:the )?(?:very |absolute )?most|max(?:imum)?|tops|or (?:less|under|shorter)"
    r"|(?:and )?not? more"
    r"|(?:and )?no longer|(?:aller)?hochstens|maximal|oder (?:weniger|kurzer)|nicht (?:langer|mehr)|(?:au )?(?:grand )?"
    r"maximum|au plus|ou moins|pas plus|como (?:mucho|maximo)|maximo|o menos|no mas|(?:al )?massimo|o meno|non di piu"
    r"|hooguit|hoogstens|maximaal|op zijn hoogst|of minder|niet langer"
)  # no words
_LEAST_BEHIND = (
    r"at (?:the )?(?:very )?least|or (?:more|longer)|upwards|minimum|mindestens|oder (?:mehr|langer)|au moins|ou plus"
    r"|al menos|por lo menos|como minimo|o mas|almeno|o piu|minstens|of (?:meer|langer)"
)  # no words
_BEHIND = (
    rf"(?:,? (?:{_WHOLLY})\b)?(?:,? (?P<roughly>{_ROUGHLY})\b)?"
    rf"(?:,? (?:(?P<most>{_MOST_BEHIND})|(?P<atleast>{_LEAST_BEHIND}))\b(?! (?:than|als|que|di|dan|de)\b))?"
    rf"(?:,? (?:{_WHOLLY})\b)?"
)
_TIME = re.compile(
    rf"(?P<lead>{_LEAD})(?<![\w]){_CAP}{_FLOOR}(?:(?:about|around|roughly|etwa|rund|environ) )?(?P<core>"
    + "|".join(f"(?P<whole{at}>{pattern})" for at, (pattern, _) in enumerate(_WHOLE))
    + rf"|(?P<side>{_SIDE})"
    rf"|(?P<hours>\d+) ?(?:h|:)(?: ?(?P<rest>[0-5]\d))(?: ?{_HOUR})?(?! ?(?:uhr|pm|am|p\.m|o['’]clock))"
    rf"|(?P<between>(?:between|zwischen|entre|tra|fra|tussen) )?(?P<low>{_N})"
    rf"(?: ?[-–] ?(?=\d)| (?:to|or|bis|oder|a|ou|o|tot|of) |(?(between) {_AND} |(?!)))"
    rf"(?P<high>{_N})[ -]?(?:(?P<span_hour>{_HOUR})|{_MINUTE})\b"
    rf"|(?P<number>{_N}|{_ARTICLE})(?P<half>{_HALF})?[ -]?(?:(?P<hour>{_HOUR})|{_MINUTE})\b(?P<more>{_HALF})?"
    r"|(?<=inside )the hour|(?<=within )the hour|(?<=under )the hour"
    rf")(?![\w])(?:[ -]long)?{_BEHIND}(?: of\b)?"
)
_MUSIC = r"(?:music|musik|musique|musica|songs?|lieder|chansons?|canciones|canzoni|tunes?|tracks?|jazz)"  # no words
_OF_THINGS = re.compile(
    rf"(?:(?<= of)| worth of| de| d['’]| di)(?: \w+){{0,2}}? ?(?:{_MUSIC}|something|anything|stuff|quelque chose|algo"
    rf"|qualcosa)\b| (?:lang )?(?:\w+ )?(?:musik|lieder|et?was)\b"
    r"| (?:\w+ ){0,2}?(?:music|musique|musica)\b"
)
_PIECES = re.compile(
    r"\b(?:songs|tunes|tracks|pieces|numbers|ones|movements|stucken?|liedern?|titeln?|morceaux|chansons|canciones|piezas|canzoni"
    r"|brani|pezzi|musicas|stories|poems|geschichten|gedichte|nouvelles|cuentos|racconti)"
    r"(?: (?:that|which|die|qui|que|che)(?: \w+)?)?\s*$"
)
"""Several things, of which each is to be so long where a bound comes right behind: "tunes under three minutes"."""
_JOINS = ("", "and", "und", "et", "y", "e", "en")
_TO = ("to", "or", "-", "–", "bis", "oder", "a", "ou", "o", "tot", "of")
_FROM = re.compile(r"\b(?:(?:some\w+ )?between|zwischen|entre|tra|fra|tussen|from|von|de|da|van)\s*$")
"""Before the shorter of two times: "between half an hour and forty minutes"."""
_ABOUT = 0.75
"""Of a time that is told with another bound: what lasts so much is about as long."""
_GATHERED = re.compile(
    r"\b(?:line up|put together|(?:give|make|do|build|compile) (?:me|us)|mach\w*(?: mir| uns)?|stell\w*(?: mir| uns)?"
    r"|(?:fais|faites|prepare[rz]?|compose[rz]?)(?:[- ](?:moi|nous))?|hazme|preparame|preparami|fammi"
    r"|maak(?: me| ons)?|zet(?: me| ons)?)\s*(?:an?|some|bitte|s'il te plait|even|eens)?\s*$"
)  # no words
"""Before so long a time that somebody is to put together."""
_A_STRETCH = 15.0
"""Minutes from which a time is longer than a piece is."""
_MARKS = ("", ".", ",", ";", ":", "!", "?", "(", ")", "–", "-", "|")
_ONE_PIECE = re.compile(
    r"\b(?:an?|one|the|eine?n?|une?|una?|een) (?:[\w'’-]+ ){0,2}?(?:songs?|piece|track|tune"
    r"|stuck|lied|morceau|chanson|cancion|canzone|brano|nummer|liedje|stuk)\b"
    r"|\b(?:something|etwas|quelque chose|algo|qualcosa|iets)\b"
    r"|\b(?:albums?|alben|records?|platten?|disques?|discos?|dischi|symphon\w+|sinfon\w+|concert(?:os?|i)|konzerte?"
    r"|sonat\w+|operas?|oper(?:n|a)?|quartett?s?|suites?)\b"
)
"""One thing to hear, or things of which each is as long as a list: a bound is that of each."""
_EACH = re.compile(
    r"\W*(?:each|apiece|(?:per|a) (?:song|track|tune|piece|book)|jeweils|(?:pro|das|je) (?:stuck|lied|titel)|chacune?"
    r"|(?:par|le|la) (?:morceau|chanson|titre)|cada una?|l['’]un[oa]|per (?:brano|canzone)|per (?:nummer|stuk))\b"
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
    total: Time | None = None
    for _, _, time in found:
        total = time if total is None else told_again(total, time) or total + time
    left = re.sub(r"\(\s*\)", lambda empty: " " * len(empty.group()), "".join(letters))
    return left, total if total is not None and total.minutes else None


def fills_time(text: str) -> bool:
    """Whether a text asks for so long a time of things to hear: "about an hour of music", "zwei Stunden Musik"."""
    line = plain(text)
    return any(_OF_THINGS.match(line, end) is not None for _, end, _ in times_in(line))


def gathers_time(text: str) -> bool:
    """Whether so long a time is to be put together: "line up half an hour of calm"."""
    line = plain(text)
    return any(_GATHERED.search(line[:start]) is not None for start, _, _ in times_in(line))


def is_stretch(text: str) -> bool:
    """Whether a clause of its own tells how long it is to last, longer than a piece: "25 minutes or so"."""
    line = plain(text)
    if _ONE_PIECE.search(line):
        return False
    return any(
        time.minutes >= _A_STRETCH and line[:start].rstrip()[-1:] in _MARKS and line[end:].lstrip()[:1] in _MARKS
        for start, end, time in _times_with_marks(line)
    )


def _times_with_marks(line: str) -> list[tuple[int, int, Time]]:
    """As `times_in`, but a comma before a time is left outside."""
    return [(end - len(line[start:end].lstrip(" ,")), end, time) for start, end, time in times_in(line)]


def times_in(line: str) -> list[tuple[int, int, Time]]:
    """Start, end and value of each time in plain text; not those of each entry or a day, nor what explains another."""
    found: list[tuple[int, int, Time]] = []
    core = 0
    for one in _TIME.finditer(line):
        if _is_of_each(line, one):
            continue
        time, start = _read(one), one.start()
        if found and (first := _start_of_span(line, found[-1], core, one)) is not None:
            # "Between half an hour and forty minutes": the two ends of one time.
            found[-1] = (first, one.end(), Time(found[-1][2].least, time.most))
        elif line[start - 1 : start] == "(" and time.least == time.most:
            continue
        else:
            found.append((start, one.end(), time))
        core = one.start("core")
    return found


def _start_of_span(line: str, before: tuple[int, int, Time], core: int, one: re.Match[str]) -> int | None:
    """Where a span of two times begins, if this is its other end."""
    start, end, first = before
    if one["cap"] or one["floor"] or first.least is None or first.least != first.most:
        return None
    joint = line[end : one.start("core")].strip(" ,")
    led = _FROM.search(line[:core])
    if (led and joint in (*_JOINS, *_TO)) or joint in _TO:
        return min(start, led.start()) if led else start
    return None


def told_again(total: Time, more: Time) -> Time | None:
    """One time told twice: "half an hour or so (not more than 40 min)"; None where the second is another."""
    exact = total.least is not None and total.least == total.most
    if more.least is None and more.most is not None and total.least is not None:
        return more if more.most < total.least else Time(total.least if not exact else _ABOUT * total.least, more.most)
    if more.most is None and more.least is not None and total.most is not None and more.least <= total.most:
        return Time(more.least, total.most)
    if exact and more.least is not None and more.most is not None and more.least < more.most:
        return more if more.least <= total.minutes <= more.most else None
    return None


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
    if whole is None and found["number"] is None:
        whole = 60.0  # "inside the hour"
    if whole is None:
        half = 0.5 if found["half"] or found["more"] else 0.0
        whole = (number_of(found["number"]) + half) * (60.0 if found["hour"] else 1.0)
    if found["floor"] or found["atleast"]:
        return Time(whole, None)
    return Time(None if found["cap"] or found["most"] else whole, whole)


def number_of(word: str) -> float:
    """The value of digits or of a word for a number; an article is one."""
    bare = " ".join(word.replace("-", " ").split())
    if bare[:1].isdigit():
        return float(bare.replace(",", "."))
    return NUMBER_WORDS.get(bare, 1.0)
