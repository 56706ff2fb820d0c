"""Sets two items side by side."""

from assistant.chat.reply_templates import compared
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    meant = asked.targets
    return (compare.step(first=meant[0], second=meant[1]),) if len(meant) > 1 else ()


def _say(answered: Answered) -> list[str]:
    return compared(answered.results.compared)


@tool("compare", acts=(Act.COMPARE,), plan=_plan, say=_say)
def compare(running: Running, first: str, second: str) -> None:
    """Two items with their ranks and ledgers."""
    running.results.compared = running.services.compare(first, second)
    running.results.cards = [one.recommendation for one in running.results.compared]
