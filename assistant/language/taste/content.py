"""What a wish says that a work is to be about, and whether it says so: then no need that it tells of decides."""

import re

from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.themes import Theme, themes_in

_ABOUT = re.compile(
    r"\b(?:in which|(?<!thinking )(?<!worried )(?<!talking )(?<!what )(?<!how )about (?!to\b|it\b|that\b"
    r"|an? (?:hour|minute))|where (?:the|a|an|people|someone|somebody|one)\b"
    r"|set (?:in|on|at|during)|featur(?:es|ing)|takes? place|stor(?:y|ies) (?:of|with|that)|people who)"
)

_MEANWHILE = re.compile(
    r"\b(?:while|whilst|when(?:ever)?|during|before|after|beim|während|wenn|pendant|quand|mientras|mentre)\b"
    r"[^,.;:!?–—]*"
    r"|\b(?:for|on|für|an|pour|para|per) (?:an?|the|my|this|some|einen?|den|die|das|une?|le|la|una"
    r"|un) [^,.;:!?]{0,30}?"
    r"(?:afternoon|evening|day|night|morning|weekend|journey|drive|flight|holiday|abend|tag|nacht|soir[ée]e?|nuit"
    r"|tarde"
    r"|noche|sera)\b[^,.;:!?]*|\bmore than one \w+|\bbrain (?:is )?(?:off|dead|fried|mush)\b",
    re.IGNORECASE,
)
"""What one does meanwhile, or for when it is, is nothing that a work is about: "while I'm cooking"."""

_HEARD = re.compile(
    r"\b(?:music|songs?|tunes?|album|playlist|tracks?|put (?:\w+ ){0,2}on|play (?:me|us|something|some)|listen"
    r"|musik|lieder"
    r"|h[öo]ren|auflegen|musique|chansons?|[ée]couter|m[úu]sica|canciones|escuchar|canzoni|ascoltare)\b",
    re.IGNORECASE,
)
_WHILE_HEARD = re.compile(
    r"\b(?:for|to|beim|zum|f[üu]rs?|pour|para|per|mentre)\b (?:(?:the|a|my|das|die|den|le|la|les|il|el|some) )?"
    r"(?:\w+ing|cook|bake|garden|drive|run|clean|study|paint|write|kochen|backen|putzen|g[äa]rtnern|autofahren"
    r"|laufen|lernen"
    r"|malen|schreiben|arbeiten|lesen|cuisiner|cuisine|jardiner|conduire|courir|peindre|[ée]crire|travailler|cocinar"
    r"|conducir|correr|pintar|escribir|cucinare|guidare|correre|dipingere|scrivere)\b",
    re.IGNORECASE,
)
"""What is done while music plays: the music is not about it."""


def without_deed(text: str) -> str:
    """The text with blanks where it says what is done to the music that it asks for: "music for cooking"."""
    if _HEARD.search(text) is None:
        return text
    return _WHILE_HEARD.sub(lambda found: " " * len(found.group()), text)


def wished_themes(text: str) -> tuple[Theme, ...]:
    """The themes that a wish asks for, without what it denies and what is done meanwhile."""
    return themes_in(without_occasion(without_deed(split_negations(text)[0])))


def without_occasion(text: str) -> str:
    """The words that say what is wanted, without those that only say for when it is."""
    return _MEANWHILE.sub(" ", text)


_OF_STORIES = frozenset({
    "end of the world", "other societies", "bad government", "mountains and climbing", "survival",
    "islands", "science fiction", "space", "aliens", "robots", "made creatures", "time travel", "dragons",
    "ghosts and haunting", "horror", "vampires", "serial killers", "murder", "detectives", "crooks", "false identity",
    "spies", "slavery and racism", "colonialism", "immigrants and exile", "pirates", "knights and swords",
    "servants and great houses", "mazes and strange houses", "prison and escape", "law and trials", "orphans",
})  # fmt: skip # no words
"""Themes that nobody tells of for their own day's sake, and that hardly any music has."""


def is_of_stories(text: str) -> bool:
    """Whether a wish names a theme of stories."""
    return any(one.name in _OF_STORIES for one in wished_themes(text))


def is_about(text: str) -> bool:
    """True where the words say what happens, where, or to whom."""
    return bool(_ABOUT.search(fold(text)))
