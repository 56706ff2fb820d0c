"""What stands under the very words that are asked for: an entry behind its word, as “Notice: three months”, or a
sentence under its heading."""

from collections.abc import Sequence

from assistant.search.answers.asked_thing import counted
from assistant.search.answers.measures import Candidate, says_all
from assistant.search.answers.question import Question, read_question, stems

_LABEL_WORDS = 3


def called_first(
    order: Sequence[int], candidates: Sequence[Candidate], question: Question, *, by_far: bool
) -> list[int]:
    """The best places in their order, those first that stand under the very words that are asked for, as “Notice: three
    months” does, or under a heading of such words, where none is the best by far; only of the work of the best."""
    best = candidates[order[0]]
    if says_all(question, best):
        return list(order)
    of_work = [at for at in order if candidates[at].item.id == best.item.id]
    called = [at for at in of_work if _is_called(candidates[at], question)]
    thing = counted(question.text)
    called.sort(key=lambda at: thing not in stems(candidates[at].unit.text.partition(": ")[0]))
    headed = [] if by_far else [at for at in of_work if is_headed(candidates[at], question)]
    return list(dict.fromkeys([*called, *headed, *order]))


def _is_called(one: Candidate, question: Question) -> bool:
    label, mark, rest = one.unit.text.partition(": ")
    words = stems(label) if mark and rest and len(label.split()) <= _LABEL_WORDS else frozenset()
    return bool(words) and words <= set(question.words)


def is_headed(one: Candidate, question: Question) -> bool:
    """Whether it stands under a heading of a few words that are all asked for."""
    heading = one.unit.heading if one.unit.heading != one.item.title else ""
    words = {word for word in read_question(heading).words if not word.isdigit()}
    return 0 < len(words) <= _LABEL_WORDS and words <= set(question.words) and one.unit.text != heading
