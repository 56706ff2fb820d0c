"""A wish for several things at once, taken apart: "two books and three songs about friendship", "an hour of jazz, then
half an hour of folk"."""

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.entities import Kind
from assistant.language.facet_parser import before_circumstances
from assistant.language.normalise import plain
from assistant.language.tongues import language_named, name_in_english
from assistant.language.vocabulary import vocabulary
from assistant.language.words.number_words import NUMBER_WORDS
from assistant.lists.times_told import Time, number_of, times_in, told_again

_NOUNS: dict[Kind, str] = {
    Kind.BOOK: r"thrillers?|krimis?|whodunits?|mysteries|mystery|romane?n?|novellas?|(?:horb|sachb|b)uch(?:er|ern)?"
    r"|livres?|romans?|polars?|bouquins?|libros?|novelas?|libri|libro|romanzi|romanzo"
    r"|something to read|biograph(?:y|ies)|poems?",
    Kind.MUSIC: r"lieder?n?|stucke?n?|songs?|alben|platten?|musikstucke?|chansons?|morceaux?|disques?|canciones"
    r"|cancion|discos?|canzoni|canzone|brani|brano|something to (?:hear|listen to)|symphon(?:y|ies)|sonatas?|pieces",
    Kind.DOCUMENT: r"dokumente?n?|unterlagen|papieren?|briefen?|rechnungen|vertrage?n?|anleitungen|notizen|papiers"
    r"|lettres|factures|contrats|recipes|rezepten?|recettes|aufsatze?n?|artikeln?|documenti?|documentos?|rapports?",
}  # no words
_SAYING = re.compile(
    r"thrillers?|krimis?|whodunits?|myster(?:y|ies)|polars?|biograph(?:y|ies)|poems?|symphon(?:y|ies)|sonatas?"
)
"""Nouns that say more than the kind."""
_ARTICLE = r"(?:an?|one|some|eine[nmr]?|ein|une?|des|una?|un)"
_ABOUT = re.compile(r"\b(?:about|on|[uü]ber|sur|sobre|von|by|from)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?P<n>\w+) (?:of each|each|of either|je|von jedem|de chaque|chacun)\b")
_IN_LANGUAGE = re.compile(
    r"\b(?P<n>\d{1,2}|" + "|".join(one for one in NUMBER_WORDS if " " not in one)
    + r") (?:of (?:mine|yours|his|hers|ours|theirs|them|these|those|my own) |(?:[a-z]+ ){0,2}?)"
    r"(?:in|auf|en) (?P<language>\w+)"
)  # fmt: skip
_MARKS = " ,;:.–-"
_JOINER = re.compile(
    r"(?:[,;:+]|\b(?:and|plus|with|then|followed by|und|dann|danach|mit|dazu|et|puis|avec|ensuite|y|con|luego|e|poi))"
    r"(?: (?:then|also|dazu|dann|puis))?\W*$"
)
_GOES_WITH = re.compile(
    r"^\W*(?:to go|that goes?|going|which goes?) (?:with|along with|together with) (?:them|it|that|those|both)\b"
)
_PREPOSITIONS = frozenset(["of", "with", "about", "on", "de", "d", "von", "mit", "uber", "sur", "avec"])
_JOINING = frozenset(["and", "then", "plus", "with", "und", "dann", "mit", "et", "puis", "avec", "y", "e", "also"])


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things: its words, kind, number and time; what is None was not said."""

    about: str
    kind: Kind
    n: int | None
    time: Time | None = None


def parts_of_wish(text: str) -> tuple[Part, ...]:
    """The parts in their order; none where a wish names only one thing."""
    line = plain(text)
    if len(line) != len(text):
        text = line
    heads = [found for found in _head().finditer(line)]
    heads = [
        one
        for place, one in enumerate(heads)
        if place == 0 or _JOINER.search(line[heads[place - 1].end() : one.start()])
    ]
    if len(heads) < 2:
        return _parts_by_time(text) or _parts_alike(text, line) or _parts_by_language(text, line)
    kinds = [_kind_of(one) for one in heads]
    if len(set(kinds)) == 1 and not all(_number(one) for one in heads):
        return _parts_by_language(text, line)
    ends = [one.start() for one in heads[1:]] + [len(line)]
    own = [_own(text, one, end) for one, end in zip(heads, ends, strict=True)]
    shared = (
        ""
        if all(own)
        else _theme_before(text[: heads[0].start()])
        or own[-1]
        or (own[0] if _GOES_WITH.search(text[heads[-1].end() :]) else "")
    )
    return tuple(Part(words or shared, kind, _number(one)) for words, kind, one in zip(own, kinds, heads, strict=True))


def _parts_alike(text: str, line: str) -> tuple[Part, ...]:
    """ "Novels and songs about the sea, four of each"."""
    each, kinds = _EACH.search(line), kinds_named(text)
    n = round(number_of(each["n"])) if each is not None else 0
    if each is None or n < 1 or len(kinds) < 2 or not (each["n"].isdigit() or each["n"] in NUMBER_WORDS or n == 1):
        return ()
    theme = _bare(" ".join(_ABOUT.split(text[: each.start()], maxsplit=1)[1:]))
    return tuple(Part(theme, kind, n) for kind in kinds)


def _parts_by_language(text: str, line: str) -> tuple[Part, ...]:
    """ "Three of mine in Portuguese and two of hers in Dutch": books, unless a kind is named."""
    named = [(one["n"], language_named(one["language"])) for one in _IN_LANGUAGE.finditer(line)]
    found = [(number_of(n), code) for n, code in named if code]
    kinds = kinds_named(text)
    if len(found) < 2 or len(kinds) > 1:
        return ()
    kind = kinds[0] if kinds else Kind.BOOK
    return tuple(Part(f"in {name_in_english(code)}", kind, round(n)) for n, code in found)


def kinds_named(text: str) -> tuple[Kind, ...]:
    """The kinds that a wish names, in any of five languages: not what those are about."""
    line = before_circumstances(_ABOUT.split(plain(text), maxsplit=1)[0])
    words = vocabulary().kinds
    found = [(one.start(), words[one.group()]) for one in re.finditer(r"\w+", line) if one.group() in words]
    for kind, pattern in _NOUNS.items():
        found += [(one.start(), kind) for one in re.finditer(rf"\b(?:{pattern})\b", line)]
    return tuple(dict.fromkeys(kind for _, kind in sorted(found)))


def _parts_by_time(text: str) -> tuple[Part, ...]:
    """ "An hour of jazz, then half an hour of folk": music, each for its time."""
    times = times_in(plain(text))
    if len(times) < 2 or any(told_again(first[2], then[2]) for first, then in pairwise(times)):
        return ()
    ends = [start for start, _, _ in times[1:]] + [len(text)]
    own = [_bare(text[end:upto]) for (_, end, _), upto in zip(times, ends, strict=True)]
    found = tuple(Part(words, Kind.MUSIC, None, time) for words, (_, _, time) in zip(own, times, strict=True))
    return found if all(own) else ()


def _bare(words: str) -> str:
    """The words without prepositions before them and joining words behind."""
    left = words.split()
    while left and plain(left[-1]).strip(_MARKS) in {*_JOINING, ""}:
        left.pop()
    while left and plain(left[0]).strip(_MARKS) in {*_PREPOSITIONS, *_JOINING, ""}:
        left.pop(0)
    return " ".join(left).strip(_MARKS)


def _own(text: str, head: re.Match[str], end: int) -> str:
    """The words that one of the things has for itself: before its noun and behind it."""
    behind = _bare(_GOES_WITH.sub(" ", text[head.end() : end]))
    noun = head["noun"] if head["noun"] and _SAYING.fullmatch(head["noun"]) else ""
    return " ".join(f"{text[head.start('like') : head.end('like')]} {noun} {behind}".split())


def _theme_before(text: str) -> str:
    """What stands before the first thing: "for a rainy Sunday" of "a bundle for a rainy Sunday: …"."""
    found = re.search(r"\b(?:for|about|on|fur|für|über|pour|sur)\b (?P<theme>.+?)[\s:,–-]*$", text, re.IGNORECASE)
    if found:
        return found[0].strip(_MARKS)
    return _bare(text) if text.rstrip().endswith(":") else ""


def _number(head: re.Match[str]) -> int | None:
    word = head["number"] or "one"
    if word in ("some", "des"):
        return None
    if head["playlist"] and word in ("a", "an", "ein", "eine", "une", "un", "una"):
        return None
    return round(number_of(word))


def _kind_of(head: re.Match[str]) -> Kind:
    if head["playlist"]:
        return Kind.MUSIC
    noun = head["noun"]
    return next(
        (kind for kind, pattern in _NOUNS.items() if re.fullmatch(pattern, noun)),
        vocabulary().kinds.get(noun, Kind.BOOK),
    )


def _head() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(one).replace(r"\ ", "[ -]") for one in NUMBER_WORDS), key=len, reverse=True))
    nouns = "|".join((*_NOUNS.values(), "|".join(sorted(map(re.escape, vocabulary().kinds), key=len, reverse=True))))
    return re.compile(
        rf"\b(?:(?P<number>\d{{1,2}}|{words}|{_ARTICLE}) |(?=something to ))(?P<like>(?:[\w'’-]+ ){{0,2}}?)"
        rf"(?:(?P<playlist>play ?list|mix ?tape)|(?P<noun>{nouns}))\b(?! (?:of|by) (?:the|my) (?:week|day|year))"
    )
