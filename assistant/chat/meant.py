"""Which items and which statement of the profile a text speaks of, by name, by number or as "that one"."""

from collections.abc import Sequence

from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act, cards_meant, means_that
from assistant.domain.entities import Statement
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary


def items_meant(intent: Intent, session: ChatSession) -> list[str]:
    """Ids of the items that a text speaks of: by title, by number among the cards, or as "that one"."""
    folded = fold(intent.text)
    found = [one.ids[0] for one in intent.named if one.role == "title"]
    found += [session.cards[place] for place in cards_meant(folded, len(session.cards))]
    if not found and (means_that(folded) or intent.act in (Act.WHY, Act.ABOUT)):
        one = session.focus or next(iter(session.cards), "")
        found += [one] if one else []
    elif len(found) == 1 and intent.act is Act.COMPARE and means_that(folded) and session.focus:
        found.append(session.focus)
    if not found and intent.act is Act.COMPARE:
        found = list(session.cards[:2])
    return list(dict.fromkeys(found))


def points_only(intent: Intent, session: ChatSession) -> bool:
    """True if the text only points at a card: "the second one"."""
    bare = not intent.facets and not intent.without and bool(session.cards) and len(fold(intent.text).split()) <= 5
    return bare and intent.act is Act.RECOMMEND and not intent.sure and bool(items_meant(intent, session))


def statement_meant(text: str, statements: Sequence[Statement]) -> Statement | None:
    """The one statement that shares most words with the text, at least half of all; `None` if two do."""
    plain = vocabulary().plain | {"i", "like", "dont", "not", "my"}
    words = set(fold(text).split()) - plain
    marks = []
    for one in statements:
        own = set(fold(one.text).split()) - plain
        shared = len(own & words) / len(own | words) if own and words else 0.0
        marks.append((shared, one))
    marks.sort(key=lambda mark: -mark[0])
    if not marks or marks[0][0] < 0.5 or (len(marks) > 1 and marks[1][0] == marks[0][0]):
        return None
    return marks[0][1]


def told(text: str) -> str:
    """What is to be remembered or forgotten, without the words that ask for it."""
    words = text.strip()
    lowered = words.lower()
    starts = (
        "please ", "can you ", "could you ", "alcove, ", "alcove ", "remember", "keep in mind", "make a note", "note",
        "don't forget", "don’t forget", "do not forget", "never forget", "forget", "unlearn", "add to my profile",
        "save to my profile", "put into my profile", "put in my profile", "remove from my profile",
        "delete from my profile",
        "take out of my profile", " that ", " about ", " of ", ":", ",", " ",
    )  # fmt: skip # no words
    changed = True
    while changed:
        changed = False
        for start in starts:
            if lowered.startswith(start):
                words, lowered, changed = words[len(start) :], lowered[len(start) :], True
                break
    return "" if lowered.strip() in ("that", "about", "of") else words.strip()
