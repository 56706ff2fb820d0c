"""Which work a question speaks of when it does not say the whole title: "the Brahms intermezzo", "gatsby"."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from math import log

from assistant.chat.about.aspects import without_aspects
from assistant.chat.services import Services
from assistant.domain.entities import Item, Kind
from assistant.language.names.near_names import is_near
from assistant.language.normalise import fold
from assistant.language.telling import words_of_question

_CREATOR, _FORM = 0.7, 0.5
"""What a word of a name and a word of subjects or album tell, beside one of the title."""
_UNKNOWN = 0.3
"""What a word that no work has takes away, beside one that a single work has."""
_MISSPELT = 0.75
"""What a word tells that may be a misspelling, beside one as it is written: “Robin lent me Salt” is of no Robbins."""
LEAST, _LEAD = 0.25, 1.25
"""The least score of a work, and by how much it must lead."""
PLAINLY = 0.5
"""How plainly a work must be named in part, to be meant and not the one spoken of last."""
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<=\W)[A-ZÀ-Þ][\w'’-]+(?: (?:of|the|and|de|la|le|der|von)\b| [A-ZÀ-Þ][\w'’-]+)+")
_SHORT_NAME = re.compile(r"(?<![\w'’.])[A-ZÀ-Þ][a-zß-ÿ](?![\w'’.])")
"""A name of two letters, "Bo"."""
_CLAUSES = re.compile(r"[.?!;,]+\s|\b(?:and|but|und|aber|et|mais|y|e)\b", re.IGNORECASE)
_LONG, _RELATED, _HITS = 7, 0.6, 3
_FOUND = 4
_ASKED_OF_ALL = frozenset(  # no words
    """
    one two three four five six seven eight nine ten book books novel novels song songs piece pieces music story
    stories work works record album track title author writer composer chapter page pages read play written wrote
    compose composed recorded sings sang published released performed
    thing called named name titled whats whos whens hows wheres
    one sort kind idea plot end ending shelf short long old new first last key year language
    translation tune poem poems sad scary hard easy narrator narrators hero heroine character characters protagonist
    villain setting style writing prose movement melody instrument instruments buch musik lied livre musique chanson
    roman krimi theaterstuck stuck gedicht geschichte oper walzer platte piece pieces poeme morceau disque histoire
    valse libro novela cancion disco romanzo canzone brano dem den des einem einen einer
