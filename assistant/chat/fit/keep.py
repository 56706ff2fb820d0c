"""What of the candidates fits the wish: those that the constraints let through, the best met first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.cards.needs import NeedsMet
from assistant.cards.wishes import card_wish
from assistant.chat.constraints import avoided, lets_through, wanted, wish_text
from assistant.chat.demands import meeting
from assistant.chat.fit.aversions import Aversion, aversions, held_back
from assistant.chat.fit.having import met, unmet
from assistant.chat.fit.origins import from_there, more_from_there
from assistant.chat.fit.sifting import (
    ENOUGH,
    MOST_CARDS,
    NEEDY,
    POOL,
    alike,
    of_one_kind,
    pointed_away,
    says,
    sifted,
    speaking_inside,
)
from assistant.chat.fit.wish_words import wish_words
from assistant.chat.fit.worth import INSIDE, Topic, single_facets, topic_of
from assistant.chat.leaning import is_owned
from assistant.chat.results import Results
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent, content_words, subjects_said
from assistant.domain.entities import Item, Kind, Recommendation
from assistant.domain.errors import UnknownItem
from assistant.domain.lengths import is_of_unknown_length, minutes_of
from assistant.language.facets import Facets
from assistant.language.foreign import language_of
from assistant.language.normalise import fold
from assistant.language.taste.content import is_about, wished_themes
from assistant.language.taste.themes import themes_in
from assistant.language.vocabulary import vocabulary

_SHORTEST = 3
_MOST_WORKS = 12
"""Works of one creator beyond those that the ranking brings."""
_SHORT_QUESTION = 12
"""Words: a longer one tells more than the name of a thing."""
_SHORT_BOOK = 300.0
"""Minutes."""
_LENGTH_SHARE = 0.3
_LOOKED_UP = 2
"""Words that are looked for inside the files before it is said that nothing has them."""


_NAME = re.compile(r"(?<=[^.!?] )[A-ZÀ-ÖØ-Þ][a-zß-ÿ’'-]+")
"""A word in capitals within a sentence."""


def keep(
    results: Results,
    found: Sequence[Recommendation],
    count: int,
    intent: Intent,
    session: ChatSession,
    services: Services,
    kind: Kind | None = None,
) -> None:
    """The candidates that the constraints let through, best first: by their scores, and by what of the wish they have.
    `kind`: of which they are to be, where the wish only leans to one."""
    facets, avoid = wanted(session.constraints), avoided(session.constraints)
    # What is named by its title is meant, even if it was turned down before.
    gone = pointed_away(intent, services) | set(session.left_out)
    gone -= {item_id for one in intent.named if one.role == "title" for item_id in one.ids}
    albums = {fold(one.name) for one in intent.named if one.role == "title"} if intent.like else set()
    pool = [
        one
        for one in (*found, *_works(facets, session, found, services))
        if one.item.id not in gone and not (one.item.album and fold(one.item.album) in albums)
    ]
    kinds = set(services.gazetteer().kinds.values())
    results.library_is_empty = not kinds
    if kinds and facets.kind not in (None, *kinds):
        results.lacking = facets.kind
    topic = _topic(intent, intent.text if intent.like else wish_text(session) or intent.text, facets, pool, services)
    kind = facets.kind or (kind if kind in kinds else None)
    of_papers = _of_papers(topic, intent.text)
    papers = _papers(of_papers, services) if kind is None and Kind.DOCUMENT in kinds else set()
    pool = [one for one in pool if _of_kind(one.item, kind, of_papers) or one.item.id in papers]
    through = [one for one in pool if lets_through(one.item, facets, avoid)]
    through = from_there(through, session.constraints)
    # What has no language that is known may be in any; where some are in the one asked for, those are meant.
    through = [one for one in through if one.item.language in facets.languages] or through
    ruled_out = _ruled_out(intent, session, services)
    against = held_back([one.item for one in through], ruled_out)
    through, doubtful = sifted(through, avoid, session, intent, services, count)
    missing = unmet(facets, [one.item for one in through])
    inside = {words: speaking_inside(words, facets.kind, services) for words in missing[:_LOOKED_UP]}

    def worth(one: Recommendation) -> float:
        speaking = sum(one.item.id in ids for ids in inside.values())
        return float(one.score) + topic.worth(one.item) + INSIDE * speaking

    # The sort is stable: among equals the order of the ranking stays. Years and lengths that nobody knows come last.
    through.sort(key=lambda one: -worth(one))
    through = meeting(through, session.constraints)
    through.sort(key=lambda one: (one.item.id in doubtful, _is_unknown(one.item, facets)))
    results.doubtful = frozenset(doubtful)
    results.held_back = tuple(one.item for one in through[:count] if one.item.id in against)
    through = [one for one in through if one.item.id not in against]
    if kind is None:
        through = of_one_kind(through, topic, papers, count)
    results.cards = alike(through[:count], topic)
    if not through or (facets.languages and results.cards[0].item.language not in facets.languages):
        results.misfit = True
        near = [one for one in pool if kind in (None, one.item.kind) and lets_through(one.item, Facets(), avoid)]
        near = [one for one in near if one.item.id not in held_back([one.item], ruled_out)]
        results.cards = results.cards or near[:count]
    cards = {one.item.id for one in results.cards}
    told = intent.wish or intent.text
    needs = services.needs(told)
    # Moods are what cards tell, where there are any; and a need names no subject.
    asked = replace(facets, moods=(), tempo="") if any(one.item.card for one in pool) else facets
    asked = replace(asked, genres=_own_genres(asked), themes=()) if needs.strength >= NEEDY else asked
    left = unmet(asked, [one.item for one in results.cards])
    # What is like a work is so for its own sake, whatever they tell of themselves.
    results.wished = wish_words(told, NeedsMet() if intent.like else needs, asked, [one.item for one in results.cards])
    speaking = set().union(*inside.values())
    apart = [
        not (_answers(one.item, facets) or topic.tells(one.item)) and one.item.id not in speaking
        for one in results.cards
    ]
    results.fitting = frozenset(
        one.item.id
        for one, is_apart in zip(results.cards, apart, strict=True)
        if not topic or topic.meets(one.item) or (single_facets(facets) and not is_apart) or one.item.id in speaking
    )
    results.near = sum(apart) if apart == sorted(apart) and not all(apart) else 0
    if results.near and not intent.n and count <= MOST_CARDS:
        # What is only close fills up a list that would be very short, and no other.
        kept = max(len(results.cards) - results.near, min(len(results.cards), ENOUGH))
        results.near -= len(results.cards) - kept
        results.cards = results.cards[:kept]
    results.unmet = tuple(words for words in left if not (cards & inside.get(words, set()) or _told(words, results)))
    results.unsaid = _unsaid(results, through, intent, facets, services) or _unfound(topic, told, pool, services)
    before = unmet(asked, [one.item for one in pool])
    results.narrowed_away = bool(pool) and (not through or len(before) < len(results.unmet))


def _is_unknown(item: Item, facets: Facets) -> bool:
    """Whether nobody knows of an item what the wish bounds."""
    if facets.years is not None and item.year is None:
        return True
    bounded = facets.minutes is not None or bool(facets.length)
    return bounded and (minutes_of(item) is None or is_of_unknown_length(item))


def _ruled_out(intent: Intent, session: ChatSession, services: Services) -> tuple[Aversion, ...]:
    """What the profile rules out, but for what this wish asks for or is likened to."""
    named = [item_id for one in intent.named if one.role == "title" for item_id in one.ids[:1]]
    like = [one for item_id in (*intent.like, *named) if (one := standing(item_id, services)) is not None]
    return aversions(services.statements(), f"{session.wish}. {intent.text}", [one.item for one in like])


def _topic(intent: Intent, wish: str, facets: Facets, pool: Sequence[Recommendation], services: Services) -> Topic:
    """What the wish is about; the words of one that tells of a need are about nothing on the shelves."""
    needs = services.needs(intent.wish or intent.text)
    of_need = needs.strength >= NEEDY
    words = [] if of_need or intent.like else [one for one in content_words(intent) if len(one) > _SHORTEST]
    if of_need:
        # "Tea" beside a blanket and rain is no subject.
        facets = replace(facets, genres=(), themes=())
    themes = () if of_need else wished_themes(wish)
    return topic_of(facets, words, [one.item for one in pool], _short(facets, needs), themes)


def _own_genres(facets: Facets) -> tuple[str, ...]:
    """Those that are genres for everybody, and no subject of this library alone."""
    return tuple(one for one in facets.genres if vocabulary().kinds_of_genre.get(one) in (Kind.BOOK, Kind.MUSIC))


def _short(facets: Facets, needs: NeedsMet) -> int:
    """1 where something short is wanted, by a word, a bound or a need; -1 where something long is; else 0."""
    least, most = facets.minutes or (None, None)
    good = needs.wanted
    short = max(good.get(("length", "minutes"), 0.0), good.get(("length", "an evening"), 0.0))
    if facets.length == "short" or (most is not None and most <= _SHORT_BOOK) or short >= _LENGTH_SHARE:
        return 1
    long = good.get(("length", "weeks"), 0.0) >= _LENGTH_SHARE
    return -1 if long or facets.length == "long" or (least or 0.0) > _SHORT_BOOK else 0


def _of_kind(item: Item, kind: Kind | None, topic: Topic) -> bool:
    """A document is picked where documents are asked for, or for its subject; never to suit a mood."""
    return item.kind is kind if kind is not None else item.kind is not Kind.DOCUMENT or topic.meets(item)


def _of_papers(topic: Topic, text: str) -> Topic:
    """What a paper must say to be picked: words of the wish, but for names ("for Jonas"), what it is or a subject of
    the library; no theme or mood, of which many papers tell by the way."""
    # German writes every noun as a name.
    names = set() if language_of(text) == "de" else {fold(name) for name in _NAME.findall(text)}
    words = {stem: told for stem, told in topic.words.items() if topic.said[stem] not in names}
    kinds, concepts = vocabulary().kinds_of_genre, vocabulary().phrases
    genres = tuple(one for one in topic.facets.genres if kinds.get(one) is Kind.DOCUMENT or one not in concepts)
    return replace(topic, facets=replace(topic.facets, genres=genres, themes=()), words=words, themes=())


def _papers(topic: Topic, services: Services) -> set[str]:
    """Ids of documents in whose text a telling word of the wish stands."""
    telling = sorted((word for word, told in topic.words.items() if told), key=lambda word: -topic.words[word])
    return set().union(*(speaking_inside(word, Kind.DOCUMENT, services) for word in telling[:_LOOKED_UP]))


def _unsaid(
    results: Results, through: Sequence[Recommendation], intent: Intent, facets: Facets, services: Services
) -> tuple[str, ...]:
    """The words of a wish that names nothing else, if no card says one of them; what does say one comes first."""
    words = tuple(dict.fromkeys(word for word in content_words(intent) if len(word) > _SHORTEST))
    # "Cheer me up" is met by what items are like, whether or not they say "cheer".
    if (card_wish(intent.text) or services.needs(intent.wish or intent.text)) and any(
        one.item.card for one in results.cards
    ):
        return ()
    if not words or intent.named or intent.like or single_facets(facets) or facets.languages:
        return ()
    if any(says(one.item, word) for one in results.cards for word in words):
        return ()
    for word in words[:_LOOKED_UP]:
        saying = {hit.item.id for hit in services.search(word, None, POOL) if says(hit.item, word, hit.passage)}
        first = [one for one in through if one.item.id in saying]
        results.known |= bool(saying)
        if first:
            results.cards = [*first, *(one for one in results.cards if one not in first)][: len(results.cards)]
            return ()
    said = subjects_said(intent)
    return tuple(word for word in words if word in said)


def _unfound(topic: Topic, told: str, pool: Sequence[Recommendation], services: Services) -> tuple[str, ...]:
    """The words by which one looks through what one owns, if nothing holds any: "a curry recipe, have I got one"."""
    words = topic.surely()
    if not is_owned(told) or is_about(told) or len(told.split()) > _SHORT_QUESTION or topic.facets.years or not words:
        return ()
    if any(topic.holds(one.item, stem) for one in pool for stem in words):
        return ()
    inside = any(speaking_inside(word, None, services) for word in words.values())
    return () if inside else tuple(words.values())


def _told(words: str, results: Results) -> bool:
    """Whether a card tells of a theme that words name, whichever words it has for it."""
    return any(theme.shown_by(one.item) > 0 for theme in themes_in(words) for one in results.cards)


def _works(
    facets: Facets, session: ChatSession, found: Sequence[Recommendation], services: Services
) -> list[Recommendation]:
    """Works of the creators asked for that the ranking did not bring, such as those that the person knows already; or
    of creators from where they are to come from."""
    known = {one.item.id for one in found}
    ids = [item_id for name in facets.creators for item_id in services.gazetteer().works_of(name)[:_MOST_WORKS]]
    ids += more_from_there(session.constraints, found, services)
    hidden = services.hidden() if ids else frozenset()
    return [
        one for item_id in ids if item_id not in known | hidden and (one := standing(item_id, services)) is not None
    ]


def standing(item_id: str, services: Services) -> Recommendation | None:
    """An item with its ledger; None if its file has gone since the card was shown."""
    try:
        return services.why(item_id).recommendation
    except UnknownItem:
        return None


def _answers(item: Item, facets: Facets) -> bool:
    """Whether an item is by a creator that was asked for, and has at least one of the other things."""
    if not (facets.genres or facets.moods or facets.themes or facets.tempo or facets.creators):
        return True
    by = not facets.creators or Facets(creators=facets.creators).names_any(item)
    return by and met(item, facets) > 0
