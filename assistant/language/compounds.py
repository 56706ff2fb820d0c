"""What only both of two words name together: who wants no murdered children turns down neither murders nor children."""

import re

from assistant.language.normalise import fold
from assistant.language.taste.themes import themes_in
from assistant.language.vocabulary import vocabulary

_HOW = r"(?:dead|\w{3,}(?:ed|ing))"
_TOGETHER = re.compile(rf"\b(?P<how>{_HOW}(?:(?: (?:and|or|nor))? {_HOW})*) (?P<what>[a-z]{{3,}})\b", re.IGNORECASE)
_ONE = re.compile(rf"^(?P<how>{_HOW}) (?P<what>[a-z]{{3,}})$")
_EVERY = re.compile(_HOW, re.IGNORECASE)


def compounds_in(text: str) -> tuple[str, ...]:
    """Each with one word for how it is: "murdered children" and "lost children" of "murdered or lost children"."""
    return tuple(f"{how} {one['what']}".lower() for one in _found(text) for how in _EVERY.findall(one["how"]))


def without_compounds(text: str) -> str:
    """The text with blanks where they stand."""
    for one in _found(text):
        text = text[: one.start()] + " " * (one.end() - one.start()) + text[one.end() :]
    return text


def halves(denied: str) -> tuple[str, str] | None:
    """How it is and what it is, of one of them."""
    found = _ONE.match(fold(denied))
    return (found["how"], found["what"]) if found is not None and _is_one(found["how"], found["what"]) else None


def _found(text: str) -> list[re.Match[str]]:
    return [one for one in _TOGETHER.finditer(text) if _is_one(one["how"].lower(), one["what"].lower())]


def _is_one(how: str, what: str) -> bool:
    """Whether a work can be about the thing without its being so. What is a mood, a kind or how a thing is called is
    read as ever: "depressing books"."""
    moods = {group for word in _EVERY.findall(how) for group, _ in vocabulary().terms.get(word, ())}
    known = bool(themes_in(what)) and not _EVERY.fullmatch(what) and what not in vocabulary().kinds
    return known and moods.isdisjoint(("mood", "tempo"))  # no words
