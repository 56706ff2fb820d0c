"""The clause of a question that asks, looked for in the paper that all of it leads to: “of all the ways we tried, which
came last?” is answered where something came last, and not where the trying is told."""

import re
from dataclasses import replace

from assistant.chat.document_questions import MOST, SURE, answers
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.domain.entities import Kind
from assistant.language.normalise import fold
from assistant.search.answers.expected import Sort, holds, in_their_words
from assistant.search.answers.finding import FoundAnswer, Telling
from assistant.search.answers.question import read_question, stems

_CLAUSE = re.compile(r"[.?!;:,–—]+(?:\s+|$)|\s+(?:and|but|und|aber|et|mais|y|e)\s+")
_SENTENCE = re.compile(r"[^.?!;]+[.?!;]*")
_ASKS = re.compile(
    r"\b(?:what|whats|when|where|wheres|who|whos|whom|whose|which|how|hows|why|wann|wo|wer|wem|wen|wie|warum|welche\w*"
    r"|quoi|quand|ou|qui|combien|comment|pourquoi|quel\w*|cuando|donde|quien\w*|cuant[oa]s?|cual\w*|dove|chi"
    r"|quant[oaie]s?|quale?)\b"
)
_CELL = re.compile(r"([^\W\d_]+): (\d[\d.,]*)(?=;|$)")
"""A cell that holds a number, behind the name of its column: “Minutes: 3”."""
_PARTICLE, _FEW, _BEGINS = 2, 1, 40
"""Letters of “ha” and the like, words of its own of a question that only points at what was quoted, and letters by
which that is known again."""
_SURELY, _LIKELY = 0.5, 0.25
"""How likely the best sentence for the clause must be the one, if any is, beside a sure answer and beside none."""


def of_quoted(found: FoundAnswer, question: str, session: ChatSession, services: Services, paper: str) -> FoundAnswer:
    """Of what a paper says, the one line that was quoted in the reply before and holds what is asked of it: “and what
    did that cost me” behind “when was it last in the garage”; what was found where none does, or where the question
    names other things of that paper."""
    asked = read_question(question)
    sorts = asked.sorts - {Sort.YES_NO}
    said = next((text for role, text in reversed(session.turns) if role == "alcove"), "")
    words = [word for word in asked.words if len(word) > _PARTICLE]
    if not sorts or len(words) > _FEW or not said:
        return found
    told = [*found.tellings, *services.answer(session.question, paper).tellings]
    named = {word for word in words if any(word in stems(one.text) for one in told)}
    again = (one for one in told if _as_quoted(one)[:_BEGINS] in said and stems(one.text) >= named)
    held = [one for one in again if any(holds(sort, _CELL.sub(r"\2 \1", _as_quoted(one))) for sort in sorts)]
    held.sort(key=lambda one: said.find(_as_quoted(one)[:_BEGINS]))
    return FoundAnswer(max(found.sure, SURE), (_alone(held[0]),)) if held else found


def _alone(one: Telling) -> Telling:
    """A line by itself, without the list that it is one of."""
    return replace(one, fits=True, quoted=one.quoted if _CELL.search(one.quoted) else "")


def _as_quoted(one: Telling) -> str:
    """A row with the names of its columns, and all else as it stands."""
    return one.quoted if _CELL.search(one.quoted) else one.text


def core_of(question: str) -> str:
    """The last clause with a question word, else the last that tells something, of what ends in a question mark if that
    tells anything; empty where all of it is one clause."""
    marked = " ".join(one for one in _SENTENCE.findall(question) if one.endswith("?"))
    whole = marked if len(read_question(marked).words) > 1 else question
    clauses = [one.strip() for one in _CLAUSE.split(whole) if one and one.strip()]
    asking = [one for one in clauses if _ASKS.search(fold(one))]
    telling = [one for one in clauses if len(read_question(one).words) > 1]
    chosen = asking[-1:] or telling[-1:]
    return chosen[0] if chosen and chosen[0] != question.strip(" ?!.") else ""


def with_core(found: FoundAnswer, question: str, services: Services) -> FoundAnswer:
    """What was found, with the sentence of the same paper that answers the clause that asks: first, where it surely is
    the one."""
    best = found.tellings[0] if found.tellings else None
    asked = core_of(question) if best is not None and best.item.kind is Kind.DOCUMENT and not best.says_all else ""
    if best is None or not asked:
        return found
    inside = services.answer(in_their_words(asked), best.item.id).tellings[:1]
    if not inside or any(one.text == inside[0].text for one in found.tellings[:1]):
        return found
    least = _SURELY if answers(found) else _LIKELY
    if inside[0].share < least or not inside[0].fits:
        return found
    own = replace(inside[0], share=best.share)
    others = [one for one in found.tellings if one.text != own.text]
    order = [own, *others] if inside[0].share >= _SURELY else [others[0], own, *others[1:]]
    return replace(found, tellings=tuple(order[: max(MOST, len(found.tellings))]))
