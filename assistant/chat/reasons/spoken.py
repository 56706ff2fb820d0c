"""The card that a reply speaks of, and what is said of it: how it meets the wish, and what the person did."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cards.phrases import value_phrase
from assistant.chat.leaning import is_owned
from assistant.chat.reply_templates import named, opening
from assistant.chat.results import Results
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.domain.cards import Source
from assistant.domain.entities import Item, Recommendation
from assistant.domain.evidence import Evidence, KnownWork
from assistant.explain.blurb import blurb
from assistant.explain.evidence_words import told
from assistant.explain.explanation import quoted, reason_near, reasons, without_repeats
from assistant.explain.left_out_words import left_out_words
from assistant.language.normalise import flatten
from assistant.language.sentences import split_sentences
from assistant.messages import tr
from assistant.recommend.features.request.card import CardFit

NAMED = 3
"""Cards among which the reply finds the one that it speaks of."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The one card that a reply speaks of, and what is said of it. `shape` names the invented pair that shows a small
    model how to say such a fact; empty where built-in wording says it best. `also`: what the person did that speaks
    for it, where the sentence says how it meets the wish. `facts`: what the two are made of."""

    card: Recommendation
    sentence: str
    facts: tuple[Evidence, ...] = ()
    shape: str = ""
    also: str = ""


def spoken_in(intent: Intent, results: Results) -> Spoken | None:
    """The card that the reply speaks of: who looks for the one in which something happens is told which it is."""
    return spoken_of(results.cards[:1] if is_owned(intent.text) else results.cards, results.wished)


def spoken_of(cards: Sequence[Recommendation], wished: Sequence[str] = ()) -> Spoken | None:
    """The first of the best cards that is near a known work, else the first card with its first reason; the first card
    too where it is like what was asked for. `wished`: what of the wish the reply has said already.

    One is enough: the cards themselves show every title with its reason.
    """
    asked = next((fact for one in cards[:1] for fact in told_of(one)[:1] if fact.type in _OF_WISH), None)
    said_already = asked is not None and asked.type == "card" and {*map(value_phrase, asked.topics)} <= {*wished}
    if asked is not None and not said_already:
        close = _close_beside(asked, cards[0])
        also = f"{told(close).also}." if close is not None else ""
        facts = (asked, close) if close is not None else (asked,)
        shape = "card says" if isinstance(asked, CardFit) and asked.source is not Source.GUIDE else ""  # no words
        return Spoken(cards[0], _card_sentence(cards[0].item, [asked]), facts, shape, also)
    for one in cards[:NAMED]:
        marked = next((fact for fact in told_of(one) if _is_marked(fact)), None)
        if marked is not None:
            return Spoken(one, _card_sentence(one.item, [marked]), (marked,))
    for one in cards[:NAMED]:
        near = next((fact for fact in told_of(one) if reason_near(fact)), None)
        if near is not None:
            return Spoken(one, _card_sentence(one.item, [near]), (near,), "card")
    if said_already and blurb(cards[0].item):
        return Spoken(cards[0], _card_sentence(cards[0].item, []))
    first = [(one, told_of(one)[:1]) for one in cards[:1]]
    return next((Spoken(one, _card_sentence(one.item, facts), tuple(facts)) for one, facts in first), None)


def _close_beside(asked: Evidence, card: Recommendation) -> Evidence | None:
    """The known work that a card is close to, for a second sentence: behind what the guide's tags tell of the wish only
    one that shares more than these."""
    close = next((fact for fact in told_of(card) if isinstance(fact, KnownWork) and reason_near(fact)), None)
    if close is None or asked.type != "guide":
        return close
    further = without_repeats(close, asked)
    return further if isinstance(further, KnownWork) and further.shared else None


def _is_marked(fact: Evidence) -> bool:
    """Whether it tells by the guide's tags how a card meets the wish, or what it shares with another work."""
    return fact.type == "guide" or (isinstance(fact, KnownWork) and bool(fact.shared))


_OF_WISH = frozenset({"card", "guide"})
"""Kinds of facts that say how a card meets the wish."""
_NO_ANSWER = frozenset({"request", "new", "untouched"})


def told_of(one: Recommendation) -> list[Evidence]:
    """What is told of a card, the strongest first.

    The person's own words need no repeating, a reply recommends, and that nobody opened it is no answer.
    """
    return [fact for fact in one.evidence if not fact.against and fact.type not in _NO_ANSWER]


def _card_sentence(item: Item, facts: Sequence[Evidence]) -> str:
    if not facts:
        # Then its own description says best what it is, else the guide.
        said = next(iter(split_sentences(flatten(blurb(item), 400))), "").rstrip(".")
        words = f"{quoted(said) if item.description else said}." if said else ""
        return tr("{title}: {reason}", title=named(item), reason=words) if words else f"{named(item)}."
    # The form that says what it is close to joins best onto a name.
    reason = reason_near(facts[0]) or reasons(facts, item)[0]
    return tr("{title}: {reason}", title=named(item), reason=reason)


def recommended(intent: Intent, session: ChatSession, results: Results, ask_kind: bool) -> list[str]:
    """What the cards are, what one of them has to do with the person, and what their profile keeps away."""
    sentences = [opening(intent, session, results)]
    spoken = spoken_in(intent, results)
    sentences += filter(None, (spoken.sentence, spoken.also)) if spoken is not None else ()
    sentences += filter(None, [left_out_words(results.held_back)])
    if ask_kind:
        sentences.append(tr("Should it be something to read or something to hear?"))
    return sentences
