"""Nearness in meaning to what the person wrote about works, or underlined in them."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import Evidence, Noted, PartId
from assistant.domain.kinds import NoteKind
from assistant.domain.notes import excerpt
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, titled, tr
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Floats, Mask, Rows
from assistant.recommend.evidence.works import work_of
from assistant.recommend.features.context import RankingContext, largest, top_mean
from assistant.recommend.features.registry import Column, Columns, Feature, Telling, register
from assistant.recommend.text.kinship import CLOSE_IN_MEANING

WEIGHT = 0.15
"""A prior: none of the public histories that weights are learned from holds a note. It is less than half of what the
nearest words of liked works weigh there (.43 to .64), as a highlight says that a passage was worth keeping, and not
that its like should be read next; a person's own feedback moves the rest of the list against it."""
_ASKED = 4
"""Works whose latest note brings candidates."""


def _measure(context: RankingContext, rows: Rows) -> Columns:
    if not context.noted.notes:
        return {}
    return {"noted": top_mean(largest(_nearness(context, rows), np.ones(len(context.noted.notes))))}


def _nearness(context: RankingContext, rows: Rows) -> Floats:
    """(candidates, notes): cosines, each less the note's mean over the catalogue, since some are near to everything.
    What a note is about is no nearer to it than the others: its words speak for works like it."""
    catalogue, notes = context.catalogue, context.noted.vectors
    near = catalogue.vectors[rows] @ notes.T - notes @ catalogue.centre
    near[rows[:, None] == context.noted.rows[None, :]] = 0.0
    return np.asarray(near, np.float32)


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    """Around the latest note of each of a few works."""
    _, latest = np.unique(context.noted.rows, return_index=True)
    for place in sorted(latest.tolist())[:_ASKED]:
        yield "noted", best_rows(context.catalogue.vectors @ context.noted.vectors[place], allowed, count // _ASKED)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    """The note that it is nearest to; none where that is far. What is close of texts is so of notes, too: of 500
    sentences of blurbs, each against 499 other books, two pairs in a thousand are nearer (.404); the median is .128."""
    noted = context.noted
    near = context.catalogue.vectors[row] @ noted.vectors.T
    near[noted.rows == row] = -1.0
    best = int(np.argmax(near))
    if near[best] < CLOSE_IN_MEANING:
        return []
    note, work = noted.notes[best], work_of(context.catalogue.items[noted.rows[best]])
    return [Noted(part, work, note.id, note.kind, excerpt(note.text))]


_TOLD = {
    NoteKind.HIGHLIGHT: (
        mark("In {work} you underlined {words}"),
        mark("It is close to what you underlined in {work}: {words}"),
        mark("It is also close to what you underlined in {work}: {words}"),
    ),
    NoteKind.NOTE: (
        mark("About {work} you wrote {words}"),
        mark("It is close to what you wrote about {work}: {words}"),
        mark("It is also close to what you wrote about {work}: {words}"),
    ),
    NoteKind.REVIEW: (
        mark("In your review of {work} you wrote {words}"),
        mark("It is close to what your review of {work} says: {words}"),
        mark("It is also close to what your review of {work} says: {words}"),
    ),
}


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, Noted)
    work = titled(flatten(fact.work.title, 120), [flatten(name, 100) for name in fact.work.creators])
    said = (tr(words, work=work, words=quoted(flatten(fact.quote, 200).rstrip("."))) for words in _TOLD[fact.kind])
    return Telling(*said)


register(
    Feature(
        mark("Close to your notes"),
        "quote",
        (Column("noted", WEIGHT),),
        _measure,
        _retrieve,
        find=_find,
        tell=_tell,
        lowered_label=mark("Unlike your notes"),
    )
)
