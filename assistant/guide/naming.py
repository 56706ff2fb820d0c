"""Works of the guide that a message names: what a library lacks can still be what something is to be like."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.entities import Item
from assistant.guide.entries import Entry, entries
from assistant.guide.finding import guide
from assistant.language.gazetteer import Gazetteer, is_common
from assistant.language.names.articles import without_article
from assistant.language.normalise import Token, fold, tokenise
from assistant.language.words.stop_words import STOP_WORDS
from assistant.messages import titled

_LIKENESS = re.compile(
    r"\b(?:like|similar to|close to|vein of|style of|spirit of|fan of|kind of|loved|liked|enjoyed|adored|finished"
    r"|read"
    r"|reading|watched|reminds me of|remind me of|as|than|wie|ahnlich wie|gelesen|geliebt|comme|aime|lu|como|leido"
    r"|come|letto)(?: (?:the|a|an|der|die|das|le|la|les|el|il))?$"
)
_TURNED = re.compile(
    r"^\W*(?:but|only|minus|except|without|aber|nur|ohne|mais|sans|pero|sin|ma|senza|maar|zonder)\b", re.IGNORECASE
)
"""Behind a title with which a message begins: "The Long Ships, but on foot"."""
_ENJOYED = re.compile(
    r"^[\s,]*(?:(?:was|were|is) (?:\w+ )?(?:great|brilliant|wonderful|superb|fantastic|amazing|excellent|lovely"
    r"|good|fun"
    r"|perfect|gorgeous|a (?:joy|delight|treat))|blew me away|hit the spot|hat mir|habe ich (?:geliebt|verschlungen)"
    r"|(?:war|ist|fand ich) (?:\w+ )?(?:toll|super|gro(?:ß|ss)artig|wunderbar|klasse)|m['’]a (?:\w+ )?(?:plu"
    r"|enchant\w+)"
    r"|(?:[ée]tait|est) (?:\w+ )?(?:g[ée]nial\w*|super|magnifique)|me (?:ha )?(?:encant\w+|gust\w+)"
    r"|(?:mi )?[èe] (?:piaciut[oa]|stat[oa] (?:bell|meraviglios)\w+))\b",
    re.IGNORECASE,
)
"""Behind what was enjoyed: “Emma hat mir gefallen”."""
_ADMIRED = re.compile(r"^[\s-]*(?:fans?|lovers?|nut|nerd|addict|obsessive|devotee)\b", re.IGNORECASE)
"""Behind a maker's surname."""
_LONGEST, _FEW = 10, 2
"""Words of a title; and of one that any sentence may hold."""
_SMALL = 3
"""Letters of a word that stands small inside a title, as "and" does."""


class Absent(NamedTuple):
    """A work or a maker whom a message names, at text[start:end]."""

    entry: Entry
    name: str
    start: int
    end: int


def absent_in(text: str, taken: Sequence[tuple[int, int]]) -> Absent | None:
    """The first work, else the first maker, that stands outside of what is `taken`: where a likeness is said, or as a
    name of several words in capitals."""
    tokens = [one for one in tokenise(text) if not any(one.start < end and start < one.end for start, end in taken)]
    for known in (_titles(), _makers(), _surnames()):
        for at in range(len(tokens)):
            for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
                words = tokens[at : at + length]
                form = " ".join(one.folded for one in words)
                entry = known.get(form) or (_begun(words) if known is _titles() else None)
                if entry is not None and _is_meant(text, words):
                    return Absent(entry, text[words[0].start : words[-1].end], words[0].start, words[-1].end)
    return None


def owned(entry: Entry, names: Gazetteer) -> str:
    """The id of a work of the library that the entry speaks of, under whichever title; empty without one."""
    for maker in entry.creators:
        for item_id in names.works_of(maker):
            found = guide().find(Item(item_id, entry.kind, names.title_of(item_id), (maker,)))
            if found is not None and found.entry is entry:
                return item_id
    return ""


