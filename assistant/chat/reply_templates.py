"""The built-in reply: plain sentences from what the tools returned. It needs no model and claims nothing more."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.chat.constraint import AtLeast, AtMost, Avoiding, FromYears, InLanguage, Sized
from assistant.chat.results import Results
from assistant.chat.services import Placed
from assistant.chat.session import Session
from assistant.chat.understand.intent import Intent, content_words
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Recommendation
from assistant.domain.evidence import Evidence
from assistant.domain.lengths import minutes_of
from assistant.explain.explanation import quoted, reason_near, reasons
from assistant.language.entity_tagger import Span
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.messages import duration, joined

NAMED = 3
"""Cards among which the reply finds the one that it speaks of."""
HELP = (
    "Ask me for something to read or to hear, in your own words, and narrow it as we go: shorter, calmer, nothing sad.",
    "You can ask why something was picked or left out, ask for more like it, compare two titles or have a list made.",
    "I also answer questions from your own documents, with their sources, and I remember what you tell me to remember.",
)
PLAIN: Mapping[Act, tuple[str, ...]] = {
    Act.GREET: ("Hello. Tell me what you are in the mood for, or ask what is on your shelves.",),
    Act.THANKS: ("You are welcome. I am here if you would like something else.",),
    Act.HELP: HELP,
    Act.NOTHING: (
        "I did not get any words. Ask me for something to read or to hear, or ask about one of your documents.",
    ),
    Act.RESET: ("We start afresh: what you asked for before no longer counts.",),
}
"""What is said where no tool is needed."""
_KIND_QUESTION = "Should it be something to read or something to hear?"


def opening(intent: Intent, session: Session, results: Results) -> str:
    """The first sentence over cards: what they are, and honestly so when they are only the nearest."""
    kept = chips(session)
    keeping = f", keeping to your wishes ({kept})" if kept else ""
    if results.saved is not None:
        return " ".join(filter(None, (f"The list {quoted(results.saved.title)} is made{keeping}.", results.saved.note)))
    if not results.cards:
        return _empty(intent, session, results)
    if results.misfit:
        return f"Nothing on your shelves fits all of that{f' ({kept})' if kept else ''}; these are only the nearest."
    if results.unmet and results.narrowed_away:
        return f"What you ask for is left out by {kept or 'the constraints'}; these are the nearest that remain."
    if results.unmet:
        return "Nothing on your shelves is marked as what you ask for; these are only the nearest."
    if _is_unknown(intent):
        return "Not everything you name is in your library; these are the nearest I can offer."
    if results.unsaid and intent.act is not Act.SEARCH:
        told = joined([quoted(one) for one in results.unsaid[:3]])
        if results.known:
            return f"None of these speaks of {told}, though something on your shelves does; they are only near."
        return f"Nothing on your shelves speaks of {told}; these are only the nearest."
    if intent.act is Act.SEARCH and not _mentions(intent, results):
        return "I found nothing on your shelves that says so; these are the nearest."
    if intent.act is Act.SEARCH:
        return "This is what I found on your shelves."
    if intent.act is Act.MORE_LIKE and intent.titles and intent.like:
        return f"These are the nearest on your shelves{keeping}."
    return f"This is what I would take from your shelves{keeping}." + _near_only(results)


def _near_only(results: Results) -> str:
    """What of the cards is not what was asked for; it stands last."""
    if not results.near:
        return ""
    what = "one is" if results.near == 1 else f"{results.near} are"
    return f" The last {what} only near to it."


def chips(session: Session) -> str:
    """What the session keeps to, in words, without the kind."""
    return joined([one.chip for one in session.constraints if isinstance(one, _TOLD)]) if _has_told(session) else ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The one card that a reply speaks of, and what is said of it. `near`: the fact is a work that the person knows,
    which a small model can put in words well."""

    card: Recommendation
    sentence: str
    near: bool


def spoken_of(cards: Sequence[Recommendation]) -> Spoken | None:
    """The first of the best cards that is near a known work, else the first card with its first reason.

    One is enough: the cards themselves show every title with its reason.
    """
    for one in cards[:NAMED]:
        near = next((fact for fact in _told(one) if reason_near(fact)), None)
        if near is not None:
            return Spoken(one, _card_sentence(one.item, [near]), near=True)
    return next((Spoken(one, _card_sentence(one.item, _told(one)[:1]), near=False) for one in cards[:1]), None)


def _told(one: Recommendation) -> list[Evidence]:
    """The person's own words need no repeating, and a reply recommends."""
    return [fact for fact in one.evidence if not fact.against and fact.type != "request"]


def _card_sentence(item: Item, facts: Sequence[Evidence]) -> str:
    name = named(item)
    if not facts:
        return f"{name}."
    # The form that begins with "It is close to" joins best onto a name.
    first = next(told for told in (reason_near(facts[0]), reasons(facts, item)[0]) if told)
    return f"{name}: {first[0].lower()}{first[1:]}" if first.startswith(("It ", "Its ")) else f"{name}. {first}"


