"""The need that a wish tells of, for what is left out because of it."""

from assistant.cards.needs import NeedsMet
from assistant.chat.follow.lifting import without_words
from assistant.chat.services import Services
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.language.normalise import fold
from assistant.language.telling import words_of_wish
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FILLER, STOP_WORDS
from assistant.lists.list_request import read_wish


def need_told(intent: Intent, services: Services) -> NeedsMet:
    """What the words of a wish tell of a need beside the genres that it names, and how long a list is to be: “some
    jazz” turns down no sad jazz, “jazz for a dinner with friends” does."""
    told = intent.wish or intent.text
    forms = (form for one in intent.facets.genres for form in (fold(one), *vocabulary().phrases.get(one, ())))
    words = {word for form in forms for word in form.split()}
    wish = read_wish(told) if intent.act is Act.MAKE_LIST else None
    about = wish.about if wish is not None and wish.minutes is not None else told
    rest = without_words(about, words) if words else about
    if rest == told:
        return services.needs(told)
    return services.needs(rest) if words_of_wish(rest, FILLER, STOP_WORDS) else NeedsMet()
