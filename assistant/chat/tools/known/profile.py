"""Tells what is believed of the person: the sentences of their profile, and what was said of works."""

from assistant.chat.meant import about_me
from assistant.chat.tools.known.cues import OF_ME
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Statement, Verdict
from assistant.domain.feedback import standing_verdicts
from assistant.messages import joined, quoted, tr, trn

_TOLD = 6
_NEAR = 0.35
"""Cosine from which a sentence of the profile is about what was asked."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (profile.step(about=about_me(asked.intent.text)),)


def _say(answered: Answered) -> list[str]:
    return answered.results.told


@tool(
    "profile",
    acts=(Act.PROFILE,),
    plan=_plan,
    say=_say,
    cue=OF_ME,
)
def profile(running: Running, about: str = "") -> None:
    """What the profile says, or what it says about something."""
    services, told = running.services, running.results.told
    held = [one for one in services.statements() if not one.muted]
    if about:
        marks = services.alike(about, [one.text for one in held])
        held = [one for mark, one in sorted(zip(marks, held, strict=True), key=lambda row: -row[0]) if mark >= _NEAR]
    if held:
        told.append(tr("Your profile says: {sentences}.", sentences=_quoted(held)))
    elif about:
        told.append(tr("Your profile says nothing about that."))
    else:
        told.append(tr("Your profile holds no sentences yet; tell me what you like and what you avoid."))
    if not about:
        told += _counts(running)
        told.append(tr("You can read and change all of it on the profile page; it never leaves this machine."))


def _quoted(held: list[Statement]) -> str:
    said = [quoted(one.text.rstrip(".")) for one in held[:_TOLD]]
    rest = len(held) - len(said)
    return joined([*said, trn("{n} more", "{n} more", rest)] if rest else said)


def _counts(running: Running) -> list[str]:
    standing = list(standing_verdicts(running.services.deeds()).values())
    liked = standing.count(Verdict.LIKED)
    disliked = standing.count(Verdict.DISLIKED)
    if not standing:
        return []
    return [
        trn(
            "Besides, I go by what you said of or did with {n} work: {liked} liked, {disliked} disliked.",
            "Besides, I go by what you said of or did with {n} works: {liked} liked, {disliked} disliked.",
            len(standing),
            liked=liked,
            disliked=disliked,
        )
    ]
