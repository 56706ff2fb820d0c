"""Which of several is the oldest, the newest, the shortest or the longest, in a sentence."""

from assistant.chat.reply_templates import named
from assistant.domain.entities import Item
from assistant.domain.lengths import is_of_unknown_length, minutes_of
from assistant.messages import duration, mark, tr

_FIRST = {
    "recent": mark("{title} came in last."),
    "newest": mark("The newest is {title} ({measure})."),
    "oldest": mark("The oldest is {title} ({measure})."),
    "shortest": mark("The shortest is {title} ({measure})."),
    "longest": mark("The longest is {title} ({measure})."),
}


def first_words(order: str, item: Item) -> str:
    """ "The shortest is “Emma” by Jane Austen (2 hours)." Raises KeyError for an order that there is not."""
    measure = str(item.year or "") if order in ("newest", "oldest") else duration(minutes_of(item) or 0.0)
    if is_of_unknown_length(item) and order in ("shortest", "longest"):
        measure = tr("its file takes {duration}", duration=measure)
    return tr(_FIRST[order], title=named(item), measure=measure)
