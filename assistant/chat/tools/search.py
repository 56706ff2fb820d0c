"""Looks for what holds certain words."""

from collections.abc import Sequence

from assistant.chat.constraints import avoided, wanted, wish_text
from assistant.chat.fit.keep import keep
from assistant.chat.reply_templates import recommended
from assistant.chat.tools.recommend import recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind, Recommendation, Score
from assistant.domain.evidence import PartId
from assistant.language.taste.content import wished_themes

_MOST = 10


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    themed = asked.intent.kind is not Kind.DOCUMENT and not asked.intent.named and wished_themes(asked.intent.text)
    if asked.intent.facets.creators or themed:
        return (recommending(asked, asked.intent.n or asked.places),)
    constraints = asked.session.constraints
    return (
        search.step(query=wish_text(asked.session), kind=wanted(constraints).kind, avoid=list(avoided(constraints))),
    )


def _say(answered: Answered) -> list[str]:
    return recommended(answered.intent, answered.session, answered.results, answered.ask_kind)


@tool("search", acts=(Act.SEARCH,), plan=_plan, say=_say)
def search(running: Running, query: str, kind: Kind | None = None, avoid: Sequence[str] = ()) -> None:
    """Items whose names, descriptions or passages hold the words, or are near to them in meaning."""
    count = running.intent.n or _MOST
    named = [item_id for one in running.intent.named for item_id in one.ids]
    hits = running.services.search(query, kind, count * 4)
    found = [Recommendation(running.services.item(item_id), Score({})) for item_id in dict.fromkeys(named)]
    others = [hit for hit in hits if hit.item.id not in named]
    found += [Recommendation(hit.item, Score({PartId("search"): hit.score})) for hit in others]
    running.results.snippets = [hit.passage for hit in hits if hit.passage]
    keep(running.results, found, count, running.intent, running.session, running.services)
