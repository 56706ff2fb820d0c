"""From an intent to steps, and running them: code calls the tools; nothing here reads a model's words."""

from collections.abc import Callable, Sequence

from assistant.chat.meant import items_meant
from assistant.chat.results import Results
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.tools.registry import Running, Step, ToolRequest, tool_for, tools
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import WITHOUT_TOOL
from assistant.language.gazetteer import Gazetteer

CARDS = 5
"""Cards of a turn that names no number."""


def make_plan(intent: Intent, session: ChatSession, names: Gazetteer, places: int = CARDS) -> tuple[Step, ...]:
    """The steps of a turn; none for small talk or when it is not clear what is meant.

    places: cards of a turn that names no number.
    """
    if intent.act in WITHOUT_TOOL:
        return ()
    return tuple(tool_for(intent.act).plan(ToolRequest(intent, session, names, places, items_meant(intent, session))))


def run_plan(
    steps: Sequence[Step],
    intent: Intent,
    session: ChatSession,
    services: Services,
    cancelled: Callable[[], bool] = lambda: False,
) -> Results:
    """Runs the steps in order until the end or until cancelled."""
    results = Results()
    for step in steps:
        if cancelled():
            break
        tools()[step.tool].run(Running(results, intent, session, services), **step.arguments)
    return results
