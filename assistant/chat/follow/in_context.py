"""The act of a message where its form does not tell: what was shown before, and what the files hold, take part."""

import re
from dataclasses import replace

from assistant.chat.about.aspects import EXACT, Aspect, asks_gist, aspect_of
from assistant.chat.about.described_work import described_in, work_described
from assistant.chat.about.plots.asking import asks_of_work
from assistant.chat.about.spoken_of import LEAST, PLAINLY, own_words, spoken_of
from assistant.chat.demands import denied_and_required
from assistant.chat.follow.asking_papers import SOMEBODY, asks_papers, is_of_papers, stays_with
from assistant.chat.follow.cues import GOING_ON
from assistant.chat.follow.described import place_meant
from assistant.chat.follow.of_work import PLAIN, asked_of_work
from assistant.chat.meant import pointed_out, told
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.tools.deeds.cues import DENIED_LIKING, DISLIKING, LIKING, opinion_in
from assistant.chat.tools.known.of_record import asks_of_last, asks_of_named, asks_of_profile, which_they_did
from assistant.chat.understand.intent import Intent, read_by_rules
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import UnknownItem
from assistant.language.facet_parser import SAME_LANGUAGE
from assistant.language.gazetteer import Mention
from assistant.language.normalise import fold

_WISHLESS = frozenset({Act.COMPLAINT, Act.REJECT, Act.UNCLEAR, Act.OFF_TOPIC})
"""Acts that nothing was shown for yet: who then says what must not be wishes for all else."""
_SET = re.compile(
    r"^(?:and |so )?where(?:s| is| are| does| do| did| was)\b.*\b(?:set|take place|play|happen|live|go on)$"
)
_WANTS_REASONS = re.compile(
    r"\b(?:explain|justify|account for|erklar\w*|begrund\w*|expliqu\w*|justifi\w*)\b"
    r"|\b(?:keep|kept|always|constantly|forever) (?:on )?(?:push\w*|recommend\w*|suggest\w*|show\w*|bring\w*|offer\w*"
    r"|com\w+ up)\b|\b(?:standig|immer wieder|dauernd|toujours|sans cesse)\b"
)
"""A complaint that asks why."""
_OTHERWISE = re.compile(
    r"^(?:(?:ok|okay|so|well|and|or|what about|how about|und|oder|et|ou|y|e) )+(?:in|auf|en) \w+$"
    r"|^(?:(?:ok|okay|and|und|et) )*(?:the |das |la |le )?(?:same|gleiche|selbe|dasselbe|meme)(?: \w+)?"
    r" (?:in|auf|en) \w+$"
)
"""Asks for the same wish in another language, and not which one a work is in."""
_INSIDE = re.compile(
    r"^(?:(?:and|so|ok|okay|und|et) )*(?:whats|what is|was steht|was ist|worum geht s|qu ?y a t il"
    r"|quest ce qu ?il y a|de quoi s ?agit il)"
    r"(?: \w+)? (?:in|dans)\b"
)
_SAME_PEOPLE = re.compile(
    r"\b(?:more|another|others?|next|else)\b.*\b(?:same|those|these) (?:same )?(?:people|characters?|family|detective"
    r"|crew|gang|cast|her(?:o|oes|oine))\b"
)
_SENTENCES = re.compile(r"[^.?!;]+[.?!;]*")
_CLAUSES = re.compile(r"[.?!;,]+\s|\b(?:and|but|und|aber|et|mais|y|e)\b", re.IGNORECASE)
_ASKS_OF_IT = re.compile(
    r"\b(?:what|whats|which|who|whos|how|when|is|was|worum|wer|wie|wann|de quoi|qui|quand)\b.*\b(?:it|that|this|mine"
    r"|ours|my (?:copy|one)|our (?:copy|one)|es|das|ca|cela|il|elle)\b"
)
_COMPARES = re.compile(r"\b(?:which|what|compare\w*|differ\w*|versus|vs|welche\w*|vergleich\w*|quel\w*|lequel)\b")
_OF_RANKED = frozenset({Act.ABOUT, Act.ANSWER, Act.OPEN, Act.WHY})
_POINTERS = frozenset(
    ("it", "this", "that", "these", "those", "them", "they", "him", "her", "es", "das", "die", "diese", "ca", "cela")
)  # no words


