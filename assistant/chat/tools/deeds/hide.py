"""Hides works for good."""

from assistant.chat.meant import told
from assistant.chat.reply_templates import named, which_one
from assistant.chat.session import Deed
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.tools.remember import remember
from assistant.chat.understand.intents import Act
from assistant.domain.errors import UnknownItem
from assistant.messages import joined, tr, trn


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    """Works that are meant are hidden; all by a creator, and whatever has a theme, is for the profile to keep away."""
    creators = [*asked.intent.facets.creators, *asked.intent.without.creators]
    by = [item_id for name in creators for item_id in asked.names.works_of(name)]
    if by or asked.targets:
        return tuple(hide.step(item=one) for one in by or asked.targets)
    if asked.intent.facets or asked.intent.without:
        return (remember.step(text=told(asked.intent.text)),)
    return ()


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.remembered is not None or results.problem:
        return list(remember.say(answered))
    if not results.told:
        return which_one(answered.intent)
    rest = len(results.told) - 3
    titles = joined([*results.told[:3], *([trn("{n} more", "{n} more", rest)] if rest > 0 else [])])
    return [tr("I will not bring {titles} again. Say undo if that was a mistake.", titles=titles)]


@tool("hide", acts=(Act.HIDE,), plan=_plan, say=_say)
def hide(running: Running, item: str) -> None:
    """Never recommends an item again."""
    try:
        running.services.hide(item)
    except UnknownItem:
        return
    running.results.deeds.append(Deed("hide", item))
    running.results.told.append(named(running.services.item(item)))
