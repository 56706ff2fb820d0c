"""A message as an edit of the wish under way: what it lifts, what is known already, what is turned down, and of whom
it speaks without a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.chat.constraint import ByCreator, OfGenre, OfKind
from assistant.chat.constraints import applied
from assistant.chat.follow.comparing import without_measures
from assistant.chat.follow.cues import ADDING, HIS, KNOWN, LIKE_THESE, NOT_KNOWN, OTHER_MAKER, REMOVING, THAT, THOSE
from assistant.chat.follow.in_context import is_opinion_of_one
from assistant.chat.follow.known_works import asks_for_others, others_of, works_told
from assistant.chat.follow.lifting import lifted, without_words
from assistant.chat.follow.wish import goes_on
from assistant.chat.meant import places_meant
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent, read_by_rules
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.entities import Kind
from assistant.domain.errors import UnknownItem
from assistant.language.facet_parser import names_meant
from assistant.language.normalise import blanked, fold
from assistant.lists.times_told import time_told

_EDITABLE = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.REJECT, Act.VERDICT, Act.FORGET, Act.LIBRARY})
_OF_WISH = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.REJECT, Act.ABOUT, Act.LIBRARY})
_TELLING = frozenset({Act.VERDICT, Act.WHY, Act.COMPARE})
"""Acts that a message is taken for which tells what is known, and asks what else there is."""
_WHAT_ELSE = re.compile(r"\b(?:else|next|left|leaves?|others?|more|sonst|noch|reste|d['’]autres?)\b[^.!?]*\?")
_ASKING = frozenset({Act.ABOUT, Act.ANSWER, Act.COMPARE, Act.NOTES})
_OF_MAKER = re.compile(
    r"\b(?:what|which|anything|something|any|more|how many|was|welche\w*|etwas|noch|quoi|quels?|quelles?|d autres?)\b"
    rf".*(?:{HIS.pattern})"
)
_CLAUSE = re.compile(r"(?:[^.!?;,–—:]|(?<=\w)[.](?=\w))+")
_CREATOR = "creator:"
EDIT_LIST = "edit list"  # no words
"""The act that changes the list that was just made."""
_OF_SHELVES = frozenset({Act.ABOUT, Act.SEARCH, Act.ANSWER, Act.LIBRARY})
"""Acts that ask what there is and wish for nothing."""
_CLAUSES = re.compile(r"[.,;:!?–—]+")
_IN_PAPERS = re.compile(
    r"(?:(?:no|but|and|sorry|i|meant|mean|only|just|look|search|nur|ich meine|nein) )*"
    r"(?:(?:in|among|through|from|in) )?(?:my|our) (?:own )?(?:papers?|notes?|documents?|files|writings?)"
    r"|(?:nein )?(?:ich meine? )?(?:in )?meine[nr]? (?:eigenen )?(?:papiere\w*|notizen|unterlagen|dokumente\w*)"
    r"|(?:non )?(?:dans )?(?:mes|nos) (?:propres )?(?:papiers|notes|documents|fichiers)"
)
_LIKED = 3
"""Cards that "the same mood" speaks of."""
_COUNTS = re.compile(r"\b(?:which of (?:them|these|those)|how many|wie viele|combien|cuant[oa]s|quant[ie])\b")
_HAVE_READ = re.compile(
    r"^(?:and |so |und |et )*(?:(?:have|did) i (?:ever |already )*(?:read|hear|heard|finish\w*|listen\w*|play\w*)"
    r"|habe? ich (?:schon |mal )*(?:et)?was .*\b(?:gelesen|gehort)|(?:est ce que )?(?:j ?ai|ai je) (?:deja )?(?:lu"
    r"|ecoute))\b"
)
_ELSE = re.compile(r"\b(?:else|other|others|more|another|ander\w+|noch|autres?|encore)\b")


def edited(session: ChatSession, intent: Intent, services: Services, now: float | None) -> tuple[ChatSession, Intent]:
    """The session and the intent once the message's references and denials have been followed; both as they are where
    nothing is under way."""
    if not (session.cards or session.wish or session.constraints or session.named) or not _is_edit(intent):
        return session, intent
    if is_opinion_of_one(intent, session):
        return session, intent
    if (before := _meant_papers(intent, session)) is not None:
        again = read_by_rules(before, services.gazetteer(), now, (Act.SEARCH, True))
        return replace(session, constraints=(), wish=""), replace(again, kind=Kind.DOCUMENT)
    asks = session.focus and asks_for_others(intent.text)
    if asks and (intent.act in _OF_SHELVES or not others_of(session.focus, services)):
        return session, replace(intent, act=Act.ABOUT, card="it", sure=True)
    if _edits_list(session, intent, services):
        return _of_list(session, intent, services, now)
    changed, text = lifted(session, intent.text)
    if session.wish and (intent.act in _OF_WISH or (intent.act in _TELLING and _WHAT_ELSE.search(intent.text))):
        # What is known is often told among what was left out of a wish as circumstances.
        told = intent.wish if len(intent.wish) == len(text) else text
        ids, rest = works_told(told, services, _kind_held(session))
        rest = "".join(own if kept != " " else " " for own, kept in zip(text, rest, strict=True))
        if ids and fold(rest):
            changed, text = _leaving(changed, ids), rest
            intent = replace(intent, act=Act.RECOMMEND, sure=True, refines=True)
    if intent.act in (Act.WHY, Act.COMPARE) and not _OF_MAKER.search(fold(intent.text)):
        return session, intent
    if intent.act is Act.FORGET:
        # "Forget the page limit" is about the wish, if it has one; else about the profile.
        return (changed, _reread(intent, text, services, now)) if changed.constraints != session.constraints else (
            session, intent)  # fmt: skip
    changed, text, avoid = _known(changed, text, services, telling=intent.act is Act.VERDICT)
    if intent.act is Act.VERDICT:
        return (changed, replace(_reread(intent, text, services, now), avoid=avoid)) if avoid else (session, intent)
    changed, text = _turned_down(changed, text)
    if intent.act is Act.REJECT and THAT.search(fold(intent.text)):
        intent = replace(intent, act=Act.RECOMMEND, sure=True, refines=True)  # one of them, and not all
    if text != intent.text:
        intent = _reread(intent, text, services, now)
    changed, intent = _of_makers(changed, replace(intent, avoid=(*intent.avoid, *avoid)), services)
    return _unwished(changed, intent.avoid, services), _like_these(intent, session)


def _meant_papers(intent: Intent, session: ChatSession) -> str | None:
    """What was asked for before, where a clause says only that the person's own papers are to be looked through."""
    clauses = (fold(one) for one in _CLAUSES.split(intent.text))
    if not any(_IN_PAPERS.fullmatch(one) for one in clauses):
        return None
    return next((text for role, text in reversed(session.turns) if role == "you"), None)


