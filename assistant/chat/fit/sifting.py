"""What of the candidates is left out: what may be against the wish, and what only stands beside what is meant."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.cards.needs import NeedsMet
from assistant.cards.wishes import CardWish, Value, card_wish
from assistant.chat.fit.breaking import most_broken
from assistant.chat.fit.need_told import need_told
from assistant.chat.fit.worth import Topic
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.domain.entities import Item, Kind, Recommendation
from assistant.guide.traits import has_trait
from assistant.language.facets import Facets
from assistant.language.gazetteer import is_common
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.traits import trait, trait_named
from assistant.language.vocabulary import vocabulary

POOL = 60
NEEDY = 0.5
"""How sure a need must be for its words not to be looked for on the shelves."""
MOST_CARDS = 10
"""Of a turn of conversation; more are the pool of a list."""
ENOUGH, FEW = 3, 2
"""Cards; rather so few than others that may be against the wish."""
_MOST_NEEDS = 0.5
"""Of the needs that a message tells of, so many must be against a value."""
_NOT_THE_ONE = re.compile(
    r"\b(?:not|except|but not|nor|nicht|aber nicht|pas|sauf) (?:the|that|das|den|die|celui|celle|le|la) "
    r"(?:one |book |song |piece )?(?:with|about|where|in which|on|mit|über|avec|sur|où) (?P<what>[^,.;!?]+)",
    re.IGNORECASE,
)
_RARE = 0.3
"""Of the candidates: a word that stands in more of them says little."""
_NOVEL = re.compile(r"\b(?:novels?|novellas?|roman[es]?|romanzo|romanzi|novelas?|erzahlung)\b")


def pointed_away(intent: Intent, services: Services) -> set[str]:
    """The id of what is turned down by what it tells of: "not the one with the wall"."""
    found = _NOT_THE_ONE.search(intent.text)
    words = [word for word in fold(found["what"]).split() if not is_common(word)] if found else []
    if not words:
        return set()
    hits = [hit.item for hit in services.search(" ".join(words), None, POOL)]
    by = Facets(creators=intent.facets.creators)
    meant = [one for one in hits if not by.creators or by.names_any(one)]
    return {one.id for one in meant[:1] if any(says(one, word) for word in words)}


class Sifted(NamedTuple):
    """What is left, and the ids among it that are doubtful and come last."""

    left: list[Recommendation]
    doubtful: set[str]


def sifted(
    found: list[Recommendation], avoid: Sequence[str], session: ChatSession, intent: Intent, services: Services, n: int
) -> Sifted:
    """Without what may be against the wish. Fewer are better than wrong ones, but for a number that was asked for:
    where too few are left, the doubtful come last. `n`: how many are looked for."""
    enough = max(ENOUGH, intent.n or (ENOUGH if n <= MOST_CARDS else MOST_CARDS))
    found, denied = _without(found, _denied(found, avoid, services), enough)
    found = made_up(found, session, intent, enough)
    against, named = _unwelcome(found, intent, session, services)
    found, unwelcome = _without(found, against, FEW if named and enough == ENOUGH else enough)
    return Sifted(found, denied | unwelcome)


def _without(found: list[Recommendation], ids: set[str], enough: int) -> Sifted:
    clear = [one for one in found if one.item.id not in ids]
    return Sifted(clear, set()) if len(clear) >= enough else Sifted(found, ids)


def _denied(found: Sequence[Recommendation], avoid: Sequence[str], services: Services) -> set[str]:
    """Ids of what a word of a description or a passage may show to be what is not wanted."""
    inside = [_denied_inside(what, found, services) for what in avoid]
    return {one.item.id for one in found if most_broken(one.item, avoid) > 0}.union(*inside)


def _denied_inside(what: str, found: Sequence[Recommendation], services: Services) -> set[str]:
    """Ids of candidates in whose passages a rare word stands that is not wanted, and of which no list knows more."""
    if trait_named(fold(what)) is not None or fold(what) in vocabulary().terms or fold(what) in vocabulary().languages:
        return set()
    here = {one.item.id for one in found}
    ids = here & set().union(
        *(speaking_inside(form, None, services) for form in {fold(what), fold(what).removesuffix("s")})
    )
    return ids if len(ids) <= _RARE * len(here) else set()


def made_up(found: list[Recommendation], session: ChatSession, intent: Intent, enough: int) -> list[Recommendation]:
    """A novel is made up: true stories go, where enough others are left."""
    wanted_words = split_negations(f"{session.wish}. {intent.text}")[0]
    if not _NOVEL.search(fold(wanted_words)):
        return found
    true = trait("true stories")  # no words
    novels = [one for one in found if one.item.kind is not Kind.BOOK or not has_trait(one.item, true)]
    return novels if len(novels) >= enough else found


def _unwelcome(
    found: list[Recommendation], intent: Intent, session: ChatSession, services: Services
) -> tuple[set[str], bool]:
    """Ids of those whose cards say what goes against the wish or the need, and whether the wish names values. What is
    of a genre that is named must be against what is told beside it; and what the wish before asked for is asked still:
    “shorter, though” behind “something to fall asleep to” is no wish for something brisk."""
    told = intent.wish or intent.text
    wish, genres = card_wish(told), Facets(genres=intent.facets.genres)
    kept = _asked_before(session.wish, services) if fold(session.wish) != fold(told) else set()
    against = _against(wish, services.needs(told), kept)
    beside = against & _against(wish, need_told(intent, services), kept) if genres else against
    ids = {
        one.item.id
        for one in found
        if any(
            (facet, value) in (beside if genres.names_any(one.item) else against) for facet, value, _ in one.item.card
        )
    }
    return ids, bool(wish.wanted)


def _asked_before(wish: str, services: Services) -> set[Value]:
    """The values that the wish of before names or needs."""
    told, needs = card_wish(wish), services.needs(wish)
    needed = {value for value, share in needs.wanted.items() if share >= _MOST_NEEDS}
    return {*told.wanted, *told.brought, *(needed if needs.strength >= NEEDY else ())}


def _against(wish: CardWish, needs: NeedsMet, kept: set[Value]) -> set[Value]:
    """The values that go against a wish and what is needed, but for those that are `kept` from the need."""
    against = {*wish.avoided, *wish.unwelcome}
    if needs.strength >= NEEDY and not any(facet == "mood" for facet, _ in wish.wanted):
        # A mood that is named is meant, whatever would do good.
        against |= {value for value, share in needs.against.items() if share >= _MOST_NEEDS} - kept
    return against - {*wish.wanted, *wish.brought}


def of_one_kind(found: list[Recommendation], topic: Topic, papers: set[str], count: int) -> list[Recommendation]:
    """Where most of the best are of one kind, nobody means the others by the same words."""
    best = [one.item.kind for one in found[:count]]
    for kind in set(best):
        of_it = [one for one in found if one.item.kind is kind or topic.meets(one.item) or one.item.id in papers]
        if best.count(kind) > len(best) / 2 and len(of_it) >= ENOUGH:
            return of_it
    return found


def alike(cards: list[Recommendation], topic: Topic) -> list[Recommendation]:
    """Where some of the cards are what was asked for, the others are of their kinds: no record beside two novels."""
    meant = [one.item.kind for one in cards if topic.meets(one.item)]
    return [one for one in cards if one.item.kind in meant] if topic and len(meant) >= FEW else cards


def speaking_inside(words: str, kind: Kind | None, services: Services) -> set[str]:
    """Ids of items whose passages hold a word for what no title, subject or description names."""
    forms = vocabulary().phrases.get(words, (fold(words),))
    hits = services.search(words, kind, POOL)
    return {hit.item.id for hit in hits if any(f" {form} " in f" {fold(hit.passage)} " for form in forms)}


def says(item: Item, word: str, passage: str = "") -> bool:
    own = fold(" ".join((item.title, *item.creators, *item.subjects, item.told, passage)))
    return word.removesuffix("s") in own
