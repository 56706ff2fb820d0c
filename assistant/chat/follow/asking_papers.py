"""Whether a message asks the papers, whatever else it sounds like: what they hold, and what was asked before, tell."""

import re
from collections.abc import Sequence
from math import inf, log

from assistant.chat.about.aspects import EXACT, aspect_of
from assistant.chat.about.comparing import Respect, respect_of
from assistant.chat.about.spoken_of import PLAINLY, named_in_clauses, own_words, spoken_of
from assistant.chat.document_questions import SURE
from assistant.chat.follow.asked_on import another_named, asks_itself, paper_of
from assistant.chat.follow.told_first import (
    asks_what_is_noted,
    asks_what_to_do,
    codes_in,
    question_alone,
    words_asked_of,
)
from assistant.chat.meant import pointed_out
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.tools.known.shelves import cued_alone, is_of_shelves
from assistant.chat.understand.errands import is_errand
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act, means_that
from assistant.chat.understand.kinds import kind_abroad
from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UnknownItem
from assistant.language.facet_parser import kind_of
from assistant.language.facets import speaks_of
from assistant.language.normalise import fold
from assistant.search.answers.expected import Sort, asked_for, asked_of
from assistant.search.answers.question import read_question, stems

_HELPLESS = frozenset({Act.HELP, Act.OFF_TOPIC, Act.UNCLEAR})
"""Acts that end in fixed words: “How do I restart the boiler?” sounds like a question about the program."""
_OF_ONE = frozenset({Act.ABOUT, Act.WHY})
"""Acts that fall back on the work that was spoken of last."""
_MISTAKEN = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.PROFILE, Act.LIBRARY, Act.NOTES})
"""Acts that a question about papers is taken for, where it is worded as a fragment or a statement."""
_PAPERS_NAMED = _MISTAKEN | _HELPLESS | {Act.ABOUT, Act.COMPARE, Act.VERDICT, Act.WHY}
_KEPT_IN_PAPERS = frozenset({Sort.PHONE, Sort.ADDRESS, Sort.CONTACT})
_WISHES = frozenset({Act.RECOMMEND, Act.MORE_LIKE})
_OF_WISH = 0.4
"""How likely the heads must think it a wish, for a code or an address to be a matter of it."""
_UNDERLINED = re.compile(r"\b(?:underlin\w*|highlight\w*|review\w*|unterstr\w*|soulign\w*)\b")
_LOOKED_FOR = (_MISTAKEN | _HELPLESS) - {Act.LIBRARY, Act.NOTES}
_ASKED_ON = _MISTAKEN | _HELPLESS | {Act.ABOUT, Act.COMPARE, Act.WHY}
_POSSIBLE, _HARDLY = 0.05, 0.015
"""How likely the heads must think it that the papers are asked, for an answer to be looked for; and of what ends in a
question mark."""
_OF_ANSWER = 0.7
_EVIDENCE, _LITTLE = -3.7, -3.4
"""What must speak for a question about papers (see `_speaks_for_papers`), and where the message would else end in fixed
words. Of 330 messages that ask nothing of papers one wish reaches the former, the search for a form."""
_NEARLY = 0.3
"""How surely a document must answer what would else end in fixed words, or be asked of the work spoken of before."""
_COMES_NEAR = 0.25
"""How likely the best sentence of a paper must be the one, if any is."""
_ON = re.compile(
    r"^(?:and|or|but|ok(?:ay)?|so|what about|how about|und|oder|aber|was ist mit|et|ou|mais|y|e|pero)\b|\?\s*$"
)
"""Goes on asking."""
_FACT = re.compile(
    r"^(?:(?:and|but|ok|okay|so|und|et|y|e) )*(?:who|whos|when|whens|where|wheres|how (?:much|many|long|often|old)"
    r"|wer|wem|wann|wo|wie (?:viel\w*|lange|oft|alt)|qui|quand|ou|combien|quien|cuando|donde|cuant[oa]s?|chi|dove"
    r"|quant[oaie])\b"
)
"""Asks for somebody, a time, a place or a number."""
_LOOK_UP = re.compile(
    r"^(?:(?:please|pls|bitte|can you|could you|would you|kannst du|pourrais tu|peux tu|hey|and|und|et) )*"
    r"(?:look up|check|find out|see|tell me|remind me|schau\w*|guck\w*|sieh|sag\w*|finde? heraus|regarde\w*|verifie\w*"
    r"|cherche\w*|dis moi|rappelle moi)(?: \w+){0,2}? "
    r"(?:when|where|how (?:much|many|long|often)|wann|wo|wohin|wie (?:viel\w*|lange|oft)|quand|ou|combien)\b"
    r".*\b(?:i|we|my|our|me|us|ich|wir|mein\w*|unser\w*|mich|uns|je|j|nous|on|mon|ma|mes|notre|nos)\b"
)
"""Asks for a fact of one's own life: no wish, and nothing that the profile knows."""
_FORGOTTEN = re.compile(
    r"\b(?:no idea|(?:cant|cannot|can|could|do|did|dont|didnt|never|not)(?: \w+){0,3}? (?:remember|recall)|trying to"
    r" (?:remember|recall)|(?:have|had|ve|d) (?:clean |quite )?forgotten|forgot)\b.*\b(?:when|where|how|who|what|which"
    r"|whether|the|my|our)\b|\b(?:written|wrote|noted|jotted) (?:it|that|this|them)? ?down\b"
    r"|\bthere(?: was| is|s) (?:a|the|some) (?:\w+ )?(?:word|term|name|expression|phrase|trick|rule|saying)"
    r" (?:for|to|when)\b"
    r"|\b(?:weiss nicht mehr|habe? vergessen|fallt mir nicht ein|je ne sais plus|j ?ai oublie|no me acuerdo|he olvidado"
    r"|non ricordo|ho dimenticato)\b"
)
"""Tells that something is forgotten that stands somewhere, which is to ask for it."""
_PICKED = re.compile(r"\byou (?:to )?(?:pick|choose|chose|recommend|suggest|show|offer|bring|think of|come up)\w*\b")
"""Asks why something was picked."""
_RECALLED = 0.2
"""How likely a sentence of a paper must then be the one, if any is."""
SOMEBODY = re.compile(r"\b(?:he|she|him|his|her|hers|er|sie|ihn|ihm|il|elle|lui|el|ella|lei|egli)\b")
_TOLD_FIRST = _MISTAKEN | {Act.VERDICT, Act.ABOUT, Act.SMALL_TALK, Act.COMPLAINT}
"""Acts that a message is taken for that tells something before it asks."""
_COMES_NEARLY = 0.1
"""How surely a document must answer the question alone that stands behind what was told."""
_OF_ONE_MEANT = frozenset({Act.VERDICT, Act.ABOUT, Act.WHY})
"""Acts that ask which work is meant, where none is."""
_FOR_A_WORK = re.compile(
    r"\b(?:read\w*|listen\w*|hear\w*|play\w*|music|books?|novels?|poems?|songs?|tunes?|albums?|tracks?|something"
    r"|anything|recommend\w*|suggest\w*|good for|suits?|lesen|les|hor\w*|buch\w*|musik|lied\w*|etwas|lire|ecout\w*"
    r"|livres?|musique|chansons?|quelque|algo|libros?|musica|leer|leggere)\b"
)
"""Asks for something to read or to hear."""
_OF_PROGRAM = frozenset(  # no words
    """
    list lists playlist playlists profile note notes library backup settings model reading plan book books music song
    songs alcove app program chat passphrase password liste listen profil bibliothek musik buch bucher livre livres
""".split()  # noqa: SIM905
)
_FEWEST_WORDS = 3
_LOOKED_UP = 20