def name_of(absent: Absent) -> str:
    """“Title” by Creator, the title as the message has it; of a maker the name."""
    return absent.entry.creators[0] if absent.entry.is_of_maker else titled(absent.name, absent.entry.creators[:2])


def is_maker(name: str) -> bool:
    """Whether the guide knows somebody of that name, or of that surname, who makes works."""
    return fold(name) in _names_of_makers()


def described(entry: Entry) -> str:
    """What the guide looks an entry up by, for a wish in place of a name."""
    return ", ".join(entry.keywords)


def _is_meant(text: str, words: Sequence[Token]) -> bool:
    capitals = [text[one.start].isupper() for one in words]
    named = all(capital or len(one.folded) <= _SMALL for capital, one in zip(capitals, words, strict=True))
    before = fold(text[: words[0].start])
    behind = text[words[-1].end :]
    article = without_article(f"{words[0].folded} x") == "x"
    begins_it = not article if not before else without_article(f"{before} x") == "x"
    likened = _LIKENESS.search(before) is not None or (
        begins_it and (_TURNED.search(behind) or _ENJOYED.search(behind)) is not None
    )
    likened = likened or (len(words) == 1 and _ADMIRED.search(behind) is not None)
    first = words[0].folded
    if len(words) == 1:
        return named and capitals[0] and likened and not is_common(first)
    if named and capitals[0] and sum(capitals) > 1 and not text.isupper():
        return True
    begins = first not in STOP_WORDS or without_article(f"{first} x") == "x"
    return likened and begins and (len(words) > _FEW or any(not is_common(one.folded) for one in words))


def load_names() -> None:
    """Reads the entries and what they are named by: best before a message waits for it."""
    for names in (_titles, _beginnings, _makers, _surnames, _names_of_makers):
        names()


@lru_cache(maxsize=1)
def _titles() -> dict[str, Entry]:
    """Works by their titles in all languages."""
    found: dict[str, Entry] = {}
    for entry in entries():
        if not entry.is_of_maker:
            for title in (entry.title, *entry.others):
                form = fold(title)
                found.setdefault(form, entry)
                found.setdefault(without_article(form), entry)
    return found


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, Entry | None]:
    """Works by the first words of their own titles, “Tinker Tailor”; None where several begin so."""
    found: dict[str, Entry | None] = {}
    for entry in entries():
        words = [] if entry.is_of_maker else without_article(fold(entry.title)).split()
        for count in range(2, len(words)):
            form = " ".join(words[:count])
            found[form] = entry if found.get(form, entry) is entry else None
    return found


def _begun(words: Sequence[Token]) -> Entry | None:
    """The work that alone begins with some words, none of which any sentence might hold."""
    entry = _beginnings().get(" ".join(one.folded for one in words))
    return None if entry and any(is_common(one.folded) for one in words) else entry


@lru_cache(maxsize=1)
def _makers() -> dict[str, Entry]:
    return {fold(name): one for one in entries() if one.is_of_maker for name in one.creators if " " in name.strip()}


@lru_cache(maxsize=1)
def _surnames() -> dict[str, Entry]:
    """Makers by a family name that no other has and no sentence might hold."""
    found: dict[str, list[Entry]] = {}
    for form, entry in _makers().items():
        found.setdefault(form.split()[-1], []).append(entry)
    return {
        last: known[0]
        for last, known in found.items()
        if len({one.creators for one in known}) == 1 and len(last) > _SMALL + 1 and not is_common(last)
    }


@lru_cache(maxsize=1)
def _names_of_makers() -> frozenset[str]:
    """Folded names, and their last words where no sentence might hold them."""
    names = {fold(name) for entry in entries() for name in entry.creators}
    last = {name.split()[-1] for name in names if " " in name}
    return frozenset(names | {word for word in last if len(word) > _SMALL and not is_common(word)})
