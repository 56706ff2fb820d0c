"""Running a plan: code calls the tools and keeps what they returned. Nothing here reads a model's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from typing import Any

from assistant.chat.constraints import avoided, lets_through, wanted, wish_text
from assistant.chat.document_questions import Answer, answer_from
from assistant.chat.plan import Step
from assistant.chat.services import Placed, SavedList, Tools
from assistant.chat.session import Session
from assistant.chat.understand.intent import Intent, content_words
from assistant.domain.entities import Item, Kind, Recommendation, Score, Statement
from assistant.domain.errors import InvalidStatement, UnknownItem
from assistant.explain.explanation import reasons
from assistant.language.facets import Facets
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.lists.list_request import Form, ListWish, read_wish
from assistant.lists.list_selection import LENGTH, chosen, each, shortfall
from assistant.search.hybrid import PassageHit
from profiles.statement_inference import NOUN

_POOL = 60
_SHORTEST = 3
_MOST_WORKS = 12
"""Works of one creator beyond those that the ranking brings."""
_LOOKED_UP = 2
"""Words that are looked for inside the files before it is said that nothing has them."""
_FEWEST = 3
"""A list of this many that fit is better than a longer one with others."""


@dataclass
class Results:
    """What the steps of one turn brought."""

    cards: list[Recommendation] = field(default_factory=list)
    unmet: tuple[str, ...] = ()
    """What was asked for and no card has."""
    near: int = 0
    """How many of the last cards are not what was asked for, only near it."""
    misfit: bool = False
    """True if nothing has the length, the years or the language asked for, and the cards are only near."""
    bare: str = ""
    """The kind that was asked for and of which the library holds nothing; "works" if it holds nothing at all."""
    unsaid: tuple[str, ...] = ()
    """Words of the wish that no card says, where it holds no others; `known` if something else on the shelves does."""
    known: bool = False
    narrowed_away: bool = False
    """True if the constraints kept out all candidates, or all that have what was asked for."""
    exhausted: bool = False
    """True if all that is left out was shown before."""
    placed: Placed | None = None
    compared: tuple[Placed, Placed] | None = None
    about: Item | None = None
    snippets: list[str] = field(default_factory=list)
    """Passages around what a search found."""
    cited: list[PassageHit] = field(default_factory=list)
    answer: Answer | None = None
    saved: SavedList | None = None
    remembered: Statement | None = None
    forgotten: list[Statement] = field(default_factory=list)
    problem: str = ""


def run_plan(
    steps: Sequence[Step],
    intent: Intent,
    session: Session,
    tools: Tools,
    cancelled: Callable[[], bool] = lambda: False,
) -> Results:
    """Runs the steps in order until the end or until cancelled."""
    results = Results()
    for step in steps:
        if cancelled():
            break
        _RUNNERS[step.tool](results, dict(step.arguments), intent, session, tools)
    return results


def _recommend(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    count = arguments["n"]
    kind = Kind(arguments["kind"]) if arguments["kind"] else None
    ask = partial(
        tools.recommend,
        arguments["text"],
        kind=kind,
        n=max(_POOL, count * 4),
        like=arguments["like"],
        avoid=arguments["avoid"],
        exclude=frozenset(arguments["exclude"]) | (tools.albums() if arguments.get("tracks") else frozenset()),
    )
    found = list(ask())
    facets, avoid = wanted(session.constraints), avoided(session.constraints)
    bounds = Facets(years=facets.years, languages=facets.languages, minutes=facets.minutes)
    if bounds and sum(lets_through(one.item, facets, avoid) for one in found) < count:
        # On a large shelf what keeps to the bounds may lie far behind the first candidates.
        known = {one.item.id for one in found}
        found += [one for one in ask(within=bounds) if one.item.id not in known]
    _keep(results, found, count, intent, session, tools)
    results.exhausted = not results.cards and bool(arguments["exclude"])


def _more_like(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    count = arguments["n"]
    kind = Kind(arguments["kind"]) if arguments["kind"] else None
    exclude = frozenset(arguments["exclude"])
    found = tools.more_like(arguments["item"], kind=kind, n=max(_POOL, count * 4), exclude=exclude)
    _keep(results, [one for one in found if one.item.id not in exclude], count, intent, session, tools)


def _search(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    count = intent.n or 10
    kind = Kind(arguments["kind"]) if arguments["kind"] else None
    named = [item_id for one in intent.named for item_id in one.ids]
    hits = tools.search(arguments["query"], kind, count * 4)
    found = [Recommendation(tools.item(item_id), Score({})) for item_id in dict.fromkeys(named)]
    found += [Recommendation(hit.item, Score({"search": hit.score})) for hit in hits if hit.item.id not in named]
    results.snippets = [hit.passage for hit in hits if hit.passage]
    _keep(results, found, count, intent, session, tools)


def _keep(
    results: Results,
    found: Sequence[Recommendation],
    count: int,
    intent: Intent,
    session: Session,
    tools: Tools,
) -> None:
    """The candidates that the constraints let through, those that have what was asked for first."""
    facets, avoid = wanted(session.constraints), avoided(session.constraints)
    pool = list(found) + _works(facets, found, tools)
    kinds = set(tools.gazetteer().kinds.values())
    if not kinds or facets.kind not in (None, *kinds):
        results.bare = NOUN[facets.kind] if kinds and facets.kind else "works"
    through = [one for one in pool if lets_through(one.item, facets, avoid)]
    # What has no language that is known may be in any; where some are in the one asked for, those are meant.
    through = [one for one in through if one.item.language in facets.languages] or through
    missing = unmet(facets, [one.item for one in through])
    inside = {words: _speaking_inside(words, facets.kind, tools) for words in missing[:_LOOKED_UP]}
    # The sort is stable: among equals the order of the ranking stays. Years that nobody knows come last.
    through.sort(key=lambda one: -_met(one.item, facets) - sum(one.item.id in ids for ids in inside.values()))
    through.sort(key=lambda one: facets.years is not None and one.item.year is None)
    results.cards = through[:count]
    if not through or (facets.languages and results.cards[0].item.language not in facets.languages):
        results.misfit = True
        near = [one for one in pool if facets.kind in (None, one.item.kind) and lets_through(one.item, Facets(), avoid)]
        results.cards = results.cards or near[:count]
    cards = {one.item.id for one in results.cards}
    left = unmet(facets, [one.item for one in results.cards])
    speaking = set().union(*inside.values())
    apart = [not _answers(one.item, facets) and one.item.id not in speaking for one in results.cards]
    results.near = sum(apart) if apart == sorted(apart) and not all(apart) else 0
    results.unmet = tuple(words for words in left if not cards & inside.get(words, set()))
    results.unsaid = _unsaid(results, through, intent, facets, tools)
    before = unmet(facets, [one.item for one in pool])
    results.narrowed_away = bool(pool) and (not through or len(before) < len(results.unmet))


def _speaking_inside(words: str, kind: Kind | None, tools: Tools) -> set[str]:
    """Ids of items whose passages hold a word for what no title, subject or description names."""
    forms = vocabulary().phrases.get(words, (fold(words),))
    hits = tools.search(words, kind, _POOL)
    return {hit.item.id for hit in hits if any(f" {form} " in f" {fold(hit.passage)} " for form in forms)}


def _unsaid(
    results: Results, through: Sequence[Recommendation], intent: Intent, facets: Facets, tools: Tools
) -> tuple[str, ...]:
    """The words of a wish that names nothing else, if no card says one of them; what does say one comes first."""
    words = tuple(dict.fromkeys(word for word in content_words(intent) if len(word) > _SHORTEST))
    if not words or intent.named or intent.like or _single(facets) or facets.languages:
        return ()
    if any(_says(one.item, word) for one in results.cards for word in words):
        return ()
    for word in words[:_LOOKED_UP]:
        saying = {hit.item.id for hit in tools.search(word, None, _POOL) if _says(hit.item, word, hit.passage)}
        first = [one for one in through if one.item.id in saying]
        results.known |= bool(saying)
        if first:
            results.cards = [*first, *(one for one in results.cards if one not in first)][: len(results.cards)]
            return ()
    return words


def _says(item: Item, word: str, passage: str = "") -> bool:
    own = fold(" ".join((item.title, *item.creators, *item.subjects, item.description, passage)))
    return word.removesuffix("s") in own


def _works(facets: Facets, found: Sequence[Recommendation], tools: Tools) -> list[Recommendation]:
    """Works of the creators asked for that the ranking did not bring, such as those that the person knows already."""
    known = {one.item.id for one in found}
    ids = [item_id for name in facets.creators for item_id in tools.gazetteer().works_of(name)[:_MOST_WORKS]]
    hidden = tools.hidden() if ids else frozenset()
    return [one for item_id in ids if item_id not in known | hidden and (one := _standing(item_id, tools)) is not None]


def _answers(item: Item, facets: Facets) -> bool:
    """Whether an item is by a creator that was asked for, and has at least one of the other things."""
    if not (facets.genres or facets.moods or facets.themes or facets.tempo or facets.creators):
        return True
    by = not facets.creators or Facets(creators=facets.creators).names_any(item)
    return by and _met(item, facets) > 0


def _met(item: Item, facets: Facets) -> int:
    """How many of the things asked for an item has, each creator, genre, mood and theme by itself."""
    return sum(facet.names_any(item) for facet, _ in _single(facets))


def unmet(facets: Facets, items: Sequence[Item]) -> tuple[str, ...]:
    """What no item has of the creators, genres, moods and themes asked for, in words."""
    return tuple(words for facet, words in _single(facets) if not any(facet.names_any(item) for item in items))


def _single(facets: Facets) -> list[tuple[Facets, str]]:
    found = [(Facets(creators=(one,)), one) for one in facets.creators]
    found += [(Facets(genres=(one,)), one) for one in facets.genres if not _is_kind_word(one)]
    found += [(Facets(moods=(one,)), one) for one in facets.moods]
    found += [(Facets(themes=(one,)), one) for one in facets.themes]
    return found + ([(Facets(tempo=facets.tempo), facets.tempo)] if facets.tempo else [])


def _is_kind_word(concept: str) -> bool:
    """ "Fiction" or "article" says what kind of thing is meant more than what it is about."""
    return fold(concept) in vocabulary().kinds


def _why(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    results.placed = tools.why(arguments["item"])


def _why_not(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    results.placed = tools.why_not(arguments["item"])


def _compare(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    results.compared = tools.compare(arguments["first"], arguments["second"])
    results.cards = [one.recommendation for one in results.compared]


def _about(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    results.about = tools.item(arguments["item"])
    results.cards = [Recommendation(results.about, Score({}))]


def _answer(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    results.cited = list(tools.answer(arguments["question"], item_id=arguments["item"]))
    results.answer = answer_from(arguments["question"], results.cited)
    if results.answer:
        by_id = {one.item.id: one.item for one in results.cited}
        ids = dict.fromkeys(item_id for _, item_id, _ in results.answer.sources)
        results.cards = [Recommendation(by_id[item_id], Score({})) for item_id in ids]


def _remember(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    try:
        results.remembered = tools.remember(arguments["text"])
    except InvalidStatement as error:
        results.problem = str(error)


def _forget(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    chosen = statement_meant(arguments["text"], tools.statements())
    if chosen is not None:
        results.forgotten.append(tools.forget(chosen.id))


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


def _make_list(results: Results, arguments: dict[str, Any], intent: Intent, session: Session, tools: Tools) -> None:
    wish, near = read_wish(intent.text), ""
    if results.misfit:
        results.cards = []
    if "items" in arguments:
        results.cards = [one for item_id in arguments["items"] if (one := _standing(item_id, tools)) is not None]
    elif wish.form is Form.BUNDLE:
        results.cards = _bundle(wish, intent, session, tools)
    else:
        facets = wanted(session.constraints)
        best = chosen(wish, [one for one in results.cards if _met(one.item, facets) > 0])
        # A playlist is filled up with what is nearest, so that it is as long as asked; a plan need not use every day.
        enough = wish.n or (1 if wish.form is Form.PLAN else len(results.cards) if wish.budget else _FEWEST)
        if len(best) < enough and results.cards:
            results.cards = chosen(wish, results.cards)
            near = _nearest_only(results.cards, facets)
        else:
            results.cards = best
    if results.cards:
        ids = [one.item.id for one in results.cards]
        told = {one.item.id: " ".join(reasons(one.evidence, one.item)) for one in results.cards}
        note = " ".join(filter(None, (shortfall(wish, [one.item for one in results.cards]), near)))
        results.saved = replace(tools.make_list(arguments["title"], ids, told, wish), note=note)


def _nearest_only(cards: Sequence[Recommendation], facets: Facets) -> str:
    """What the person should know of a list that was filled up; empty if all of it is what they asked for."""
    marked = sum(_met(one.item, facets) > 0 for one in cards)
    if marked == len(cards) or not _single(facets):
        return ""
    if not marked:
        return "None of them is marked as that."
    verb = "is" if marked == 1 else "are"
    return f"Only {marked} of them {verb} marked as what you asked for; the others are the nearest."


def _standing(item_id: str, tools: Tools) -> Recommendation | None:
    """An item with its ledger; None if its file has gone since the card was shown."""
    try:
        return tools.why(item_id).recommendation
    except UnknownItem:
        return None


def _bundle(wish: ListWish, intent: Intent, session: Session, tools: Tools) -> list[Recommendation]:
    """The best of each kind by turns."""
    kinds = wish.kinds if len(wish.kinds) > 1 else tuple(dict.fromkeys(tools.gazetteer().kinds.values()))
    columns = []
    for kind in kinds:
        part = Results()
        step = {"text": wish_text(session), "like": [], "n": LENGTH, "exclude": [], "kind": str(kind)}
        _recommend(part, {**step, "avoid": list(avoided(session.constraints))}, intent, session, tools)
        columns.append(part.cards)
    rounds = [one for row in zip_longest(*columns) for one in row if one is not None]
    return rounds[: wish.n or each(wish) * len(kinds)]


_RUNNERS: Mapping[str, Callable[[Results, dict[str, Any], Intent, Session, Tools], None]] = {
    "recommend": _recommend,
    "more like": _more_like,
    "search": _search,
    "why": _why,
    "why not": _why_not,
    "compare": _compare,
    "about": _about,
    "answer": _answer,
    "remember": _remember,
    "forget": _forget,
    "make list": _make_list,
}
