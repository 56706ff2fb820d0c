"""The sentences of two descriptions that speak to a comparison, and which of the two they speak for."""

import re

from assistant.chat.about.comparing import Pairs, Said
from assistant.domain.cards import Card, Source
from assistant.domain.entities import Item
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.messages import quoted, tr
from assistant.search.answers.question import meets, read_question, stems

_CHOOSES = re.compile(r"\b(?:which|what|who|more|most|rather|welche\w*|mehr|eher|quel\w*|lequel|plus|plutot)\b")
_LONGEST = 2000


def said_of(question: str, pair: tuple[Item, Item], cards: tuple[Card, Card], wanted: Pairs) -> Said:
    """The sentence of each description that says what is wanted, by its card or in the question's own words; empty
    where none does."""
    words = _words(question, pair)
    one, other = (_sentence(item, card, wanted, words) for item, card in zip(pair, cards, strict=True))
    return one, other


def told_by_descriptions(question: str, pair: tuple[Item, Item]) -> list[str]:
    """Which of two works is said to be what the question's own words ask for; nothing where that does not tell."""
    words = _words(question, pair)
    if not words or not _CHOOSES.search(fold(question)):
        return []
    met = [sum(meets(word, stems(f"{item.told} {' '.join(item.subjects)}")) for word in words) for item in pair]
    if met[0] == met[1]:
        return []
    at = 0 if met[0] > met[1] else 1
    titles = [quoted(flatten(item.title)) for item in pair]
    return [tr("{title} rather than {other}, by what is said of it.", title=titles[at], other=titles[1 - at])]


def _words(question: str, pair: tuple[Item, Item]) -> list[str]:
    """The telling words of a question that name neither work."""
    names = stems(" ".join(name for item in pair for name in (item.title, *item.creators)))
    return [word for word in read_question(question).words if word not in names]


def _sentence(item: Item, card: Card, wanted: Pairs, words: list[str]) -> str:
    values = [one for facet, name in wanted for one in card.get(facet, ()) if one.value == name]
    said = [one for one in values if one.source in (Source.DESCRIPTION, Source.GUIDE) and one.said]
    if said:
        return max(said, key=lambda one: one.confidence).said
    sentences = split_sentences(flatten(item.told, _LONGEST))
    met = [sum(meets(word, stems(sentence)) for word in words) for sentence in sentences]
    return sentences[met.index(max(met))] if met and max(met) > 0 else ""
