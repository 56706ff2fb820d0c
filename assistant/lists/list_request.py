"""What list a text asks for, read by rules: its form, what it is about, how many, how long, for how many days."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.domain.entities import Kind
from assistant.domain.lengths import MINUTES_PER_UNIT
from assistant.language.facet_parser import read_facets
from assistant.language.normalise import fold, plain
from assistant.language.numbers import COUNTED, NUMBERS, number_in
from assistant.language.taste.kinds import kind_told
from assistant.language.vocabulary import vocabulary
from assistant.lists.cues import EXTREMES, FORMS, ORDERS, UNREAD
from assistant.lists.forms import Form
from assistant.lists.numbers_packed import (
    EITHER,
    ONE_EACH,
    PACKED,
    PER_CREATOR,
    counts_time,
    one_each,
    packed_number,
    per_creator_told,
)
from assistant.lists.numbers_told import TOLD, number_told, with_more
from assistant.lists.parts import Part, kinds_named, parts_of_wish
from assistant.lists.times_told import time_told
from assistant.lists.titles import UNNAMED, asking_parts, asking_sentence, called_in, counting_part, title_of
from assistant.messages import joined, tr

MINUTES_A_DAY = 30.0
MOST_A_DAY = 120.0
"""Minutes a day up to which a plan stretches: for a number that was asked for, or where nothing shorter fits."""
V = TypeVar("V", int, float)


@dataclass(frozen=True, slots=True)
class ListWish:
    """A list as it was asked for. What is None was not said."""

    text: str
    about: str
    """The words to rank by: the request without the words that only say that it is to be a list."""
    title: str
    form: Form = Form.LIST
    kinds: tuple[Kind, ...] = ()
    n: int | None = None
    minutes: float | None = None
    """Of all entries together; the most where a span is named."""
    days: int | None = None
    a_day: float | None = None
    """Minutes of reading a day."""
    order: str = ""
    """oldest, newest, shortest, longest or easiest first, as asked."""
    unread: bool = False
    """Whether what the person has finished is to be left out."""
    least: float | None = None
    """Minutes that all entries are to take at least."""
    per_creator: int | None = None
    """Entries that one creator may have."""
    parts: tuple[Part, ...] = ()
    """What it is to hold, where that is more than one thing."""
    extreme: str = ""
    """oldest, newest, shortest or longest, where only those are wanted: "my five longest novels"."""

    @property
    def budget(self) -> float | None:
        """Minutes that all entries may take together, at the usual pace for a plan that names days alone."""
        if self.minutes is not None:
            return self.minutes
        usual = MOST_A_DAY if self.n else MINUTES_A_DAY
        return self.days * (self.a_day or usual) if self.days else None


_MONTHS = ("summer", "winter", "spring", "autumn", "january", "february", "march", "april", "may", "june", "july",
           "august", "september", "october", "november", "december")  # fmt: skip
_NUMBER = r"(?P<{0}>\d+(?:[.,]\d+)?|half an?|an?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"  # no words
_A_DAY = re.compile(
    r"[,;]?\s*\b(?:with |at |for |reading |of )?" + _NUMBER.format("day_number")
    + r"(?P<day_half> and a half)?[ -]?(?P<day_unit>minutes?|mins?|hours?|hrs?|pages?)(?: of reading)?"
    + r" (?:an?|per|each|every|in the) (?P<per>day|evening|night|morning|week|weekday)s?\b",
    re.IGNORECASE,
)  # fmt: skip
_SPAN = re.compile(
    r"[,;]?\s*\b(?:(?:for|over|in|within|during|across|covering|spanning|lasting|of|to last(?: me)?) )?"
    r"(?:(?:the|this|my|these|those) )?(?:next |coming |following )?"
    r"(?:" + _NUMBER.format("span_number") + r"[ -]?)?(?P<span>days?|nights?|evenings?|weeks?|fortnights?|months?"
    r"|weekend)(?![a-z])(?:[ -](?:long|holiday|trip|break))?",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"[,;]?\s*\b(?:for|over|during|in|this|next) (?:(?:the|this|my|next) )?"
    r"(?P<season>" + "|".join(_MONTHS) + r")\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:of |with |from |top )?" + _NUMBER.format("count").replace("half an?|an?|", "")
    + rf"[ -](?=(?:[\w'’-]+ ){{0,3}}?{COUNTED}\b)",
    re.IGNORECASE,
)  # fmt: skip
_LEAD = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|will you|alcove|hey|ok|okay|and|but|so|now|then"
    r"|i(?:['’]d| would)? (?:want|like|need)"
    r"(?: you)?(?: to)?|help me(?: to)?|let us|let['’]s|bitte|kannst du|könntest du|ich (?:brauche|möchte|will)"
    r"|peux[- ]tu|pouvez[- ]vous|je (?:veux|voudrais)|j['’]aimerais|il me faut)[, ]+)*"
    r"(?:(?:make|create|build|(?:put|throw)(?: together)?|gather|collect|compile|plan|prepare|compose|assemble|give"
    r"|write|save|draw up|set up|line up|get|pack|pick|find|start|begin|do|stell|mach|bau|pack|erstell|gib"
    r"|schreib)e?\b\s*"
    r"|(?:fai(?:s|tes)|prépare[rz]?|compose[rz]?|donne[rz]?|crée[rz]?|concocte[rz]?)\b[ -]*)?"
    r"(?:(?:me|us|up|her|him|them|mir|uns|ihr|ihm|ihnen|moi|nous|lui|leur)\b\s*)?"
    r"(?:(?:an?(?! (?:weekend|fortnight)\b)|the|my|some|another|new|eine?n?|une?|des)\b\s*)*",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^\W*(?:of|with|for|about|on|from|to|that (?:is|are|has|have)|which (?:is|are)|containing"
    r"|full of"
                    r"|made of|around|covering|please)\b\s*", re.IGNORECASE)  # fmt: skip
_OF_LIST = re.compile(
    r"\b(?:short|long|nice|good|little|quick|great|kurz\w*|klein\w*|lang\w*|courte|petite|longue)\W*$", re.IGNORECASE
)
"""What is said of the list itself: a short one holds few works, not short ones."""
_STAY = re.compile(
    r"\b(?:weekends?|weeks?|fortnight|month|days?|nights?|evenings?) (?:in|at|by|on) (?!all\b|total\b|row\b|a row\b"
    r"|(?:(?:the|this|next|my) )?(?:" + "|".join(_MONTHS) + r"))\w",
    re.IGNORECASE,
)
"""A time at a place is what a list is for, as well as how long it is to last."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def read_wish(text: str) -> ListWish:
    """Reads a request for a list by rules. Its title is taken from what asks for it, not from what is told beside."""
    line = _without_told_times(" ".join(text[:2000].split()))
    wish = _read(text, line)
    if called := called_in(line):
        return replace(wish, title=called)
    unnamed = {tr(one) for one in UNNAMED.values()}
    titles = (_read(part, part).title for part in asking_parts(line))
    return replace(wish, title=next((one for one in titles if one not in unnamed), wish.title))


