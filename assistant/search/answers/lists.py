"""Whether a question asks for a whole list or for one of its entries, and how a list is quoted."""

from assistant.language.normalise import flatten
from assistant.search.answers.expected import Sort
from assistant.search.answers.measures import Candidate
from assistant.search.answers.question import Question, meets, stems
from assistant.search.answers.units import LONGEST


def asks_for_list(question: Question, one: Candidate) -> bool:
    """Whether nothing in the question tells the entries of a list apart: all its words name the work or stand above the
    list, or no entry meets any of the others, and no number, name or date is wanted."""
    unit = one.unit
    above = stems(" ".join((one.item.title, *one.item.creators, one.passage.place, unit.heading)))
    rest = [word for word in question.words if not meets(word, above)]
    entries = [stems(entry) for entry in unit.entries]
    if len(entries) < 2 or any(meets(word, entry) for word in rest for entry in entries):
        return False
    return not rest or not question.sorts - {Sort.YES_NO}


def listed(one: Candidate) -> str:
    """The entries of a list, set apart, behind what stands above them."""
    heading = one.unit.heading
    known = heading in (one.item.title, one.passage.place)
    return flatten(("" if known else f"{heading}: ") + "; ".join(one.unit.entries), LONGEST)
