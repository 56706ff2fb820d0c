"""What a message denies, in words that a work can be held against."""

import re

from assistant.chat.follow.comparing import is_mood_word, moods_said
from assistant.domain.entities import Kind
from assistant.language.concepts import CONCEPTS
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer, is_common
from assistant.language.names.figures import figure_named, figures
from assistant.language.normalise import fold, tokenise, without_clitics
from assistant.language.numbers import NUMBERS
from assistant.language.taste.themes import themes_in, words_said
from assistant.language.taste.traits import traits_in, without_trait_phrases
from assistant.language.telling import telling_words
from assistant.language.tongues import language_named, name_in_english
from assistant.language.vocabulary import vocabulary
from assistant.language.words.small_words import small_words
from assistant.language.words.stop_words import FILLER, STOP_WORDS

_DENIED = 3
"""Words of a denial that says nothing but what is denied: of a longer one, each would be taken for it."""
_LEAST_POINTING = 3
"""Letters of a word that points at a title."""
_POINTED = re.compile(
    r"\b(?:the|that|das|der|die|den|dem|de|het|dat|die|le|la|l|les|el|il|lo|gli|o|os|as) (?P<word>\w+)"
    r"(?: (?P<one>one|book|novel|song|buch|boek|livre|libro|canzone|lied))?(?: again| this time| please| bitte)?$"
)
_PARTS = re.compile(r"\s{3,}|[,.;:!?]")
"""Between denials."""
_ABOUT_OTHERS = re.compile(
    r"\b(?:about|on|uber|sur|sobre|su) (?:\w+ ){0,2}?(?:except|but|other than|apart from|not|ausser|nur nicht|sauf"
    r"|excepto|menos|tranne)\b"
)


def avoided(unwanted: str, without: Facets, names: Gazetteer, *, abroad: bool) -> tuple[str, ...]:
    """What is denied: by facets, by moods that were named in another language and by the words for themes that no
    facet stands for, else by plain words. `abroad`: the message is in another language than English."""
    # "D'effrayant" is no word.
    unwanted = without_clitics(unwanted) if abroad else unwanted
    moods = moods_said(unwanted) if abroad else ()
    known, facets = vocabulary().terms, tuple(dict.fromkeys((*_avoided(unwanted, without, names), *moods)))
    told = {fold(one) for one in facets}
    told |= {word for figure in facets if figure in figures() for form in figures()[figure] for word in form.split()}
    said = [
        word
        for word in (one.removeprefix("about ") for one in words_said(unwanted))
        if told.isdisjoint((word, *word.split()))
        and known.keys().isdisjoint((word, *word.split()))
        and not traits_in(word, denied=True)
        and not (moods and is_mood_word(word))
        and language_named(word) not in without.languages
    ]
    said = [_concept_meant(word, abroad) for word in said]
    pointed = _pointed_out(unwanted, names)
    named = {word for title in pointed for word in fold(title).split()}
    # "The horse one" is that one, and no other work with horses.
    others = [word for word in (*facets, *said) if named.isdisjoint((fold(word), fold(word).removesuffix("s")))]
    makers = _families_avoided(unwanted, names)
    others = [*(one for one in others if all(fold(one) not in fold(maker).split() for maker in makers)), *makers]
    if not others and not pointed:
        return _plainly_avoided(unwanted, names)
    said_of = {word for one in (*others, *pointed) for word in fold(one).split()}
    further = [one for one in _names_avoided(unwanted, names) if one not in said_of]
    return tuple(dict.fromkeys((*others, *pointed, *further)))


def _concept_meant(word: str, abroad: bool) -> str:
    """The concept that a word of another language stands for, or is a form of: "murder" for "murdered"."""
    return next((one.name for one in themes_in(word) if one.name in CONCEPTS and (abroad or word.startswith(one.name))),
                word)  # fmt: skip


