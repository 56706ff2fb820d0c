"""Names of the library that a wish for a book or for music does not mean: those of papers, and titles of another kind
that are common words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.understand.comparing_names import compared
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer, Mention
from assistant.language.normalise import fold

_LIKE = re.compile(
    r"\b(?:like|similar to|akin to|close to|to match|(?:to|that) (?:goes?|fits?) with|that fits?|wie|passend zu|comme"
    r"|como|come)\W*(?:(?:the|my|our|this|that|die|der|das|mein\w*|le|la|mon|ma|el|il) )?\W*$",
    re.IGNORECASE,
)
"""Before what a work is to be like."""
_FOR = re.compile(r"\b(?:for|für|pour|para|per)\s+(?:my |the |mein\w* |mon |ma |mi )?$", re.IGNORECASE)
_WISHES = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST})


def without_other_kinds(intent: Intent, names: Gazetteer) -> Intent:
    """The intent without such names; as it is where a paper is wished for, or the names are what the works are to be
    like: "a novel like my notes on tides". Where no kind is said, whom something is for is not what it is about."""
    if intent.act not in _WISHES or intent.kind is Kind.DOCUMENT:
        return intent
    gone = _not_meant(intent, names)
    if not gone:
        return intent
    ids = {item_id for one in gone if one.role == "title" for item_id in one.ids}
    said = {fold(one.name) for one in gone}
    facets = replace(
        intent.facets,
        titles=tuple(one for one in intent.facets.titles if one not in ids),
        creators=_others(intent.facets.creators, said),
        genres=_others(intent.facets.genres, said),
    )
    like = tuple(one for one in intent.like if one not in ids)
    act = Act.RECOMMEND if intent.act is Act.MORE_LIKE and not like else intent.act
    kept = tuple(one for one in intent.named if one not in gone)
    return replace(intent, act=act, facets=facets, named=kept, like=like, titles=_others(intent.titles, said))


def _not_meant(intent: Intent, names: Gazetteer) -> list[Mention]:
    found = [one for one in names_meant(intent.text, names) if one.role == "subject" or one in intent.named]
    if intent.kind is None:
        return [one for one in found if names.is_of_papers(one) and _FOR.search(intent.text[: one.start])]
    like = compared(intent.text, found)
    by_chance = [one for one in found if one not in like and _is_by_chance(one, intent, names)]
    of_papers = [one for one in found if names.is_of_papers(one) and not _LIKE.search(intent.text[: one.start])]
    return [*by_chance, *of_papers]


def _is_by_chance(mention: Mention, intent: Intent, names: Gazetteer) -> bool:
    """Whether small letters are a part of a title of another kind: "un roman sur la mer" and a record of that name."""
    if mention.role != "title" or mention.exact or not mention.spelt:
        return False
    small = intent.text[mention.start : mention.end].islower()
    return small and all(names.kinds.get(one) is not intent.kind for one in mention.ids)


def _others(values: Sequence[str], said: set[str]) -> tuple[str, ...]:
    return tuple(one for one in values if fold(one) not in said)