def taken_up(session: ChatSession, intent: Intent, services: Services) -> ChatSession:
    """The session with the wish that lies in the question before, where that showed works and a message goes on from
    it: "what gothic novels do I have?", "leave out the vampires"."""
    if session.wish or session.constraints or not session.cards:
        return session
    if intent.facets.creators or not goes_on(intent, session):
        return session  # whose works are wanted is a wish of its own
    asked = next((text for role, text in reversed(session.turns) if role == "you"), "")
    told = read_by_rules(asked, services.gazetteer(), heard=(Act.RECOMMEND, True))
    kinds = {services.gazetteer().kinds.get(one) for one in session.cards}
    kind = told.kind or (kinds.pop() if len(kinds) == 1 else None)
    if kind in (None, Kind.DOCUMENT):
        return session
    begun = applied(replace(session, cards=()), replace(told, kind=kind), ())
    if any(one.role == "title" for one in told.named):
        # What is asked of one work tells what sort it is of, and is no wish.
        kept = tuple(one for one in begun.constraints if isinstance(one, OfKind | OfGenre))
        begun = replace(begun, constraints=kept, wish="")
    return replace(begun, cards=session.cards)


def _kind_held(session: ChatSession) -> Kind | None:
    return next((one.kind for one in session.constraints if isinstance(one, OfKind)), None)


