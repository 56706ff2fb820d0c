"""Says plainly what Alcove cannot know or do, and what it can."""

import re

from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.errands import is_errand
from assistant.chat.understand.intents import Act
from assistant.language.normalise import fold
from assistant.messages import mark, tr

_RULES = re.compile(
    r"\b(?:ignor\w+|forget|disregard|override|vergiss|missachte|oublie\w*)\b.{0,30}"
    r"\b(?:rules?|instructions?|prompts?|guidelines?|regeln?|anweisung\w*|consignes?|regles?|instructions)\b"
    r"|\b(?:system prompt|jailbreak|developer mode|act as|pretend (?:to be|you are))\b"
)
_ASKING = re.compile(
    r"^(?:and |so |but |hey )?(?:what|whats|when|where|who|why|how|which|will|is|are|does|do you know|should"
    r"|was|wann|wo|wer|wie|warum|wird|regnet|ist|qui|que|quel\w*|ou|quand|comment|pourquoi|est ce|va t il)\b"
)
_CAN = mark("I can choose from your books and your music, answer from your documents, and make lists of what you have.")


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return ()


def _say(answered: Answered) -> list[str]:
    text = answered.intent.text
    folded = fold(text)
    if _RULES.search(folded):
        return [tr("I keep to what I am here for, whatever a message says."), tr(_CAN)]
    if not is_errand(folded) and ("?" in text or _ASKING.search(folded)):
        return [
            tr("I could not find that in your files, and I work offline: all I know is what is on your shelves."),
            tr(_CAN),
        ]
    return [tr("That is something I cannot do: I work offline, with what is on your shelves."), tr(_CAN)]


@tool("off topic", acts=(Act.OFF_TOPIC,), plan=_plan, say=_say)  # no words
def off_topic(running: Running) -> None:
    """Something that has nothing to do with the library."""
