"""Answers from documents: sentences quoted from passages, each with its numbered source; else none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.explain.explanation import quoted
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.language.vocabulary import vocabulary
from assistant.search.hybrid import PassageHit

MOST = 3
_LONGEST = 320
_HEADING = 12
"""Words of the longest line that counts as a heading."""
_FURTHER = 0.1
_ENDED = re.compile(r"[.!?…][\"”’)\]»]*$")
_MARKED = re.compile(r"^[-–•*#|] ?|\|.*\|")
"""Begins an entry of a list, or is a row of a table."""
_BETWEEN_ROWS = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+|\|\s+\|")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ed", "es", "ly", "s")
_ASKING = frozenset({
    "say", "says", "said", "tell", "tells", "mention", "mentions", "explain", "state", "according", "document",
    "documents", "notes", "note", "file", "files", "paper", "papers", "article", "articles", "report", "book",
    "books", "please", "cite", "quote", "source", "sources", "many", "long", "far", "i", "mean", "means",
    "meaning", "happen", "happens", "happened", "called", "cause", "define", "not", "no",
})  # fmt: skip  # fmt: skip


class Citation(NamedTuple):
    """Where a numbered quotation stands: in which item, and at which place of it (a page, chapter or heading)."""

    number: int
    item_id: str
    place: str


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """`sentences` are quotations with their numbers."""

    sentences: tuple[str, ...]
    sources: tuple[Citation, ...]


def answer_from(question: str, cited: Sequence[PassageHit]) -> DocumentAnswer | None:
    """The sentences that hold most of the question's words, from the best passages; `None` if none holds enough.

    Half of the question's content words, and at least one, must stand in a sentence or in its passage. A heading or a
    row of a table is quoted only from a passage without a whole sentence that tells.
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
        for sentence, held in _telling(one.passage.text, asked):
            scored.append((held / len(asked) - 0.02 * rank, -rank, flatten(sentence, _LONGEST), one))
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    if not scored:
        return None
    return _numbered([(sentence, one) for mark, _, sentence, one in scored if mark >= scored[0][0] * 0.6][:MOST])


def _telling(text: str, asked: set[str]) -> list[tuple[str, float]]:
    """Sentences of a passage that hold words of the question, and how many. Those of a heading count for what follows
    it, the less the further down."""
    whole: list[tuple[str, float]] = []
    bare: list[tuple[str, float]] = []
    heading, below = "", 0
    for sentence in split_sentences(text):
        if _is_whole(sentence):
            own, lent = _held(sentence, asked), _held(f"{heading} {sentence}", asked)
            held = max(own, lent - _FURTHER * below)
            if held > 0 and len(sentence.split()) >= 3 and "?" not in sentence[-2:]:
                whole.append((sentence, held))
            below += 1
        else:
            rows = [row for part in _BETWEEN_ROWS.split(sentence) if (row := part.strip("| "))]
            bare += [(row, held) for row in rows if len(row.split()) >= 3 and (held := _held(row, asked))]
            heading, below = sentence if len(rows) == 1 and len(sentence.split()) <= _HEADING else "", 0
    return whole or bare


def _is_whole(sentence: str) -> bool:
    return bool(_ENDED.search(sentence)) and not _MARKED.search(sentence)


def _held(text: str, asked: set[str]) -> int:
    return len(asked & {_stem(word) for word in fold(text).split()})


def source_line(number: int, one: PassageHit) -> str:
    """A source as it stands under the answer: "[1] “Title”, page 12"."""
    place = f", {flatten(one.passage.place, 60)}" if one.passage.place else ""
    return f"[{number}] {quoted(one.item.title)}{place}"


def _numbered(chosen: Sequence[tuple[str, PassageHit]]) -> DocumentAnswer:
    numbers: dict[tuple[str, int], int] = {}
    sentences, sources = [], []
    for sentence, one in chosen:
        key = (one.item.id, one.passage.position)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            sources.append(Citation(numbers[key], one.item.id, one.passage.place))
        text = f"{_quotation(sentence)} [{numbers[key]}]"
        if text not in sentences:
            sentences.append(text)
    return DocumentAnswer(tuple(sentences), tuple(sources))


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