def _without_told_times(line: str) -> str:
    """The line without the times that are told before the sentence that asks for the list, where that tells one
    itself, and they are of nothing to hear: “two hours without the baby. Queue 25 minutes of jazz”."""
    asking = asking_sentence(line)
    if asking is None or time_told(asking.group())[1] is None or read_facets(line[: asking.start()]).genres:
        return line
    return f"{time_told(line[: asking.start()])[0]}{line[asking.start() :]}"


def _read(text: str, line: str) -> ListWish:
    form = next((form for form, rule in FORMS if rule.search(line)), Form.LIST)
    often = ONE_EACH.search(line)
    often = often if often and not counts_time(often) else None
    rest = f"{line[: often.start()]} {line[often.end() :]}" if often else line
    rest, a_day = _taken(rest, _A_DAY, _per_day)
    rest, days = _span(rest) if form in (Form.PLAN, Form.LIST) else (rest, None)
    rest, time = time_told(rest)
    rest, per_creator = _taken(rest, PER_CREATOR, per_creator_told)
    rest, n = _counted(rest)
    n = (one_each(often, days) or n) if often else n
    parts = parts_of_wish(line) if form is not Form.PLAN else ()
    kinds = tuple(dict.fromkeys(one.kind for one in parts)) or kinds_in(line)
    about = " ".join(dict.fromkeys(one.about for one in parts if one.about)) if parts else _about(rest, form)
    if parts:
        form = Form.BUNDLE if len(kinds) > 1 else Form.PLAYLIST if kinds == (Kind.MUSIC,) else Form.LIST
    elif form is Form.LIST and len(kinds) > 1:
        form = Form.BUNDLE
    if form is Form.BUNDLE and not parts:
        about = _without_kinds(about)
    if not set(fold(about).split()) - vocabulary().kinds.keys() - {"a", "an", "the", "my", "some"}:
        about = ""
    heard = time is not None and kinds in ((), (Kind.MUSIC,))
    if form is Form.LIST and days and not (heard and days == 1):
        form = Form.PLAN
    elif form is Form.LIST and heard:
        form = Form.PLAYLIST  # what is to last so long is mostly heard
    title = title_of(_joined_title(parts) or about or _unled(line), form)
    folded = fold(line)
    order = next((order for order, cue in ORDERS if cue.search(folded)), "")
    extreme = next((name for name, cue in EXTREMES if not order and cue.search(folded)), "")
    order = order or extreme
    unread = UNREAD.search(folded) is not None
    minutes, least = (time.minutes, time.least) if time else (None, None)
    n = n if n and 1 <= n <= 200 and not parts else None
    return ListWish(
        text, about, title, form, kinds, n, minutes, days, a_day, order, unread, least, per_creator, parts, extreme
    )


