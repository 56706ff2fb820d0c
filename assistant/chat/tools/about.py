"""Tells what the library knows of one item."""

from assistant.chat.reply_templates import describe, which_one
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.entities import Recommendation, Score
from assistant.language.normalise import fold


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    if asked.targets:
        return (about.step(item=asked.targets[0]),)
    if means_that(fold(asked.intent.text)):
        return ()
    return (answer.step(question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.about is not None:
        return describe(results.about)
    return said(results) if results.answer is not None else which_one()


@tool("about", acts=(Act.ABOUT,), plan=_plan, say=_say)
def about(running: Running, item: str) -> None:
    """Name, year, length, subjects and description of an item."""
    running.results.about = running.services.item(item)
    running.results.cards = [Recommendation(running.results.about, Score({}))]
