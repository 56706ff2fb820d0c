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
    r"|pack|pick|i (?:need|want)|i['’]d like|(?:stell|mach|bau|pack|erstell|gib)e?|ich (?:brauche|möchte|hätte gern\w*)"
    r"|fai(?:s|tes)|prépare[rz]?|donne[rz]?|crée[rz]?|concocte[rz]?|je (?:veux|voudrais)|haz(?:me)?|crea(?:me)?"
    r"|prepárame|fammi|preparami|creami)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:please|pls|plz|bitte|svp|s['’]il (?:te|vous) plaît|por favor|per favore|or so|ungefähr|environ)\b",
    re.IGNORECASE,
)


def called_in(line: str) -> str:
    """What somebody wants a list called; empty where they do not say."""
    called = _CALLED.search(line)
    return (called["quoted"] or called["name"]).strip() if called else ""


def asking_parts(line: str) -> Iterator[str]:
    """Of a message of several sentences or clauses, what asks for the list: its own sentence, then that with all behind
    it. None where all of it asks."""
    forms = [rule for _, rule in FORMS]
    sentences = list(_SENTENCE.finditer(line))
    asking = next((one for one in sentences if any(rule.search(one.group()) for rule in forms)), None)
    asking = asking or next((one for one in sentences if _ASKS.search(one.group())), None)
    if asking is None:
        return
    form = next((found for rule in forms if (found := rule.search(line, asking.start(), asking.end()))), None)
    end = form.start() if form is not None else asking.end()
    verbs = list(_ASKS.finditer(line, asking.start(), end))
    start = verbs[-1].start() if verbs else asking.start()
    if line[:start].strip():
        yield line[start : asking.end()].strip()
        yield line[start:].strip()


def title_of(about: str, form: Form) -> str:
    """The first words of what it is about that say something."""
    wished = _DENIAL.split(_ASIDE.sub(" ", about), maxsplit=1)[0].strip(" ,")
    first = next((one for one in re.split(r"[.,;:!?()]| - | – ", wished) if len(fold(one).split()) > 1), wished)
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
