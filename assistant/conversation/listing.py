"""What list is asked for, and which of the candidates go into it: its length in minutes, items or days is kept."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from assistant.conversation.acts import Act
from assistant.conversation.intent import Intent
from assistant.conversation.memory import Session
from assistant.core.entities import Item, Kind, Recommendation
from profiles.facets import WORDS_PER_MINUTE, minutes_of
from profiles.numbers import NUMBERS, number_in
from profiles.reading import kind_of
from profiles.text import fold
from profiles.vocabulary import vocabulary

MINUTES_A_DAY = 30.0
MOST_A_DAY = 120.0
"""Minutes a day up to which a plan stretches when nothing shorter fits and the person named none."""
UNKNOWN_LENGTH = {Kind.BOOK: 360.0, Kind.MUSIC: 4.0, Kind.DOCUMENT: 20.0}
"""Minutes that stand for an item whose length nobody knows."""
_FEWEST = {Kind.BOOK: 5.0, Kind.MUSIC: 0.01, Kind.DOCUMENT: 0.1}
LENGTH = 12
"""Entries of a list that names neither number nor length."""
OF_EACH = 2
"""Entries of each kind in a bundle that names no number."""


V = TypeVar("V", int, float)


class Form(StrEnum):
    PLAYLIST = "playlist"
    PLAN = "reading plan"
    BUNDLE = "bundle"
    LIST = "list"


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
    """Of all entries together."""
    days: int | None = None
    a_day: float | None = None
    """Minutes of reading a day."""

    @property
    def budget(self) -> float | None:
        """Minutes that all entries may take together, at the usual pace for a plan that names days alone."""
        if self.minutes is not None:
            return self.minutes
        return self.days * (self.a_day or MINUTES_A_DAY) if self.days else None


_NUMBER = r"(?P<{0}>\d+(?:[.,]\d+)?|half an?|an?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_TIME_UNIT = r"(?:minutes?|mins?|hours?|hrs?|h)"
_A_DAY = re.compile(
    r"[,;]?\s*\b(?:with |at |for |reading |of )?" + _NUMBER.format("day_number")
    + r"(?P<day_half> and a half)?[ -]?(?P<day_unit>minutes?|mins?|hours?|hrs?|pages?)(?: of reading)?"
    + r" (?:a|per|each|every|in the) (?P<per>day|evening|night|morning|week|weekday)s?\b",
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
    r"(?P<season>summer|winter|spring|autumn|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"[,;]?\s*\b(?:(?:of|for|lasting|about|around|roughly|at most|up to|under|that lasts|that is|which lasts|long|over"
    r"|in|no longer than|not longer than|to fill) )*" + _NUMBER.format("total_number")
    + r"(?P<total_half> and a half)?[ -]?(?P<total_unit>" + _TIME_UNIT + r")\b(?P<total_more> and a half)?"
    r"(?:[ -]long)?(?: of)?(?: in all| in total)?",
    re.IGNORECASE,
)  # fmt: skip
_COUNT = re.compile(
    r"\b(?:of |with |from |top )?" + _NUMBER.format("count").replace("half an?|an?|", "")
    + r"[ -](?=(?:[\w'’-]+ ){0,3}?(?:songs?|tracks?|pieces?|books?|novels?|albums?|records?|titles?|items?|things"
    r"|papers?|documents?|articles?|poems?|stories|tunes|entries|works|reads)\b)",
    re.IGNORECASE,
)  # fmt: skip
_LEAD = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you|will you|alcove|hey|ok|okay|and|but|so|now|then"
    r"|i(?:['’]d| would)? (?:want|like|need)"
    r"(?: you)?(?: to)?|help me(?: to)?|let us|let['’]s)[, ]+)*"
    r"(?:(?:make|create|build|put together|compile|plan|prepare|compose|assemble|give|write|save"
    r"|draw up|set up|get)\b\s*)?"
    r"(?:(?:me|us|up)\b\s*)?(?:(?:an?|the|my|some|another|new)\b\s*)*",
    re.IGNORECASE,
)
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.BUNDLE, re.compile(r"\b(?:bundle|package|gift set|mixed (?:list|bag))\b", re.IGNORECASE)),
    (Form.PLAN, re.compile(r"\b(?:reading[ -](?:plan|schedule|programme|program|list|order)|study plan|syllabus|plan"
                           r"|schedule|curriculum)\b", re.IGNORECASE)),
    (Form.PLAYLIST, re.compile(r"\b(?:play ?list|mix ?tape|mix|listening[ -](?:plan|list|session)|set ?list"
                               r"|soundtrack)\b", re.IGNORECASE)),
    (Form.LIST, re.compile(r"\blists?\b", re.IGNORECASE)),
)  # fmt: skip
_JOINT = re.compile(r"^\W*(?:of|with|for|about|on|from|to|that (?:is|are|has|have)|which (?:is|are)|containing|full of"
                    r"|made of|around|covering|please)\b\s*", re.IGNORECASE)  # fmt: skip
_THESE = re.compile(
    r"(?:all )?(?:of )?(?:these|those|them|the|your|that|it)(?: (?:cards|books|songs|tracks|picks|ones|all))?"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def read_wish(text: str) -> ListWish:
    """Reads a request for a list by rules."""
    line = " ".join(text[:2000].split())
    form = next((form for form, rule in _FORMS if rule.search(line)), Form.LIST)
    rest, a_day = _taken(line, _A_DAY, _per_day)
    days = None
    if form in (Form.PLAN, Form.LIST):
        rest, days = _taken(rest, _SPAN, _days)
        rest, season = _taken(rest, _SEASON, lambda found: 90 if found["season"].lower() in _SEASONS else 30)
        days = days or season
    rest, minutes = _taken(rest, _TOTAL, lambda found: _minutes(found, "total"))
    rest, n = _taken(rest, _COUNT, lambda found: round(_number(found["count"])))
    kinds = kinds_in(line)
    about = _about(rest, form)
    if form is Form.LIST and len(kinds) > 1:
        form = Form.BUNDLE
    if form is Form.BUNDLE:
        about = _without_kinds(about)
    if not set(fold(about).split()) - vocabulary().kinds.keys() - {"a", "an", "the", "my", "some"}:
        about = ""
    if form is Form.LIST and days:
        form = Form.PLAN
    title = _title(about, form)
    return ListWish(text, about, title, form, kinds, n if n and 1 <= n <= 200 else None, minutes, days, a_day)


def for_list(intent: Intent) -> Intent:
    """The intent of a list: its minutes are those of the whole, not of each entry, and its form may name the kind."""
    if intent.act is not Act.MAKE_LIST:
        return intent
    wish = read_wish(intent.text)
    match wish.form:
        case Form.PLAYLIST:
            kind: Kind | None = Kind.MUSIC
        case Form.BUNDLE:
            kind = None
        case Form.PLAN:
            kind = next((one for one in wish.kinds if one is not Kind.MUSIC), Kind.BOOK)
        case _:
            kind = wish.kinds[0] if len(wish.kinds) == 1 else intent.kind
    length = "" if wish.form is Form.PLAYLIST else intent.facets.length
    said = f" {fold(wish.about)} "

    def spoken(concepts: tuple[str, ...]) -> tuple[str, ...]:
        """Without what only says for when: "for the summer" asks for no summer."""
        forms = vocabulary().phrases
        return tuple(one for one in concepts if any(f" {form} " in said for form in forms.get(one, (fold(one),))))

    facets = replace(
        intent.facets,
        minutes=None,
        length=length,
        genres=spoken(intent.facets.genres),
        moods=spoken(intent.facets.moods),
        themes=spoken(intent.facets.themes),
    )
    return replace(intent, kind=kind, facets=facets, n=wish.n, minutes=wish.minutes)


def about_list(session: Session, intent: Intent) -> Session:
    """The session whose wish holds only what a list is to be about."""
    if intent.act is not Act.MAKE_LIST or session.wish != intent.text:
        return session
    return replace(session, wish=read_wish(intent.text).about)


def pointed_at(wish: ListWish) -> bool:
    """True for a list of "these": of the cards that were shown, not of what a search finds."""
    return _THESE.fullmatch(fold(wish.about)) is not None


def pool_for(wish: ListWish) -> int:
    """How many candidates are worth looking at."""
    usual = min(UNKNOWN_LENGTH.values()) if wish.form is Form.PLAYLIST else 60.0
    entries = wish.n or (wish.budget / usual if wish.budget else LENGTH)
    return int(min(max(30, 2 * entries), 200))


def kinds_in(text: str) -> tuple[Kind, ...]:
    """The kinds that a request for a list names, each once; "playlist" and "reading plan" name the form."""
    words = vocabulary().kinds
    cleaned = fold(text)
    for _, rule in _FORMS:
        cleaned = rule.sub(" ", cleaned)
    found = [words[word] for word in cleaned.split() if word in words]
    only = kind_of(cleaned)
    return tuple(dict.fromkeys(found)) or ((only,) if only else ())


def each(wish: ListWish) -> int:
    """Entries of each kind in a bundle: one where single things are asked for, as in "a book and an album"."""
    folded = f" {fold(wish.text)} "
    single = [word for word in vocabulary().kinds if f" a {word} " in folded or f" an {word} " in folded]
    return 1 if len(single) >= max(1, len(wish.kinds)) else OF_EACH


def chosen(wish: ListWish, pool: Sequence[Recommendation]) -> list[Recommendation]:
    """The candidates that make the list, best first, within its number and its length."""
    picks = _varied(_playable(pool) if wish.form is Form.PLAYLIST else list(pool))
    budget = wish.budget
    if budget is None:
        return picks[: wish.n or LENGTH]
    if wish.n:
        # Both are wanted: so many of them, and together as long as asked.
        return _filled(picks, budget, wish.n)
    found = _filled(picks, budget, len(picks))
    if not found and wish.form is Form.PLAN and wish.a_day is None and wish.days:
        stretched = [one for one in picks if length_of(one.item) <= MOST_A_DAY * wish.days]
        found = sorted(stretched, key=lambda one: length_of(one.item))[:1]
    return found


def pace(wish: ListWish, items: Sequence[Item]) -> float:
    """Minutes a day of a plan: as asked, else so that it fills its days; never less than five."""
    if wish.a_day is not None:
        return wish.a_day
    total = sum(map(length_of, items))
    if wish.days:
        return max(5.0, float(-(-total // wish.days)))
    return MINUTES_A_DAY


def length_of(item: Item) -> float:
    """Minutes that an item takes, or what stands for them: a book of a page or two is one whose text is not there."""
    minutes = minutes_of(item) or 0.0
    return minutes if minutes >= _FEWEST[item.kind] else UNKNOWN_LENGTH[item.kind]


def _filled(picks: Sequence[Recommendation], budget: float, most: int) -> list[Recommendation]:
    """From the best on, what still fits; then the last is exchanged for the candidate that fills the time best."""
    found: list[Recommendation] = []
    left = budget
    for one in picks:
        if len(found) < most and length_of(one.item) <= left:
            found.append(one)
            left -= length_of(one.item)
    if found and left > 0.05 * budget:
        ids = {one.item.id for one in found}
        room = left + length_of(found[-1].item)
        rest = [one for one in picks if one.item.id not in ids and length_of(one.item) <= room]
        best = max(rest, key=lambda one: length_of(one.item), default=None)
        if best is not None and length_of(best.item) > length_of(found[-1].item):
            found[-1] = best
    return found


def _playable(pool: Sequence[Recommendation]) -> list[Recommendation]:
    return [one for one in pool if one.item.kind is Kind.MUSIC and one.item.form != "album"]


def _varied(pool: Sequence[Recommendation]) -> list[Recommendation]:
    """Each work once: the same title by the same people again is another edition of it."""
    found: dict[tuple[str, tuple[str, ...]], Recommendation] = {}
    for one in pool:
        found.setdefault((fold(one.item.title), tuple(map(fold, one.item.creators))), one)
    return list(found.values())


def _taken(text: str, rule: re.Pattern[str], value: Callable[[re.Match[str]], V | None]) -> tuple[str, V | None]:
    """The text without the first piece that the rule finds and `value` can read, and what it read."""
    for found in rule.finditer(text):
        read = value(found)
        if read:
            return f"{text[: found.start()]} {text[found.end() :]}", read
    return text, None


def _number(word: str) -> float:
    folded = word.lower().replace(",", ".")
    if folded.startswith("half a"):
        return 0.5
    return 1.0 if folded in ("a", "an") else number_in(folded)


def _minutes(found: re.Match[str], name: str) -> float:
    more = found.groupdict().get(f"{name}_more")
    number = _number(found[f"{name}_number"]) + (0.5 if found[f"{name}_half"] or more else 0.0)
    unit = found[f"{name}_unit"][0].lower()
    return number * {"m": 1.0, "h": 60.0, "p": 275 / WORDS_PER_MINUTE}[unit]


def _per_day(found: re.Match[str]) -> float:
    return _minutes(found, "day") / (7.0 if found["per"].lower() == "week" else 1.0)


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
    rule = dict(_FORMS)[form]
    before, found, after = _around(line, rule)
    if found:
        head = re.sub(
            r"\b(?:short|long|nice|good|little|quick|great)\W*$", "", before.strip(" ,-–:"), flags=re.IGNORECASE
        )
        head = head.strip(" ,-–:")
        tail = _JOINT.sub("", after).strip(" ,-–:.!?")
        line = f"{head} {tail}" if head else tail
    line = re.sub(r"^(?:reading|listening)\b\W*(?=\W|$)", "", line.strip(" ,-–:.!?"), flags=re.IGNORECASE)
    line = re.sub(
        r"\b(?:please|and|with|for|of|over|(?:make|create|build)(?: me)?(?: an?)?)\W*$", "", line, flags=re.IGNORECASE
    )
    return " ".join(line.split()).strip(" ,-–:.!?")


def _without_kinds(about: str) -> str:
    """What a bundle is for: "a winter evening" of "a book and an album for a winter evening"."""
    named = "|".join(sorted(map(re.escape, vocabulary().kinds), key=len, reverse=True))
    thing = rf"(?:(?:an?|some|the|one|two|three)\s+)?(?:{named}|(?:some|any)thing to (?:read|hear|listen to|watch))"
    rest = re.sub(rf"^\W*{thing}(?:\s*(?:,|and|with|plus|&)+\s*(?:and\s+)?{thing})*\b", "", about, flags=re.IGNORECASE)
    return _JOINT.sub("", re.sub(r"\W+an?$", "", rest.strip(" ,-–:"))).strip(" ,-–:.!?")


def _around(line: str, rule: re.Pattern[str]) -> tuple[str, bool, str]:
    found = rule.search(line)
    return (line[: found.start()], True, line[found.end() :]) if found else (line, False, "")


def _title(about: str, form: Form) -> str:
    words = re.sub(r"^(?:me|us|an?|the|some|my)\s+", "", about, flags=re.IGNORECASE)[:80].strip()
    return words[:1].upper() + words[1:] if words else f"A {form}"
