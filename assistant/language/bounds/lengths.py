"""Bounds of length that a text names, in any language that is understood: in minutes, hours, pages or words."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from assistant.domain.lengths import MINUTES_PER_UNIT
from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS, in_digits, number_in
from assistant.language.words.number_words import NUMBER_WORDS

Span: TypeAlias = tuple[float | None, float | None]
"""Least and most minutes; either end may be open."""
_COUNT = "|".join(sorted(NUMBERS, key=len, reverse=True))
_LENGTH = re.compile(
    r"\b(?:(?P<bound>under|below|less than|fewer than|shorter than|at most|up to|within|inside"
    r"|maximum|over|above|more than|longer than|at least|minimum|about|around|roughly|for|have|got|only"
    r"|just) (?:of )?)?(?P<number>\d+(?:\.\d+)?|" + _COUNT + r")"
    r"(?P<half> and a half)?(?: (?:an?|of an))? ?(?P<unit>minutes?|mins?|hours?|hrs?|pages?|words)\b"
)
_LESS = {
    *("under", "below", "less than", "fewer than", "shorter than", "at most", "up to", "within", "inside", "maximum"),
    *("for", "have", "got", "only", "just"),
}
_MORE = {"over", "above", "more than", "longer than", "at least", "minimum"}
_CLAUSE = re.compile(r"(?<=[.!?;,:–—])\s+")
_FEW = 3
"""Words of a clause that says little but a length."""
_WORK = (
    r"(?:reads?|reading|books?|novels?|novellas?|stor(?:y|ies)|songs?|tracks?|tunes?|pieces?|albums?|records?|music"
    r"|playlists?|mix(?:tape)?|lists?|listen(?:ing)?|symphon(?:y|ies)|concertos?|sets?|radio|something|anything|stuff"
    r"|papers?|articles?|essays?|poems?|jazz|rock|pop|piano|folk|classical|blues|soul)"
)
_WORK_BEHIND = re.compile(
    rf" (?:long\b|(?:or (?:less|so|more|under|shorter|longer)|max|maximum|tops|each|in total|worth)\b"
    rf"|(?:\w+ )?{_WORK}\b"
    rf"|of (?:\w+ )?{_WORK}\b)"
)
_WORK_BEFORE = re.compile(
    rf"\b(?:{_WORK}|(?:that|it|which|to) (?:takes?|lasts?|runs?|goes)|lasting|taking)(?: (?:is|are|that|which|of|for"
    rf"|to|read|hear"
    r"|listen to|about|around|roughly|between|lasts?|takes?|not|with))* $"
)
_BESIDE = re.compile(rf"\b{_WORK}(?: \w+){{0,3}} \||\| (?:\w+ ){{0,3}}{_WORK}\b")
_OF_DAY = re.compile(
    r"\b(?:after|worked|working|been|slept|sleep|waited|waiting|walked|walking|drove|driving|drive|stood|standing"
    r"|sat|ran"
    r"|late|every|another|next|last|past|since|seit|spent|spend|lost|(?:took|takes|costs?) (?:me|us)|kept me)"
    r"(?: \w+){0,3} $"
)
_DONE_IN = re.compile(
    r"\b(?:finish\w*|read|hear|heard|get through|done|over|through|ends?|fits?)(?: (?:it|them|that|whole))? "
    r"(?:in|within) (?:(?:about|around|under|less than) )?(?=\d|(?:" + _COUNT + r")\b)"
)
"""Before a length that is not to be passed: "over in 10 minutes", and "read it in an hour"."""
_KEPT_TO = re.compile(
    r"\b(?:keep|stick|stay|limit)(?:s|ing|ed)? (?:(?:it|them|this|that|things|yourself) )?(?:to|under|below|within)"
    r"(?= (?:about |around |roughly )?(?:\d|(?:" + _COUNT + r")\b))"
)
_TOO_LONG = re.compile(
    r"\b(?:anything |if (?:it|they) (?:is|are|s|goes|runs|lasts?) )?(?:over|above|beyond|past|more than|longer than)"
    r" (?P<length>(?:\d+(?:\.\d+)?|" + _COUNT + r") ?(?:minutes?|mins?|hours?|hrs?|pages?))"
    r"(?= (?:and|or|then) (?:i|ill|im|id|we|well|he|shell|she|they|theyll|it|its)\b"
    r"| (?:is|are|s|would be|gets?|feels?) (?:too|a bit|just) (?:much|long|many)\b| (?:i|ill|we) (?:ll |will |d )?"
    r"(?:resent|lose|quit|stop|fall|give|drift|drop|cant|won|wont|nod|leave|bin|throw|hate|start to)\b)"
)
"""What is said to be too much: "over 120 pages and I'll resent it"."""
_HOURS = (
    (r"(?:three quarters of an hour|dreiviertel ?stunden?|trois quarts d heure|tres cuartos de hora)", "45 minutes"),
    (r"(?:(?:an? |one )?quarter (?:of an )?hour|(?:eine[rn]? )?viertel ?stunde|(?:un )?quart d heure"
     r"|(?:un )?cuarto de hora|(?:un )?quarto d ora|kwadrans|en kvart)", "15 minutes"),
    (r"(?:an?|one) hour and a half|anderthalb stunden|eineinhalb stunden|une heure et demie|(?:una )?hora y media"
     r"|un ora e mezza|poltorej godziny|en och en halv timme", "90 minutes"),
    (r"half an? hour|(?:eine[rn]? )?halben? stunde|(?:une )?demi heure|media hora|(?:una )?mezz ?ora"
     r"|pol godziny|en halvtimme", "30 minutes"),
    (r"(?:an?|one) hour|(?:(?<=inside )|(?<=within )|(?<=under ))the hour|eine[rn]? stunde|une heure|una hora|un ora"
     r"|(?:jedna |1 )?godzine|en timme",
     "60 minutes"),
)  # fmt: skip # no words
_HOURS_AND = re.compile(r"\b(?P<hours>\d+) hours? (?:and )?(?P<minutes>\d+) min(?:ute)?s?\b")
_NUMBER = r"\d+|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_UNITS = {"seite": "pages", "pagin": "pages", "minut": "minutes", "min": "minutes", "stunde": "hours", "std": "hours",
          "heure": "hours", "page": "pages", "hour": "hours", "hora": "hours", "or": "hours", "bladzij": "pages",
          "uur": "hours", "stron": "pages", "sidor": "pages", "sida": "pages", "godzin": "hours",
          "timm": "hours"}  # fmt: skip
_A_UNIT = (
    r"(?:seiten?|minuten?|minutes?|mins?|minut[oi]s?|stunden?|std|heures?|hours?|horas?|or[ae]|pages?|paginas?|pagine"
    r"|bladzij(?:den?)?s?|minuutjes|minuten|uur|stron[ay]?|sid(?:a|or)|minut[aey]|minuter|godzin[aey]?|timm(?:e|ar))"
)
_UNIT = rf"(?P<unit>{_A_UNIT})"
UNITS = frozenset(word + ending for word in _UNITS for ending in ("", "s", "n", "en"))  # no words
"""Words that lengths are counted in, in any form."""
_UNDER = (
    r"hochstens|maximal|max|bis zu|unter|weniger als|nicht (?:mehr|langer) als|kurzer als|moins de|au plus|pas plus de"
    r"|pas plus long\w* que|maximum|jusqu ?a|sous|en dessous de|menos de|como mucho|no mas de|maximo|hasta|meno di"
    r"|al massimo|non piu di|fino a|onder(?: de)?|minder dan|korter dan|hoogstens|hooguit|niet (?:meer|langer) dan"
    r"|no maximo|abaixo de|ate|nao mais (?:de|do que)"
    r"|ponizej|(?:mniej|krotsz\w+) niz|nie (?:wiecej|dluz\w+) niz|(?:co )?najwyzej|maksymalnie"
    r"|do(?= \w+ (?:stron|minut|godzin))|(?:mindre|kortare) an|(?:inte|ej) (?:mer|langre) an|hogst|som mest|upp till"
    r"|under(?= \w+ (?:sidor|minuter|timm))"
)
_OVER = (
    r"uber|mehr als|langer als|ab|plus de|au dessus de|plus long\w* que|au dela de|mindestens|au moins|minimum"
    r"|wenigstens|more than|longer than|over|above|mas de|al menos|por lo menos|piu di|almeno|boven de|meer dan"
    r"|langer dan|minstens"
    r"|(?:passem?|ultrapassem?|passar|va alem) (?:de|d[oa]s|os|as)|mais de|pelo menos|ponad|powyzej"
    r"|(?:wiecej|dluz\w+) niz|(?:co )?najmniej|przynajmniej"
    r"|(?:mer|langre) an|minst|atminstone"
)
_DENIAL = r"(?:nichts?|keine?\w*|nie|rien|pas|jamais|aucune?|ni|niets?|geen|nada|niente|nic|zadn\w+|inget|inga|ingen)"
_ABROAD = re.compile(
    rf"\b(?:(?P<denied>{_DENIAL}) (?:\w+ ){{0,2}}?(?:{_OVER})|(?P<least>{_DENIAL}) (?:\w+ ){{0,2}}?(?:{_UNDER})"
    rf"|(?P<under>{_UNDER})|(?P<over>{_OVER})) "
    rf"(?:den |die |les |os |as )?(?P<number>{_NUMBER}) {_UNIT}\b"
)
_BEHIND = re.compile(
    rf"\b(?P<number>{_NUMBER}) {_UNIT} (?:long )?(?:max|maximum|tops|at (?:the )?(?:very |absolute )?most(?! \d)"
    r"|or (?:less|fewer|shorter|under)"
    r"|is (?:\w+ )?(?:limit|maximum|plenty|enough|as long as i go)|oder (?:weniger|kurzer)|hochstens|ou moins"
    r"|al massimo|como mucho|c ?est (?:\w+ )?(?:limite|maximum)|reichen|suffisent|sind genug|are enough|are plenty)\b"
)
_BEHIND_OVER = re.compile(
    rf"\b(?P<number>{_NUMBER}) {_UNIT} (?:(?:or|and) (?:more|longer|over|above|up|upwards)|plus|at (?:the )?least"
    r"|oder (?:mehr|langer)|mindestens|(?:ou|et) plus|minimum)\b"
)
_TO = r"(?:and|to|or|und|bis|oder|et|a|ou|y|e)"
_BETWEEN = re.compile(
    rf"\b(?P<low>{_NUMBER})(?: (?P<own>{_A_UNIT})(?= {_TO} ))?(?: {_TO})? (?P<high>{_NUMBER}) {_UNIT}\b"
)
_PAGES = re.compile(
    rf"\b(?:{_NUMBER}|{_COUNT}) (?:pages?|seiten?|paginas?|pagine|bladzij(?:den?)?s?|stron[ay]?|sid(?:a|or))\b"
)
_SHARES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\b(?:half (?:as long|the (?:length|size|pages))|halb so (?:lang|dick)\w*|(?:la )?moitie moins"
                r" (?:longu?e?s?|epaisse?s?)|(?:la )?mitad de larg[oa]s?|lung[oa] la meta)\b"), 0.5),
    (re.compile(r"\b(?:(?:a|one) third (?:as long|the length)|ein drittel so lang\w*|trois fois moins long\w*)\b"),
     1 / 3),
    (re.compile(r"\b(?:(?:twice|double) (?:as long|the length)|doppelt so (?:lang|dick)\w*|deux fois plus long\w*"
                r"|el doble de larg[oa]s?|lung[oa] il doppio)\b"), 2.0),
)  # fmt: skip


def share_of_length(folded: str) -> float | None:
    """How long something is to be beside another, in folded text: .5 for "half as long"."""
    return next((share for rule, share in _SHARES if rule.search(folded)), None)


def tells_pages(folded: str) -> bool:
    """Whether folded text tells a length in pages."""
    return _PAGES.search(folded) is not None


def bound_in(text: str) -> Span | None:
    """The same of a text as it stands, but only of what a work is to take: a shift of nine hours bounds nothing."""
    parts = [fold(one) for one in _CLAUSE.split(text)]
    found = []
    for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        # A length that stands by itself is of what stands beside it.
        alone = len(part.split()) <= _FEW and (len(parts) == 1 or _BESIDE.search(f"{before} | {after}") is not None)
        if bound := minutes_in(part, of_work=not alone):
            found.append(bound)
    return _both_ends(found)


def minutes_in(folded: str, *, of_work: bool = False) -> Span | None:
    """Least and most minutes that folded text names in minutes, hours, pages or words; `None` if it names none. With
    `of_work` only those of what is read or heard."""
    for spelt, digits in _HOURS:
        folded = re.sub(rf"\b(?:{spelt})\b", digits, folded)
    folded = _HOURS_AND.sub(lambda one: f"{60 * int(one['hours']) + int(one['minutes'])} minutes", in_digits(folded))
    if (found := _BETWEEN.search(folded)) and not (of_work and not _is_of_work(folded, found)):
        high = MINUTES_PER_UNIT[_unit_of(found["unit"])[0]]
        low = MINUTES_PER_UNIT[_unit_of(found["own"])[0]] if found["own"] else high
        least, most = round(_value(found["low"]) * low, 1), round(_value(found["high"]) * high, 1)
        if least <= most:
            return least, most
    folded = _BEHIND.sub(lambda found: f"under {_value(found['number']):g} {_unit_of(found['unit'])}", folded)
    folded = _BEHIND_OVER.sub(lambda found: f"over {_value(found['number']):g} {_unit_of(found['unit'])}", folded)
    folded = _ABROAD.sub(_in_english, folded)
    folded = _DONE_IN.sub("under ", folded)
    folded = _KEPT_TO.sub("under", folded)
    folded = _TOO_LONG.sub(r"under \g<length>", folded)
    told = (found for found in _LENGTH.finditer(folded) if not of_work or _is_of_work(folded, found))
    return _both_ends([_span(one) for one in told])


def _span(found: re.Match[str]) -> Span:
    number = number_in(found["number"]) + (0.5 if found["half"] else 0.0)
    minutes = round(number * MINUTES_PER_UNIT[found["unit"][0]], 1)
    bound = found["bound"] or ""
    if bound in _LESS:
        return None, minutes
    if bound in _MORE:
        return minutes, None
    return round(minutes * 0.75, 1), round(minutes * 1.25, 1)


def _both_ends(spans: Sequence[Span]) -> Span | None:
    """The first, with the other end where a later one tells that: "at least 40 minutes, but inside the hour"."""
    if not spans:
        return None
    least, most = spans[0]
    for low, high in spans[1:]:
        if most is None and low is None and high is not None and least is not None and least < high:
            return least, high
        if least is None and high is None and low is not None and most is not None and low < most:
            return low, most
    return least, most


def _is_of_work(folded: str, found: re.Match[str]) -> bool:
    """Whether a length is one of what is to be read or heard, and not of somebody's day."""
    if found["unit"][0] in "pws":
        return True
    before, after = folded[: found.start()], folded[found.end() :]
    bound = found.groupdict().get("bound") or ""
    if _WORK_BEHIND.match(after) or _WORK_BEFORE.search(before):
        return True
    if _OF_DAY.search(before) or re.match(r" (?:of|to|on|in|at|from) ", after):
        return False
    return bool(bound) and bound != "for"


def _in_english(found: re.Match[str]) -> str:
    bound = "over" if found["over"] or found["least"] else "under"
    return f"{bound} {_value(found['number']):g} {_unit_of(found['unit'])}"


def _value(word: str) -> float:
    return float(word) if word.isdigit() else float(NUMBER_WORDS[word])


def _unit_of(word: str) -> str:
    return next(unit for start, unit in _UNITS.items() if word.startswith(start))