def asks_papers(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether the papers are to be asked: they were before, and it goes on so; it asks for a fact of one's own life; or
    they surely answer what nothing else could, or what the work that was spoken of last has nothing to do with."""
    if asks_on(intent, session, services):
        return True
    if intent.act in _LOOKED_FOR and not intent.named and _LOOK_UP.search(fold(intent.text)):
        return True
    if intent.act in _PAPERS_NAMED and _asks_what_stands_there(intent, services):
        return True
    if intent.act in _LOOKED_FOR | {Act.VERDICT} and not intent.named and _is_forgotten(intent, services):
        return True
    if intent.act in _LOOKED_FOR and (_is_trouble(intent, services) or _is_of_one_paper(intent, services)):
        return True
    if intent.act is Act.LIBRARY and _asks_a_paper(intent.text, services):
        return True
    if intent.act in _OF_ONE_MEANT and _means_no_work(intent, session, services):
        return True
    if intent.act in (Act.RECOMMEND, Act.SEARCH) and _asks_a_fact(intent, services):
        return True
    asked = intent.wish or intent.text
    of_work = intent.act is Act.ABOUT and aspect_of(asked) in EXACT  # "the whale one. How many pages has it got?"
    if intent.act in _TOLD_FIRST and not (of_work or _titles_named(intent)) and _ends_in_question(asked, services):
        return True
    of_named = intent.act is Act.NOTES and bool(intent.named or _works_named(intent.text, services))
    if intent.act in _MISTAKEN and not of_named:
        return _speaks_for_papers(intent, services) >= _EVIDENCE
    if intent.act in _HELPLESS and not is_errand(fold(intent.text)):
        return len(intent.text.split()) >= _FEWEST_WORDS and (
            services.answer(intent.text).sure >= _NEARLY or _speaks_for_papers(intent, services) >= _LITTLE
        )
    return intent.act in _OF_ONE and _leaves_it(intent, session, services)


def _asks_what_stands_there(intent: Intent, services: Services) -> bool:
    """Whether it asks for a number to ring, an address or a code, which no work is asked for, or for what stands in a
    sort of papers, “in my essay on our garden”, or was written down by the person, and papers come nearest."""
    text = intent.wish or intent.text
    if is_errand(fold(text)) or intent.kind in (Kind.BOOK, Kind.MUSIC) and not asks_itself(text):
        return False
    kept = frozenset() if _titles_named(intent) else asked_for(text) & _KEPT_IN_PAPERS
    if Sort.PHONE in kept:
        return True
    wishes = intent.act in _WISHES and intent.acts.get(Act.RECOMMEND, 0.0) >= _OF_WISH
    if kept and asks_itself(text) and not wishes:
        return True  # "something on code breaking" asks for no code
    of_papers = asked_of(text) is Kind.DOCUMENT
    if not asks_itself(text) or not (of_papers or (asks_what_is_noted(text) and intent.act is not Act.NOTES)):
        return False
    if intent.act is Act.NOTES and (_titles_named(intent) or _UNDERLINED.search(fold(text))):
        return False
    found = services.answer(text).tellings[:1]
    return bool(found) and found[0].item.kind is Kind.DOCUMENT


def _is_forgotten(intent: Intent, services: Services) -> bool:
    """Whether it tells that something is forgotten which a paper comes near to."""
    text = intent.wish or intent.text
    best = services.answer(text).tellings[:1] if _FORGOTTEN.search(fold(text)) else ()
    return bool(best) and best[0].item.kind is Kind.DOCUMENT and best[0].share >= _RECALLED


def _means_no_work(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether it asks something, names and points at no work or card, and a paper comes near: “zigzags began. What do I
    take”."""
    text = intent.wish or intent.text
    asks = text.rstrip().endswith("?") or asks_itself(text) or bool(question_alone(text))
    meant = session.cards or session.focus or intent.named or means_that(fold(text)) or not own_words(text)
    if not asks or meant or spoken_of(text, services, None, PLAINLY, names_only=True):
        return False
    found = services.answer(text)
    least = _COMES_NEARLY if services.paper_words(text) else _NEARLY
    return found.sure >= least and found.tellings[0].item.kind is Kind.DOCUMENT


def _asks_a_fact(intent: Intent, services: Services) -> bool:
    """Whether something is told of which a paper alone speaks, and the last sentence asks for a fact and for nothing to
    read or to hear: “Tom says the kitty is empty. Who was against it”."""
    text = intent.wish or intent.text
    question = question_alone(text)
    if not question or intent.kind is not None or intent.named or not services.paper_words(text):
        return False
    best = services.answer(text).tellings[:1] if not _FOR_A_WORK.search(fold(question)) else ()
    return bool(best) and best[0].item.kind is Kind.DOCUMENT and best[0].share >= _RECALLED


def _titles_named(intent: Intent) -> bool:
    return any(one.role == "title" for one in intent.named)


def _works_named(text: str, services: Services) -> bool:
    kinds = services.gazetteer().kinds
    return any(kinds.get(one) is not Kind.DOCUMENT for one in named_in_clauses(text, services))


def _ends_in_question(text: str, services: Services) -> bool:
    """Whether something is told first, and the last sentence asks for what a paper alone speaks of, or for a code that
    stands in one: "somebody hit the van. What is the excess?"."""
    question = question_alone(text)
    if (kind_of(question) or kind_abroad(question, text)) in (Kind.BOOK, Kind.MUSIC):
        return False
    if question and any(services.paper_words(code) for code in codes_in(text)):
        return True
    found = services.answer(question) if question and services.paper_words(question) else None
    return found is not None and found.sure >= _COMES_NEARLY and found.tellings[0].item.kind is Kind.DOCUMENT


def _is_trouble(intent: Intent, services: Services) -> bool:
    """Whether it asks what is to be done, and a paper has to do with it: “the boiler shows E9, what do I do”."""
    text = intent.wish or intent.text
    if not asks_what_to_do(text) or intent.kind not in (None, Kind.DOCUMENT) or intent.named:
        return False
    if intent.act in _HELPLESS:
        return not is_errand(fold(text)) and _OF_PROGRAM.isdisjoint(fold(text).split())
    found = services.answer(text)
    best = found.tellings[:1]
    return (
        bool(best) and best[0].item.kind is Kind.DOCUMENT and (found.sure >= _NEARLY or services.paper_words(text) > 0)
    )


def _is_of_one_paper(intent: Intent, services: Services) -> bool:
    """Whether it asks how to do what is the title of a paper, or what somebody says whose papers there are."""
    text = intent.wish or intent.text
    asking = words_asked_of(text)
    if not asking and intent.act in _HELPLESS and _OF_PROGRAM.isdisjoint(fold(text).split()):
        asking = [text]
    return any(spoken_of(one, services, Kind.DOCUMENT, PLAINLY, names_only=True) for one in asking)


def is_of_papers(text: str, shown: Sequence[Item]) -> bool:
    """Whether the last answer came from papers alone: what is asked of two of them stands in their text, unless it is
    their length or age."""
    return bool(shown) and respect_of(text) is Respect.MOOD and all(one.kind is Kind.DOCUMENT for one in shown)


def stays_with(intent: Intent, work: str, session: ChatSession, services: Services) -> bool:
    """Whether the second question of a message is asked of the work of the first, and not of the papers: it names
    nothing else, also not in part, and nothing else is likely to answer it."""
    if intent.act is not Act.ANSWER or any(one != work for one in pointed_out(intent, session)):
        return False
    found = services.answer(intent.text)
    if found.sure >= _NEARLY:
        return found.tellings[0].item.id == work
    return set(spoken_of(intent.text, services, None, PLAINLY)) <= {work}


def asks_on(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a message asks on where a paper answered: a question that names no work, or a few words behind “and” that
    stand in that paper or name another."""
    last = paper_of(session.focus, services) if session.question else None
    if last is None or intent.act not in _ASKED_ON or intent.kind not in (None, Kind.DOCUMENT):
        return False
    if any(one.role == "title" for one in intent.named) and not _names_papers(intent, services):
        return False
    if intent.act is Act.ABOUT:
        return True
    folded = fold(intent.text)
    if intent.act is Act.WHY:
        return not pointed_out(intent, session) and any(
            _stands_in(word, last, services) for word in own_words(intent.text)
        )
    if _FACT.search(folded) and intent.acts.get(Act.ANSWER, 0.0) >= _POSSIBLE:
        return True
    if _ON.search(folded) is None and not intent.text.rstrip().endswith("?"):
        return False
    if another_named(intent.text, last, services):
        return True
    words = read_question(intent.text).words
    told = services.answer(intent.text, last.id).tellings
    held = stems(" ".join((last.title, *(one.passage.text for one in told))))
    return held.issuperset(words) if words else asks_itself(intent.text)


def _names_papers(intent: Intent, services: Services) -> bool:
    kinds = services.gazetteer().kinds
    return all(kinds.get(one.ids[0]) is Kind.DOCUMENT for one in intent.named if one.role == "title")


def _asks_a_paper(text: str, services: Services) -> bool:
    """Whether what sounds like a question about the shelves names nothing that is on them, and a paper comes near."""
    if is_of_shelves(text, services.gazetteer()) and not (
        cued_alone(text, services.gazetteer()) and _strange(text, services)
    ):
        return False
    best = services.answer(text).tellings[:1]
    return bool(best) and best[0].item.kind is Kind.DOCUMENT and best[0].share >= _COMES_NEAR


def _strange(text: str, services: Services) -> bool:
    """Whether a telling word of a question is said of no work on the shelves."""
    works = [one for one in services.works() if one.kind is not Kind.DOCUMENT]
    return any(not any(speaks_of(one, word) for one in works) for word in own_words(text))


def _speaks_for_papers(intent: Intent, services: Services) -> float:
    """What speaks for a question about papers: logit P(asked), as the heads hear it, + 0.7 · logit P(a document
    answers). Minus infinity where the heads think it hardly possible, or no document comes near."""
    chance = intent.acts.get(Act.ANSWER, 0.0)
    of_shelves = intent.kind in (Kind.BOOK, Kind.MUSIC) and bool(kind_of(intent.text) or kind_abroad(intent.text))
    least = _HARDLY if intent.text.rstrip().endswith("?") and not of_shelves else _POSSIBLE
    found = services.answer(intent.text) if chance >= least else None
    if found is None or not found.tellings or found.tellings[0].item.kind is not Kind.DOCUMENT:
        return -inf
    return _logit(chance) + _OF_ANSWER * _logit(found.sure)


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-4), 1 - 1e-4)
    return log(held / (1 - held))


def _leaves_it(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether a question has nothing to do with the work that was spoken of last, and much with a document."""
    words = own_words(intent.text)
    if intent.act is Act.WHY and _PICKED.search(fold(intent.text)):
        return False
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
    if last.kind is not Kind.DOCUMENT and SOMEBODY.search(fold(intent.text)):
        return False  # “he” is somebody in it
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
