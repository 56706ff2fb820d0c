"""What "shorter", "plus court" or "älter" asks for, beside what was shown; and what a mood that is named in any
language is called among the constraints."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from assistant.cards.wishes import card_wish, named_values
from assistant.domain.entities import Item
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary


class Measure(StrEnum):
    """A direction beside what was shown."""

    SHORTER = "shorter"
    LONGER = "longer"
    OLDER = "older"
    NEWER = "newer"


_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    (
        Measure.SHORTER,
        re.compile(
            r"(?<!\w)(?:(?<!not )too long|bit long|zu lang|trop longue?s?|demasiado larg[oa]|troppo lung[oa]|shorter"
            r"|briefer"
            r"|thinner"
            r"|slimmer|(?:k(?:ü|ue)rzer|d(?:ü|ue)nner)(?:e[srnm]?)?|knapper\w*"
            r"|(?:plus (?:courte?s?|bref|brefs|br[èe]ves?)|moins longue?s?)|m[áa]s (?:cort[oa]s?|breves?)"
            r"|menos larg[oa]s?"
            r"|pi[ùu] (?:cort[oaie]|brev[ei])|meno lung[oa]|not (?:so|that|quite so|as) long|less long"
            r"|nicht so lang\w*"
            r"|pas (?:si|aussi|trop) longue?s?)(?!\w)"
        ),
    ),
    (
        Measure.LONGER,
        re.compile(
            r"(?<!\w)(?:too short|zu kurz|trop courte?s?|demasiado cort[oa]|troppo cort[oa]"
            r"|(?<!no )(?<!any )longer|thicker|meatier|(?<!nicht )l(?:ä"
            r"|ae)nger(?:e[srnm]?)?|dicker\w*|plus (?:longue?s?|[ée]pais\w*)"
            r"|m[áa]s larg[oa]s?|pi[ùu] lung[oaie]|not (?:so|that|quite so|as) short|nicht so kurz\w*)(?!\w)"
        ),
    ),
    (
        Measure.OLDER,
        re.compile(
            r"(?<!\w)(?:too (?:new|modern|recent)|zu (?:neu|modern)|trop (?:r[ée]cent|moderne)|older|earlier|(?:ä"
            r"|ae)lter(?:e[srnm]?)?|fr(?:ü|ue)her(?:e[srnm]?)?|plus (?:vieux|vieille|ancien\w*)"
            r"|m[áa]s (?:antigu[oa]|viej[oa])|pi[ùu] (?:vecchi[oa]|antic[oa])|less modern|not (?:so|that|as) (?:new"
            r"|modern))(?!\w)"
        ),
    ),
    (
        Measure.NEWER,
        re.compile(
            r"(?<!\w)(?:too old(?: fashioned)?|zu alt|trop (?:vieux|vieille|ancien\w*)|newer|later|more (?:modern"
            r"|recent"
            r"|contemporary|up to date)|neuer(?:e[srnm]?)?|sp(?:ä|ae)ter(?:e[srnm]?)?"
            r"|moderner\w*|j(?:ü|ue)nger(?:e[srnm]?)?|plus (?:r[ée]cent\w*|modernes?|nouveau\w*)"
            r"|m[áa]s (?:nuev[oa]|modern[oa]|reciente)|pi[ùu] (?:nuov[oa]|modern[oa]|recente)|not (?:so|that"
            r"|as) old)(?!\w)"
        ),
    ),
)
_MORE = re.compile(
    r"(?<!\w)(?:(?:more|plus|m[áa]s|pi[ùu]|mehr|a (?:bit|little)|etwas mehr|un peu plus) (?P<more>[\w'-]+)"
    r"|(?P<ending>\w{3,}er(?:e[srnm]?)?))(?!\w)"
)
_CONCEPTS = {
    "cheerful": "happy", "melancholy": "sad", "frightening": "scary", "calm": "calm", "funny": "funny", "dark": "dark",
    "romantic": "romantic", "tense": "tense", "angry": "angry", "dreamy": "dreamy", "hopeful": "hopeful",
    "nostalgic": "nostalgic", "energetic": "energetic",
}  # fmt: skip  # no words
"""Moods of cards, as the vocabulary calls them."""
_LOUD = re.compile(
    r"(?<!\w)(?:(?:too|less|not (?:so|that|quite so|as)) (?:loud|noisy|hectic|wild)|too much noise|moins fort"
    r"|zu (?:laut|wild)|trop (?:fort|bruyant)e?s?)(?!\w)"
)
_TONES = {
    "lighter": "light", "livelier": "energetic", "cosier": "cosy", "leger": "light", "legere": "light",
    "stranger": "strange", "weirder": "strange", "leichter": "light", "lebhafter": "energetic", "seltsamer": "strange",
}  # fmt: skip  # no words
"""Comparatives whose moods no card has, or under another name."""
_DECLINED = re.compile(r"(?<=\w{3}er)e[srnm]?\b")
_TEMPI = {"slow": "slow", "quick": "fast"}  # no words


def measures_in(text: str) -> tuple[Measure, ...]:
    """The measures that a text asks for, each once."""
    lower = text.lower().replace("’", "'")
    return tuple(measure for measure, pattern in _MEASURES if pattern.search(lower))


def without_measures(text: str) -> str:
    """The text with blanks where it measures."""
    lower = text.lower()
    if len(lower) != len(text):
        return text  # a letter that is two in lower case
    letters = list(text)
    for pattern in (*(pattern for _, pattern in _MEASURES), _LOUD):
        for found in pattern.finditer(lower):
            letters[found.start() : found.end()] = " " * (found.end() - found.start())
    return "".join(letters)


def compares(text: str) -> bool:
    """Whether a text asks for more or less of something than what was shown has: "darker", "plus gai", "schneller"."""
    more = (found["more"] or found["ending"] for found in _MORE.finditer(text.lower()))
    return bool(measures_in(text) or _LOUD.search(text.lower())) or any(
        named_values(_plain(one)) or fold(_plain(one)) in _TONES or _is_mood(one) for one in more
    )


def _is_mood(word: str) -> bool:
    groups = {group for group, _ in vocabulary().terms.get(fold(word), ())}
    return bool(groups & {"mood", "tempo"})


def _plain(text: str) -> str:
    """The text with its comparatives as they stand alone: "fröhlicheres" as "fröhlicher"."""
    return _DECLINED.sub("", text.lower())


def is_mood_word(word: str) -> bool:
    """Whether a word says a mood or a tempo, in any language, and nothing else."""
    if word in _TONES:
        return True
    values = named_values(word) or named_values(_plain(word))
    return bool(values) and all(value in (_CONCEPTS if facet == "mood" else _TEMPI) for facet, value in values)


def moods_said(text: str) -> tuple[str, ...]:
    """The moods that a text asks for in any language, by their names in the vocabulary."""
    wanted = card_wish(text).wanted or card_wish(_plain(text)).wanted
    named = [_CONCEPTS.get(value) for facet, value in wanted if facet == "mood"]
    named += [_TONES.get(word) for word in fold(_plain(text)).split()]
    named += ["calm"] if _LOUD.search(text.lower()) else []
    return tuple(dict.fromkeys(one for one in named if one is not None))


def moods_shown(items: Sequence[Item]) -> tuple[str, ...]:
    """The moods of at least half of the items, by their names in the vocabulary, the most frequent first."""
    counts = Counter(value for item in items for facet, value, _ in item.card if facet == "mood" and value in _CONCEPTS)
    return tuple(_CONCEPTS[value] for value, count in counts.most_common() if 2 * count >= len(items))


def tempo_said(text: str) -> str:
    """ "slow" or "fast", where a text asks for one of them in any language; else empty."""
    paces = {value for facet, value in card_wish(text).wanted if facet == "pace"}
    return next((_TEMPI[one] for one in paces if one in _TEMPI), "") if len(paces) == 1 else ""
