"""What sentences of the profile keep out of a list, in words."""

from collections.abc import Sequence

from assistant.domain.entities import Item
from assistant.messages import joined, quoted, tr, trn

_NAMED = 3


def left_out_words(items: Sequence[Item]) -> str:
    """Three of them by name; empty where nothing was left out."""
    if not items:
        return ""
    titles = [quoted(one.title) for one in items[:_NAMED]]
    more = [trn("{n} more", "{n} more", len(items) - _NAMED)] if len(items) > _NAMED else []
    return tr("Left out, by your profile: {titles}.", titles=joined([*titles, *more]))
