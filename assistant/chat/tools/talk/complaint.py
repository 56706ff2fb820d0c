"""Answers a complaint calmly, and asks what was wanted."""

from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.messages import joined, tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return ()


def _say(answered: Answered) -> list[str]:
    """What is kept to is told, since it may be what was understood wrongly."""
    sorry = tr("I am sorry that I was no better help.")
    kept = [one.chip for one in answered.session.told]
    if kept:
        return [sorry, tr("I went by {kept}: which of it is wrong, or what is missing?", kept=joined(kept))]
    if answered.session.cards:
        return [sorry, tr("What was wrong with these, and what should it be instead?")]
    return [sorry, tr("Tell me what you were looking for, and I will try again.")]


@tool("complaint", acts=(Act.COMPLAINT,), plan=_plan, say=_say)
def complaint(running: Running) -> None:
    """Something was wrong, and no wish is said."""