""".split()  # noqa: SIM905
)


_OF_SOMEBODY = re.compile(
    r"\b(?i:is|are|was|were|does|do|did|will|would|can|could|has|have|ist|wird|stirbt|hat|est|meurt) "
    r"(?:(?i:i|we|you|he|she|they|any(?:body|one)|some(?:body|one)|every(?:body|one)|ich|er|wir|il|elle|on)\b"
    r"|(?i:the|a|an|his|her|their|my|der|die|das|ein|eine|le|la|un|une) (?P<what>\w+)|[A-ZÀ-Þ]\w+ \w)"
)
_OF_IT = re.compile(r"\b(?:it|this|that|one|es|das|ca|cela)\b")


def spoken_of(
    text: str, services: Services, kind: Kind | None = None, least: float = LEAST, *, names_only: bool = False
) -> list[str]:
    """Ids of the works that words of a text name in part, the likeliest first; none where nothing stands out.

    A word tells the more, the fewer works have it in title, creators, subjects or album (inverse document frequency).
    kind: of the work, if it is said. names_only: by title and creators alone. least: the least share of what the words
    tell that a work must have.
    """
    words = dict.fromkeys(_telling(text))
    works = {item.id: _words_of(item, names_only) for item in services.works() if kind in (None, item.kind)}
    if not words or not works:
        return []
    all_words = {other for own in works.values() for other in own}
    known = {word: found for word in words if (found := _alike(word, all_words))}
    exact = {found for word, found in known.items() if found in _forms(word)}
    told = {
        found: (1.0 if found in exact else _MISSPELT)
        * log((len(works) + 1) / (sum(found in own for own in works.values()) + 0.5))
        for found in known.values()
    }
    total = sum(told.values()) + _UNKNOWN * log(len(works) + 1) * (len(words) - len(known))
    said = {
        found: beside for word, found in known.items() if found not in _forms(word) and (beside := _beside(word, text))
    }
    scores = {
        item_id: sum(
            weight * own.get(found, 0.0)
            for found, weight in told.items()
            if found not in said or said[found] <= _all_words(services.item(item_id))
        )
        / (total or 1.0)
        for item_id, own in works.items()
    }
    best = sorted(scores, key=lambda item_id: -scores[item_id])[:_FOUND]
    if scores[best[0]] < least:
        return _found_by(text, list(words), services) if least <= LEAST and not names_only else []
    return [one for one in best if scores[one] * _LEAD >= scores[best[0]]]


def named_in_clauses(text: str, services: Services) -> list[str]:
    """Ids of the works that a clause of a text plainly names, be it in part; of several in one clause, none."""
    clauses = [one for one in _CLAUSES.split(text) if one.strip()]
    found = (spoken_of(one, services, None, PLAINLY, names_only=True) for one in clauses)
    return list(dict.fromkeys(works[0] for works in found if len(works) == 1))


def own_words(text: str) -> list[str]:
    """The folded words of a question that tell what it is about, without those that are asked of every work."""
    return _telling(without_aspects(text))


def asks_of_somebody(text: str) -> bool:
    """Whether a clause that asks for yes or no asks of somebody or something in a work, and not of the work itself:
    “does the dog die”, but not “is the ending sad”."""
    found = _OF_SOMEBODY.search(text)
    if found is None or _OF_IT.search(fold(text)):
        return False
    return not found["what"] or fold(found["what"]) not in _ASKED_OF_ALL


def _found_by(text: str, words: Sequence[str], services: Services) -> list[str]:
    """What a search finds, if its title has a word of the text in the form of another language."""
    for hit in services.search(text, None, _HITS):
        title = [word for word in fold(hit.item.title).split() if len(word) >= _LONG]
        if any(len(word) >= _LONG and _nearness(word, other) >= _RELATED for word in words for other in title):
            return [hit.item.id]
    return []


def _nearness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other).ratio() if word[:1] == other[:1] else 0.0


def _telling(text: str) -> list[str]:
    short = {fold(one) for one in _SHORT_NAME.findall(text)}
    return [word for word in words_of_question(text, _ASKED_OF_ALL) if len(word) > 2 or word in short]


def _words_of(item: Item, names_only: bool) -> Mapping[str, float]:
    """The folded words that name a work, each with what it tells."""
    own: dict[str, float] = {}
    beside = () if names_only else (*item.subjects, item.album, item.series)
    for texts, weight in (
        (beside, _FORM),
        (item.creators, _CREATOR),
        ((item.title,), 1.0),
    ):
        own |= dict.fromkeys(_telling(" ".join(texts)), weight)
    return own


def _alike(word: str, known: set[str]) -> str:
    """The word as the library has it, also in another form or where some letters of it are wrong; empty if it has
    none like it."""
    for form in _forms(word):
        if form in known:
            return form
    return max((one for one in known if is_near(word, one)), key=lambda one: _nearness(one, word), default="")


def _forms(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("s"), f"{word}s"


def _beside(word: str, text: str) -> frozenset[str]:
    """The folded words that stand beside a word in a name that is written with capitals, as in "The Little Prince":
    what it may be a misspelling of has them too."""
    names = (frozenset(fold(found.group()).split()) for found in _NAME.finditer(text))
    return next((name - {word} for name in names if word in name), frozenset())


def _all_words(item: Item) -> frozenset[str]:
    return frozenset(fold(" ".join((item.title, *item.creators))).split())
