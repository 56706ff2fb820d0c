"""What the text and the description of a work say to a question; that they do not say it, where they do not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.about.plots.motifs import motifs_told
from assistant.chat.about.spoken_of import own_words
from assistant.chat.about.telling import all_told_of, gist_of
from assistant.chat.document_questions import DocumentAnswer, answer_of, answer_sentences
from assistant.chat.follow.told_first import question_alone
from assistant.chat.reply_templates import describe, named
from assistant.chat.services import Services
from assistant.chat.tools.looked_up import surest
from assistant.chat.understand.comparing_names import without_names
from assistant.domain.entities import Item
from assistant.language.gazetteer import Mention
from assistant.language.normalise import flatten, fold
from assistant.messages import quoted, tr
from assistant.search.answers.expected import Sort, asked_for
from assistant.search.answers.finding import BY_FAR

_SMALL = frozenset(  # no words
    ("whos", "whats", "then", "now", "actually", "exactly", "really", "again", "anyway", "please")
)
_WHO = re.compile(r"\b(?:who|whos|what|whats|wer|was|qui|que|quoi|quien|chi|cosa)\b")
_BESIDE = 0.3
"""The share of the best from which a second sentence is quoted among what only comes nearest."""


def told_inside(
    question: str, item: Item, names: Sequence[Mention], services: Services
) -> tuple[list[str], DocumentAnswer | None]:
    """The reply, and what is quoted with its sources. Who or what its title names is told by the description; else the
    sentences that answer are quoted, or the one that comes nearest by far, or what is described."""
    if _asks_of_name(question, item) and (gist := gist_of(item)):
        return gist, None
    texts = (question, question_alone(question), without_names(question, names))
    found = surest([one for one in texts if own_words(one)] or [question], item.id, services)
    answer = answer_of(found)
    if answer.sentences and answer.sure:
        return answer_sentences(answer), answer
    if answer.sentences and found.tellings[0].share >= BY_FAR:
        least = _BESIDE * found.tellings[0].share
        answer = answer_of(replace(found, tellings=tuple(one for one in found.tellings[:2] if one.share >= least)))
        nearest = tr("Your file of {title} does not say so outright; this comes nearest:", title=_title(item))
        return [nearest, *answer_sentences(answer)[1:]], answer
    if known := motifs_told(question, item):
        return [tr("Your file of {title} does not say.", title=named(item)), *known], None
    if told := all_told_of(item):
        return [tr("Your file of {title} does not say.", title=named(item)), *told], None
    if answer.sentences:
        return answer_sentences(answer), answer
    return [tr("Your library does not say."), *describe(item)], None


def _asks_of_name(question: str, item: Item) -> bool:
    """Whether nothing but words of the title are asked about: “who's Nimrod then”."""
    if asked_for(question) - {Sort.PERSON} or _WHO.search(fold(question)) is None:
        return False  # "how many poems are in the first Leaves of Grass", "how does Emma end"
    words = set(own_words(question)) - _SMALL
    return bool(words) and words <= set(fold(item.title).split())


def _title(item: Item) -> str:
    return quoted(flatten(item.title))
