"""A message that no tool could help with is a question, if the person's files answer it."""

from dataclasses import replace

from assistant.chat.document_questions import SURE
from assistant.chat.services import Services
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act

_HELPLESS = frozenset({Act.HELP, Act.OFF_TOPIC, Act.UNCLEAR})
"""Acts that end in fixed words: “How do I restart the boiler?” sounds like a question about the program."""
_FEWEST_WORDS = 3


def as_question(intent: Intent, services: Services) -> Intent:
    """The intent, asking the files where they surely answer what nothing else could."""
    if intent.act not in _HELPLESS or len(intent.text.split()) < _FEWEST_WORDS:
        return intent
    if services.answer(intent.text).sure < SURE:
        return intent
    return replace(intent, act=Act.ANSWER, sure=True)