def _span(rest: str) -> tuple[str, int | None]:
    """The text without the days that a plan is for, and those days."""
    shorter, days = _taken(rest, _SPAN, _days)
    rest = rest if _STAY.search(rest) else shorter
    rest, season = _taken(rest, _SEASON, lambda found: 90 if found["season"].lower() in _SEASONS else 30)
    return rest, days or season


def _counted(rest: str) -> tuple[str, int | None]:
    """The text without the number of entries, and that number."""
    rest, packed = _taken(rest, PACKED, packed_number)
    if packed:
        return rest, packed
    rest = EITHER.sub(lambda found: found["more"], rest)
    counted, n = _taken(rest, _COUNT, lambda found: round(_number(found["count"])))
    if n and n > 1 and not with_more(plain(rest)):
        return counted, n
    told = counting_part(EITHER.sub(lambda found: found["more"], plain(rest)))
    return rest, with_more(told) or number_told(told) or n


def _joined_title(parts: Sequence[Part]) -> str:
    return joined(list(dict.fromkeys(one.about for one in parts if one.about))) if parts else ""


def _unled(line: str) -> str:
    """What names only kinds, or only how long it is to last, is called as it was asked for: "Twenty songs"."""
    words = _LEAD.sub("", line, count=1)
    return words if len(words.split()) > 1 else ""


def kinds_in(text: str) -> tuple[Kind, ...]:
    """The kinds that a request for a list names, each once; "playlist" and "reading plan" name the form."""
    asking = asking_sentence(text)
    for part in (asking.group(), text) if asking is not None else (text,):
        for _, rule in FORMS:
            part = rule.sub(" ", part)
        told = kind_told(fold(part))
        if kinds := kinds_named(part) or ((told,) if told else ()):
            return kinds
    return ()


