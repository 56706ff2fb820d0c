"""Edits the list that was just made: takes out, puts in, keeps to what else is asked of it, and fills up again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.constraints import avoided, lets_through, wanted
from assistant.chat.demands import meeting
from assistant.chat.fit.keep import standing
from assistant.chat.follow.editing import EDIT_LIST
from assistant.chat.session import Deed
from assistant.chat.tools.recommend import recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.domain.entities import Recommendation
from assistant.language.normalise import fold
from assistant.language.words.number_words import NUMBER_WORDS
from assistant.lists.forms import Form
from assistant.lists.list_request import ListWish, read_wish
from assistant.lists.list_selection import chosen, length_of, ordered, pool_for
from assistant.messages import duration, quoted, tr, trn

_WORD = "|".join(["one", "un[ea]?", *sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True)])
_MORE = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{_WORD}) (?:more|weitere\w*|de plus|altr[oaie])\b|\b(?:add|append)? ?another\b"
    rf"|\bnoch (?P<behind>\d{{1,2}}|{_WORD}|ein\w*)\b|\b(?:encore|otr[oa]|otros|altr[oaie]) (?:une?|un[oa])\b"
)

_ENOUGH = re.compile(
    r"\b(?:make (?:it|that|them)|turn (?:it|that) into|cut (?:it|that)(?: down)? to|down to|up to|bring it to|only"
    r"|just"
    r"|rather|lieber|nur|mach (?:es )?(?:zu )?|doch|plutot|fais en|fais en plutot|seulement|mejor|que sean|meglio"
    rf"|facciamo)\s+(?P<count>\d{{1,2}}|{_WORD})\b"
    r"(?! (?:more|minutes?|mins?|min|hours?|stunden?|minuten|heures?|pages?|stars?|weitere\w*|de plus)\b)"
    rf"|^(?:(?:no|nein|non|sorry|actually|ach|ok) )*(?P<alone>\d{{1,2}}|{_WORD})"
    r"(?: (?:instead|rather|not \w+|then|please|bitte|statt \w+|au lieu de \w+|entries|of them))+$"
)
"""How many it is to hold now: "actually make it six", "only three then"."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    wish = read_wish(asked.session.wish)
    step = recommending(asked, pool_for(wish), tracks=wish.form is Form.PLAYLIST)
    text, listed = asked.intent.text, asked.session.listed
    if enough := _enough(text):
        return (step, edit_list.step(list_id=listed, count=enough))
    return (step, edit_list.step(list_id=listed, more=asked.intent.n or _more(text)))


def _enough(text: str) -> int:
    """How many entries a text says that the list is to hold; 0 where it says none."""
    found = _ENOUGH.search(fold(text))
    word = (found["count"] or found["alone"]) if found is not None else ""
    number = int(word) if word.isdigit() else round(NUMBER_WORDS.get(word, 0.0))
    return number if number > 1 else 0


def _more(text: str) -> int:
    """How many entries a text adds that counts no things: "one more", "add another", "noch zwei"."""
    found = _MORE.search(fold(text))
    word = (found["count"] or found["behind"] or "one") if found is not None else ""
    return 0 if not word else int(word) if word.isdigit() else round(NUMBER_WORDS.get(word, 1.0))


def _say(answered: Answered) -> list[str]:
    results = answered.results
    if results.saved is None:
        return [tr("That list is no longer there.")]
    n = len(results.saved.items)
    title, taking = quoted(results.saved.title), duration(sum(length_of(one.item) for one in results.cards))
    return [
        trn(
            "The list {title} now holds {n} entry and takes {duration}.",
            "The list {title} now holds {n} entries and takes {duration}.",
            n, title=title, duration=taking,
        )
    ]  # fmt: skip


@tool(EDIT_LIST, plan=_plan, say=_say)
def edit_list(running: Running, list_id: str, more: int = 0, count: int = 0) -> None:
    """Keeps of a list what still fits, and fills it up from what was found: to as many as before, and `more`, or to
    `count`."""
    services, results = running.services, running.results
    saved = services.saved(list_id)
    if saved is None:
        return
    wish = read_wish(saved.text)
    if running.intent.minutes is not None:
        wish = replace(wish, minutes=running.intent.minutes, least=None)
    kept = _fitting(saved.items, running)
    held = {one.item.id for one in kept}
    fresh = [one for one in results.cards if one.item.id not in held]
    cards = ordered(_filled(wish, kept, fresh, count or len(saved.items) + more), wish.order)
    if not cards:
        return
    results.cards = cards
    results.saved = services.rearrange(list_id, [one.item.id for one in cards])
    results.deeds.append(Deed("edit", " ".join((list_id, *saved.items))))


def _fitting(items: Sequence[str], running: Running) -> list[Recommendation]:
    session = running.session
    facets, avoid = wanted(session.constraints), avoided(session.constraints)
    here = [one for item_id in items if (one := standing(item_id, running.services)) is not None]
    through = [one for one in here if one.item.id not in session.left_out and lets_through(one.item, facets, avoid)]
    return meeting(through, session.constraints)


def _filled(
    wish: ListWish, kept: Sequence[Recommendation], fresh: Sequence[Recommendation], count: int
) -> list[Recommendation]:
    """What stays, then others: within the time of the list, if it has one."""
    if wish.budget is not None:
        return chosen(wish, [*kept, *fresh])
    return [*kept, *fresh][:count]
