"""What of an item's text a card is made from: title and subjects, and sentences of description and passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.cards import Source
from assistant.domain.entities import Item, Passage

MOST_DESCRIBED, MOST_READ = 8, 12
"""Sentences of the description, and of the passages."""
_PASSAGES = 3
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_SENTENCE = 300, 4000, 400
_SHORTEST = 15
_MOST_SUBJECTS = 16
# Japanese and Chinese put no blank after a sentence, and blurbs often lose it.
_END = re.compile(r"(?<=[.!?…;])[\s\"”»]+|(?<=[。！？])|\n+|(?<=[a-z][.!?])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    source: Source
    place: str = ""


@dataclass(frozen=True, slots=True)
class CardText:
    """What the encoder gets of an item: its head, and sentences that may speak for a value."""

    title: str
    subjects: tuple[str, ...]
    described: tuple[Sentence, ...]
    read: tuple[Sentence, ...]

    @property
    def head(self) -> str:
        return f"{self.title}. {', '.join(self.subjects)}"

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.described + self.read

    @property
    def tells(self) -> bool:
        """Whether there is more than a title, which may be a mere name."""
        return bool(self.subjects or self.described or self.read)


def card_text(item: Item, passages: Sequence[Passage] = ()) -> CardText:
    """From what describes an item and from some of its passages, the first that is the work itself among them."""
    described = [Sentence(text, Source.DESCRIPTION) for text in sentences(item.description)[:MOST_DESCRIBED]]
    read: list[Sentence] = []
    chosen = _chosen(passages)
    for passage in chosen:
        cut = sentences(passage.text)
        # A passage from the middle begins and ends in the middle of a sentence.
        whole = cut[1:-1] if passage.position and len(cut) > 3 else cut
        read += [Sentence(text, Source.TEXT, passage.place) for text in whole[: MOST_READ // len(chosen)]]
    return CardText(item.title[:_LONGEST_TITLE], item.subjects[:_MOST_SUBJECTS], tuple(described), tuple(read))


def sentences(text: str) -> list[str]:
    """The sentences of a text, each cut at 400 characters; what is too short to mean anything is left out."""
    parts = (" ".join(part.split())[:_LONGEST_SENTENCE] for part in _END.split(text[:_LONGEST_TEXT]))
    return [part for part in parts if len(part) >= _SHORTEST or len(part.encode()) >= 2 * _SHORTEST]


def _chosen(passages: Sequence[Passage]) -> list[Passage]:
    """The first passage beyond title page and contents, and others at even steps behind it."""
    start = next((at for at, one in enumerate(passages[:12]) if len(one.text) >= 200), 0)
    own = passages[start:]
    if len(own) <= _PASSAGES:
        return list(own)
    return [own[len(own) * step // _PASSAGES] for step in range(_PASSAGES)]
