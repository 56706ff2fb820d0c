"""Takes the last thing back: feedback, a hidden work, a sentence of the profile, a list, or a change of the wish."""

from assistant.chat.fit.keep import standing
from assistant.chat.reply_templates import named
from assistant.chat.session import Deed
from assistant.chat.tools.deeds.cues import UNDOING
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.errors import AssistantError
from assistant.messages import joined, mark, tr

_SAID = {
    "verdict": mark("I took back what I had noted of {what}."),
    "hide": mark("{what} may be recommended again."),
    "remember": mark("I took it out of your profile again."),
    "forget": mark("I put it back into your profile."),
    "list": mark("I took the list away again."),
    "edit": mark("The list is as it was before."),
}


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (undo.step(),)


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.told:
        return results.told
    if not results.cards:
        return [tr("There is nothing to take back.")]
    kept = [one.chip for one in answered.session.told]
    if not kept:
        return [tr("Back to where we were.")]
    return [tr("Back to where we were ({kept}).", kept=joined(kept))]


@tool(
    "undo",
    acts=(Act.UNDO,),
    plan=_plan,
    say=_say,
    cue=UNDOING,
)
def undo(running: Running) -> None:
    """Takes back what the last turn did; where it did nothing, shows the cards of the wish before."""
    results, session = running.results, running.session
    if not session.deeds:
        results.cards = [one for item_id in session.cards if (one := standing(item_id, running.services)) is not None]
        return
    for deed in reversed(session.deeds):
        _take_back(deed, running)
    titles = [_title(deed, running) for deed in session.deeds]
    told = joined(list(dict.fromkeys(filter(None, titles))))
    results.told.append(tr(_SAID[session.deeds[-1].what], what=told))


def _take_back(deed: Deed, running: Running) -> None:
    services = running.services
    try:
        match deed.what:
            case "verdict":
                services.take_back()
            case "hide":
                services.unhide(deed.about)
            case "list":
                services.drop_list(deed.about)
            case "edit":
                list_id, *items = deed.about.split()
                services.rearrange(list_id, items)
            case "remember" | "forget":
                services.restore_profile()
    except AssistantError:
        return  # it has gone by itself, or was taken back elsewhere


def _title(deed: Deed, running: Running) -> str:
    if deed.what not in ("verdict", "hide"):
        return ""
    try:
        return named(running.services.item(deed.about))
    except AssistantError:
        return ""
