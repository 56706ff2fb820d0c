"""Asks back where nothing can be made of a message."""

from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.messages import tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return ()


def _say(answered: Answered) -> list[str]:
    return [
        tr("I could not make sense of that."),
        tr("Could you say it in other words: something to read, something to hear, or a question about your papers?"),
    ]


@tool("unclear", acts=(Act.UNCLEAR,), plan=_plan, say=_say)
def unclear(running: Running) -> None:
    """Nothing that a wish or a question could be read from."""
