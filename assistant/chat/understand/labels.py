"""What the heads tell of a message, value by value: the form of resources/corpus, and the acts that it means here."""

from collections.abc import Mapping

from assistant.chat.understand.intent import CardMeant, Edit
from assistant.chat.understand.intents import Act
from assistant.domain.cards import COLUMNS

ACTS: Mapping[str, Act] = {
    "recommend": Act.RECOMMEND,
    "refine": Act.RECOMMEND,
    "search": Act.SEARCH,
    "list": Act.MAKE_LIST,
    "ask_item": Act.ABOUT,
    "ask_documents": Act.ANSWER,
    "ask_library": Act.LIBRARY,
    "ask_profile": Act.PROFILE,
    "compare": Act.COMPARE,
    "explain": Act.WHY,
    "verdict": Act.VERDICT,
    "remember": Act.REMEMBER,
    "forget": Act.FORGET,
    "reject": Act.REJECT,
    "undo": Act.UNDO,
    "open": Act.OPEN,
    "hide": Act.HIDE,
    "help": Act.HELP,
    "small_talk": Act.SMALL_TALK,
    "complaint": Act.COMPLAINT,
    "unclear": Act.UNCLEAR,
    "off_topic": Act.OFF_TOPIC,
}
"""The acts of the corpus, each with what it is called here. "refine" is a wish that changes the one under way."""
REFINE = "refine"
SPANS = ("said", "denied", "aside")
"""Of the words of a message: what is asked for, what must not be, and what only tells of circumstances."""
KINDS = ("", "book", "music", "document")
EDITS = tuple(str(edit) for edit in Edit)
CARDS: tuple[CardMeant | None, ...] = (None, "it", "all", 1, 2, 3, 4, 5, -1)
ABOUTS = ("", "item", "documents", "library", "history", "profile", "alcove")
VERDICTS = ("", "liked", "disliked", "finished", "reading", "aside", "not_now")
ORDERS = ("newest", "oldest", "shortest", "longest", "recent")
STATUSES = ("unread", "reading", "finished", "liked", "disliked", "aside")

ONE_OF: Mapping[str, int] = {
    "act": len(ACTS),
    "kind": len(KINDS),
    "edit": len(EDITS),
    "card": len(CARDS),
    "about": len(ABOUTS),
    "verdict": len(VERDICTS),
}
"""Groups of which exactly one value holds, with their sizes; the first value but of "act" stands for none."""
ANY_OF: Mapping[str, int] = {
    "does": len(ACTS),
    "wanted": len(COLUMNS),
    "avoided": len(COLUMNS),
    "order": len(ORDERS),
    "status": len(STATUSES),
}
"""Groups of which any number holds. "does" is the act and all further ones."""


def _places() -> dict[str, slice]:
    places, at = {}, 0
    for group, size in {**ONE_OF, **ANY_OF}.items():
        places[group] = slice(at, at + size)
        at += size
    return places


PLACES: Mapping[str, slice] = _places()
"""Where the values of each group stand in a row of logits."""
VALUES = sum(ONE_OF.values()) + sum(ANY_OF.values())
RULED = (
    Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.WHY, Act.WHY_NOT, Act.COMPARE, Act.REMEMBER, Act.FORGET,
    Act.MAKE_LIST, Act.ANSWER, Act.ABOUT, Act.NOTES, Act.RESET, Act.GREET, Act.THANKS, Act.HELP, Act.NOTHING,
)  # fmt: skip
"""Acts that the rules name, in the order in which the heads hear of them."""
