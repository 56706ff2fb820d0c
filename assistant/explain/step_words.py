"""Why one work follows another, in words."""

from assistant.domain.entities import Item
from assistant.domain.relations import Step
from assistant.explain.evidence_words import phrase
from assistant.language.concepts import subject_name
from assistant.language.normalise import flatten
from assistant.messages import joined, tr
from assistant.recommend.features.person.sound import SHARED

_NAME = 100


def step_words(step: Step, before: Item) -> str:
    """What the work has in common with the one before it, the most telling first; without an end mark."""
    names = {"before": phrase(before.title)}
    if step.sounds:
        return tr("Beside {before}: {shared}", shared=joined([tr(SHARED[name]) for name in step.sounds]), **names)
    if step.creator:
        return tr("By {creator}, like {before}", creator=flatten(step.creator, _NAME), **names)
    if step.subject:
        return tr(
            "Shares the subject {subject} with {before}", subject=phrase(subject_name(step.subject), _NAME), **names
        )
    if step.word:
        return tr("Shares the word {word} with {before}", word=phrase(step.word, _NAME), **names)
    return tr("Of what is left, nearest to {before}", **names)