def _is_edit(intent: Intent) -> bool:
    """Whether a message may change what was shown; “which of his have I got” asks for his works, whatever else it
    sounds like."""
    asks_for_his = intent.act in _ASKING and bool(_OF_MAKER.search(fold(intent.text)))
    asks_else = intent.act in _TELLING and _WHAT_ELSE.search(intent.text) is not None
    return intent.act in (*_EDITABLE, *_OF_WISH) or asks_for_his or asks_else


def _edits_list(session: ChatSession, intent: Intent, services: Services) -> bool:
    """Whether the message changes the list whose entries are the cards shown last."""
    saved = services.saved(session.listed) if session.listed else None
    if intent.act is Act.ABOUT and "?" in intent.text:
        return False  # "the second one, is it funny?"
    if saved is None or not session.cards or set(session.cards) != set(saved.items):
        return False
    return bool(REMOVING.search(intent.text) or ADDING.search(intent.text)) or goes_on(intent, session)


def _of_list(session: ChatSession, intent: Intent, services: Services, now: float | None) -> tuple[ChatSession, Intent]:
    """What is to be taken out of the list, and what else it is to keep to."""
    removing = REMOVING.search(intent.text) or re.search(r"\b(?:swap|replace|exchange)\b", intent.text, re.IGNORECASE)
    if removing is not None:
        places = [one for one in places_meant(fold(intent.text), session) if not one.startswith(_CREATOR)]
        titles = [one.ids[0] for one in intent.named if one.role == "title"]
        session = _leaving(session, [*places, *titles])
    # How long a list is to be now is no bound for its entries.
    text, time = time_told(REMOVING.sub("without", intent.text))
    text = without_measures(text) if time is not None else text
    minutes = time.minutes if time is not None else None
    return session, replace(_reread(intent, text, services, now), act=EDIT_LIST, sure=True, minutes=minutes)


def _reread(intent: Intent, text: str, services: Services, now: float | None) -> Intent:
    """The intent of what is left of the text; what the whole does stays."""
    rest = read_by_rules(text, services.gazetteer(), now)
    act = Act.RECOMMEND if intent.act in (Act.FORGET, Act.VERDICT) else intent.act
    return replace(
        intent, text=text, wish=rest.wish, act=act, kind=rest.kind, facets=rest.facets, without=rest.without,
        like=rest.like, named=rest.named, artists=rest.artists, works=rest.works, minutes=rest.minutes, n=rest.n,
        titles=rest.titles, avoid=rest.avoid,
    )  # fmt: skip


def _known(
    session: ChatSession, text: str, services: Services, *, telling: bool
) -> tuple[ChatSession, str, tuple[str, ...]]:
    """Leaves out what they say they know already; of a creator, all works. `telling`: it may be a verdict on a work,
    which is to be written down instead."""
    avoid: list[str] = []
    for clause in _CLAUSE.finditer(text):
        folded = fold(clause.group())
        if not KNOWN.search(folded) or NOT_KNOWN.search(folded):
            continue
        mentions = names_meant(clause.group(), services.gazetteer())
        creators = [one.name for one in mentions if one.role == "creator"]
        titles = [one.ids[0] for one in mentions if one.role == "title"]
        if not mentions and THOSE.search(folded):
            creators = _held_creators(session)
            titles = [] if creators else list(session.cards)
        elif not mentions and not telling:
            titles = [one for one in places_meant(folded, session) if not one.startswith(_CREATOR)]
            alone = means_that(folded) or KNOWN.fullmatch(folded) is not None
            titles = titles or ([session.focus] if session.focus and alone else [])
        if telling and titles:
            continue
        if creators or titles:
            avoid += creators
            session = _leaving(session, titles)
            text = text[: clause.start()] + " " * (clause.end() - clause.start()) + text[clause.end() :]
    return session, text, tuple(avoid)


