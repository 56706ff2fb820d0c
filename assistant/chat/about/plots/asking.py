"""Whether a message asks something of a work that it names or describes, whatever else it sounds like: “who's Queequeg
then”, “Emma: why doesn't she marry him”, “black arrow, can I do it in a weekend”."""

import re
from collections.abc import Sequence

from assistant.chat.about.asked_parts import facts_of_parts
from assistant.chat.about.aspects import Aspect, aspect_of
from assistant.chat.about.spoken_of import PLAINLY, own_words, spoken_of
from assistant.chat.document_questions import SURE
from assistant.chat.services import Services
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import is_common
from assistant.language.normalise import fold

_TAKEN_FOR = frozenset({Act.RECOMMEND, Act.SEARCH, Act.SMALL_TALK, Act.OFF_TOPIC, Act.UNCLEAR, Act.COMPLAINT})
_OF_REASONS = frozenset({Act.WHY, Act.WHY_NOT})
_HEARD = 0.5
"""How likely the heads must think a question about a work or from the files, where no words tell one."""
_CLAUSES = re.compile(r"[.?!;:,()]+|\s[–—-]\s")
_OPENS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|then|well|hey|quick|und|aber|et|mais|y|e) )*(?:what|whats|who|whos|whom|whose|why|whys"
    r"|when|whens|where|wheres|how|hows|does|do|did|is|are|was|were|has|had|wer|was|warum|wieso|wann|wo|wie|qui|que|quoi"
    r"|pourquoi|comment|quand|quien|como|por que|chi|come|perche)\b(?! about\b)"
)
_WISHES = re.compile(
    r"\b(?:recommend\w*|suggest\w*|like|likes|similar|else|others?|more|another|next|instead|something|anything|any"
    r"|some|should|shall|(?:could|can|may|might|do|did|have|had) (?:i|we|you)|(?:i|we|you) (?:have|own|got)|(?:is|are)"
    r" there|which|favou?rite|good|new|worth|\w{3,}est|most|least|for me|for (?:my|a|the) \w+|to (?:read|hear|play"
    r"|listen)|by|soll\w*|empf\w+|ahnlich\w*|andere\w*|comme|autres?|como|otr[oa]s?|altr[oaie])\b"
)
"""Asks for works, and not for what stands in one."""
_WITH_IT = re.compile(
    r"^(?:can|could|may|might|should|shall|do|will|would|kann|konnte|soll\w*|puis|peux|est ce que|puedo|posso)"
    r"(?: (?:i|we|you|one|ich|wir|man|je|on))? .*\b(?:it|this|that|es|das|le|la|lo)\b"
)
"""Asks what one may do with what was named before."""
_PICKED = re.compile(
    r"\b(?:i|me|my|we|us|you|your|it|this|that|not|recommend\w*|suggest\w*|pick\w*|show\w*|choos\w+|chose\w*|rank\w*"
    r"|list\w*|bring\w*|brought|number|ich|mir|mich|du|nicht|je|moi|tu|vous|pas)\b|\b(?:first|high|low|top|last|here"
    r"|there|up)$"
)
"""Asks why something is shown, or is not."""
_WHY = re.compile(r"\b(?:why|whys|warum|wieso|weshalb|pourquoi|por que|perche)\b")


def asks_of_work(intent: Intent, services: Services) -> Act | None:
    """ABOUT or ANSWER for such a question, by whether a name tells the work; None for all else."""
    text = intent.wish or intent.text
    if intent.act in _OF_REASONS:
        return Act.ABOUT if any(_is_why_of_plot(one, intent, services) for one in _CLAUSES.split(text)) else None
    if intent.act is Act.ANSWER and not intent.named and aspect_of(text) in (Aspect.KEY, Aspect.TEMPO):
        return Act.ABOUT if spoken_of(text, services, Kind.MUSIC, PLAINLY, names_only=True) else None
    clauses = [one for one in _CLAUSES.split(text) if one.strip()]
    if intent.act is Act.ANSWER and not intent.named and _asks_of_first(clauses, services):
        return Act.ABOUT
    if intent.act not in _TAKEN_FOR or intent.kind is Kind.DOCUMENT:
        return None
    if _asks_of_first(clauses, services):
        return Act.ABOUT
    asking = [one for one in clauses if _OPENS.match(fold(one)) and not _WISHES.search(fold(one))]
    if any(_names_work(one, services) for one in asking):
        return Act.ABOUT
    heard = sum(intent.acts.get(act, 0.0) for act in (Act.ABOUT, Act.ANSWER))
    if "?" not in text or heard < _HEARD or any(_WISHES.search(fold(one)) for one in clauses):
        return None
    found = services.answer(text)
    return Act.ANSWER if found.sure >= SURE else None


def _asks_of_first(clauses: Sequence[str], services: Services) -> bool:
    """Whether the first clause is nothing but the name of a work, or a part of it, and another asks something of that:
    who, what or why, what one may do with it, or an exact fact."""
    if len(clauses) < 2 or not _is_name(clauses[0], services):
        return False
    for one in map(fold, clauses[1:]):
        if _WITH_IT.match(one) or (not _WISHES.search(one) and (_OPENS.match(one) or facts_of_parts(one))):
            return True
    return False


def _is_name(clause: str, services: Services) -> bool:
    """Whether a clause is nothing but words of the title of one work, one of which is no common word."""
    words = own_words(clause)
    works = spoken_of(clause, services, None, PLAINLY, names_only=True) if words else []
    if len(works) != 1 or services.item(works[0]).kind is Kind.DOCUMENT:
        return False
    return set(words) <= set(fold(services.item(works[0]).title).split()) and not all(map(is_common, words))


def _names_work(clause: str, services: Services) -> bool:
    """Whether a clause names a work and asks something of it, or has a telling word of one's title."""
    kinds = services.gazetteer().kinds
    named = [one for one in names_meant(clause, services.gazetteer()) if one.role == "title"]
    if named:
        of_works = all(kinds.get(one.ids[0]) is not Kind.DOCUMENT for one in named)
        return of_works and bool(own_words(without_names(clause, named)))
    works = [services.item(one) for one in spoken_of(clause, services, None, PLAINLY, names_only=True)]
    if not works or any(one.kind is Kind.DOCUMENT for one in works):
        return False
    title = set(fold(works[0].title).split())
    return any(word in title and not is_common(word) for word in own_words(clause))


def _is_why_of_plot(clause: str, intent: Intent, services: Services) -> bool:
    """Whether a clause asks why something happens in a work that the message names, and not why that is shown."""
    titles = [one for one in intent.named if one.role == "title"]
    kinds = services.gazetteer().kinds
    if not titles or kinds.get(titles[0].ids[0]) is Kind.DOCUMENT or _WHY.search(fold(clause)) is None:
        return False
    rest = without_names(clause, names_meant(clause, services.gazetteer()))
    return _PICKED.search(fold(rest).strip()) is None and len(own_words(rest)) > 1
