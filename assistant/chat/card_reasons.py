"""Why each card was picked, in one line that stands on the card itself."""

from collections.abc import Iterator, Sequence

from assistant.chat.reply_templates import Spoken, told_of
from assistant.domain.entities import Item, Recommendation
from assistant.domain.evidence import Match, RequestMatch
from assistant.explain.evidence_words import evidence_text
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences

_BLURB = 200
"""Letters of a description among which its first sentence is looked for."""


def card_reasons(cards: Sequence[Recommendation], spoken: Spoken | None) -> dict[str, str]:
    """{item id: line}. What the reply says of a card is not said again, and neighbours differ where they can.

    A card that was not picked, but only shows what a reply speaks of, has no line.
    """
    said: set[str] = set()
    lines: dict[str, str] = {}
    for one in cards:
        if not one.evidence:
            continue
        possible = list(_lines(one, spoken if spoken is not None and spoken.card is one else None))
        line = next((words for words in possible if words not in said), next(iter(possible), ""))
        if line:
            said.add(line)
            lines[one.item.id] = line
    return lines


def _lines(card: Recommendation, spoken: Spoken | None) -> Iterator[str]:
    """What speaks for a card, the strongest first; then the words asked for that it has, then what it is."""
    asked = [fact for fact in card.evidence if isinstance(fact, RequestMatch) and _tells(fact, card.item)]
    facts = [fact for fact in (*told_of(card), *asked) if spoken is None or fact not in spoken.facts]
    yield from map(evidence_text, facts)
    if spoken is None or spoken.facts:  # a reply that knows no fact quotes the description
        yield from (sentence.rstrip(".") for sentence in split_sentences(flatten(card.item.description, _BLURB))[:1])


def _tells(fact: RequestMatch, item: Item) -> bool:
    """Whether it has words that were asked for, beside those of its title and its maker, which stand on the card."""
    names = fold(" ".join((item.title, *item.creators))).split()
    return fact.match is not Match.MEANING and any(
        word not in names for words in fact.words for word in fold(words).split()
    )
