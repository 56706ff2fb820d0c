"""Writes a sentence into the profile, or takes one out, when the person asks for it."""

from assistant.chat.meant import statement_meant, told
from assistant.chat.session import Deed
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.errors import InvalidStatement
from assistant.messages import quoted, tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (remember.step(text=told(asked.intent.text)),)


def _plan_forgetting(asked: ToolRequest) -> tuple[Step, ...]:
    return (forget.step(text=told(asked.intent.text)),)


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.remembered is None:
        return [results.problem or tr("I did not get what to remember.")]
    text = quoted(results.remembered.text.rstrip("."))
    return [tr("I wrote {text} into your profile.", text=text), tr("You can change it there at any time.")]


def _say_forgotten(answered: Answered) -> list[str]:
    forgotten = answered.results.forgotten
    if not forgotten:
        return [
            tr("I found no single statement in your profile that says that."),
            tr("You can take it out on the profile page."),
        ]
    text = quoted(forgotten[0].text.rstrip("."))
    return [tr("I took {text} out of your profile.", text=text), tr("Undo brings it back.")]


@tool("remember", acts=(Act.REMEMBER,), plan=_plan, say=_say)
def remember(running: Running, text: str) -> None:
    """Writes a lasting sentence about the person's taste into the profile."""
    try:
        running.results.remembered = running.services.remember(text)
        running.results.deeds.append(Deed("remember", running.results.remembered.id))
    except InvalidStatement as error:
        running.results.problem = str(error)


@tool("forget", acts=(Act.FORGET,), plan=_plan_forgetting, say=_say_forgotten)
def forget(running: Running, text: str) -> None:
    """Takes the sentence that says this out of the profile, if there is just one."""
    services = running.services
    held = services.statements()
    chosen = statement_meant(text, held, services.alike(text, [one.text for one in held]))
    if chosen is not None:
        running.results.forgotten.append(services.forget(chosen.id))
        running.results.deeds.append(Deed("forget", chosen.id))
