"""Recommends for the wish of the conversation."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.constraints import avoided, lets_through, wanted, wish_text
from assistant.chat.fit.keep import keep
from assistant.chat.fit.sifting import POOL
from assistant.chat.leaning import is_owned, leaning
from assistant.chat.meant import points_only
from assistant.chat.reasons.spoken import recommended
from assistant.chat.services import Sought
from assistant.chat.tools.about import about
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.facets import Facets
from assistant.language.normalise import fold
from assistant.language.taste.traits import trait_named
from assistant.language.vocabulary import vocabulary

_MORE_THAN_A_NAME = 2
"""Words beside a title: what is nothing but a title asks for that work."""
_AGAIN = frozenset({
    "else", "another", "other", "others", "different", "more", "noch", "andere", "anderes", "anderen", "encore",
    "autre", "autres", "otro", "otra", "altro", "altra",
})  # fmt: skip # no words


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    if points_only(asked.intent, asked.session):
        return (about.step(items=asked.targets[:1], question=asked.intent.text),)
    return (_beside(asked) or recommending(asked, asked.intent.n or asked.places),)


def _beside(asked: ToolRequest) -> Step | None:
    """The step for a wish that names works: it is for something like them, "but shorter", without them."""
    named = [one for one in asked.intent.named if one.role == "title"]
    text = without_names(asked.intent.text, named)
    if not named or len(fold(text).split()) < _MORE_THAN_A_NAME:
        return None
    like = [one.ids[0] for one in named]
    kind = wanted(asked.session.constraints).kind or asked.names.kinds.get(like[0])
    same = {*asked.session.left_out, *(item_id for one in named for item_id in one.ids)}
    avoid = list(avoided(asked.session.constraints))
    return recommend.step(
        text=text, like=like, n=asked.intent.n or asked.places, exclude=sorted(same), kind=kind, avoid=avoid
    )


def recommending(asked: ToolRequest, count: int, *, tracks: bool = False) -> Step:
    """The step that recommends `count` items for the wish as it stands; with `tracks`, no whole albums."""
    named = any(one.role != "subject" for one in asked.intent.named)
    again = bool(_AGAIN & set(fold(asked.intent.text).split())) and not named
    return recommend.step(
        text=wish_text(asked.session),
        n=count,
        exclude=sorted({*asked.session.left_out, *(asked.session.shown if again else ())}),
        kind=wanted(asked.session.constraints).kind,
        avoid=list(avoided(asked.session.constraints)),
        tracks=tracks,
    )


def _say(answered: Answered) -> list[str]:
    return recommended(answered.intent, answered.session, answered.results, answered.ask_kind)


@tool("recommend", acts=(Act.RECOMMEND,), plan=_plan, say=_say)
def recommend(
    running: Running,
    text: str = "",
    n: int = 5,
    like: Sequence[str] = (),
    exclude: Sequence[str] = (),
    kind: Kind | None = None,
    avoid: Sequence[str] = (),
    tracks: bool = False,
) -> None:
    """Items that fit a wish in words and are near to other items, best first, without what is to be avoided."""
    services, constraints = running.services, running.session.constraints
    left_out = frozenset(exclude) | (services.albums() if tracks else frozenset())
    told = running.session.wish or running.intent.text
    kind = kind or leaning(told, services.needs(told), services.gazetteer())
    own = is_owned(told)
    # Traits and languages are known of an item or not: nearness in meaning would only blur them.
    # No work by her is not nothing like hers.
    names = running.services.gazetteer()
    listed = (names.titles, names.creators, vocabulary().languages)
    shades = tuple(
        one for one in avoid if trait_named(fold(one)) is None and not any(fold(one) in known for known in listed)
    )
    sought = Sought(text, kind, max(POOL, n * 4), tuple(like), shades, left_out, known=own)
    found = list(services.recommend(sought))
    facets, avoided_words = wanted(constraints), avoided(constraints)
    bounds = Facets(years=facets.years, languages=facets.languages, minutes=facets.minutes)
    if bounds and sum(lets_through(one.item, facets, avoided_words) for one in found) < n:
        # On a large shelf what keeps to the bounds may lie far behind the first candidates.
        known = {one.item.id for one in found}
        found += [one for one in services.recommend(replace(sought, within=bounds)) if one.item.id not in known]
    keep(running.results, found, n, running.intent, running.session, services, kind)
    by = Facets(creators=facets.creators)
    made = [one for one in running.results.cards if by.names_any(one.item)]
    if made and (running.intent.act is Act.SEARCH or is_owned(running.intent.text)):
        running.results.cards, running.results.near = made, 0  # what there is of somebody, and nobody else's
    running.results.exhausted = not running.results.cards and bool(exclude)