def _pointed_out(unwanted: str, names: Gazetteer) -> tuple[str, ...]:
    """The titles of books and music that are pointed at by a word that no other title has: "anything but the tiger". A
    word that wishes are made of points so only with "one" behind: "not the horse one"."""
    found = []
    parts = [fold(part) for part in _PARTS.split(unwanted)]
    for match in filter(None, map(_POINTED.search, parts)):
        plainly = is_common(match["word"]) and not match["one"]
        held = {} if plainly or len(match["word"]) < _LEAST_POINTING else titles_with(match["word"], names)
        found += list(held) if len(held) == 1 else []
    return tuple(dict.fromkeys(found))


def titles_with(word: str, names: Gazetteer) -> dict[str, None]:
    """The titles of books and music that hold a folded word, or its genitive: "alice" of "Alice's Adventures"."""
    works = [title for item_id, title in names.names.items() if names.kinds.get(item_id) is not Kind.DOCUMENT]
    forms = {word, word.removesuffix("s")}
    found = dict.fromkeys(title for title in works if forms & set(fold(title).split()))
    return found or dict.fromkeys(title for title in works if f"{word}s" in fold(title).split())


def kinds_avoided(text: str, unwanted: str) -> tuple[str, ...]:
    """Words for a kind where it is what something is not to be about: "a book about anything but music"."""
    kinds = vocabulary().kinds
    return tuple(word for word in fold(unwanted).split() if word in kinds) if _ABOUT_OTHERS.search(fold(text)) else ()


def _avoided(unwanted: str, without: Facets, names: Gazetteer) -> tuple[str, ...]:
    tempo = (without.tempo,) if without.tempo else ()
    said = f" {fold(unwanted)} "
    forms = [one for one in names.figures if f" {one} " in said]
    meant = dict.fromkeys(map(figure_named, forms))
    theirs = {item_id for form in forms for item_id in names.titles[form]}
    named = dict.fromkeys(names.title_of(item_id) for item_id in without.titles if item_id not in theirs)
    titles = (*meant, *named)
    languages = map(name_in_english, without.languages)
    return (*without.genres, *without.moods, *without.themes, *tempo, *without.creators, *titles, *languages)


def _names_avoided(unwanted: str, names: Gazetteer) -> list[str]:
    """Parts of titles, written as names, that only one work has: "not Emil again, and no angels"."""
    words = vocabulary()
    return [
        token.folded
        for token in tokenise(unwanted)
        if unwanted[token.start].isupper()
        and token.folded not in words.terms
        and token.folded not in words.languages
        and not is_common(token.folded)
        and len(titles_with(token.folded, names)) == 1
        and not themes_in(token.folded)
    ]


def _families_avoided(unwanted: str, names: Gazetteer) -> list[str]:
    """The makers whose surname is denied, where several of the shelves share it: "not a Brontë"."""
    known = vocabulary().terms.keys() | vocabulary().languages.keys()
    said = {token.folded for token in tokenise(unwanted) if token.folded not in known and not is_common(token.folded)}
    shared: dict[str, list[str]] = {}
    for full in names.works:
        shared.setdefault(full.split()[-1], []).append(names.creators[full])
    meant = [shared[word] for word in shared if {word, f"{word}s"} & said and len(shared[word]) > 1]
    return [maker for makers in meant for maker in makers]


def _plainly_avoided(unwanted: str, names: Gazetteer) -> tuple[str, ...]:
    """One or two words that no list knows and that are denied by themselves: "no gore"; and parts of names that the
    library knows: "anyone but Sherlock this time"."""
    words, said = vocabulary(), fold(unwanted).split()
    own = telling_words(without_trait_phrases(unwanted), FILLER, STOP_WORDS, small_words(unwanted))
    known = words.kinds.keys() | words.deeds.keys() | words.terms.keys() | words.languages.keys() | NUMBERS.keys()
    if 0 < len(own) <= 2 and len(said) <= _DENIED and not any(one in known or one.isdigit() for one in own):
        return tuple(own)
    parts = {part for name in (*names.creators, *names.titles) for part in name.split()} if own else set()
    capital = [
        token.folded for token in tokenise(unwanted) if unwanted[token.start].isupper() and token.folded in parts
    ]
    rare = [one for one in own[:1] if one in parts and one not in known]
    return tuple(dict.fromkeys(one for one in (*capital, *rare) if one in own and one not in known))[:3]
