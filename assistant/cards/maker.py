"""Makes cards: encodes what items say, asks the heads, and finds what speaks most for each value."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.cards.guided import columns_of, guided
from assistant.cards.heads import DESCRIBED, DIMENSIONS, FIGURES, HEAD, HEAD_WORDS, READ, WIDTH, WORDS, Heads
from assistant.cards.measures import TEMPO, YEAR, Figures, length_of
from assistant.cards.text import CardText, Sentence, card_text
from assistant.cards.words import word_lists
from assistant.domain.cards import COLUMN, COLUMNS, FACETS, Card, CardValue, Source
from assistant.domain.entities import Item, Passage
from assistant.embedding.encoder import Embedder, passage_vectors
from assistant.guide.finding import guide

Floats = NDArray[np.float32]
_HEARD = frozenset({"pace", "mood", "occasion"})
"""Facets for which beats a minute may speak."""
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is known of an item: itself, its passages, and beats a minute as they were measured or are stated."""

    item: Item
    passages: Sequence[Passage] = ()
    tempo: float | None = None

    @property
    def figures(self) -> Figures:
        item = self.item
        minutes = item.duration / 60 if item.duration is not None else None
        return Figures(item.kind, item.year, self.tempo, minutes, bool(item.description), bool(self.passages))


@dataclass(frozen=True)
class Made:
    """A card, and the confidence of every value, (values,), also of those that are not on it; 0 where nothing tells."""

    card: Card
    confidences: Floats


@dataclass(frozen=True)
class Encoded:
    """Of one item: what was encoded, its vectors, (sentences, 384), and all its features, (WIDTH,)."""

    subject: Subject
    text: CardText
    vectors: Floats
    features: Floats


def encode(subjects: Sequence[Subject], embedder: Embedder) -> list[Encoded]:
    """The features of items; their texts go through the encoder together."""
    texts = [card_text(one.item, one.passages) for one in subjects]
    flat = [part for text in texts for part in (text.head, *(sentence.text for sentence in text.sentences))]
    vectors = passage_vectors(embedder, flat)
    found: list[Encoded] = []
    at = 0
    for subject, text in zip(subjects, texts, strict=True):
        own = vectors[at : at + 1 + len(text.sentences)]
        at += len(own)
        found.append(Encoded(subject, text, own[1:], _features(subject, text, own)))
    return found


def _features(subject: Subject, text: CardText, vectors: Floats) -> Floats:
    features = np.zeros(WIDTH, np.float32)
    features[HEAD] = vectors[0]
    described = vectors[1 : 1 + len(text.described)]
    read = vectors[1 + len(text.described) :]
    for block, some in ((DESCRIBED, described), (READ, read)):
        features[block] = some.mean(axis=0) if len(some) else np.zeros(DIMENSIONS)
    words = word_lists()
    features[WORDS] = words.counts(" . ".join([text.head, *(sentence.text for sentence in text.sentences)]))
    features[HEAD_WORDS] = words.counts(text.head)
    features[FIGURES] = subject.figures.features()
    return features


class CardMaker:
    """`embedder` must be the one that the heads were learned on."""

    def __init__(self, heads: Heads, embedder: Embedder) -> None:
        self._heads = heads
        self._embedder = embedder

    @property
    def digest(self) -> str:
        return self._heads.digest

    def make(self, subjects: Sequence[Subject]) -> list[Made]:
        """A card for each item; an empty one where neither text nor figures tell anything."""
        if not subjects:
            return []
        encoded = encode(subjects, self._embedder)
        confidences = self._heads.confidences(np.stack([one.features for one in encoded]))
        return [self._made(one, row) for one, row in zip(encoded, confidences, strict=True)]

    def _made(self, one: Encoded, confidences: Floats) -> Made:
        kept = confidences.copy() if one.text.tells else np.zeros_like(confidences)
        found = guide().find(one.subject.item)
        if found is not None:
            kept = guided(kept, found)
        chosen = {column: self._value(one, column, kept[column]) for column in self._chosen(kept)}
        if found is not None:
            chosen |= {
                column: CardValue(COLUMNS[column][1], float(kept[column]), Source.GUIDE, found.says)
                for column in chosen.keys() & set(columns_of(found))
            }
        if (length := length_of(one.subject.item)) is not None:
            others = [COLUMN["length", value] for value in FACETS["length"]]
            kept[others] = (1 - length.confidence) / (len(others) - 1)
            kept[COLUMN["length", length.value]] = length.confidence
            chosen = {column: value for column, value in chosen.items() if column not in others}
            chosen[COLUMN["length", length.value]] = length
        return Made(_card(chosen), kept)

    def _chosen(self, confidences: Floats) -> list[int]:
        chosen: list[int] = np.flatnonzero(self._heads.given(confidences[None])[0]).tolist()
        return chosen

    def _value(self, one: Encoded, column: int, confidence: float) -> CardValue:
        source, said, place = self._speaking(one, column)
        return CardValue(COLUMNS[column][1], float(confidence), source, said, place)

    def _speaking(self, one: Encoded, column: int) -> tuple[Source, str, str]:
        """What speaks most for a value: a sentence, a subject, the title, or a figure, by the linear head."""
        weights = self._heads.weights[column]
        scaled = self._heads.scaled(one.features[None])[0]
        speaks: list[tuple[float, tuple[Source, str, str]]] = []
        for sentence, vector in zip(one.text.sentences, one.vectors, strict=True):
            worth = self._worth(sentence, vector, column, one)
            speaks.append((worth, (sentence.source, sentence.text, sentence.place)))
        head = float(weights[HEAD] @ scaled[HEAD] + weights[HEAD_WORDS] @ scaled[HEAD_WORDS])
        speaks.append((head, self._of_head(one.text, column)))
        figures, parts, facet = one.subject.figures, weights[FIGURES] * scaled[FIGURES], COLUMNS[column][0]
        if figures.year is not None and facet == "period":
            speaks.append((float(parts[YEAR].sum()), (Source.MEASURED, str(figures.year), "year")))
        if figures.tempo is not None and facet in _HEARD:
            speaks.append((float(parts[TEMPO].sum()), (Source.MEASURED, str(round(figures.tempo)), "tempo")))
        return max(speaks, key=lambda spoken: spoken[0])[1]

    def _worth(self, sentence: Sentence, vector: Floats, column: int, one: Encoded) -> float:
        """What a sentence adds to the linear logit: its share of the mean of its block, and its words."""
        heads = self._heads
        block, beside = (
            (DESCRIBED, one.text.described) if sentence.source is Source.DESCRIPTION else (READ, one.text.read)
        )
        near = heads.weights[column, block] @ ((vector - heads.means[block]) / heads.scales[block]) / len(beside)
        words = heads.weights[column, WORDS] @ (word_lists().counts(sentence.text) / heads.scales[WORDS])
        return float(near + words)

    def _of_head(self, text: CardText, column: int) -> tuple[Source, str, str]:
        """The subjects that hold a word for a value; the first ones where none does."""
        if not text.subjects:
            return Source.TITLE, text.title, ""
        naming = [subject for subject in text.subjects if word_lists().counts(subject)[column]]
        return Source.SUBJECT, ", ".join((naming or list(text.subjects))[:_MOST_TOLD]), ""


def _card(chosen: dict[int, CardValue]) -> Card:
    card: dict[str, tuple[CardValue, ...]] = {}
    for facet, values in FACETS.items():
        found = [chosen[COLUMN[facet, value]] for value in values if COLUMN[facet, value] in chosen]
        if found:
            card[facet] = tuple(sorted(found, key=lambda one: -one.confidence))
    return card
