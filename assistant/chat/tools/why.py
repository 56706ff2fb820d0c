"""Says why an item is recommended, and why another is not."""

from assistant.chat.reply_templates import placed
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act

_QUESTION = 4
"""Words of a question that is about something, and not about a card."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    if asked.targets:
        return (why.step(item=asked.targets[0]),)
    if len(asked.intent.text.split()) >= _QUESTION:
        # "Why do lighthouses blink?" asks for no reason of ours.
        return (answer.step(question=asked.intent.text),)
    return ()


def _plan_not(asked: ToolRequest) -> tuple[Step, ...]:
    return (why_not.step(item=asked.targets[0]),) if asked.targets else ()


def _say(answered: Answered) -> list[str]:
    if answered.results.answer is not None:
        return said(answered.results)
    return placed(answered.intent, answered.results.placed)


@tool("why", acts=(Act.WHY,), plan=_plan, say=_say)
def why(running: Running, item: str) -> None:
    """The rank of an item and the ledger behind it."""
    running.results.placed = running.services.why(item)


@tool("why not", acts=(Act.WHY_NOT,), plan=_plan_not, say=_say)  # no words
def why_not(running: Running, item: str) -> None:
    """The rank of an item, what held it down, and what would change it."""
    running.results.placed = running.services.why_not(item)
