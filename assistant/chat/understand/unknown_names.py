"""Who or what a wish names that the library does not have."""

import re
from dataclasses import replace
from typing import NamedTuple

from assistant.chat.demands import without_makers
from assistant.chat.understand.intent import Intent, content_words
from assistant.guide.naming import is_maker
from assistant.language.gazetteer import is_common
from assistant.language.names.figures import figure_said
from assistant.language.negation import split_negations
from assistant.language.normalise import fold

_BY = re.compile(r"\b(?:by|von|van|par|por|de|di|da)(?: the)?\s*$", re.IGNORECASE)
_BY_ABROAD = re.compile(r"\b(?:von|van|par|por|de|di|da)\s*$", re.IGNORECASE)
"""Before who made something, and before much else: "da cantare" is something to sing."""
_BY_THE = re.compile(r"\bby the\s*$", re.IGNORECASE)
_LIKE = re.compile(r"\b(?:like|similar to|similar as|wie|comme|como|come)(?: the)?\s*$", re.IGNORECASE)
_WORK_LIKE = re.compile(
    r"(?:^|[.,;:!?]\s*|\b(?:something|anything|more|ones?|books?|novels?|stor(?:y|ies)|stuff|music|songs?|albums?"
    r"|records?|bit|just|etwas|was|chose|algo|qualcosa|iets)(?: [\w'’-]+){0,2}? )(?:like|similar to|similar as|wie"
    r"|comme"
    r"|como|come)(?: the)?\s*$",
    re.IGNORECASE,
)
"""Where a work is to be like something: a heart that goes "like a sewing machine" names none."""
_NAMED_BY = re.compile(
    r"\b(?:by|von|van|par) (?P<name>[A-ZÀ-Þ][\w.'’-]+(?: (?:(?:de|van|von|le|la|del|der) )?[A-ZÀ-Þ][\w.'’-]+){0,3})"
)
_WRITTEN = re.compile(
    r"(?<=[\w,:;’'] )[“\"„«]?(?P<name>(?:The |A |An )?[A-ZÀ-Þ][\w’'-]+"
    r"(?:(?: (?:of|the|and|a|an|in|on|to|for|de|du|des|la|le|les|et|der|die|das|von|und|del|y|e)){0,3}"
    r" [A-ZÀ-Þ][\w’'-]*)*)"
)
_TONGUE = re.compile(r"(?: (?:the|in|or|and))* (?:English|French|German|Spanish|Italian|Russian|Latin|Japanese)$")
"""Behind a title, the language of a copy."""
_ANYBODY = frozenset(
    (
        "somebody",
        "someone",
        "anybody",
        "anyone",
        "nobody",
        "everybody",
        "everyone",
        "people",
        "folk",
        "folks",
        "persons",
        "others",
        "whoever",
        "them",
        "those",
        "jemand",
        "leute",
        "quelqu",
        "gens",
        "alguien",
        "gente",
        "qualcuno",
    )
)  # no words
_SHORTEST = 4
_OF_PLACE = frozenset(
    ("got", "somewhere", "anywhere", "around", "copy", "shelf", "shelves", "library", "house")
)  # no words


class Unknown(NamedTuple):
    """`made`: it is who made something, and no work."""

    name: str
    made: bool


def unknown_name(intent: Intent) -> Unknown | None:
    """The first name that stands where a name does, or that is written as one in a wish that says nothing else."""
    if intent.named or intent.avoid or intent.absent:
        return None
    wanted = without_makers(split_negations(intent.text)[0])
    found = _NAMED_BY.search(wanted)
    if found is not None and "  " not in found["name"] and not _is_common(found["name"]):
        return Unknown(found["name"], made=True)
    if figure := figure_said(wanted):
        return Unknown(figure, made=False)
    for span in (*intent.artists, *intent.works):
        before = wanted[: span.start].rstrip(' “"„«')
        if not wanted[span.start : span.end].strip() or "  " in span.text:
            continue  # it is not to be, or words within it were read already
        by, like = _BY.search(before) is not None, _LIKE.search(before) is not None
        if _is_common(span.text) or not _is_name(span.text, before, intent.wish or intent.text):
            continue
        if by or like or _stands_alone(intent, before, span.text):
            return Unknown(span.text, made=by or (span in intent.artists and not like))
    return None


def _is_name(name: str, before: str, text: str) -> bool:
    """Whether a span is one by its capitals or to the guide, where small letters may as well be none."""
    if fold(name).split()[:1] and fold(name).split()[0] in _ANYBODY:
        return False
    if any(word[:1].isupper() for word in name.split()) or is_maker(name):
        return True
    if _BY.search(before) and (_BY_THE.search(before) or name.startswith("the ") or not text.islower()):
        return False  # "by the collar", and "by hand" of somebody who writes capitals
    return not _BY_ABROAD.search(before) and (not _LIKE.search(before) or _WORK_LIKE.search(before) is not None)


def title_said(intent: Intent) -> str:
    """What a message that names nothing of the library has written as a name inside a sentence, as "Dune" of "who wrote
    Dune"; empty for none."""
    if intent.named or intent.text.isupper():
        return ""
    names = (_TONGUE.sub("", found["name"]) for found in _WRITTEN.finditer(intent.text))
    return next((one for one in names if len(one) >= _SHORTEST and not _is_common(one)), "")


def says_only_names(intent: Intent) -> bool:
    """Whether a message has no word of its own beside what it has written as names, as "have I got Dune" has none."""
    return not content_words(replace(intent, text=_WRITTEN.sub(" ", intent.text)), _OF_PLACE)


def _is_common(name: str) -> bool:
    """Whether all words of a name are words that wishes are made of."""
    return all(is_common(word) or len(word) < 3 for word in fold(name).split())


def _stands_alone(intent: Intent, before: str, name: str) -> bool:
    """With several capitals behind other words, in a wish of which no list knows a word."""
    words = name.split()
    capital = len(words) > 1 and all(one[:1].isupper() for one in words)
    inside = before[-1:] not in ("", ".", "!", "?", "|", ":")
    return inside and capital and not intent.text.isupper() and not intent.facets
