"""What the profile rules out for good: each such dislike with its occasion, and the works that it holds back."""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.chat.fit.breaking import breaks
from assistant.domain.entities import Item, Kind, Origin, Statement
from assistant.domain.occasions import occasions
from assistant.language.facet_parser import context_of, read_facets
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.cues import EXCEPTED, PREFERRED
from assistant.language.taste.reading import read_taste
from assistant.language.taste.themes import words_said
from assistant.language.taste.traits import traits_in
from assistant.language.telling import telling_words, words_of_question
from assistant.language.vocabulary import vocabulary
from assistant.language.words.small_words import small_words
from assistant.language.words.stop_words import FILLER, FOREIGN, STOP_WORDS

_FIRM = re.compile(
    r"\b(?:(?:cant|cannot|can not|could not|couldnt) (?:\w+ )?(?:stand|bear|abide|stomach|take|do|handle|face|cope|deal"
    r"|tolerate|be doing)|(?:will not|wont|would not|wouldnt) (?:\w+ )?(?:read|hear|listen|touch|have)|never"
    r"|(?<!hardly )(?<!barely )(?<!rarely )ever|at all"
    r"|hates?|hated|loathe|detest|despise|abhor|not for me|allerg\w+|phobia|refuse|no go|off limits|deal ?breaker"
    r"|zero tolerance|under no circumstances|(?:away|clear) (?:from|of)|spare me"
    r"|hasse|verabscheue|nie(?:mals)?|(?:nicht|kein\w*) (?:\w+ )?(?:ausstehen|ertragen|leiden|haben|sehen|horen|ab)"
    r"|gar nicht|uberhaupt nicht|bloss|auf keinen fall|verschon\w*"
    r"|deteste|hais|jamais|supporte (?:pas|plus)|horreur|surtout pas"
    r"|odio|detesto|nunca|jamas|no (?:soporto|aguanto)|mai|non sopporto)\b"
)
"""Words of a dislike that is meant for good; one that is not so fond of jazz only ranks it lower."""
_DENIED = re.compile(
    r"\b(?:no|nothing|without|kein\w*|nichts|ohne|aucun\w*|pas d|sans|rien|nada|ningun\w*|sin|niente|nessun\w*|senza)\b"
)
"""The same in a sentence that likes nothing: "jazz without vocals" rules out no vocals elsewhere."""
_MILDER = re.compile(
    r"\b(?:less|fewer|rarely|seldom|hardly|not (?:always|often|every)|weniger|selten|moins|rarement|menos|meno)\b"
)
_MEANWHILE = re.compile(
    r"\b(?:after|before|during|while|when(?:ever)?|nach|vor|wahrend|beim|wenn|apres|avant|pendant|quand|despues de"
    r"|antes de|cuando|dopo|prima di|mentre|quando|durante) (?P<what>(?:\w+ ?){1,4})"
)
"""On which occasion, where no list knows it: "after a night shift"."""
_BECAUSE = re.compile(
    r"\b(?:since|because|so that|as (?:i|we|my|he|she)|weil|denn|parce que|car|porque|perche)\b.*", re.I | re.S
)
_COMMA = re.compile(r"[,;/]")
_OR = re.compile(r"\b(?:and|or|nor|und|oder|noch|et|ou|ni|o|e|y)\b", re.IGNORECASE)
_MOST_PLAIN = 2
"""Words of a dislike that no list knows: longer ones would rule out what shares one of them by chance."""


@dataclass(frozen=True, slots=True)
class Aversion:
    """One sentence of the profile. `ways`: an item that breaks every part of one of them is held back; `occasion`: one
    that clocks know, `when`: words of another; with neither it always holds."""

    sentence: str
    kind: Kind | None
    ways: tuple[tuple[str, ...], ...]
    occasion: str = ""
    when: frozenset[str] = frozenset()
    spared: str = ""
    """What it excepts, folded."""
    statement: str = ""
    """The id of the statement."""

    def holds_back(self, item: Item) -> bool:
        """Papers are never held back: they are looked up, not enjoyed."""
        if item.kind is Kind.DOCUMENT or self.kind not in (None, item.kind):
            return False
        if self.spared and f" {fold(item.title)} " in f" {self.spared} ":
            return False
        return any(all(breaks(item, part) for part in way) for way in self.ways)


