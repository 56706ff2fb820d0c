"""Brings others for the same wish where none of the cards pleased."""

from assistant.chat.reasons.spoken import recommended
from assistant.chat.tools.recommend import recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.messages import tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    session = asked.session
    if not (session.cards or session.wish or session.constraints):
        return ()
    return (recommending(asked, asked.intent.n or asked.places),)


def _say(answered: Answered) -> list[str]:
    if not answered.results.cards:
        return [tr("Not those, then, and there is nothing else that fits. What should be different?")]
    return [tr("Not those, then."), *recommended(answered.intent, answered.session, answered.results, False)]


@tool("reject", acts=(Act.REJECT,), plan=_plan, say=_say)
def reject(running: Running) -> None:
    """None of what was shown pleases."""