def _held_creators(session: ChatSession) -> list[str]:
    return [one.what for one in session.constraints if isinstance(one, ByCreator)]


def _leaving(session: ChatSession, items: Iterable[str]) -> ChatSession:
    return replace(session, left_out=tuple(dict.fromkeys((*session.left_out, *items))))


def _turned_down(session: ChatSession, text: str) -> tuple[ChatSession, str]:
    """ "Not that one", "not the first", "none of these": those cards do not come back."""
    folded = fold(text)
    found = THAT.search(folded)
    if found is not None:
        items = places_meant(found.group(), session) or ([session.focus] if session.focus else [])
        kept = [one for one in items if not one.startswith(_CREATOR)]
        return _leaving(session, kept), blanked(text, found.start(), found.end())
    found = THOSE.search(folded)
    if found is not None and found.group().startswith(("not", "none")):
        return _leaving(session, session.cards), blanked(text, found.start(), found.end())
    return session, text


def _of_makers(session: ChatSession, intent: Intent, services: Services) -> tuple[ChatSession, Intent]:
    """Who is meant by "someone else", "not that author", "another of hers", or by "the second" of two names."""
    folded = fold(intent.text)
    if _COUNTS.search(folded):
        return session, intent
    placed = [one.removeprefix(_CREATOR) for one in places_meant(folded, session) if one.startswith(_CREATOR)]
    if OTHER_MAKER.search(folded):
        makers = _held_creators(session) or _makers(session, services)
        return session, replace(intent, avoid=(*intent.avoid, *makers))
    if HIS.search(folded) and not intent.facets.creators:
        makers = placed or _makers(session, services)
        if _ELSE.search(folded) and session.focus:
            session = _leaving(session, [session.focus])
    else:
        makers = placed if not intent.facets.creators else []
    if not makers:
        return session, intent
    act = Act.RECOMMEND if intent.act is Act.LIBRARY or intent.act in _ASKING else intent.act
    act = Act.LIBRARY if _HAVE_READ.search(folded) else act
    names = services.gazetteer()
    kinds = {names.kinds[one] for name in makers for one in names.works_of(name)}
    kind = intent.kind or (kinds.pop() if len(kinds) == 1 else None)
    return session, replace(intent, act=act, kind=kind, facets=replace(intent.facets, creators=tuple(makers)))


def _makers(session: ChatSession, services: Services) -> list[str]:
    """Who made what is under discussion."""
    named = [one.removeprefix(_CREATOR) for one in session.named if one.startswith(_CREATOR)]
    if named:
        return named[:1]
    try:
        return list(services.item(session.focus).creators[:2]) if session.focus else []
    except UnknownItem:
        return []  # its file has gone


def _unwished(session: ChatSession, avoid: Sequence[str], services: Services) -> ChatSession:
    """A wish does not ask any more by name for whom it is to leave out."""
    names = services.gazetteer()
    creators = [name for name in avoid if names.works_of(name)]
    words = {word for name in creators for word in fold(name).split()}
    gone = [one for one in session.constraints if isinstance(one, ByCreator) and one.what in creators]
    kept = tuple(one for one in session.constraints if one not in gone)
    return replace(session, constraints=kept, wish=without_words(session.wish, words)) if words else session


def _like_these(intent: Intent, session: ChatSession) -> Intent:
    """ "The same mood" speaks of the cards that were shown."""
    if intent.like or not session.cards or not LIKE_THESE.search(fold(intent.text)):
        return intent
    return replace(intent, act=Act.MORE_LIKE, like=session.cards[:_LIKED])
