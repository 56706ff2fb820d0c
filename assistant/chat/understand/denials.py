"""What of a denial can be kept to: what works have, are about or are by, but neither "no rush" nor "no stupid"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.cards.wishes import named_values
from assistant.chat.services import Services
from assistant.chat.understand.intent import Intent
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold
from assistant.language.taste.themes import themes_in
from assistant.language.taste.traits import traits_in
from assistant.language.vocabulary import vocabulary
from assistant.language.words.small_words import small_words

_LOOKED_AT = 8
"""Works in which a word is looked for."""
_WITHOUT = re.compile(r"\b(?P<before>\w+) without (?:the|a|an|any|his|her|their) (?P<what>\w+(?: \w+)?)")
_THINGS = frozenset({
    "something", "anything", "everything", "stuff", "thing", "things", "one", "ones", "it", "them", "those", "these",
    "but", "and", "preferably", "ideally", "only",
})  # fmt: skip # no words
"""Words before "without" that stand for a work."""
_SAYS_NOTHING = frozenset(  # no words
    """
    stupid dumb silly idiotic rubbish crap junk trash nonsense bullshit boring bored dull bad good worse worst better
    everything anything all any more less much many lot lots rush hurry fuss fancy special specific particular
    particularly idea ideas clue bother problem problems worries worry offence offense pressure hassle frills kidding
    matter wonder time times money mood moods way ways day today tonight tomorrow tired tiring please thanks damn
    bloody fucking hell single one ones thing things stuff kind sort else ever again really very too so that serious
    annoying cheesy cheap weird use point need reason choice chance doubt longer idee ahnung eile stress problem lust
    ding sache sachen kram quatsch blod blode bloder blodes dumm dumme dummes langweilig langweiliges doof doofe
    betise betises bete nul nulle chose choses truc trucs envie souci soucis probleme presse ennuyeux rapport prise
    tonto tonterias prisa idea cosas problema noioso stupido fretta cose
""".split()  # noqa: SIM905
)


def meetable(intent: Intent, services: Services) -> Intent:
    """The intent without what it denies and nothing on the shelves could have."""
    if not intent.avoid:
        return intent
    names = services.gazetteer()
    small = small_words(intent.text)
    lacked = _lacked(intent.text)
    kept = tuple(
        one
        for one in intent.avoid
        if _is_known(one, names)
        or (
            not _says_nothing(one, small) and lacked.isdisjoint(fold(one).split()) and _is_on_shelf(fold(one), services)
        )
    )
    return intent if kept == intent.avoid else replace(intent, avoid=kept)


def _lacked(text: str) -> set[str]:
    """The words for what the person does without: "wind down without the phone", but not "a story without a king"."""
    words = vocabulary()
    things = words.kinds.keys() | words.terms.keys() | _THINGS
    found = [one for one in _WITHOUT.finditer(fold(text)) if one["before"] not in things]
    return {word for one in found for word in one["what"].split()}


def _is_known(denied: str, names: Gazetteer) -> bool:
    """Whether lists know it: a word of the vocabulary, a theme, a trait, a value of cards, a language, a name."""
    folded, words = fold(denied), vocabulary()
    if folded in words.terms or folded in words.phrases or folded in words.languages or folded in words.kinds:
        return True
    if named_values(denied) or themes_in(denied) or traits_in(denied, denied=True):
        return True
    parts = {part for name in (*names.creators, *names.titles) for part in fold(name).split()}
    return bool(set(folded.split()) & parts)


def _says_nothing(denied: str, small: frozenset[str]) -> bool:
    return all(word in _SAYS_NOTHING or word in small for word in fold(denied).split())


def _is_on_shelf(folded: str, services: Services) -> bool:
    """Whether a work tells of it, in its names, its description or its text."""
    bare = folded.removesuffix("s")
    return any(bare in _told(hit.item.title, hit.item.subjects, hit.item.told, hit.passage) for hit in
               services.search(folded, None, _LOOKED_AT))  # fmt: skip


def _told(title: str, subjects: Sequence[str], description: str, passage: str) -> str:
    return fold(" ".join((title, *subjects, description, passage)))
