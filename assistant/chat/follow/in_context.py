"""The act of a message where its form does not tell: what was shown before, and what the files hold, take part."""

import re
from dataclasses import replace
from math import inf, log

from assistant.chat.about.aspects import EXACT, Aspect, asks_gist, aspect_of
from assistant.chat.about.comparing import Respect, respect_of
from assistant.chat.about.described_work import described_in, work_described
from assistant.chat.about.spoken_of import LEAST, PLAINLY, own_words, spoken_of
from assistant.chat.demands import denied_and_required
from assistant.chat.document_questions import SURE
from assistant.chat.follow.cues import GOING_ON
from assistant.chat.follow.described import place_meant
from assistant.chat.follow.of_work import PLAIN, asked_of_work
from assistant.chat.meant import pointed_out, told
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.tools.deeds.cues import DENIED_LIKING, DISLIKING, LIKING, opinion_in
from assistant.chat.tools.known.shelves import is_of_shelves
from assistant.chat.understand.errands import is_errand
from assistant.chat.understand.intent import Intent, read_by_rules
from assistant.chat.understand.intents import Act, means_that
from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import UnknownItem
from assistant.language.facet_parser import SAME_LANGUAGE
from assistant.language.normalise import fold

_HELPLESS = frozenset({Act.HELP, Act.OFF_TOPIC, Act.UNCLEAR})
"""Acts that end in fixed words: “How do I restart the boiler?” sounds like a question about the program."""
_WISHLESS = frozenset({Act.COMPLAINT, Act.REJECT, Act.UNCLEAR, Act.OFF_TOPIC})
"""Acts that nothing was shown for yet: who then says what must not be wishes for all else."""
_OF_ONE = frozenset({Act.ABOUT, Act.WHY})
"""Acts that fall back on the work that was spoken of last."""
_MISTAKEN = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.PROFILE, Act.LIBRARY, Act.NOTES})
"""Acts that a question about papers is taken for, where it is worded as a fragment or a statement."""
_LOOKED_FOR = (_MISTAKEN | _HELPLESS) - {Act.LIBRARY, Act.NOTES}
_POSSIBLE = 0.05
"""How likely the heads must think it that the papers are asked, for an answer to be looked for."""
_OF_ANSWER = 0.7
_EVIDENCE, _LITTLE = -3.7, -3.4
"""What must speak for a question about papers (see `_speaks_for_papers`), and where the message would else end in fixed
words. Of 330 messages that ask nothing of papers one wish reaches the former, the search for a form."""
_NEARLY = 0.3
"""How surely a document must answer what would else end in fixed words, or be asked of the work spoken of before."""
_COMES_NEAR = 0.25
"""How likely the best sentence of a paper must be the one, if any is."""
_LOOK_UP = re.compile(
    r"^(?:(?:please|pls|bitte|can you|could you|would you|kannst du|pourrais tu|peux tu|hey|and|und|et) )*"
    r"(?:look up|check|find out|see|tell me|remind me|schau\w*|guck\w*|sieh|sag\w*|finde? heraus|regarde\w*|verifie\w*"
    r"|cherche\w*|dis moi|rappelle moi)(?: \w+){0,2}? "
    r"(?:when|where|how (?:much|many|long|often)|wann|wo|wohin|wie (?:viel\w*|lange|oft)|quand|ou|combien)\b"
    r".*\b(?:i|we|my|our|me|us|ich|wir|mein\w*|unser\w*|mich|uns|je|j|nous|on|mon|ma|mes|notre|nos)\b"
)
"""Asks for a fact of one's own life: no wish, and nothing that the profile knows."""
_SET = re.compile(
    r"^(?:and |so )?where(?:s| is| are| does| do| did| was)\b.*\b(?:set|take place|play|happen|live|go on)$"
)
_WANTS_REASONS = re.compile(
    r"\b(?:explain|justify|account for|erklar\w*|begrund\w*|expliqu\w*|justifi\w*)\b"
    r"|\b(?:keep|kept|always|constantly|forever) (?:on )?(?:push\w*|recommend\w*|suggest\w*|show\w*|bring\w*|offer\w*"
    r"|com\w+ up)\b|\b(?:standig|immer wieder|dauernd|toujours|sans cesse)\b"
)
"""A complaint that asks why."""
_OTHERWISE = re.compile(r"^(?:(?:ok|okay|so|well|and|or|what about|how about|und|oder|et|ou|y|e) )+(?:in|auf|en) \w+$")
"""Asks for the same wish in another language, and not which one a work is in."""
_HAVE_READ = re.compile(
    r"\b(?:have|did|had) i (?:ever |already |actually )*(?:read|hear|heard|finish|finished|listen(?:ed)? to|play|played"
    r"|done) (?:it|this|that|this one|that one)\b"
    r"|\bhab(?:e)? ich (?:es|das|den|die|ihn|sie) (?:\w+ )?(?:gelesen|gehort)\b"
    r"|\b(?:l ?ai je|est ce que je l ?ai|je l ?ai) (?:deja )?(?:lue?|ecoutee?)\b"
)
"""Asks what one did with the work that was spoken of last."""
_INSIDE = re.compile(
    r"^(?:(?:and|so|ok|okay|und|et) )*(?:whats|what is|was steht|was ist|worum geht s|qu ?y a t il"
    r"|quest ce qu ?il y a|de quoi s ?agit il)"
    r"(?: \w+)? (?:in|dans)\b"
)
_SENTENCES = re.compile(r"[^.?!;]+[.?!;]*")
_ASKS_OF_IT = re.compile(
    r"\b(?:what|whats|who|whos|how|when|is|was|worum|wer|wie|wann|de quoi|qui|quand)\b.*\b(?:it|that|this|es|das|ca"
    r"|cela|il|elle)\b"
)
_COMPARES = re.compile(r"\b(?:which|what|compare\w*|differ\w*|versus|vs|welche\w*|vergleich\w*|quel\w*|lequel)\b")
_OF_RANKED = frozenset({Act.ABOUT, Act.ANSWER, Act.OPEN, Act.WHY})
_FEWEST_WORDS = 3
_LOOKED_UP = 20
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
    if intent.act in _WISHLESS and not session.cards and (intent.avoid or denied_and_required(intent.text)):
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
        and not own_words(intent.text)
        and _asks_of_it(intent, session, services)
    ):
        return replace(intent, act=Act.ABOUT)
    if intent.act is Act.ABOUT and session.wish and intent.facets.languages and _OTHERWISE.search(fold(intent.text)):
        return replace(intent, act=Act.RECOMMEND, refines=True, sure=True)
    if (
        intent.act is Act.COMPLAINT
        and _WANTS_REASONS.search(fold(intent.text))
        and _is_of_some(intent, session, services)
    ):
        return replace(intent, act=Act.WHY, sure=True)
    if intent.act is Act.COMPARE and not intent.named and _is_of_papers(intent.text, session, services):
        return replace(intent, act=Act.ANSWER, sure=True)
    if intent.act is Act.COMPARE and session.wish and not intent.named and _is_change(intent.text):
        return replace(intent, act=Act.RECOMMEND, refines=True, sure=True)
    if (asked := asked_of_work(intent, session, services)) is not None:
        return asked
    if _HAVE_READ.search(fold(intent.text)) and session.focus and not intent.named:
        return replace(intent, act=Act.LIBRARY, card="it", sure=True)
    if intent.act in (Act.RECOMMEND, Act.SEARCH) and _INSIDE.search(fold(intent.text)):
        meant = spoken_of(intent.text, services, intent.kind, PLAINLY if intent.kind is None else LEAST)
        return replace(intent, act=Act.ABOUT, sure=True) if meant else intent
    if intent.act in _OF_RANKED and (place := place_meant(intent.text, _shown(session, services), services.alike)):
        return replace(intent, act=Act.ABOUT if intent.act is Act.ANSWER else intent.act, card=place, sure=True)
    if intent.act is Act.SEARCH and _SET.search(fold(intent.text)) and spoken_of(intent.text, services, None, PLAINLY):
        return replace(intent, act=Act.ABOUT, sure=True)
    if _asks_plainly(intent) or _asks_of_described(intent, services) or _asks_gist(intent, services):
        return replace(intent, act=Act.ABOUT, sure=True)
    if intent.act in _LOOKED_FOR and not intent.named and _LOOK_UP.search(fold(intent.text)):
        return replace(intent, act=Act.ANSWER, sure=True)
    if intent.act is Act.LIBRARY and _asks_a_paper(intent.text, services):
        return replace(intent, act=Act.ANSWER, sure=True)
    of_named = intent.act is Act.NOTES and bool(intent.named)
    if intent.act in _MISTAKEN and not of_named:
        asks = _speaks_for_papers(intent, services) >= _EVIDENCE
    elif intent.act in _HELPLESS and not is_errand(fold(intent.text)):
        asks = len(intent.text.split()) >= _FEWEST_WORDS and (
            services.answer(intent.text).sure >= _NEARLY or _speaks_for_papers(intent, services) >= _LITTLE
        )
    else:
        asks = intent.act in _OF_ONE and _leaves_it(intent, session, services)
    return replace(intent, act=Act.ANSWER, sure=True) if asks else intent


