"""From an intent to a plan: which tools run with which arguments. Code makes it; ids come from names and cards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.chat.constraints import avoided, wanted, wish_text
from assistant.chat.session import Session
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act, cards_meant, means_that
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold
from assistant.lists.list_request import Form, read_wish
from assistant.lists.list_selection import pointed_at, pool_for

CARDS = 5
"""Cards of a turn that names no number."""
_WORKS_OF_ARTIST = 3
_QUESTION = 4
"""Words of a question that is about something, and not about a card."""
_OTHERS = re.compile(
    r"\b(?:similar|other|others|different|else|not by|resembl\w+|close to|comparable)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Step:
    """One tool and what it is called with."""

    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        return {"tool": self.tool, **self.arguments}


def make_plan(intent: Intent, session: Session, names: Gazetteer, places: int = CARDS) -> tuple[Step, ...]:
    """The steps of a turn; none for small talk or when it is not clear what is meant.

    places: cards of a turn that names no number.
    """
    targets = items_meant(intent, session)
    match intent.act:
        case Act.GREET | Act.THANKS | Act.HELP | Act.RESET | Act.NOTHING:
            return ()
        case Act.REMEMBER | Act.FORGET:
            return (Step(str(intent.act), {"text": told(intent.text)}),)
        case Act.WHY if not targets and len(intent.text.split()) >= _QUESTION:
            # "Why do lighthouses blink?" asks for no reason of ours.
            return (Step("answer", {"question": intent.text, "item": None}),)
        case Act.WHY | Act.WHY_NOT:
            return (Step(str(intent.act), {"item": targets[0]}),) if targets else ()
        case Act.COMPARE:
            return (Step("compare", {"first": targets[0], "second": targets[1]}),) if len(targets) > 1 else ()
        case Act.ABOUT if targets:
            return (Step("about", {"item": targets[0]}),)
        case Act.ABOUT if means_that(fold(intent.text)):
            return ()
        case Act.ABOUT | Act.ANSWER:
            item = next((one.ids[0] for one in intent.named if one.role == "title"), None)
            return (Step("answer", {"question": intent.text, "item": item}),)
        case Act.SEARCH if not intent.facets.creators:
            return (Step("search", {"query": wish_text(session), **_narrowed(intent, session)}),)
        case Act.MORE_LIKE:
            return (_more_like(intent, session, targets, names, intent.n or places),)
        case Act.MAKE_LIST:
            return _make_list(intent, session)
        case _ if points_only(intent, session):
            return (Step("about", {"item": targets[0]}),)
        case _:
            return (_recommend(intent, session, intent.n or places),)


def items_meant(intent: Intent, session: Session) -> list[str]:
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
    )  # fmt: skip
    changed = True
    while changed:
        changed = False
        for start in starts:
            if lowered.startswith(start):
                words, lowered, changed = words[len(start) :], lowered[len(start) :], True
                break
    return "" if lowered.strip() in ("that", "about", "of") else words.strip()


def _make_list(intent: Intent, session: Session) -> tuple[Step, ...]:
    wish = read_wish(intent.text)
    if session.cards and pointed_at(wish):
        title = f"{len(session.cards)} from our conversation"
        return (Step("make list", {"title": title, "items": list(session.cards)}),)
    step = _recommend(intent, session, pool_for(wish))
    if wish.form is Form.PLAYLIST:
        step = replace(step, arguments={**step.arguments, "tracks": True})
    return (step, Step("make list", {"title": wish.title}))


def _more_like(intent: Intent, session: Session, targets: list[str], names: Gazetteer, count: int) -> Step:
    like = list(intent.like) or list(targets)
    by_creator = [one for one in intent.named if one.role == "creator"]
    excluded = set(like)
    if by_creator and not any(one.role == "title" for one in intent.named):
        works = [names.works_of(one.name) for one in by_creator]
        like = [item_id for ids in works for item_id in ids[:_WORKS_OF_ARTIST]]
        # "Bands like Nirvana" may well be Nirvana; "similar to Nirvana" is somebody else.
        excluded = {item_id for ids in works for item_id in ids} if _OTHERS.search(intent.text) else set()
    if not like:
        return _recommend(intent, session, count)
    narrowed = _narrowed(intent, session)
    kinds = {names.kinds[one] for one in like if one in names.kinds}
    if narrowed["kind"] is None and len(kinds) == 1:
        # More like a book means books, unless a kind is asked for.
        narrowed["kind"] = str(kinds.pop())
    text = "" if not (intent.facets or intent.without) else wish_text(session)
    if len(like) == 1 and not text:
        return Step("more like", {"item": like[0], "n": count, "exclude": sorted(excluded), **narrowed})
    return Step("recommend", {"text": text, "like": like, "n": count, "exclude": sorted(excluded), **narrowed})


def _recommend(intent: Intent, session: Session, count: int) -> Step:
    again = {"else", "another", "other", "others", "different", "more"} & set(fold(intent.text).split())
    exclude = sorted(session.shown) if again and not intent.named else []
    return Step(
        "recommend",
        {"text": wish_text(session), "like": [], "n": count, "exclude": exclude, **_narrowed(intent, session)},
    )


def _narrowed(intent: Intent, session: Session) -> dict[str, Any]:
    kind = wanted(session.constraints).kind
    return {"kind": str(kind) if kind else None, "avoid": list(avoided(session.constraints))}


def points_only(intent: Intent, session: Session) -> bool:
    """True if the text only points at a card: "the second one"."""
    bare = not intent.facets and not intent.without and bool(session.cards) and len(fold(intent.text).split()) <= 5
    return bare and intent.act is Act.RECOMMEND and not intent.sure and bool(items_meant(intent, session))
