"""Why each card was picked, in one line that stands on the card itself."""

from collections.abc import Collection, Iterator, Sequence

from assistant.chat.reasons.spoken import Spoken, told_of
from assistant.chat.understand.intent import Intent, subjects_said
from assistant.domain.entities import Item, Recommendation
from assistant.domain.evidence import Match, RequestMatch
from assistant.explain.blurb import blurb
from assistant.explain.evidence_words import evidence_text
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences

_BLURB = 200
"""Letters of a description, or of the guide, among which its first sentence is looked for."""


def card_reasons(cards: Sequence[Recommendation], spoken: Spoken | None, intent: Intent) -> dict[str, str]:
    """{item id: line}. What the reply says of a card is not said again, and neighbours differ where they can.

    A card that was not picked, but only shows what a reply speaks of, has no line.
    """
    said: set[str] = set()
    subjects = _subjects(intent)
    lines: dict[str, str] = {}
    for one in cards:
        if not one.evidence:
            continue
        possible = list(_lines(one, spoken if spoken is not None and spoken.card is one else None, subjects))
        line = next((words for words in possible if words not in said), next(iter(possible), ""))
        if line:
            said.add(line)
            lines[one.item.id] = line
    return lines


def _lines(card: Recommendation, spoken: Spoken | None, subjects: Collection[str]) -> Iterator[str]:
    """What speaks for a card, the strongest first; then the words asked for that it has, then what it is."""
    asked = [fact for fact in card.evidence if isinstance(fact, RequestMatch) and _tells(fact, card.item, subjects)]
    facts = [fact for fact in (*told_of(card), *asked) if spoken is None or fact not in spoken.facts]
    yield from map(evidence_text, facts)
    if spoken is None or spoken.facts:  # a reply that knows no fact quotes the description
        yield from (sentence.rstrip(".") for sentence in split_sentences(flatten(blurb(card.item), _BLURB))[:1])


def _subjects(intent: Intent) -> set[str]:
    """The words that a card may have of the wish: who says "cleaned three flats today" looks for no flats."""
    named = (*subjects_said(intent), *intent.facets.genres, *intent.facets.themes)
    return {word for one in named for word in fold(one).split()}


def _tells(fact: RequestMatch, item: Item, subjects: Collection[str]) -> bool:
    """Whether it has what was asked for, beside the words of its title and its maker, which stand on the card."""
    names = fold(" ".join((item.title, *item.creators))).split()
    return fact.match is Match.SOME and any(
        word in subjects and word not in names for words in fact.words for word in fold(words).split()
    )
