"""What a list is called: as somebody named it, else in the words that ask for it."""

import re
from collections.abc import Iterator

from assistant.language.normalise import fold
from assistant.lists.cues import FORMS
from assistant.lists.forms import Form
from assistant.messages import mark, tr

_TITLE_WORDS = 8
_TITLE_LETTERS = 70
UNNAMED = {
    Form.PLAYLIST: mark("A playlist"), Form.PLAN: mark("A reading plan"), Form.BUNDLE: mark("A bundle"),
    Form.LIST: mark("A list"),
}  # fmt: skip
_NAMING = (
    r"\b(?:called|named|titled|(?:call|name|title) (?:it|that|this|the list)|namens|nenn\w* (?:sie|es|die liste)"
    r"|mit (?:dem )?(?:namen|titel)|intitul[ée]e?|appel\w*[- ]la)"
)  # no words
_CALLED = re.compile(
    rf"{_NAMING}:? (?:[\"“„«'‘]\s?(?P<quoted>[^\"”“»]{{2,60}}?)\s?[\"”“»'’](?!\w)"
    r"|(?-i:(?P<name>[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*)))",
    re.IGNORECASE,
)
"""What somebody wants a list called. Other quotations tell of what it is to be."""
_DENIAL = re.compile(
    r"[\s,]+(?:but|without|except|aber|ohne|mais|sans)\b|,\s*(?:none|no|not|nothing|nichts|kein\w*|rien|pas)\b",
    re.IGNORECASE,
)
"""Where what a list must not be begins: that is no part of its title."""
_SENTENCE = re.compile(r"(?:[^.!?;]|[.](?=\S))+")
_ASKS = re.compile(
    r"\b(?:make|create|build|(?:put|throw) together|compile|plan|prepare|compose|assemble|give me|write|set up|line up"
    r"|queue|pack|pick|i (?:need|want)"
    r"|i['’]d like|(?:stell|mach|bau|pack|erstell|gib)e?|ich (?:brauche|möchte|hätte gern\w*)"
    r"|fai(?:s|tes)|prépare[rz]?|donne[rz]?|crée[rz]?|concocte[rz]?|je (?:veux|voudrais)|haz(?:me)?|crea(?:me)?"
    r"|prepárame|fammi|preparami|creami)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:please|pls|plz|bitte|svp|s['’]il (?:te|vous) plaît|por favor|per favore|or so|ungefähr|environ)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)?")
_NUMBER_ALONE = re.compile(
    r"\W*(?:(?:say|maybe|perhaps|about|around|just|only|make it|so|etwa|vielleicht|ungefähr|nur|disons|environ|mettons"
    r"|unos|unas|circa|zo['’]n)\W+)*(?P<n>\w+)"
    r"(?: (?:of them|will do|would do|is enough|are enough|davon|reichen|suffisent))?"
    r"(?: max\w*)?\W*$",
    re.IGNORECASE,
)
"""A sentence that is hardly more than a number."""
_NO_TITLE = re.compile(
    r"^(?:no(?:t|ne|thing)?\b(?! but)|nichts|kein\w*|rien|pas|nada|niente|geen)\b"
    r"|^(?:(?:or|oder|ou|o|of|only|just|nur|seulement|solo|alleen)\b"
    r"|(?:he|she|it(?!['’]s (?:for|to))|they|we|you|i|er|es|wir|ich|il|elle|je|nous)(?:['’]\w+)?\s)"
    r"|\b(?:only|apiece|each)$"
    r"|^(?:(?:for|für|pour|para|per|voor)\s+)?(?:him|her|them|me|us|ihn|sie|ihm|ihr|uns|mich|mir|lui|elle|eux|moi|nous)$",
    re.IGNORECASE,
)
"""A clause that turns something down, goes on with another, bounds it, or tells of somebody."""


def called_in(line: str) -> str:
    """What somebody wants a list called; empty where they do not say."""
    called = _CALLED.search(line)
    return (called["quoted"] or called["name"]).strip() if called else ""


def asking_sentence(line: str) -> re.Match[str] | None:
    """Of a message of several sentences, the one that asks for the list."""
    forms = [rule for _, rule in FORMS]
    sentences = list(_SENTENCE.finditer(line))
    asking = next((one for one in sentences if any(rule.search(one.group()) for rule in forms)), None)
    return asking or next((one for one in sentences if _ASKS.search(one.group())), None)


def counting_part(line: str) -> str:
    """What may say how many a list is to hold: the sentence that asks for it, and what stands by itself ("say
    six"), without asides; all of the text where no sentence asks."""
    line = _BRACKETS.sub(" ", line)
    asking = asking_sentence(line)
    if asking is None:
        return line
    others = (one.group() for one in _SENTENCE.finditer(line) if one.group() != asking.group())
    # "A list of novels, about five": the clause that is only a number.
    clauses = (one for one in asking.group().split(",")[1:] if len(one.split()) > 1)
    found = (_NUMBER_ALONE.fullmatch(one.strip()) for one in (*others, *clauses))
    return " . ".join([asking.group(), *(one["n"] for one in found if one is not None)])


def asking_parts(line: str) -> Iterator[str]:
    """Of a message of several sentences or clauses, what asks for the list: its own sentence, then that with all behind
    it. None where all of it asks."""
    asking = asking_sentence(line)
    if asking is None:
        return
    forms = [rule for _, rule in FORMS]
    form = next((found for rule in forms if (found := rule.search(line, asking.start(), asking.end()))), None)
    end = form.start() if form is not None else asking.end()
    verbs = list(_ASKS.finditer(line, asking.start(), end))
    start = verbs[-1].start() if verbs else asking.start()
    if line[:start].strip() or line[asking.end() :].strip(" .!?"):
        yield line[start : asking.end()].strip()
    if line[:start].strip():
        yield line[start:].strip()


def title_of(about: str, form: Form) -> str:
    """The first words of what it is about that say something."""
    wished = _DENIAL.split(_ASIDE.sub(" ", _BRACKETS.sub(" ", about)), maxsplit=1)[0].strip(" ,")
    clauses = [one.strip() for one in re.split(r"[.,;:!?()]| - | – ", wished)]
    clauses = [one for one in clauses if one and not _NO_TITLE.search(one)]
    first = next((one for one in clauses if len(fold(one).split()) > 1), clauses[0] if clauses else "")
    words = re.sub(
        r"^(?:(?:it['’]s (?:for|to)|das ist für|c['’]est pour|me|us|all"
        r"|an?(?! (?:weekend|week|fortnight|day|night|evening)s?\b)|the|some|my|for|of|with|to|please|that"
        r"|which|and|on|about|de|von|mit|avec|con|über|sur|für|fürs|zum|zur|den|das|die|pour|eine?n?|une?)\s+)+",
        "",
        first.strip(),
        flags=re.I,
    )
    words = " ".join(words.split()[:_TITLE_WORDS])[:_TITLE_LETTERS]
    words = re.sub(
        r"(?:\s+(?:for|of|with|to|and|the|an?|that|which|in|on|at|my|by|zusammen|de|d['’]))+$", "", words, flags=re.I
    ).strip(" -–")
    return words[:1].upper() + words[1:] if len(words) > 2 else tr(UNNAMED[form])
