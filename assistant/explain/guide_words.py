"""What the guide marks works with, in words behind a reason: "slow, dreamy and a piano alone (Alcove’s guide)"."""

from collections.abc import Sequence

from assistant.cards.phrases import value_phrase
from assistant.guide.tag_words import tag_phrase
from assistant.messages import joined, tr

_MOST = 3


def guide_words(tags: Sequence[str], values: Sequence[str] = ()) -> str:
    """Tags, and values of a card, as one says them of a work, with whence they are known; empty without any."""
    said = dict.fromkeys([*map(tag_phrase, tags), *map(value_phrase, values)])
    line = joined(list(said)[:_MOST])
    return tr("{values} (Alcove’s guide)", values=line) if line else ""


def with_shared(reason: str, tags: Sequence[str]) -> str:
    """A reason that names another work, and what the two share."""
    shared = guide_words(tags)
    return tr("{reason}: {shared}", reason=reason, shared=shared) if shared else reason
