"""Answers a greeting, thanks, a farewell and the questions that people ask anybody."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.language.normalise import fold
from assistant.language.taste.facts import is_plain_fact
from assistant.messages import mark, tr

_ANSWERS: Mapping[str, str] = {
    "made": mark(
        "I am a program, and who wrote me stands in the licence that came with me. Here I work for you alone."
    ),
    "nature": mark("I am a program on this machine, so I neither feel nor age. But I know your shelves by heart."),
    "taste": mark("I have no taste of my own, I go by yours. Ask me for something, and I pick what fits you best."),
    "who": mark(
        "I am Alcove. I know the books, the music and the documents on this machine, and I help you choose "
        "among them; nothing of it leaves the machine."
    ),
    "private": mark("Nothing of it leaves this machine: what you say, and what I read in your files, stays here."),
    "joke": mark("I know no jokes, but I can find you something funny on your shelves: just say so."),
    "state": mark("I am well, thank you, and all your shelves are in order. What are you in the mood for?"),
    "insult": mark("I am sorry that I was no better help. Tell me what you were looking for, and I will try again."),
    "sorry": mark("No harm done. What shall we look for?"),
    "night": mark("Good night, and sleep well. I am here when you wake."),
    "bye": mark("Goodbye. I am here whenever you want something to read or to hear."),
    "praise": mark("Thank you, that is kind of you."),
    "season": mark("Thank you, and the same to you. Shall we find something that fits the day?"),
    "thanks": mark("You are welcome. I am glad that it helped; say so if you would like something else."),
    "there": mark("Yes, I am here and listening. What would you like to read or to hear?"),
    "clock": mark("That I cannot see from here: I know only what is on your shelves."),
    "hello": mark("Hello. Tell me what you are in the mood for, or ask what is on your shelves."),
}
"""By topic of resources/small_talk.toml."""
_TOLD = mark("Good to know. Tell me when you would like something to read or to hear.")
_ELSE = mark("I am listening. Tell me when you would like something to read or to hear.")


@cache
def _topics() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """Each topic with what makes a message small talk, and what stands within one that is."""
    told = tomllib.loads(files("resources").joinpath("small_talk.toml").read_text(encoding="utf-8"))
    around = told.pop("around")
    opening, closing = (f"(?:{'|'.join(around[side])})" for side in ("opening", "closing"))
    return tuple(
        (
            topic,
            _pattern(says.get("anywhere", ()), r"\b", r"\b")
            or _pattern(says.get("whole", ()), rf"^(?:{opening} )*", rf"(?: {closing})*$"),
            _pattern(says.get("within", ()), r"\b", r"\b"),
        )
        for topic, says in told.items()
    )


def _pattern(says: Sequence[str], before: str, behind: str) -> re.Pattern[str] | None:
    return re.compile(f"{before}(?:{'|'.join(says)}){behind}") if says else None


def _topic(folded: str) -> str:
    """What folded text talks of; empty where no topic is met."""
    whole = (topic for topic, says, _ in _topics() if says is not None and says.search(folded))
    within = (topic for topic, _, says in _topics() if says is not None and says.search(folded))
    return next(whole, "") or next(within, "")


def is_only_talk(text: str) -> bool:
    """Whether a message is small talk from its first to its last word: “gotta dash, the kids are up”."""
    folded = fold(text)
    return any(says is not None and says.fullmatch(folded) for _, says, _ in _topics())


def _cue() -> str:
    """What is small talk as a whole, whatever else it sounds like."""
    return "|".join(says.pattern for _, says, _ in _topics() if says is not None)


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return ()


def _say(answered: Answered) -> list[str]:
    if is_plain_fact(answered.intent.text):
        return [tr(_TOLD)]
    return [tr(_ANSWERS.get(_topic(fold(answered.intent.text)), _ELSE))]


@tool("small talk", acts=(Act.SMALL_TALK,), plan=_plan, say=_say, cue=_cue())  # no words
def small_talk(running: Running) -> None:
    """Talk that asks for nothing."""
