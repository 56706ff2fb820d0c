"""In which time a work plays."""

import re

from assistant.chat.reply_templates import named
from assistant.domain.cards import Card
from assistant.domain.entities import Item
from assistant.explain.card_words import by_source
from assistant.language.normalise import flatten
from assistant.language.sentences import split_sentences
from assistant.messages import quoted, tr

_ERA = re.compile(
    r"\b(?:1[0-9]|20)\d\d(?:er|s)?\b|\b(?:\w+teenth|twentieth|twelfth|\d{1,2}(?:th|st|nd))[- ]century\b"
    r"|\b\d{1,2}\. Jahrhundert|\b[XVI]+e siècle|\bsiglo [XVI]+\b",
    re.IGNORECASE,
)
_LONGEST, _SOME = 2000, 0.35
"""Letters of a description that are read; how sure its card must be of a period."""


def set_in(item: Item, card: Card) -> list[str]:
    """The time as its description says it, else by its card; nothing where neither does."""
    said = [one for one in split_sentences(flatten(item.told, _LONGEST)) if _names_era(one, item)]
    if said:
        return [tr("{title}: {reason}", title=named(item), reason=quoted(said[0]))]
    periods = [one for one in card.get("period", ()) if one.value != "none" and one.confidence >= _SOME]
    best = max(periods, key=lambda one: one.confidence, default=None)
    if best is None:
        return []
    return [tr("{title} plays in this time: {value}, {source}.", title=named(item), value=tr(best.value),
               source=by_source(best.source))]  # fmt: skip


def _names_era(sentence: str, item: Item) -> bool:
    """Whether a sentence names a year or a century that is not that of the work itself."""
    return any(found.group() != str(item.year) for found in _ERA.finditer(sentence))
