"""Sets two works side by side, in the respect that was asked for."""

from collections.abc import Sequence

from assistant.chat.about.comparing import compared, respect_of
from assistant.chat.about.sides import sides_of
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation, Score
from assistant.messages import tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (compare.step(items=list(asked.targets[:2]), question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    return list(answered.results.told) or [tr("Which two should I compare? Name their titles.")]


@tool("compare", acts=(Act.COMPARE,), plan=_plan, say=_say)
def compare(running: Running, items: Sequence[str], question: str) -> None:
    """Two works, named by title, creator or form, against each other; else those that were spoken of."""
    services, results = running.services, running.results
    named = [one.ids[0] for one in running.intent.named if one.role == "title"]
    ids = sides_of(question, named, services, running.intent.kind)
    ids = (ids if len(ids) > 1 else list(dict.fromkeys([*ids, *items])))[:2]
    if len(ids) < 2:
        return
    one, other = (services.item(item_id) for item_id in ids)
    results.told = compared(respect_of(question), one, other, (services.card(one.id), services.card(other.id)))
    results.cards = [Recommendation(item, Score({})) for item in (one, other)]
