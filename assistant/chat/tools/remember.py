"""Writes a sentence into the profile, or takes one out, when the person asks for it."""

import re
from collections.abc import Sequence

from assistant.chat.meant import about, statement_meant, told
from assistant.chat.session import Deed
from assistant.chat.tools.deeds.cues import LASTING, TO_KEEP
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Statement
from assistant.domain.errors import InvalidStatement
from assistant.language.normalise import flatten, fold
from assistant.language.taste.facts import is_plain_fact
from assistant.language.taste.reading import read_taste
from assistant.messages import joined, quoted, tr
from profiles.statements import contradictions

_BRIEF = 4
"""Words up to which what is liked or avoided is said once more."""
_SAME = 0.6
"""Nearness in meaning from which two sentences of opposite sign speak of the same."""
_REASON = re.compile(
    r"[,;.–—]+\s+(?=(?:I|I['’]\w+|it|it['’]s|we|my|they|because|since|ich|es|je|j['’]\w+)\b)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SPEAKS_OF = re.compile(
    r"\b(?:forget|unlearn|strike|scratch|scrap|drop|delete|remove|erase|take|cross|rub|wipe|vergiss|streich\w*|oublie\w*"
    r"|olvida|dimentica|bit|thing|part|line|sentence|note|entry)\b.*\b(?:about|of|that i|on|with|from|uber|mit|dass|que"
    r"|sur|sobre|che|di)\b"
)
"""The sentence that says what is to be forgotten."""
_REVERSED = re.compile(
    r"used to|any ?more|no longer|wrong about|changed my mind|after all|früher|nicht mehr|ne .* plus"
)


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (remember.step(text=told(asked.intent.text)),)


def _plan_forgetting(asked: ToolRequest) -> tuple[Step, ...]:
    # "Forget the bit about gore, I am fine now" tells why behind it, "That was my son. Forget it about jazz" before it.
    said = [one for one in _SENTENCE.split(asked.intent.text) if _SPEAKS_OF.search(fold(one))]
    return (forget.step(text=_REASON.split(told(said[0] if said else asked.intent.text), maxsplit=1)[0]),)


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.remembered is None:
        return [results.problem or tr("I did not get what to remember.")]
    text = quoted(results.remembered.text.rstrip("."))
    return [tr("Noted: {text}.", text=text), _understood(results.remembered), *results.told]


def _understood(statement: Statement) -> str:
    """What will be kept to, so that a misunderstanding shows at once; what is long is not said a second time."""
    taste = read_taste(statement.text)
    brief = all(len(one.split()) <= _BRIEF for one in (*taste.likes, *taste.dislikes))
    likes, dislikes = (joined([quoted(one) for one in side]) for side in (taste.likes, taste.dislikes))
    if likes and dislikes:
        said = tr("So I look for {likes} and keep away from {dislikes}.", likes=likes, dislikes=dislikes)
        return said if brief else tr("I will keep to that when I pick.")
    if dislikes:
        return tr("So I keep away from {dislikes}.", dislikes=dislikes) if brief else tr("I will keep away from that.")
    return tr("So I look for {likes}.", likes=likes) if brief else tr("I will look out for that.")


def _say_forgotten(answered: Answered) -> list[str]:
    forgotten, told_of = answered.results.forgotten, answered.results.told
    if not forgotten:
        what = quoted(flatten(told_of[0], 80)) if told_of else ""
        if not what:
            return [tr("Which sentence of your profile should I forget?")]
        return [tr("Your profile says nothing of {what}, so there is nothing to take out.", what=what)]
    text = quoted(forgotten[0].text.rstrip("."))
    return [tr("Forgotten: I took {text} out of your profile.", text=text), tr("Undo brings it back.")]


@tool("remember", acts=(Act.REMEMBER,), plan=_plan, say=_say, cue=f"{LASTING}|{TO_KEEP}")
def remember(running: Running, text: str) -> None:
    """Writes a lasting sentence about the person's taste into the profile; one that it takes back goes."""
    services, results = running.services, running.results
    if is_plain_fact(text):
        results.problem = tr("I write down only what you like or avoid, so I did not keep that.")
        return
    before = services.statements()
    try:
        results.remembered = services.remember(text)
    except InvalidStatement as error:
        results.problem = str(error)
        return
    results.deeds.append(Deed("remember", results.remembered.id))
    for one in _contradicted(results.remembered, before, running):
        if _REVERSED.search(text.casefold()):
            services.forget(one.id)
            results.told.append(tr("{text} no longer stands there.", text=quoted(one.text.rstrip("."))))
        else:
            results.told.append(
                tr("It disagrees with {text}, which stands there too.", text=quoted(one.text.rstrip(".")))
            )


def _contradicted(new: Statement, before: Sequence[Statement], running: Running) -> list[Statement]:
    """The earlier sentences that cannot hold beside the new one: by what both name, or by what they mean."""
    others = [one for one in before if one.id != new.id and not one.muted]
    quarrels = {
        one.first.id for one in contradictions((*others, new), running.services.gazetteer()) if one.second == new
    }
    nearness = running.services.alike(about(new.text), [about(one.text) for one in others])
    opposite = {
        one.id for near, one in zip(nearness, others, strict=True) if near >= _SAME and one.polarity != new.polarity
    }
    return [one for one in others if one.id in quarrels | opposite]


@tool("forget", acts=(Act.FORGET,), plan=_plan_forgetting, say=_say_forgotten)
def forget(running: Running, text: str) -> None:
    """Takes the sentence that says this out of the profile."""
    services = running.services
    held = services.statements()
    what = about(text)
    if fold(what):
        running.results.told.append(what)
    chosen = statement_meant(what, held, services.alike(what, [about(one.text) for one in held]))
    if chosen is not None:
        running.results.forgotten.append(services.forget(chosen.id))
        running.results.deeds.append(Deed("forget", chosen.id))
