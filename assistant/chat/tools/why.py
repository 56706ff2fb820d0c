"""Says why an item is recommended, and why another is not."""

import re
from collections.abc import Sequence

from assistant.chat.about.advice import advice_on, asks_for_advice
from assistant.chat.about.reasoning import reasons_against, reasons_for
from assistant.chat.about.remarks import remarks_told
from assistant.chat.about.spoken_of import LEAST, spoken_of
from assistant.chat.about.telling import likeness_of
from assistant.chat.about.wanted import needed_in
from assistant.chat.constraints import wish_text
from assistant.chat.fit.sifting import POOL
from assistant.chat.reply_templates import which_one
from assistant.chat.services import Placed, Sought
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.evidence import Evidence
from assistant.language.normalise import fold

_OF_WISH = frozenset({"card", "guide", "theme"})
_QUESTION = 4
"""Words of a question that is about something, and not about a card."""
_OURS = re.compile(
    r"\b(?:you|your|yourself|me|my|i|pick\w*|recommend\w*|suggest\w*|show\w*|reasons?|du|dir|dein\w*|mir|mich|ich|empf\w+"
    r"|vous|votre|tu|ton|moi|je|propos\w*|recommand\w*|te|mi|ti)\b"
)
"""Words of a question about what the program does, for the person."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (why.step(items=list(asked.targets[:1]), question=asked.intent.text),)


def _plan_not(asked: ToolRequest) -> tuple[Step, ...]:
    return (why_not.step(items=list(asked.targets[:1]), question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    return said(answered.results) or which_one(answered.intent)


@tool("why", acts=(Act.WHY,), plan=_plan, say=_say)
def why(running: Running, items: Sequence[str], question: str) -> None:
    """What speaks for an item, by the ledger."""
    item = _meant(running, items, question)
    if not _OURS.search(fold(question)) and len(question.split()) >= _QUESTION and not means_that(fold(question)):
        # "Why do lighthouses blink?" asks for no reason of ours.
        answer.run(running, question)
        found = running.results.answer
        if not item or (found is not None and found.sure):
            return
        running.results.answer, running.results.cards = None, []
    if item:
        placed = running.services.why(item)
        running.results.placed = placed
        running.results.told = _suits(running, item, question) or _reasons(running, placed, question)


@tool("why not", acts=(Act.WHY_NOT,), plan=_plan_not, say=_say)  # no words
def why_not(running: Running, items: Sequence[str], question: str) -> None:
    """What held an item down, what the person did with it, and what would change it."""
    item = _meant(running, items, question)
    if item:
        running.results.placed = running.services.why_not(item)
        running.results.told = reasons_against(running.results.placed, running.services.deeds())


_REASON = re.compile(r"\b(?:why|how come|explain\w*|warum|wieso|weshalb|erklar\w*|pourquoi|explique\w*)\b")
"""Who asks for the reason of a pick asks of no need."""


def _reasons(running: Running, placed: Placed, question: str) -> list[str]:
    """What speaks for a work, with what the person wrote of it."""
    item = placed.recommendation.item
    remarks = remarks_told(item, running.services)
    return reasons_for(placed, _fit(running, item.id), wish_text(running.session), remarks)


def _suits(running: Running, item: str, question: str) -> list[str]:
    """Whether a work is what the question says is needed: "would Emma be for me? I need calm"; nothing where it says
    none."""
    if _REASON.search(fold(question)):
        return []
    asked = without_names(question, running.intent.named)
    if asks_for_advice(question):
        return advice_on(running.services.item(item), asked, running.services)
    wanted, against = needed_in(running.services, asked)
    if not wanted:
        return []
    return likeness_of(running.services.item(item), running.services.card(item), wanted, against)


def _fit(running: Running, item: str) -> list[Evidence]:
    """What of the wish a card meets that it was shown for, as far as that can be told."""
    told = wish_text(running.session)
    if item not in running.session.cards or not told:
        return []
    sought = Sought(told, running.services.item(item).kind, POOL, known=True)
    shown = next((one for one in running.services.recommend(sought) if one.item.id == item), None)
    return [fact for fact in shown.evidence if fact.type in _OF_WISH and not fact.against] if shown is not None else []


def _meant(running: Running, items: Sequence[str], question: str) -> str:
    """The item that the question names in full or in part, else the one that was spoken of; of several by one creator
    the one on a card."""
    if any(one.role == "title" for one in running.intent.named):
        return items[0] if items else ""
    found = spoken_of(question, running.services, running.intent.kind, LEAST, names_only=True)
    on_cards = [one for one in running.session.cards if one in found]
    return next(iter((*on_cards, *found, *items)), "")