def in_context(intent: Intent, session: ChatSession, services: Services) -> Intent:
    """The intent with the act that is meant here.

    The files are asked where they surely answer what nothing else could, or where the work that was spoken of last is
    not meant: “how old is the boiler?” after a novel. “Who wrote it?” asks of that work, what is turned down alone
    among the cards is a word on that one, and “I don't like it” no sentence for the profile.
    """
    intent = _of_their_kind(intent, services)
    if asks_of_profile(intent):
        return intent
    makers = [one.name for one in intent.named if one.role == "creator"]
    if asks_of_last(intent, session.focus, [one for name in makers for one in services.gazetteer().works_of(name)]):
        return replace(intent, act=Act.LIBRARY, card="it", sure=True)
    if asks_of_named(intent, services.gazetteer().kinds):
        return replace(intent, act=Act.LIBRARY, sure=True)
    if _asks_of_series(intent, session, services):
        return replace(intent, act=Act.ABOUT, card="it", sure=True)
    if which := which_they_did(intent):
        return replace(intent, act=Act.LIBRARY, text=which, sure=True)
    if (
        intent.act in _WISHLESS
        and not session.cards
        and (intent.avoid or denied_and_required(intent.text))
        and not asks_papers(intent, session, services)
    ):
        return replace(intent, act=Act.RECOMMEND, sure=True)
    if is_opinion_of_one(intent, session):
        return replace(intent, act=Act.VERDICT, verdict="disliked")
    if intent.act is Act.REJECT and pointed_out(intent, session):
        return replace(intent, act=Act.VERDICT, verdict="not_now")
    if intent.act is Act.REJECT and intent.avoid and session.wish:
        return replace(intent, act=Act.RECOMMEND, refines=True, sure=True)
    if intent.act is Act.REMEMBER and (opinion := opinion_in(fold(intent.text))) and is_of_that(intent.text):
        return replace(intent, act=Act.VERDICT, verdict="liked" if opinion is Verdict.LIKED else "disliked")
    if (
        intent.act is Act.ANSWER
        and session.focus
        and not session.question
        and not own_words(intent.text)
        and _asks_of_it(intent, session, services)
    ):
        return replace(intent, act=Act.ABOUT)
    if intent.act is Act.ANSWER and _asks_of_somebody_in_it(intent, session, services):
        return replace(intent, act=Act.ABOUT, card="it", sure=True)
    of_wish = intent.act in (Act.ABOUT, Act.COMPARE) and session.wish and intent.facets.languages
    if of_wish and _OTHERWISE.search(fold(intent.text)):
        return replace(intent, act=Act.RECOMMEND, refines=True, sure=True)
    if (
        intent.act is Act.COMPLAINT
        and _WANTS_REASONS.search(fold(intent.text))
        and _is_of_some(intent, session, services)
    ):
        return replace(intent, act=Act.WHY, sure=True)
    if intent.act is Act.COMPARE and not intent.named and is_of_papers(intent.text, _shown(session, services)):
        return replace(intent, act=Act.ANSWER, sure=True)
    if intent.act is Act.COMPARE and session.wish and not intent.named and _is_change(intent.text):
        return replace(intent, act=Act.RECOMMEND, refines=True, sure=True)
    if (asked := asked_of_work(intent, session, services)) is not None:
        return asked
    if (act := asks_of_work(intent, services)) is not None:
        return replace(intent, act=act, text=intent.wish.strip() or intent.text, sure=True)
    if intent.act in (Act.RECOMMEND, Act.SEARCH) and _INSIDE.search(fold(intent.text)):
        meant = spoken_of(intent.text, services, intent.kind, PLAINLY if intent.kind is None else LEAST)
        return replace(intent, act=Act.ABOUT, sure=True) if meant else intent
    if intent.act in _OF_RANKED and (place := place_meant(intent.text, _shown(session, services), services.alike)):
        return replace(intent, act=Act.ABOUT if intent.act is Act.ANSWER else intent.act, card=place, sure=True)
    if intent.act is Act.SEARCH and _SET.search(fold(intent.text)) and spoken_of(intent.text, services, None, PLAINLY):
        return replace(intent, act=Act.ABOUT, sure=True)
    if _asks_plainly(intent) or _asks_of_described(intent, services) or _asks_gist(intent, services):
        return replace(intent, act=Act.ABOUT, sure=True)
    if of_named := _asked_behind_name(intent, services):
        return replace(intent, act=Act.ABOUT, sure=True, kind=None, text=of_named)
    if not asks_papers(intent, session, services):
        return intent
    # What was left out of a wish as circumstances is told for the question.
    return replace(intent, act=Act.ANSWER, sure=True, text=intent.wish or intent.text)


