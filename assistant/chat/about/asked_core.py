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
from assistant.search.answers.finding import FoundAnswer
from assistant.search.answers.question import read_question, stems

_CLAUSE = re.compile(r"[.?!;:,–—]+(?:\s+|$)|\s+(?:and|but|und|aber|et|mais|y|e)\s+")
_SENTENCE = re.compile(r"[^.?!;]+[.?!;]*")
_ASKS = re.compile(
    r"\b(?:what|whats|when|where|wheres|who|whos|whom|whose|which|how|hows|why|wann|wo|wer|wem|wen|wie|warum|welche\w*"
    r"|quoi|quand|ou|qui|combien|comment|pourquoi|quel\w*|cuando|donde|quien\w*|cuant[oa]s?|cual\w*|dove|chi"
    r"|quant[oaie]s?|quale?)\b"
)
_FEW, _BEGINS = 1, 40
"""Words of its own of a question that only points at what was quoted, and letters by which that is known again."""
_SURELY, _LIKELY = 0.5, 0.25
"""How likely the best sentence for the clause must be the one, if any is, beside a sure answer and beside none."""


def of_quoted(found: FoundAnswer, question: str, session: ChatSession) -> FoundAnswer:
    """Of what was found, the one line that was quoted in the reply before and holds what is asked of it: “and what did
    that cost me” behind “when was it last in the garage”; as it is where none does, or the question names other things.
    """
    asked = read_question(question)
    sorts = asked.sorts - {Sort.YES_NO}
    said = next((text for role, text in reversed(session.turns) if role == "alcove"), "")
    if not sorts or len(asked.words) > _FEW or not said:
        return found
    again = (one for one in found.tellings if one.text[:_BEGINS] in said and stems(one.text).issuperset(asked.words))
    held = [one for one in again if any(holds(sort, one.text) for sort in sorts)]
    held.sort(key=lambda one: said.find(one.text[:_BEGINS]))
    return FoundAnswer(max(found.sure, SURE), (replace(held[0], quoted="", fits=True),)) if held else found


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
