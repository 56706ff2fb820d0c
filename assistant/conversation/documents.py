"""Answers from documents: sentences quoted from passages, each with its numbered source; else none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.tools import Cited
from assistant.explain import quoted
from profiles.sentences import split_sentences
from profiles.text import flatten, fold
from profiles.vocabulary import vocabulary

MOST = 3
_LONGEST = 320
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ed", "es", "ly", "s")
_ASKING = frozenset({
    "say", "says", "said", "tell", "tells", "mention", "mentions", "explain", "state", "according", "document",
    "documents", "notes", "note", "file", "files", "paper", "papers", "article", "articles", "report", "book",
    "books", "please", "cite", "quote", "source", "sources", "many", "long", "far", "i", "mean", "means",
    "meaning", "happen", "happens", "happened", "called", "cause", "define", "not", "no",
})  # fmt: skip  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """`sentences` are quotations with their numbers; `sources` are (number, item id, place)."""

    sentences: tuple[str, ...]
    sources: tuple[tuple[int, str, str], ...]


def answer_from(question: str, cited: Sequence[Cited]) -> Answer | None:
    """The sentences that hold most of the question's words, from the best passages; `None` if none holds enough.

    Half of the question's content words, and at least one, must stand in a sentence or in its passage.
    """
    asked = {_stem(word) for word in fold(question).split() if _is_content(word)}
    asked -= {
        _stem(word) for one in cited for word in fold(one.item.title).split() if fold(one.item.title) in fold(question)
    }
    if not asked:
        return None
    scored = []
    for rank, one in enumerate(cited):
        inside = asked & {_stem(word) for word in fold(one.passage.text).split()}
        if len(inside) * 2 < len(asked):
            continue
        for sentence in split_sentences(one.passage.text):
            held = asked & {_stem(word) for word in fold(sentence).split()}
            if held and len(sentence.split()) >= 3 and "?" not in sentence[-2:]:
                scored.append((len(held) / len(asked) - 0.02 * rank, -rank, flatten(sentence, _LONGEST), one))
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    if not scored:
        return None
    return _numbered([(sentence, one) for mark, _, sentence, one in scored if mark >= scored[0][0] * 0.6][:MOST])


def source_line(number: int, one: Cited) -> str:
    """A source as it stands under the answer: "[1] “Title”, page 12"."""
    place = f", {flatten(one.passage.place, 60)}" if one.passage.place else ""
    return f"[{number}] {quoted(one.item.title)}{place}"


def _numbered(chosen: Sequence[tuple[str, Cited]]) -> Answer:
    numbers: dict[tuple[str, int], int] = {}
    sentences, sources = [], []
    for sentence, one in chosen:
        key = (one.item.id, one.passage.position)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            sources.append((numbers[key], one.item.id, one.passage.place))
        text = f"{_quotation(sentence)} [{numbers[key]}]"
        if text not in sentences:
            sentences.append(text)
    return Answer(tuple(sentences), tuple(sources))


def _quotation(sentence: str) -> str:
    inner = re.sub(r"[“”„«»\"]", "’", sentence).strip()
    return f"“{inner}”"


def _is_content(word: str) -> bool:
    return word not in vocabulary().plain and word not in _ASKING and len(word) > 1


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