def _asks_of_series(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether it asks for more with the same people as in the work of a series that was spoken of last."""
    if not session.focus or intent.named or _SAME_PEOPLE.search(fold(intent.text)) is None:
        return False
    try:
        return bool(services.item(session.focus).series)
    except UnknownItem:
        return False


def _asks_of_it(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a question that names nothing points at what was spoken of last, or asks what is known exactly of a work:
    “and how long?”."""
    exact = aspect_of(intent.text) in EXACT and services.gazetteer().kinds.get(session.focus) is not Kind.DOCUMENT
    return exact or means_that(fold(intent.text))


def _asks_of_somebody_in_it(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a question speaks of “him” or “her”, who is somebody in the book or the piece that was asked about last,
    and nothing else is likely to answer it."""
    if session.question or not session.focus or not SOMEBODY.search(fold(intent.text)):
        return False
    kind = services.gazetteer().kinds.get(session.focus)
    return kind in (Kind.BOOK, Kind.MUSIC) and stays_with(intent, session.focus, session, services)


def _is_change(text: str) -> bool:
    """Whether it measures what is wished for by what was shown, “older than those”, and asks nothing."""
    folded = fold(text)
    return "?" not in text and GOING_ON.search(folded) is not None and _COMPARES.search(folded) is None


def _of_their_kind(intent: Intent, services: Services) -> Intent:
    """Without a kind that was only heard, where the creators that are named made nothing of it, or what is named to be
    like or to be compared is of another."""
    names = services.gazetteer()
    works = [one for creator in intent.facets.creators for one in names.works_of(creator)]
    meant = [one.ids[0] for one in intent.named if one.role == "title" and intent.act is Act.COMPARE]
    kinds = {names.kinds.get(one) for one in (*works, *intent.like, *meant)}
    if intent.kind is None or not kinds or intent.kind in kinds:
        return intent
    said = read_by_rules(intent.text, names).kind
    return intent if said is intent.kind else replace(intent, kind=said)


def _shown(session: ChatSession, services: Services) -> list[Item]:
    """The cards shown last; none where one of them has gone."""
    try:
        return [services.item(one) for one in session.cards]
    except UnknownItem:
        return []


def _is_of_some(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a message names a work or a creator, or cards were shown that it may mean."""
    if intent.named or session.cards:
        return True
    return bool(spoken_of(intent.text, services, intent.kind, PLAINLY, names_only=True))


def _asks_plainly(intent: Intent) -> bool:
    """Whether a message is only a title and a respect, “Fast Car year”, “who wrote Emma”, or names a title and asks of
    it in a sentence that names nothing else: “Emma, what's that about? I'm in a hurry”."""
    titles = [one for one in intent.named if one.role == "title"]
    # "I keep seeing it and have no idea what it is" judges nothing.
    judges = intent.act is Act.VERDICT and bool(intent.verdict or opinion_in(fold(intent.text)))
    if intent.act not in (*PLAIN, Act.VERDICT) or judges or len(titles) != 1:
        return False
    # What is asked is told at times among what was left out of a wish as circumstances.
    text = intent.wish if len(intent.wish) == len(intent.text) else intent.text
    rest = f"{text[: titles[0].start]} {text[titles[0].end :]}"
    if SAME_LANGUAGE.search(rest) is not None:
        return False
    exact = any(aspect_of(one) in EXACT and not own_words(one) for one in (rest, _around(text, titles[0])))
    return exact or any(_asks_of_it_alone(one) for one in (*_SENTENCES.findall(rest), *_CLAUSES.split(rest)))


def _asks_of_it_alone(text: str) -> bool:
    """Whether it asks in a respect of what was named before, and names nothing itself: “no idea what it is about”."""
    asks = _ASKS_OF_IT.search(fold(text)) is not None
    return asks and aspect_of(text) in (*EXACT, Aspect.GIST, Aspect.ORDER) and not own_words(text)


def _asked_behind_name(intent: Intent, services: Services) -> str:
    """Of what sounds like a wish, the clause that names one work in part and the one that asks of it and names nothing:
    “I'd lend her the Salt one, the Weir. Which language is mine in?”; empty where there are no two such."""
    if intent.act not in (Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE):
        return ""
    clauses = [one.strip() for one in _CLAUSES.split(intent.wish or intent.text) if one.strip()]
    asking = [one for one in clauses if aspect_of(one) in EXACT and _asks_of_it_alone(one)]
    works = {one: spoken_of(one, services, None, PLAINLY, names_only=True) for one in clauses if asking}
    named = [one for one, found in works.items() if len(found) == 1 and one not in asking]
    meant = {works[one][0] for one in named}
    return f"{', '.join(named)}. {asking[0]}" if len(meant) == 1 else ""


def _around(text: str, title: Mention) -> str:
    """What else the sentence says in which a title stands: “year for Emma? There is a bottle on it”."""
    before, behind = re.split(r"[.?!;]", text[: title.start])[-1], re.split(r"[.?!;]", text[title.end :])[0]
    return f"{before} {behind}".strip()


def _asks_of_described(intent: Intent, services: Services) -> bool:
    """Whether a message describes a work that the library has, and asks what is known of it."""
    if intent.act not in (Act.RECOMMEND, Act.SEARCH, Act.ANSWER, Act.LIBRARY, Act.MORE_LIKE) or intent.named:
        return False
    described = described_in(intent.text)
    return bool(described) and bool(work_described(described, services, intent.kind, intent.text))


def _asks_gist(intent: Intent, services: Services) -> bool:
    """Whether what sounds like a wish asks what a work is about that it names: “what's Stoner about” is for no rock."""
    wishes = intent.act in (Act.RECOMMEND, Act.SEARCH) and asks_gist(intent.text)
    return wishes and bool(spoken_of(intent.text, services, None, PLAINLY, names_only=True))


def is_of_that(text: str) -> bool:
    """True if an opinion names nothing, and only points: “I don't like it”."""
    # "Remember that I like short books" points at nothing.
    said = fold(told(text))
    words = own_words(DENIED_LIKING.sub(" ", said))
    rest = [word for word in words if not (LIKING.fullmatch(word) or DISLIKING.fullmatch(word))]
    return not rest and not _POINTERS.isdisjoint(said.split())


def is_opinion_of_one(intent: Intent, session: ChatSession) -> bool:
    """Whether it turns down one of what was shown, as “I don't like the first one” does, and wishes for nothing: that
    is to be written down."""
    unsure = intent.act is Act.RECOMMEND and not intent.sure
    disliked = (intent.act is Act.REJECT or unsure) and opinion_in(fold(intent.text)) is Verdict.DISLIKED
    return disliked and bool(pointed_out(intent, session))
