"""Looks for what holds certain words."""

from collections.abc import Sequence

from assistant.cards.wishes import card_wish
from assistant.chat.about.missing import missing_name
from assistant.chat.constraints import avoided, wanted, wish_text
from assistant.chat.fit.keep import keep
from assistant.chat.reasons.spoken import recommended
from assistant.chat.reply_templates import not_there, on_shelves
from assistant.chat.tools.recommend import recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.chat.understand.unknown_names import says_only_names
from assistant.domain.entities import Kind, Recommendation, Score
from assistant.domain.evidence import PartId
from assistant.language.taste.content import wished_themes

_MOST, _MOST_OF_KIND = 10, 5
"""How many are shown; of one kind that is named, those that come next are only near."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    told = wished_themes(asked.intent.text) or card_wish(asked.intent.text).wanted
    themed = asked.intent.kind is not Kind.DOCUMENT and not asked.intent.named and told
    if asked.intent.facets.creators or themed:
        return (recommending(asked, asked.intent.n or asked.places),)
    constraints = asked.session.constraints
    return (
        search.step(query=wish_text(asked.session), kind=wanted(constraints).kind, avoid=list(avoided(constraints))),
    )


def _say(answered: Answered) -> list[str]:
    return list(answered.results.told) or recommended(
        answered.intent, answered.session, answered.results, answered.ask_kind
    )


@tool("search", acts=(Act.SEARCH,), plan=_plan, say=_say)
def search(running: Running, query: str, kind: Kind | None = None, avoid: Sequence[str] = ()) -> None:
    """Items whose names, descriptions or passages hold the words, or are near to them in meaning; whether what is
    named by its title is there."""
    count = running.intent.n or (_MOST_OF_KIND if kind in (Kind.BOOK, Kind.MUSIC) else _MOST)
    named = [item_id for one in running.intent.named if one.role == "title" for item_id in one.ids]
    if named:
        works = [running.services.item(item_id) for item_id in dict.fromkeys(named)]
        running.results.cards = [Recommendation(one, Score({})) for one in works]
        running.results.told = [on_shelves(works)]
        return
    if says_only_names(running.intent) and (missing := missing_name(running.intent, running.services)):
        running.results.told = [not_there(missing)]
        return
    hits = running.services.search(query, kind, count * 4)
    found = [Recommendation(hit.item, Score({PartId("search"): hit.score})) for hit in hits]
    running.results.snippets = [hit.passage for hit in hits if hit.passage]
    keep(running.results, found, count, running.intent, running.session, running.services)
