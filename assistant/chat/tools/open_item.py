"""Opens a work: the window hands its file to the program that the desktop uses for it, the command line tells where it
lies."""

import re
from collections.abc import Sequence

from assistant.chat.about.spoken_of import LEAST, PLAINLY, spoken_of
from assistant.chat.meant import pointed_out
from assistant.chat.reply_templates import named, which_one
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation, Score
from assistant.messages import joined, tr

# "Open sea", "open-ended" and the like are no requests.
_CUE = re.compile(
    r"^(?:please |can you |could you |would you |alcove |hey |ok |okay |and |now |bitte |kannst du )*"
    r"(?:open(?: up)?(?! (?:minded|ended|air|source|plan|sea|seas|road|roads|space|spaces|water|country|world|skies|sky"
    r"|relationship|marriage|city|heart|hearted)\b)|(?:offne|ouvre[zs]?|abre|apri)) \w"
    r"|^(?:abrel[oa]s?|april[oaie])(?: por favor| per favore)?$"
)
_NEAR = 3
"""Works that are offered where several may be meant."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (open_item.step(items=list(asked.targets[:1]), text=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    opened, cards = answered.results.opened, answered.results.cards
    if opened is not None:
        if opened.path is None:
            return [tr("{title} has no file that could be opened.", title=named(opened))]
        return [tr("I am opening {title}.", title=named(opened))]
    if cards:
        return [tr("Which one shall I open: {titles}?", titles=joined([named(one.item) for one in cards]))]
    return which_one(answered.intent)


@tool(
    "open",
    acts=(Act.OPEN,),
    plan=_plan,
    say=_say,
    cue=_CUE.pattern,
)
def open_item(running: Running, items: Sequence[str], text: str) -> None:
    """Opens the work that is named in full or in part, pointed at, or was spoken of last."""
    services, results, kind = running.services, running.results, running.intent.kind
    ids = list(items) if pointed_out(running.intent, running.session) else []
    ids = ids or spoken_of(text, services, kind, PLAINLY if items else LEAST)[:_NEAR]
    ids = ids or list(items)
    results.cards = [Recommendation(services.item(one), Score({})) for one in ids]
    if len(ids) == 1:
        results.opened = services.item(ids[0])
