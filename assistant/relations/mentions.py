"""Which works speak of which, with the sentence that does: found by the full-text index, read by sentences."""

from collections.abc import Callable, Iterator, Sequence

from assistant.domain.entities import Item, Passage
from assistant.domain.relations import Edge, Relation
from assistant.language.normalise import flatten, fold, tokenise
from assistant.language.sentences import split_sentences
from assistant.relations.names import Name, Names, names_of

MOST_READ = 2_000
"""Passages of a work that are read for the names of others; a novel has a few hundred."""
_MOST_HITS = 400
_WORKS_OF_NAME = 3
"""Works of one creator that a mention of the name leads to."""
LONGEST_SENTENCE = 280
_TITLE, _CREATOR = 1.0, 0.6
Phrase = Callable[[Sequence[str], Sequence[str], int], list[Passage]]
"""(words in a row, words of which one stands in the same passage or none, how many) → passages that hold them."""


def spoken_of(
    item: Item, passages: Sequence[Passage], names: Names, makers: Callable[[str], frozenset[str]]
) -> Iterator[Edge]:
    """The works that an item's texts name, each with the first sentence that does. `makers`: folded names of the
    creators of a work by its id; of its own makers' works an item speaks by advertising them."""
    own, told = makers(item.id), set[tuple[str, bool]]()
    called = {name.words for name in names_of(item)}
    for passage in [*_described(item), *passages[:MOST_READ]]:
        for name, ids in names.among(fold(passage.text).split()).items():
            others = [one for one in ids if (one, name.creator) not in told and not makers(one) & own]
            sentence = _sentence(name, passage.text) if others and name.words not in called else ""
            if sentence:
                told.update((one, name.creator) for one in others)
                for other in others[:_WORKS_OF_NAME]:
                    yield _edge(other, Relation.MENTIONS, name, sentence, passage)


def speaking_of(item: Item, phrase: Phrase, makers: Callable[[str], frozenset[str]]) -> Iterator[Edge]:
    """The works whose texts name this item or who made it, each with a sentence that does."""
    own, told = makers(item.id), set[str]()
    for name in names_of(item):
        for passage in _hits(name, phrase):
            other = passage.item_id
            if other == item.id or other in told or makers(other) & own:
                continue
            sentence = _sentence(name, passage.text)
            if sentence:
                told.add(other)
                yield _edge(other, Relation.MENTIONED, name, sentence, passage)


def _hits(name: Name, phrase: Phrase) -> list[Passage]:
    """Passages that may name it; of a name that many passages hold by chance, first those with the maker beside it."""
    beside = phrase(name.words, name.makers, _MOST_HITS) if name.makers and not name.telling else []
    alone = phrase(name.words, (), _MOST_HITS) if name.telling or name.apart else []
    return [*beside, *alone]


def _described(item: Item) -> list[Passage]:
    return [Passage(item.id, -1, text) for text in (item.title, item.description) if text]


def _edge(other: str, relation: Relation, name: Name, sentence: str, passage: Passage) -> Edge:
    weight = _CREATOR if name.creator else _TITLE
    return Edge(other, relation, weight, (name.text,), sentence, passage.place)


def _sentence(name: Name, text: str) -> str:
    """The first sentence that names it, cut around the name where it is long; empty where none does."""
    if not name.may_stand(text):
        return ""
    for sentence in split_sentences(text):
        tokens = tokenise(sentence)
        span = name.span(tokens, sentence)
        if span is not None:
            return _around(sentence, *span)
    return ""


def _around(sentence: str, start: int, end: int) -> str:
    if len(sentence) <= LONGEST_SENTENCE:
        return flatten(sentence, LONGEST_SENTENCE)
    begin = max(0, min(start - LONGEST_SENTENCE // 3, len(sentence) - LONGEST_SENTENCE))
    begin = sentence.rfind(" ", 0, begin + 1) + 1 if begin else 0
    return ("…" if begin else "") + flatten(sentence[begin:], LONGEST_SENTENCE)
