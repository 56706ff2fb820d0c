"""What a message names and nothing in the library has."""

from assistant.chat.document_questions import SURE
from assistant.chat.services import Services
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import means_that
from assistant.chat.understand.kinds import is_kind_word
from assistant.chat.understand.unknown_names import title_said
from assistant.language.normalise import fold

_LOOKED_UP = 10


def missing_name(intent: Intent, services: Services) -> str:
    """The name that a question asks of, where no work has it and no text says it; empty for none."""
    name = title_said(intent)
    if not name or is_kind_word(fold(name)) or means_that(fold(intent.text)):
        return ""
    if services.answer(intent.text).sure >= SURE:
        return ""
    hits = services.search(name, None, _LOOKED_UP)
    texts = ((one.item.title, *one.item.creators, one.item.description, one.passage) for one in hits)
    return "" if any(name in text for told in texts for text in told) else name
