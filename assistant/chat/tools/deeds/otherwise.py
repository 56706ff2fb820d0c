"""What sounds like a word on a work, and asks for one that is like it but for something."""

import re
from dataclasses import replace

from assistant.chat.services import Services
from assistant.chat.tools.deeds.verdict import verdicts_in
from assistant.chat.understand.comparing_names import compared
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.language.normalise import fold

_WANTING = re.compile(
    r"\b(?:i (?:want|need|fancy|would like|d like|crave)|give (?:me|us)"
    r"|(?:the )?same (?:\w+ ){0,3}?(?:but|only|again|this time)|again but|this time"
    r"|with(?:out)? (?:the|all the|any|more|less) .*(?:taken out|left out|removed|gone|cut)"
    r"|jetzt|diesmal|cette fois|esta vez|stavolta)\b"
)
"""Asks for something beside what it says of a work."""


def is_to_be_otherwise(intent: Intent) -> bool:
    """Whether a message says nothing of a work that could be written down, and asks for more like it: "Emma with the
    balls taken out", "Emma kept me up. Same nerves, but at sea"."""
    if not any(one.role == "title" for one in intent.named) or verdicts_in(intent.text):
        return False
    return bool(compared(intent.text, intent.named)) or _WANTING.search(fold(intent.text)) is not None


def likened(intent: Intent, services: Services) -> Intent:
    """The wish for something like the works that are named."""
    like = tuple(dict.fromkeys(item_id for one in intent.named for item_id in one.ids[:1]))
    titles = tuple(dict.fromkeys(services.gazetteer().title_of(one) for one in like))
    return replace(intent, act=Act.MORE_LIKE, sure=True, like=like, titles=titles)
