"""Words and subjects shared with what was liked: with the nearest few of it, and by a walk over words."""

from collections.abc import Iterator

from assistant.domain.evidence import Evidence, PartId, SharedSubject
from assistant.guide.tag_words import is_form
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import nearest_known, own_label
from assistant.recommend.features.context import RankingContext, largest, top_mean
from assistant.recommend.features.registry import Column, Columns, Feature, register

_NEAR = 0.2
"""How near in words another work must be to be called close."""


def _measure(context: RankingContext, rows: Rows) -> Columns:
    person = context.person
    if not len(person.liked):
        return {}
    near = context.liked_nearness(rows)
    walked = context.catalogue.words.walked(person.liked, person.liked_weights, rows)
    return {"shared_words": top_mean(largest(near.words, near.weights)), "linked_words": walked}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    if "words" in context.columns:
        yield "words", best_rows(context.columns["words"], allowed, count, positive=True)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    """The liked items that share most words and subjects with this one, and the subject shared most often."""
    person = context.person
    if not len(person.liked):
        return []
    near = context.words_shared(row)
    works = nearest_known(context, row, part, person.liked, person.liked_weights, near, _NEAR)
    return [*works, *_subjects(context, row, part)]


def _subjects(context: RankingContext, row: int, part: PartId) -> list[SharedSubject]:
    """Of the subjects that this item shares, word for word, with other liked items, the one shared most often; none
    that only says what sort of thing it is."""
    catalogue = context.catalogue
    own, labels = int((context.person.liked == row).any()), catalogue.subjects.labels
    telling = [code for code in catalogue.subjects.of_item[row] if not is_form(labels[code])]
    counts = {code: context.liked_subjects[code] - own for code in telling}
    code = max(counts, key=lambda c: counts[c], default=None)
    if code is None or not counts[code]:
        return []
    label = own_label(catalogue.items[row].subjects, catalogue.subjects.labels[code])
    return [SharedSubject(part, label, counts[code], context.said_subjects[code] >= context.liked_subjects[code])]


register(
    Feature(
        mark("Close to what you liked"),
        "liked",
        (Column("shared_words"), Column("linked_words")),
        _measure,
        _retrieve,
        find=_find,
        lowered_label=mark("Unlike what you liked"),
    )
)