def _taken(text: str, rule: re.Pattern[str], value: Callable[[re.Match[str]], V | None]) -> tuple[str, V | None]:
    """The text without the first piece that the rule finds and `value` can read, and what it read."""
    for found in rule.finditer(text):
        read = value(found)
        if read:
            return f"{text[: found.start()]} {text[found.end() :]}", read
    return text, None


def _number(word: str) -> float:
    folded = fold(word) if word.isalpha() else word.lower().replace(",", ".")
    if re.fullmatch("half an?", folded):
        return 0.5
    if folded in ("a", "an"):
        return 1.0
    return float(TOLD.get(folded) or number_in(folded))


def _per_day(found: re.Match[str]) -> float:
    number = _number(found["day_number"]) + (0.5 if found["day_half"] else 0.0)
    minutes = number * MINUTES_PER_UNIT[found["day_unit"][0].lower()]
    return minutes / (7.0 if found["per"].lower() == "week" else 1.0)


def _days(found: re.Match[str]) -> int | None:
    unit = found["span"].lower().removesuffix("s")
    if unit in ("night", "evening", "weekend") or found["span_number"]:
        number = _number(found["span_number"]) if found["span_number"] else 1.0
        if unit in ("night", "evening") and number == 1.0:
            return None  # "for the evening" is an occasion
    elif re.match(r"\W*(?:for|over|in|within|during|this|next|the)\b", found.group(), re.IGNORECASE):
        number = 1.0
    else:
        return None
    days = number * {"day": 1, "night": 1, "evening": 1, "week": 7, "fortnight": 14, "month": 30, "weekend": 2}[unit]
    return min(round(days), 730) or None


def _about(rest: str, form: Form) -> str:
    """What remains to be about: without the words that ask, and without the word for the list itself."""
    line = _LEAD.sub("", " ".join(rest.split()), count=1)
    rule = dict(FORMS)[form]
    before, found, after = _around(line, rule)
    if found:
        head = _OF_LIST.sub("", before.strip(" ,-–:"))
        head = re.sub(
            r"(?:^|\s+)(?:an?|the|my|one|in one|into one|as an?|eine?|une?|la)$", "", head.strip(" ,-–:"), flags=re.I
        )
        tail = _JOINT.sub("", after)
        apart = "," if tail.lstrip().startswith(",") else ""  # "a calm list please, no voices"
        tail = tail.strip(" ,-–:.!?")
        line = f"{head}{apart} {tail}" if head else tail
    line = re.sub(r"^(?:reading|listening)\b\W*(?=\W|$)", "", line.strip(" ,-–:.!?"), flags=re.IGNORECASE)
    line = re.sub(
        r"\b(?:please|and|with|for|of|over|(?:make|create|build)(?: me)?(?: an?)?)\W*$", "", line, flags=re.IGNORECASE
    )
    line = " ".join(line.split()).strip(" ,-–:.!?")
    return re.sub(r"^(?:(?:of|de|von|with|mit|avec)\b|d['’])\W*", "", line, flags=re.IGNORECASE)


def _without_kinds(about: str) -> str:
    """What a bundle is for: "a winter evening" of "a book and an album for a winter evening"."""
    named = "|".join(sorted(map(re.escape, vocabulary().kinds), key=len, reverse=True))
    thing = (
        rf"(?:(?:an?|some|the|one|two|three)\s+)?"
        rf"(?:{named}|(?:some|any)thing to (?:read|hear|listen to|watch))"
    )  # no words
    rest = re.sub(rf"^\W*{thing}(?:\s*(?:,|and|with|plus|&)+\s*(?:and\s+)?{thing})*\b", "", about, flags=re.IGNORECASE)
    return _JOINT.sub("", re.sub(r"\W+an?$", "", rest.strip(" ,-–:"))).strip(" ,-–:.!?")


def _around(line: str, rule: re.Pattern[str]) -> tuple[str, bool, str]:
    found = rule.search(line)
    return (line[: found.start()], True, line[found.end() :]) if found else (line, False, "")
