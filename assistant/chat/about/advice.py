"""Whether a work is one for the person: a plain verdict that the evidence holds, and the evidence."""

import re
from enum import StrEnum

from assistant.cards.wishes import card_wish
from assistant.chat.about.reasoning import STALE, told_of
from assistant.chat.about.remarks import remarks_told, words_written
from assistant.chat.about.spoken_of import own_words
from assistant.chat.about.telling import likeness_of
from assistant.chat.about.wanted import Pairs, needed_in
from assistant.chat.services import Services
from assistant.chat.tools.deeds.cues import opinion_in
from assistant.domain.cards import Card
from assistant.domain.entities import Item, Verdict
from assistant.domain.feedback import standing_verdicts
from assistant.explain.explanation import reason
from assistant.language.normalise import fold
from assistant.messages import joined, mark, tr

_FOR_ME = re.compile(
    r"\b(?:for (?:me|us|her|him)|my (?:cup of tea|sort of thing|kind of thing|thing)|suit (?:me|us)|up my street"
    r"|(?:would|will|do you think|should|could|might) i (?:\w+ ){0,2}?"
    r"(?:like|enjoy|love|read|try|hear|want|get on with)"
    r"|worth my (?:time|while)|fur (?:mich|uns)|was fur mich|soll(?:te)? ich (?:\w+ ){0,4}?(?:lesen|horen)"
    r"|(?:devrais|dois) je (?:\w+ ){0,3}?(?:lire|ecouter)|mir (?:\w+ )?gefallen|gefallt mir|passt (?:\w+ )?zu mir"
    r"|pour (?:moi|nous)|me (?:plaira\w*|plaire|conviendra\w*)|para mi|me gustara|per me|fa per me|mi piacera\w*"
    r"|(?:iets )?voor (?:mij|me|ons)|vind ik)\b"
)
_ENOUGH = re.compile(
    r"\b(?:never|not|no more) (?:\w+ ){0,2}?(?:again|more)\b|\bonce (?:was|is) enough\b|\bnot (?:with|while|now)\b"
    r"|\btoo (?:sad|dark|grim|heavy|long|much|slow|hard|scary|cruel|painful)\b|\bgave up\b|\bcannot finish\b"
    r"|\bnie(?:mals)? (?:wieder|mehr)\b|\bnicht (?:noch ?mal|wieder|mehr)\b|\beinmal reicht\b"
    r"|\bzu (?:traurig|schwer|lang)\b"
    r"|\b(?:plus jamais|jamais plus)\b|\btrop (?:triste|long|dur|noir)\b|\bnunca mas\b|\bmai piu\b"
    r"|\bdemasiado \w+\b|\btroppo \w+\b|\bnooit (?:weer|meer|nog)\b|\bte (?:zwaar|droevig|lang)\b"
)
"""How one writes that a work is not to be taken up again."""
_STUCK = re.compile(r"\b(?:stuck|steckengeblieben|hangen ?geblieben|abgebrochen|bloque\w*|bloccat\w*|vastgelopen)\b")
_WAITING = frozenset({Verdict.ASIDE, Verdict.NOT_NOW})
_BAD, _GOOD = frozenset({Verdict.DISLIKED, Verdict.DROPPED}), frozenset({Verdict.LIKED})
_MOST_REASONS = 2
_LIKE = ("mood", "tone", "pace")
_SURE = 0.5
_SAYS_MORE = 2
"""Words beside those that ask for advice, with which a question tells of a need."""


class Leaning(StrEnum):
    """What the evidence speaks for."""

    YES = "yes"
    RATHER_NOT = "rather_not"
    WAIT = "wait"
    MIXED = "mixed"
    OPEN = "open"


_FIRST = {
    Leaning.YES: mark("Yes, I would say."),
    Leaning.RATHER_NOT: mark("Rather not, I would say."),
    Leaning.WAIT: mark("Not just now: let it wait."),
    Leaning.MIXED: mark("Perhaps: something speaks for it and something against it."),
    Leaning.OPEN: mark("I cannot say yes or no: nothing you said or did speaks for it or against it."),
}


_OF_WORK = re.compile(
    r"^(?:\w+ ){0,4}?(?:is|was|would|will|could|should|might|do you think|does|can|ist|ware|war|wurde|est|serait|vaut"
    r"|es|seria|e"
    r"|sarebbe|zou)\b"
)


def asks_advice_of(text: str, start: int, end: int) -> bool:
    """Whether the question that holds a title, at these places of a text, asks whether that work is for the person."""
    before = re.split(r"[.!?;]\s+", text[:start])[-1]
    behind = re.split(r"[.!?;]", text[end:])[0]
    asked = f"{before} {behind}"
    return _OF_WORK.search(fold(asked)) is not None and asks_for_advice(asked)


def asks_for_advice(text: str) -> bool:
    """Whether a question is whether a work is one for whoever asks."""
    return _FOR_ME.search(fold(text)) is not None


def advice_on(item: Item, asked: str, services: Services) -> list[str]:
    """The verdict, what the person wrote of the work, what speaks for it and against it, and what it is; where the
    question says what is needed, whether the work is that. asked: the question without its names."""
    if not words_written(item, services) and (wanted := _needed(asked, services))[0]:
        return likeness_of(item, services.card(item.id), *wanted)
    facts = [one for one in services.why(item.id).recommendation.evidence if one.type not in STALE]
    good = [reason(one, item) for one in facts if not one.against][:_MOST_REASONS]
    bad = [reason(one, item) for one in facts if one.against][:_MOST_REASONS]
    leaning = _leaning(item, services, bool(good), bool(bad))
    reasons = [*bad, *good] if leaning is Leaning.RATHER_NOT else [*good, *bad]
    like = _like(services.card(item.id)) if not reasons else ""
    told = [tr("It is {values}.", values=like)] if like else []
    remarks = remarks_told(item, services)
    first = tr("I cannot say a plain yes or no.") if leaning is Leaning.OPEN and remarks else tr(_FIRST[leaning])
    return [first, *remarks, *reasons, *told_of(item), *told]


def _leaning(item: Item, services: Services, has_good: bool, has_bad: bool) -> Leaning:
    """What was written of this very work goes before what was done with it, and that before all that is inferred."""
    written = fold(words_written(item, services))
    opinion = opinion_in(written)
    standing = standing_verdicts(services.deeds()).get(item.id)
    if _ENOUGH.search(written) or opinion is Verdict.DISLIKED or (standing in _BAD and opinion is None):
        return Leaning.RATHER_NOT
    if standing in _WAITING or _STUCK.search(written):
        return Leaning.WAIT
    if opinion is Verdict.LIKED or standing in _GOOD:
        return Leaning.YES
    if has_bad:
        return Leaning.MIXED if has_good else Leaning.RATHER_NOT
    return Leaning.YES if has_good else Leaning.OPEN


def _needed(asked: str, services: Services) -> tuple[Pairs, Pairs]:
    """What is to be and what is not, where the question says more than that it asks for advice."""
    rest = _FOR_ME.sub(" ", fold(asked))
    return needed_in(services, asked) if card_wish(asked).wanted or len(own_words(rest)) >= _SAYS_MORE else ([], [])


def _like(card: Card) -> str:
    """What the card surely says that a work is like, in words."""
    found = [one for facet in _LIKE for one in card.get(facet, ()) if one.confidence >= _SURE]
    return joined([tr(one.value) for one in sorted(found, key=lambda one: -one.confidence)[:3]])
