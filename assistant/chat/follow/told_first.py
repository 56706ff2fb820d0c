"""The question of a message that tells something first: "somebody hit the van. What is the excess?"."""

import re

from assistant.language.normalise import fold
from assistant.search.answers.question import read_question

_SENTENCES = re.compile(r"[^.?!;]+(?:[.](?=\d)[^.?!;]+)*[.?!;]*")
_OPENS_ONE = re.compile(
    r"^(?:(?:and|so|but|und|aber|et|mais|y|e|a|och) )*(?:(?:until|till|by|since|for|from|at|in|on|with|to|bis|seit|ab"
    r"|mit|jusqu a|depuis|desde|hasta) )?(?:whats|whos|whens|wheres|what (?:is|was|are|were|will|would"
    r"|does|did)|who|when|where|how (?:much|many|long|often|old)|which|was (?:ist|war|sind|heisst|bedeutet)"
    r"|wie (?:viel\w*|lange|hoch|oft)|wann|wo|wer|combien|quel\w*|quand|ou|qui|cuant\w*|cuando|quant\w*|quando|che cos"
    r"|cosa|ile|kiedy|gdzie|vad|nar|hur (?:mycket|manga|lange))\b"
)
_WHAT_TO_DO = re.compile(
    r"\b(?:what|where|how|who|which \w+) (?:do|does|should|can|could|must|shall) (?:i|we|one)(?: \w+)? (?:do|turn"
    r"|switch|shut|stop|fix|reset|refill|restart|call|ring|phone|find|open|close|get rid)\b"
    r"|\b(?:what to do|who to (?:call|ring|ask))\b"
    r"|\b(?:was|wo|wie|wen) (?:mache?|tun?|muss|soll|kann|stelle?|drehe?|rufe?) (?:ich|wir|man)\b"
    r"|\b(?:que|quoi|ou|comment|qui) (?:dois|faut|doit|peut|puis|faire|coupe\w*|appel\w+)\b|\bque (?:hago|hacemos)\b"
)
"""Asks what is to be done, as somebody does who stands in trouble."""
_SAID_BY = re.compile(
    r"\b(?:what|when|where|how|why) (?:did|does|had|has|was) (?:\w+ ){1,3}?(?:say|said|write|wrote|written|advise"
    r"|advised|tell|told|suggest|recommend|mean|think)\b|\bwas (?:hat|sagt|schreibt) \w+\b"
    r"|\bque (?:dit|disait|ecrit|dice|decia)\b|\bcosa (?:dice|diceva)\b"
)
"""Asks what somebody says."""
_NOTED = re.compile(
    r"\b(?:did|have|had) i (?:\w+ ){0,2}?(?:note|noted|write|written|jot|jotted|record|recorded|log|logged|measure"
    r"|measured|report|reported|complain|put)(?: \w+)?(?: down)?\b|\bi (?:\w+ ){0,2}?(?:noted|wrote|jotted|logged"
    r"|recorded)(?: \w+)? down\b|\b(?:hab\w*|hatt\w*) ich (?:\w+ ){0,6}?\w*(?:notiert|aufgeschrieben"
    r"|vermerkt|eingetragen)\b|\b(?:ai je|avais je|j ?ai) (?:\w+ ){0,2}?(?:note|inscrit)\b"
    r"|\b(?:apunte|anote|ho annotato)\b"
)
"""Asks what the person wrote down."""
_CLAUSES = re.compile(r"[.?!;,]+")
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,4}\b")


def asks_what_to_do(text: str) -> bool:
    """Whether it asks so: “the boiler shows E9, what do I do”, “where do I turn it off”."""
    return _WHAT_TO_DO.search(fold(text)) is not None


def asks_what_is_noted(text: str) -> bool:
    """Whether it asks what the person wrote down: “how much did I write down for the roof”."""
    return _NOTED.search(fold(text)) is not None


def words_asked_of(text: str) -> list[str]:
    """The clauses that ask what somebody says."""
    return [one for one in _CLAUSES.split(text) if _SAID_BY.search(fold(one))]


def asks_what_is_said(text: str) -> bool:
    """Whether a text ends in asking only for somebody's words, and not of what: “what did Irena say”."""
    last = [one for one in _CLAUSES.split(text) if one.strip()][-1:]
    return any(len(read_question(one).words) <= 1 for one in words_asked_of(" ".join(last)))


def codes_in(text: str) -> frozenset[str]:
    """What machines show: "F28", "E-04"."""
    return frozenset(_CODE.findall(text))


def _opens_one(clause: str) -> bool:
    return _OPENS_ONE.match(fold(clause)) is not None


def question_alone(text: str) -> str:
    """The sentences that ask, with a mark or by their first words, as one text; empty where all do, or none."""
    sentences = [one.strip() for one in _SENTENCES.findall(text) if one.strip()]
    asking = [one for one in sentences if one.endswith("?") or any(map(_opens_one, one.split(", ")))]
    return " ".join(asking) if len(asking) < len(sentences) else ""
