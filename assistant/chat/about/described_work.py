"""Which work a question describes that asks what is known of it: “the vet one in Yorkshire, who's it by?”."""

import re

from assistant.chat.about.aspects import EXACT, Aspect, aspect_of
from assistant.chat.about.spoken_of import own_words
from assistant.chat.follow.described import titled
from assistant.chat.services import Services
from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold
from assistant.search.answers.question import meets, stem, stems

_MARKS = re.compile(r"[,;:.?!–—]+| - ")
_THING = re.compile(
    r"\b(?:the|that|this|der|die|das|den|dem|le|la|les|l['’]|ce|cette|el|il|lo|quel\w*|aquel\w*|es[ae]) ?"
    r"(?:[\w'’-]+ ){0,3}?(?:one|ones|book|novel|memoir|song|album|piece|tune|story|track|record|symphony|play"
    r"|poem|poems|essay|essays|tale|opera|sonata|waltz|concerto|quartet|comic|thriller|mystery|biography|trilogy|buch"
    r"|roman|lied|stück|theaterstück|gedicht|krimi|oper|walzer|geschichte|platte|livre|chanson|morceau|disque|histoire"
    r"|pièce|poème|opéra|valse|libro|novela|canción|disco|romanzo"
    r"|canzone|brano)\b",
    re.IGNORECASE,
)
_BY_WORD = re.compile(
    r"(?<!\bnot )(?<!\bexcept )\bthe (?P<what>[^\W\d_]{4,}) (?:one|thing|book|novel|song|album|piece|record)\b"
    r"(?! of\b)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:whats|what is|what s|what was) (?:it|that|this|the (?:title|name)(?: of (?:it|that|this))?)(?: again)?"
    r"(?: called| named)?\b|\b(?:whats|what is|what s|what was) (?:that|this|the)(?: \w+){0,3}? (?:one|book"
    r"|novel|song|piece|album|story|poem|play|record|tune|symphony|opera)(?: \w+){0,8} (?:called|named)\b"
    r"|\bwie (?:heisst|hiess)\b|\bcomment (?:s|ca s|se) ?appel\w+\b|\bcomo se llama\w*\b|\bcome si chiama\w*\b"
)
"""Asks for the title."""
_FOUND, _MET, _NEARLY, _KEPT = 20, 0.5, 0.8, 0.65
"""How many works are looked at; the share of the words that the one must have, also where its title is asked; how alike
a word must be to count."""


def described_in(text: str) -> str:
    """What describes a work in a text that points at one and asks, in a clause that names nothing, for what is known
    exactly; empty for all else."""
    if (found := _BY_WORD.search(text)) is not None and aspect_of(text) in (*EXACT, Aspect.GIST):
        return found["what"]
    clauses = [one for one in _MARKS.split(text) if one.strip()]
    asking = [one for one in clauses if (aspect_of(one) in EXACT or asks_title(one)) and not own_words(one)]
    rest = " ".join(one.strip() for one in clauses if one not in asking)
    return rest if asking and own_words(rest) and _THING.search(rest) else ""


def asks_title(text: str) -> bool:
    """Whether it asks what something is called."""
    return _NAME.search(fold(text)) is not None


def without_description(text: str) -> str:
    """The text without “the climbing one” and the like."""
    return _BY_WORD.sub(" ", text)


def work_described(text: str, services: Services, kind: Kind | None = None, asked: str = "") -> str:
    """The id of the work whose names and description have most of the telling words of a text, at least half; of one
    word, that of the work whose title has it in another language; empty where there is none. asked: the question, which
    must be met nearly whole where it asks for nothing but the title."""
    words = [stem(word) for word in own_words(text)]
    kinds = (kind,) if kind is not None else (Kind.BOOK, Kind.MUSIC)
    hits = [hit.item for one in kinds for hit in services.search(text, one, _FOUND)]
    shares = {item.id: _share(words, item) for item in hits if item.kind is not Kind.DOCUMENT}
    found = [item for item in hits if item.kind is not Kind.DOCUMENT]
    place = titled(text, found, services.alike) if len(text.split()) == 1 else None
    if place is not None:
        return found[place - 1].id
    best = max(shares, key=lambda item_id: shares[item_id], default="")
    least = _NEARLY if asks_title(asked) and aspect_of(asked) not in EXACT else _MET
    return best if best and shares[best] >= least else ""


def is_described(text: str, item: Item) -> bool:
    """Whether names and description of a work have the telling words of a text, or at least half of them."""
    return _share([stem(word) for word in own_words(text)], item) >= _MET


def _share(words: list[str], item: Item) -> float:
    held = stems(" ".join((item.title, *item.creators, *item.subjects, item.told)))
    return sum(near for word in words if (near := meets(word, held)) >= _KEPT) / max(len(words), 1)