def stays_with(intent: Intent, work: str, session: ChatSession, services: Services) -> bool:
    """Whether the second question of a message is asked of the work of the first, and not of the papers: it names
    nothing else, also not in part, and nothing else is likely to answer it."""
    if intent.act is not Act.ANSWER or any(one != work for one in pointed_out(intent, session)):
        return False
    found = services.answer(intent.text)
    if found.sure >= _NEARLY:
        return found.tellings[0].item.id == work
    return set(spoken_of(intent.text, services, None, PLAINLY)) <= {work}


def _asks_of_it(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a question that names nothing points at what was spoken of last, or asks what is known exactly of a work:
    “and how long?”."""
    exact = aspect_of(intent.text) in EXACT and services.gazetteer().kinds.get(session.focus) is not Kind.DOCUMENT
    return exact or means_that(fold(intent.text))


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


def _is_of_papers(text: str, session: ChatSession, services: Services) -> bool:
    """Whether the last answer came from papers alone: what is asked of two of them stands in their text, unless it is
    their length or age."""
    shown = _shown(session, services)
    return bool(shown) and respect_of(text) is Respect.MOOD and all(one.kind is Kind.DOCUMENT for one in shown)


def _is_of_some(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a message names a work or a creator, or cards were shown that it may mean."""
    if intent.named or session.cards:
        return True
    return bool(spoken_of(intent.text, services, intent.kind, PLAINLY, names_only=True))


def _asks_plainly(intent: Intent) -> bool:
    """Whether a message is only a title and a respect, “Fast Car year”, “who wrote Emma”, or names a title and asks of
    it in a sentence that names nothing else: “Emma, what's that about? I'm in a hurry”."""
    titles = [one for one in intent.named if one.role == "title"]
    if intent.act not in PLAIN or len(titles) != 1:
        return False
    rest = f"{intent.text[: titles[0].start]} {intent.text[titles[0].end :]}"
    if SAME_LANGUAGE.search(rest) is not None:
        return False
    asked = next((one for one in _SENTENCES.findall(rest) if _ASKS_OF_IT.search(fold(one))), "")
    exact = aspect_of(rest) in EXACT and not own_words(rest)
    return exact or (aspect_of(asked) in (*EXACT, Aspect.GIST, Aspect.ORDER) and not own_words(asked))


def _asks_of_described(intent: Intent, services: Services) -> bool:
    """Whether a message describes a work that the library has, and asks what is known of it."""
    if intent.act not in (Act.RECOMMEND, Act.SEARCH, Act.ANSWER, Act.LIBRARY, Act.MORE_LIKE) or intent.named:
        return False
    described = described_in(intent.text)
    return bool(described) and bool(work_described(described, services, intent.kind))


def _asks_gist(intent: Intent, services: Services) -> bool:
    """Whether what sounds like a wish asks what a work is about that it names: “what's Stoner about” is for no rock."""
    wishes = intent.act in (Act.RECOMMEND, Act.SEARCH) and asks_gist(intent.text)
    return wishes and bool(spoken_of(intent.text, services, None, PLAINLY, names_only=True))


def _asks_a_paper(text: str, services: Services) -> bool:
    """Whether what sounds like a question about the shelves names nothing that is on them, and a paper comes near."""
    if is_of_shelves(text, services.gazetteer()):
        return False
    best = services.answer(text).tellings[:1]
    return bool(best) and best[0].item.kind is Kind.DOCUMENT and best[0].share >= _COMES_NEAR


def _speaks_for_papers(intent: Intent, services: Services) -> float:
    """What speaks for a question about papers: logit P(asked), as the heads hear it, + 0.7 · logit P(a document
    answers). Minus infinity where the heads think it hardly possible, or no document comes near."""
    chance = intent.acts.get(Act.ANSWER, 0.0)
    found = services.answer(intent.text) if chance >= _POSSIBLE else None
    if found is None or not found.tellings or found.tellings[0].item.kind is not Kind.DOCUMENT:
        return -inf
    return _logit(chance) + _OF_ANSWER * _logit(found.sure)


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return log(held / (1 - held))


def is_of_that(text: str) -> bool:
    """True if an opinion names nothing, and only points: “I don't like it”."""
    # "Remember that I like short books" points at nothing.
    said = fold(told(text))
    words = own_words(DENIED_LIKING.sub(" ", said))
    rest = [word for word in words if not (LIKING.fullmatch(word) or DISLIKING.fullmatch(word))]
    return not rest and not _POINTERS.isdisjoint(said.split())


def _leaves_it(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a question has nothing to do with the work that was spoken of last, and much with a document."""
    words = own_words(intent.text)
    pointing = pointed_out(intent, session) or means_that(fold(intent.text))
    if not session.focus or pointing or not words or spoken_of(intent.text, services, intent.kind, PLAINLY):
        return False
    try:
        last = services.item(session.focus)
    except UnknownItem:
        return True
    found = services.answer(intent.text)
    if found.sure >= SURE and found.tellings[0].item.id != last.id:
        return True
    return any(_stands_in(word, None, services) for word in words if not _stands_in(word, last, services))


def _stands_in(word: str, item: Item | None, services: Services) -> bool:
    """Whether a word stands in what is known of an item or in its text; without one, in those of some document."""
    if item is not None:
        told = (item.title, *item.creators, *item.subjects, item.told)
        if f" {word}" in f" {fold(' '.join(told))}":
            return True
    hits = services.search(word, Kind.DOCUMENT if item is None else item.kind, _LOOKED_UP)
    return any(
        f" {word}" in f" {fold(f'{hit.item.title} {hit.item.told} {hit.passage}')}"
        for hit in hits
        if item is None or hit.item.id == item.id
    )


def is_opinion_of_one(intent: Intent, session: ChatSession) -> bool:
    """Whether it turns down one of what was shown, as “I don't like the first one” does, and wishes for nothing: that
    is to be written down."""
    unsure = intent.act is Act.RECOMMEND and not intent.sure
    disliked = (intent.act is Act.REJECT or unsure) and opinion_in(fold(intent.text)) is Verdict.DISLIKED
    return disliked and bool(pointed_out(intent, session))