def aversions(statements: Iterable[Statement], wish: str = "", like: Sequence[Item] = ()) -> tuple[Aversion, ...]:
    """Those that hold now and for this wish: what it asks for, or is to be like, is not held back from it."""
    said, asked = frozenset(fold(wish).split()), _asked(wish)
    now = occasions(time.time(), (context_of(wish),))
    found = []
    for one in statements:
        known = None if one.muted or one.origin is Origin.INFERRED else _aversion(one.text, one.kind)
        if known is None or not (known.when <= said and (not known.occasion or known.occasion in now)):
            continue
        open_ways = tuple(way for way in known.ways if not all(part in asked or fold(part) in said for part in way))
        if open_ways and not any(known.holds_back(item) for item in like):
            found.append(replace(known, ways=open_ways, statement=one.id))
    return tuple(found)


def held_back(items: Iterable[Item], ruled_out: Sequence[Aversion]) -> frozenset[str]:
    """Ids of the items that one of them rules out."""
    return frozenset(item.id for item in items if any(one.holds_back(item) for one in ruled_out))


@lru_cache(maxsize=256)
def _aversion(text: str, kind: Kind | None) -> Aversion | None:
    """What a sentence rules out; None where it rules out nothing that can be told of a work."""
    folded, taste = fold(text), read_taste(text)
    spared = fold(" ".join(taste.likes)) if EXCEPTED.search(folded) else ""
    firm = _FIRM.search(folded) or ((spared or not taste.likes) and _DENIED.search(folded))
    if not firm or _MILDER.search(folded) or any(rule.search(folded) for rule in PREFERRED):
        return None
    dislikes = [_BECAUSE.sub("", one) for one in taste.dislikes]
    when, timeless = _meanwhile(folded, dislikes)
    ways = _ways(timeless)
    occasion = context_of(text)
    if when or any(occasion in way for way in ways):
        occasion = ""
    return Aversion(text, kind, ways, occasion, when, spared) if ways else None


def _meanwhile(folded: str, dislikes: list[str]) -> tuple[frozenset[str], list[str]]:
    """The words of the occasion that a sentence tells, and what it dislikes without them. "When dogs die" is none: it
    is what is disliked."""
    found = _MEANWHILE.search(folded)
    if found is None:
        return frozenset(), dislikes
    timeless = [_MEANWHILE.sub("", fold(one)) for one in dislikes]
    disliked = {word for one in timeless for word in one.split()}
    words = words_of_question(_FIRM.sub(" ", found["what"]), small_words(folded))
    if not disliked or disliked & set(words):
        return frozenset(), [found["what"]]
    return frozenset(words) - disliked, timeless


def _ways(dislikes: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What each dislike names, one way for each of what stands side by side in it."""
    ways: dict[tuple[str, ...], None] = {}
    for one in dislikes:
        # Behind a comma there is often a reason: of that only what lists know counts.
        for at, segment in enumerate(_COMMA.split(one)):
            for part in _OR.split(segment):
                ways[_named(part, denied=True) or (() if at else _own_words(part))] = None
    return tuple(filter(None, ways))


def _own_words(text: str) -> tuple[str, ...]:
    """The words of a dislike that no list knows, where they are few."""
    plain, kinds = telling_words(text, FILLER, STOP_WORDS, FOREIGN), vocabulary().kinds
    return tuple(plain) if len(plain) <= _MOST_PLAIN and not any(one in kinds for one in plain) else ()


@lru_cache(maxsize=64)
def _asked(wish: str) -> frozenset[str]:
    return frozenset(_named(split_negations(wish)[0]))


def _named(text: str, *, denied: bool = False) -> tuple[str, ...]:
    facets = read_facets(text)
    tempo = (facets.tempo,) if facets.tempo else ()
    traits = [one.name for one in traits_in(text, denied=denied)]
    concepts = (*facets.genres, *facets.moods, *facets.themes, *tempo)
    languages = [word for word in fold(text).split() if word in vocabulary().languages]
    said = [] if concepts or traits else words_said(text)
    return tuple(dict.fromkeys((*traits, *concepts, *languages, *said)))
