"""Whether a message asks for what is written down of the person: what they did with works, and what they like."""

import re
from collections.abc import Mapping, Sequence

from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.normalise import fold

_HAVE_READ = re.compile(
    r"\b(?:have|did|had) i (?:ever |already |actually )*(?:read|hear|heard|finish|finished|listen(?:ed)? to|play|played"
    r"|done|like|love|enjoy|hate) (?:it|this|that|this one|that one)\b"
    r"|\b(?:did|have|had) i (?:\w+ ){0,2}?(?:get|got|gotten|make|made) (?:it |that )?(?:\w+ )?"
    r"(?:through (?:it|this|that)|to the (?:\w+ )?end)\b"
    r"|\bwhat (?:did|have) i (?:\w+ )?(?:make of|made of|think of|thought of|rated?|give|given) (?:it|this|that)\b"
    r"|\bhow (?:many stars )?(?:did|have) i (?:rated?|liked?|give|given|marked?) (?:it|this|that)\b"
    r"|\bhow did i (?:\w+ )?(?:find|like|enjoy|get on with|feel about|rate) (?:it|this|that)\b"
    r"|\bwhat (?:rating|score|marks?|stars) (?:did|have) i (?:give|given) (?:it|this|that)\b"
    r"|\bwhat (?:was|is) my (?:own )?(?:verdict|opinion|rating|view|take) (?:on|of|about) (?:it|this|that)\b"
    r"|\b(?:when|why) did i (?:\w+ )?(?:finish|read|hear|start|begin|drop|abandon|quit|(?:stop|give up)(?: reading| on"
    r"| listening to)?|put (?:down|aside)|like|dislike|hate|love|rate) (?:it|this|that)\b"
    r"|\b(?:hat|hatte) (?:mir )?it (?:mir )?(?:\w+ )?gefallen\b|\b(?:wie|was|wann|warum|wieso) (?:fand|hab\w*|hat)"
    r" (?:ich |mir )?(?:von |uber )?it\b|\bhabe? ich it (?:\w+ ){0,2}?(?:gelesen|gehort|fertig|beendet"
    r"|abgebrochen|bewertet)\b"
    r"|\b(?:j ?ai|ai je) (?:\w+ ){0,2}?(?:pense|lu|aime|fini|ecoute|abandonne|termine) (?:de )?it\b"
    r"|\b(?:he leido|he terminado|me gusto|ho letto|ho finito|mi e piaciut[oa]) it\b"
    r"|\bhab(?:e)? ich (?:es|das|den|die|ihn|sie) (?:\w+ )?(?:gelesen|gehort|zu ende gelesen|bewertet)\b"
    r"|\bwie (?:fand|habe?) ich (?:es|das|den|die|ihn|sie)\b"
    r"|\b(?:l ?ai je|est ce que je l ?ai|je l ?ai) (?:deja )?(?:lue?|ecoutee?|finie?|aimee?)\b"
)
"""Asks what one did with the work that was spoken of last, or thought of it."""
_DEED = (
    r"(?:give up|given up|gave up|abandon\w*|chuck\w*|ditch\w*|drop(?:ped)?|bail\w*|quit|put aside|banned|barred"
    r"|banish\w*|vetoed|blacklisted|dislik\w*|hated?|rated?)"
)  # no words
_WHICH_DID = re.compile(rf"\b(?:which|what)(?: \w+){{0,3}} (?:have|did|had|do) i (?:\w+ ){{0,3}}?{_DEED}\b")
_TURNED_DOWN = re.compile(
    r"\b(?P<what>(?:an?|the|that|some) (?:\w+ ){1,3}?(?:that )?i(?:ve| have| had)? (?:\w+ )?"
    r"(?:banned|barred|banished|vetoed|blacklisted|disliked|hated|gave up(?: on)?|given up(?: on)?|abandoned"
    r"|chucked(?: in)?))\b.*\b(?:which|what|who)\b(?! (?:should|can|do|shall|could|would|else|next))"
)
"""“There is a symphony that I banned. Which, and why?”."""
_SENTENCE = re.compile(r"[^.?!]+[.?!]*\s*")
_TAKEN_FOR = frozenset({
    Act.ANSWER, Act.SEARCH, Act.RECOMMEND, Act.ABOUT, Act.WHY, Act.LIBRARY, Act.PROFILE, Act.HELP, Act.NOTES,
})  # fmt: skip
_OF_ME = re.compile(r"\b(?:me|(?:i|ive) (?:\w+ )?(?:lik\w+|lov\w+|hat\w+|avoid\w*|prefer\w*|enjoy\w*)|my tastes?)\b")
_SURELY = 0.9
"""How sure the heads must be that a message is about the profile, for no paper to be asked what it tells of “me”."""


def asks_of_last(intent: Intent, focus: str, works: Sequence[str]) -> bool:
    """Whether it asks what the person did with the work spoken of last, and names nothing but who made it. works: ids
    by the makers that it names."""
    if not focus or any(one.role == "title" for one in intent.named) or (works and focus not in works):
        return False
    return _HAVE_READ.search(fold(intent.text)) is not None


def asks_of_named(intent: Intent, kinds: Mapping[str, Kind]) -> bool:
    """Whether it asks the same of the one book or piece that it names: “what did I think of Emma”."""
    titles = [one for one in intent.named if one.role == "title"]
    asks = intent.act in _TAKEN_FOR or (intent.act is Act.VERDICT and "?" in intent.text)
    if not asks or len(titles) != 1 or kinds.get(titles[0].ids[0]) is Kind.DOCUMENT:
        return False
    said = f"{intent.text[: titles[0].start]} it {intent.text[titles[0].end :]}"
    return _HAVE_READ.search(fold(said)) is not None


def which_they_did(intent: Intent) -> str:
    """What asks which works the person gave up or turned down; empty where nothing does."""
    if intent.act not in _TAKEN_FOR or any(one.role == "title" for one in intent.named):
        return ""
    of_works = intent.kind in (Kind.BOOK, Kind.MUSIC) or any(one.role == "creator" for one in intent.named)
    sentences = [one.group() for one in _SENTENCE.finditer(intent.text)]
    asking = next((one for one in sentences if of_works and _WHICH_DID.search(fold(one))), "")
    if asking:
        return asking.strip()
    found = _TURNED_DOWN.search(fold(intent.text))
    return found["what"] if found is not None else ""


def asks_of_profile(intent: Intent) -> bool:
    """Whether it surely asks what is known of the person: “whatever have you written down about me?”."""
    sure = intent.act is Act.PROFILE and intent.acts.get(Act.PROFILE, 0.0) >= _SURELY
    return sure and _OF_ME.search(fold(intent.text)) is not None