def named(item: Item) -> str:
    """“Title” by Creator."""
    creators = [flatten(name, 60) for name in item.creators if name.casefold() != item.title.casefold()]
    return quoted(item.title) + (f" by {joined(creators[:3])}" if creators else "")


def describe(item: Item) -> list[str]:
    """What the library knows of an item: name, kind, year, length, subjects, and a sentence of its description."""
    facts = [f"{named(item)} is a {item.kind}" if item.kind != "music" else f"{named(item)} is music"]
    facts[0] += f" from {item.year}." if item.year else "."
    minutes = minutes_of(item)
    if minutes:
        verb = "hear" if item.kind == "music" else "read"
        facts.append(f"It takes about {duration(minutes)} to {verb}.")
    if item.subjects:
        facts.append(f"Its subjects are {joined([quoted(one) for one in item.subjects[:4]])}.")
    blurb = split_sentences(flatten(item.description, 400))
    if blurb:
        facts.append(f"Its description begins: {quoted(blurb[0].rstrip('.'))}.")
    return facts


def recommended(intent: Intent, session: Session, results: Results, ask_kind: bool) -> list[str]:
    """What the cards are, and what one of them has to do with the person."""
    sentences = [opening(intent, session, results)]
    spoken = spoken_of(results.cards)
    sentences += [spoken.sentence] if spoken is not None else []
    if ask_kind:
        sentences.append(_KIND_QUESTION)
    return sentences


def _empty(intent: Intent, session: Session, results: Results) -> str:
    if results.bare:
        return f"Your library holds no {results.bare} yet."
    if results.exhausted:
        return "You have seen all that fits; ask for something a little different."
    if results.narrowed_away or session.constraints:
        return "Nothing on your shelves fits all of that; take one of the constraints away, and I will look again."
    return "I found nothing for that on your shelves."


def _mentions(intent: Intent, results: Results) -> bool:
    """True if some card holds a word of the question, or was found by what rules read of it."""
    words = content_words(intent)
    if not words:
        return True
    texts = (
        " ".join(
            fold(
                " ".join((one.item.title, *one.item.creators, *one.item.subjects, one.item.description, one.item.album))
            )
            for one in results.cards
        )
        + " "
        + fold(" ".join(results.snippets))
    )
    return any(word.removesuffix("s") in texts for word in words)


def _is_unknown(intent: Intent) -> bool:
    """True if the text plainly names artists or works and the library has none of them."""
    return (
        not intent.named
        and not intent.avoid
        and any(_is_plainly_named(intent.text, span) for span in (*intent.artists, *intent.works))
    )


def _is_plainly_named(text: str, span: Span) -> bool:
    """True after "by" or "like", or with a capital inside a sentence: else the words may describe and not name."""
    before = text[: span.start].rstrip(' “"„«')
    capital = span.text[:1].isupper() and before[-1:] not in ("", ".", "!", "?", "|")
    return (
        capital or re.search(r"\b(?:by|like|similar to|similar as|from)(?: the)?$", before, re.IGNORECASE) is not None
    )


def which_one() -> list[str]:
    """For a question about an item that nobody named."""
    return ["Which one do you mean? Name its title, or ask about one of the cards."]


def placed(intent: Intent, answer: Placed | None) -> list[str]:
    """Where an item stands and why; what would change it, if that was asked."""
    if answer is None:
        return which_one()
    one = answer.recommendation
    place = f"stands at place {answer.rank}" if answer.rank is not None else "is left out of the recommendations"
    sentences = [f"{named(one.item)} {place}."]
    if answer.rank is None:
        return [*sentences, answer.change] if answer.change else sentences
    sentences += reasons(one.evidence, one.item)
    if intent.act is Act.WHY_NOT and answer.change:
        sentences.append(flatten(answer.change))
    return sentences


def compared(pair: tuple[Placed, Placed] | None) -> list[str]:
    """Two items side by side: where each stands, why, and which is the shorter."""
    if pair is None:
        return ["Which two should I compare? Name their titles."]
    sentences = []
    for one in pair:
        place = f"stands at place {one.rank}" if one.rank is not None else "is left out of the recommendations"
        sentences.append(f"{named(one.recommendation.item)} {place}.")
        if one.rank is None:
            sentences += [one.change] if one.change else []
        else:
            sentences += reasons(one.recommendation.evidence, one.recommendation.item)[:1]
    lengths = [minutes_of(one.recommendation.item) for one in pair]
    if lengths[0] and lengths[1] and lengths[0] != lengths[1]:
        shorter = pair[0] if lengths[0] < lengths[1] else pair[1]
        sentences.append(f"{quoted(shorter.recommendation.item.title)} is the shorter of the two.")
    return sentences


_TOLD = (Avoiding, AtMost, AtLeast, FromYears, Sized, InLanguage)


def _has_told(session: Session) -> bool:
    return any(isinstance(one, _TOLD) for one in session.constraints)
