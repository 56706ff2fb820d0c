"""Finds what is near to a work or to the works of a creator."""

import re
from collections.abc import Sequence

from assistant.cards.wishes import card_wish
from assistant.chat.constraints import avoided, wanted, wish_text
from assistant.chat.fit.keep import keep
from assistant.chat.fit.sifting import POOL
from assistant.chat.follow.wish import own_words
from assistant.chat.reasons.spoken import recommended
from assistant.chat.services import Sought
from assistant.chat.tools.recommend import recommend, recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intent import AGAIN, Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind

_WORKS_OF_ARTIST = 3
_OTHERS = re.compile(
    r"\b(?:similar|other|others|different|else|not by|resembl\w+|close to|comparable)\b", re.IGNORECASE
)


_LEAST_SAID = 3
_CHANGED = re.compile(r"\b(?:but|only|except|just|minus|aber|nur|mais|pero|ma)\b", re.IGNORECASE)
"""Says that it is to be unlike them in something."""
_AS = re.compile(r"\bas (?P<how>\w+(?:(?:,| and| or)? (?:as )?\w+){0,3}?) as\b", re.IGNORECASE)
"""In what it is to be like them: "as funny as Emma"."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    intent, session, names = asked.intent, asked.session, asked.names
    count = intent.n or asked.places
    like = list(intent.like or asked.targets)
    excluded = set(like)
    by_creator = [one for one in intent.named if one.role == "creator"]
    if by_creator and not any(one.role == "title" for one in intent.named):
        works = [names.works_of(one.name) for one in by_creator]
        like = [item_id for ids in works for item_id in ids[:_WORKS_OF_ARTIST]]
        # "Bands like Nirvana" may well be Nirvana; "similar to Nirvana" and "Nirvana, but calmer" are others.
        others = _OTHERS.search(intent.text) or intent.without or _CHANGED.search(intent.text)
        excluded = {item_id for ids in works for item_id in ids} if others else set()
    excluded |= {item_id for one in intent.named if one.role == "title" for item_id in one.ids}
    if not like:
        return (recommending(asked, count),)
    kind = wanted(session.constraints).kind
    kinds = {names.kinds[one] for one in like if one in names.kinds}
    if kind is None and len(kinds) == 1:
        # More like a book means books, unless a kind is asked for.
        kind = kinds.pop()
    said = bool(intent.facets or intent.without or card_wish(intent.text).wanted)
    text = wish_text(session) if said else ""
    if intent.named:
        text = wish_beside_names(intent) if said or own_words(intent) else ""
    avoid = list(avoided(session.constraints))
    if len(like) == 1 and not text:
        return (more_like.step(item=like[0], n=count, exclude=sorted(excluded), kind=kind, avoid=avoid),)
    return (recommend.step(text=text, like=like, n=count, exclude=sorted(excluded), kind=kind, avoid=avoid),)


def wish_beside_names(intent: Intent) -> str:
    """What a wish says beside the works and creators that it names."""
    rest = without_names(intent.text, intent.named)
    if (again := AGAIN.search(rest)) is not None and len(rest) - again.end() > _LEAST_SAID:
        return rest[again.end() :]
    changed = _CHANGED.search(rest)
    if changed is None or len(rest) - changed.end() <= _LEAST_SAID:
        return rest
    respect = _AS.search(intent.text)
    return f"{respect['how']} {rest[changed.start() :]}" if respect is not None else rest[changed.start() :]


def _say(answered: Answered) -> list[str]:
    return recommended(answered.intent, answered.session, answered.results, answered.ask_kind)


@tool("more like", acts=(Act.MORE_LIKE,), plan=_plan, say=_say)  # no words
def more_like(
    running: Running,
    item: str,
    n: int = 5,
    exclude: Sequence[str] = (),
    kind: Kind | None = None,
    avoid: Sequence[str] = (),
) -> None:
    """Items close to one item, of its own kind or of another."""
    left_out = frozenset(exclude)
    found = running.services.recommend(Sought(kind=kind, n=max(POOL, n * 4), like=(item,), exclude=left_out))
    near = [one for one in found if one.item.id not in left_out]
    keep(running.results, near, n, running.intent, running.session, running.services)
