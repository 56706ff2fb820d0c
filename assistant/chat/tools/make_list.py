"""Makes a list and keeps it: a playlist, a reading plan, a bundle, or the cards that were shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.chat.constraint import (
    Avoiding,
    Having,
    InLanguage,
    InWords,
    OfGender,
    OfGenre,
    OfMood,
    OfTempo,
    OfTheme,
)
from assistant.chat.constraints import applied, avoided, wanted, wish_text
from assistant.chat.fit.having import met
from assistant.chat.fit.keep import standing
from assistant.chat.fit.need_told import need_told
from assistant.chat.fit.sifting import NEEDY
from assistant.chat.fit.worth import single_facets
from assistant.chat.reasons.spoken import recommended
from assistant.chat.results import Results
from assistant.chat.session import ChatSession, Deed
from assistant.chat.tools.recommend import recommend, recommending
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import KINDLY, Act
from assistant.domain.entities import Kind, Recommendation, Verdict
from assistant.explain.explanation import reasons
from assistant.language.facet_parser import read_facets
from assistant.language.facets import Facets
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.content import is_about, without_occasion
from assistant.lists.forms import Form
from assistant.lists.list_request import ListWish, read_wish
from assistant.lists.list_selection import (
    LENGTH,
    chosen,
    each,
    length_of,
    of_part,
    ordered,
    pointed_at,
    pool_for,
    shortfall,
)
from assistant.lists.parts import Part
from assistant.lists.times_told import time_told
from assistant.messages import joined, tr, trn

KNOWN = frozenset({Verdict.FINISHED, Verdict.PLAYED, Verdict.LIKED, Verdict.DISLIKED, Verdict.RATED})
_SOFT = (OfGenre, OfMood, OfTheme, OfTempo, InWords, Having)
"""What a list that lacks to its number may do without."""
_FEWEST = 3
"""A list of this many that fit is better than a longer one with others."""


_OF_THESE = re.compile(
    rf"^{KINDLY}(?:(?:mach\w*|erstell\w*|bau\w*)(?: mir| uns)? (?:(?:daraus|davon|damit) (?:eine? )?\w+"
    r"|(?:eine? )?\w+ (?:daraus|davon|damit|aus (?:diesen|denen|ihnen)))"
    r"|(?:fais|faites|fait)(?: moi| nous)? en une? \w+"
    r"|(?:fais|faites)(?: moi)? une? \w+ (?:de|avec) (?:ca|cela|ceux ci)"
    r"|haz(?:me)? (?:una? )?\w+ (?:con|de) (?:eso|esto|est[oa]s|es[oa]s|ell[oa]s)"
    r"|(?:fanne|fammene) una? \w+|(?:fai|fammi) una? \w+ (?:con|di) (?:questi|queste))"
    r"(?: bitte| svp| s ?il (?:te|vous) plait| por favor| per favore)?$"
)


_ALBUMS = re.compile(r"\b(?:albums?|records?|LPs?|platten?|alben|disques?|discos?|dischi)\b", re.IGNORECASE)


def is_of_these(text: str) -> bool:
    """True for a list of "these", in any language: of the cards that were shown, not of what a search finds."""
    return pointed_at(read_wish(text)) or _OF_THESE.search(fold(text)) is not None


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    wish, cards = read_wish(asked.intent.text), asked.session.cards
    if cards and is_of_these(asked.intent.text):
        title = trn("{n} from our conversation", "{n} from our conversation", len(cards))
        return (make_list.step(title=title, items=list(cards)),)
    if whole := _all_of_named(asked, wish):
        return (make_list.step(title=_named_title(asked) or wish.title, items=whole),)
    step = recommending(asked, pool_for(wish), tracks=_of_tracks(wish))
    # What was left out as circumstances leaves holes in a title.
    return (step, make_list.step(title=read_wish(asked.intent.wish or asked.intent.text).title))


def _all_of_named(asked: ToolRequest, wish: ListWish) -> list[str]:
    """Ids of all works that several names stand for, figures among them, where all of them are asked for."""
    named = [one for one in asked.intent.named if one.role != "subject"]
    several = len(named) > 1 or any(one.role == "title" and len(one.ids) > 1 for one in named)
    if wish.n or wish.budget is not None or not several or not _ALL.search(asked.intent.wish or asked.intent.text):
        return []
    kinds = wish.kinds or ((asked.intent.kind,) if asked.intent.kind else ())
    ids = dict.fromkeys(item_id for one in named for item_id in one.ids)
    return [one for one in ids if not kinds or asked.names.kinds.get(one) in kinds]


def _named_title(asked: ToolRequest) -> str:
    """The makers, where a list is to hold both works of each: “both Reids and both Okris”."""
    makers = [one.name for one in asked.intent.named if one.role == "creator"]
    both = _BOTH.search(asked.intent.wish or asked.intent.text) and len(makers) == len(asked.intent.named)
    return joined(list(dict.fromkeys(makers))) if both else ""


_BOTH = re.compile(r"\b(?:both|beide[nr]?|les deux|ambos|ambas|entramb[ie])\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all|both|beide[nr]?|les deux|ambos|ambas|entramb[ie]|every(?:thing)?|whole|complete|alle[ns]?"
    r"|s[äa]mtliche\w*|tou(?:s|tes|t)|todos?|todas?|tutt[ioea]|alle)\b",
    re.IGNORECASE,
)


def _of_tracks(wish: ListWish) -> bool:
    """Whether a list is to hold pieces and no whole albums."""
    if wish.form is Form.PLAYLIST:
        return True
    return wish.kinds == (Kind.MUSIC,) and not _ALBUMS.search(wish.text)


def _say(answered: Answered) -> list[str]:
    return recommended(answered.intent, answered.session, answered.results, answered.ask_kind)


@tool("make list", acts=(Act.MAKE_LIST,), plan=_plan, say=_say, cue=_OF_THESE.pattern)  # no words
def make_list(running: Running, title: str, items: Sequence[str] = ()) -> None:
    """Keeps a list under a title: these items, else the best of what was found before it."""
    results, wish, near = running.results, read_wish(running.intent.text), ""
    if results.misfit:
        results.cards = []
    sure = [one for one in results.cards if one.item.id not in results.doubtful]
    results.cards = sure if len(sure) >= max(_FEWEST, wish.n or 0) else results.cards
    if wish.unread:
        results.cards = _unknown(results.cards, running)
    if items:
        results.cards = [one for item_id in items if (one := standing(item_id, running.services)) is not None]
    elif wish.parts:
        results.cards = _of_parts(wish, running)
    elif wish.form is Form.BUNDLE:
        results.cards = _bundle(wish, running)
    else:
        near = _filled_up(wish, running, _choose(wish, running))
    results.cards = ordered(results.cards, wish.order)
    if results.cards:
        ids = [one.item.id for one in results.cards]
        told = {one.item.id: " ".join(reasons(one.evidence, one.item, score=one.score)) for one in results.cards}
        note = " ".join(filter(None, (shortfall(wish, [one.item for one in results.cards]), near)))
        results.saved = replace(running.services.make_list(title, ids, told, wish), note=note)
        results.deeds.append(Deed("list", results.saved.id))


def _unknown(cards: Sequence[Recommendation], running: Running) -> list[Recommendation]:
    """Those that the person has not finished, nor said anything of."""
    done = {one.item_id for one in running.services.deeds() if one.verdict in KNOWN}
    return [one for one in cards if one.item.id not in done]


def _choose(wish: ListWish, running: Running) -> str:
    """Takes the cards that fit, or fills up with the nearest; returns what the person should know then."""
    results, facets = running.results, wanted(running.session.constraints)
    if _names_subject(running):
        # What a work is about is known or not: a list holds little else. A few that lack to the number are the nearest.
        by = Facets(creators=facets.creators)
        fitting = [one for one in results.cards if one.item.id in results.fitting]
        # A genre that some are of is no subject that words tell: only those of it are meant.
        if facets.genres:
            fitting = [one for one in fitting if met(one.item, facets) > 0] or fitting
        fitting = [one for one in fitting if not by.creators or by.names_any(one.item)]
        best = chosen(wish, fitting)
        few = len(best) < (wish.n or 0) <= 2 * len(best)
        if by.creators or not (few or (not facets.genres and _is_far_too_short(wish, best))):
            results.cards = best
            return ""
        results.cards = chosen(wish, [*fitting, *(one for one in results.cards if one not in fitting)])
        marked = sum(one in best for one in results.cards)
        return _marked_only(marked) if marked else tr("None of them is marked as that.")
    best = chosen(wish, [one for one in results.cards if met(one.item, facets) > 0])
    # A playlist is filled up with what is nearest, so that it is as long as asked; a plan need not use every day.
    enough = wish.n or (1 if wish.form is Form.PLAN else _FEWEST)
    full = wish.form is Form.PLAN or not shortfall(wish, [one.item for one in best])
    if (len(best) >= enough and full) or not results.cards:
        results.cards = best
        return ""
    rest = [one for one in results.cards if one not in best]
    results.cards = chosen(wish, [*best, *rest])
    return _nearest_only(results.cards, facets)


def _filled_up(wish: ListWish, running: Running, near: str) -> str:
    """Fills a list up to the number that was asked for with what is nearest: what must not be, who they are by and what
    is measured still hold. Returns what the person should know then."""
    results, facets = running.results, wanted(running.session.constraints)
    doubtful = sum(one.item.id in results.doubtful for one in results.cards)
    lacking = (wish.n or 0) - len(results.cards)
    many = _names_subject(running) and (wish.n or 0) > 2 * len(results.cards)
    if lacking > 0 and results.cards and not (many or facets.creators) and wish.budget is None:
        held = tuple(one for one in running.session.constraints if not isinstance(one, _SOFT))
        own = replace(running, results=Results(), session=replace(running.session, constraints=held))
        text = wish_text(running.session)
        known = [one.item.id for one in results.cards]
        recommend.run(
            own, text=text, n=pool_for(wish), kind=facets.kind, exclude=[*known, *running.session.left_out],
            avoid=avoided(held), tracks=_of_tracks(wish),
        )  # fmt: skip
        more = [] if own.results.misfit else own.results.cards
        more = [one for one in more if one.item.id not in own.results.doubtful]
        more = _unknown(more, running) if wish.unread else more
        results.cards = chosen(wish, [*results.cards, *more])
        doubtful += len(results.cards) - len(known)
    return near or (_marked_only(len(results.cards) - doubtful) if 0 < doubtful < len(results.cards) else "")


def _is_far_too_short(wish: ListWish, cards: Sequence[Recommendation]) -> bool:
    """Whether a playlist by time would last less than half of what it is to."""
    told = wish.minutes if wish.form is Form.PLAYLIST else None
    return told is not None and sum(length_of(one.item) for one in cards) < told / 2


def _names_subject(running: Running) -> bool:
    """Whether a wish says who a list is to be by, of which genre or what about: more than a mood or an occasion. The
    words of one that tells of a need name no subject."""
    text = without_occasion(time_told(split_negations(running.intent.text)[0])[0])
    facets = read_facets(text, running.services.gazetteer())
    of_need = need_told(running.intent, running.services).strength >= NEEDY
    facets = replace(facets, moods=(), tempo="", minutes=None)
    held = single_facets(replace(wanted(running.session.constraints), moods=(), tempo=""))
    return bool(held and single_facets(facets)) or (is_about(text) and not of_need)


def _nearest_only(cards: Sequence[Recommendation], facets: Facets) -> str:
    """What the person should know of a list that was filled up; empty if all of it is what they asked for."""
    marked = sum(met(one.item, facets) > 0 for one in cards)
    if marked == len(cards) or not single_facets(facets):
        return ""
    return _marked_only(marked) if marked else tr("None of them is marked as that.")


def _marked_only(marked: int) -> str:
    return trn(
        "Only one of them is marked as what you asked for; the others are the nearest.",
        "Only {n} of them are marked as what you asked for; the others are the nearest.",
        marked,
    )


def _of_parts(wish: ListWish, running: Running) -> list[Recommendation]:
    """The best of each part in its order; nothing twice."""
    found: list[Recommendation] = []
    for part in wish.parts:
        own = _running_part(part, running)
        mine = of_part(part, wish)
        known = {one.item.id for one in found}
        recommend.run(
            own, text=part.about, n=pool_for(mine), kind=part.kind, exclude=sorted(known),
            avoid=avoided(own.session.constraints), tracks=part.kind is Kind.MUSIC,
        )  # fmt: skip
        own.results.cards = [] if own.results.misfit else own.results.cards
        _choose(mine, own)
        found += [one for one in own.results.cards if one.item.id not in known]
    return found


def _running_part(part: Part, running: Running) -> Running:
    """The turn as if only this part had been asked for; what is not wanted holds for all."""
    read = read_by_rules(part.about, running.services.gazetteer())
    intent = replace(read, act=Act.MAKE_LIST, kind=part.kind, n=part.n, facets=replace(read.facets, minutes=None))
    held = tuple(one for one in running.session.constraints if isinstance(one, Avoiding | OfGender | InLanguage))
    session = ChatSession(constraints=held, left_out=running.session.left_out)
    return replace(running, intent=intent, session=applied(session, intent, []), results=Results())


def _bundle(wish: ListWish, running: Running) -> list[Recommendation]:
    """The best of each kind by turns."""
    session, services = running.session, running.services
    kinds = wish.kinds if len(wish.kinds) > 1 else tuple(dict.fromkeys(services.gazetteer().kinds.values()))
    columns = []
    for kind in kinds:
        part = replace(running, results=Results())
        recommend.run(part, text=wish_text(session), n=LENGTH, kind=kind, avoid=avoided(session.constraints))
        columns.append(part.results.cards)
    rounds = [one for row in zip_longest(*columns) for one in row if one is not None]
    return rounds[: wish.n or each(wish) * len(kinds)]
