"""Whether a wish names works and creators to be like, and which: "Emma, but shorter", "the mood of Kind of Blue"."""

import re
from collections.abc import Sequence

from assistant.language.gazetteer import Mention

_BEFORE = re.compile(
    r"(?:\b(?:like|similar(?:ly)? to|akin to|close to|comparable to|reminiscent of|as \w+ as|such as|more in the \w+ of"
    r"|along the lines of|in the (?:same )?(?:\w+ )?(?:lines?|vein|style|mood|spirit|manner|way|direction|footsteps) of"
    r"|(?:mood|feel|feeling|atmosphere|sound|tone|spirit|charm|wit|warmth|pace|energy|coolness|vibe|style|kind|sort) of"
    r"|(?:\w+ )?(?:version|answer|equivalent|cousin|sequel) (?:of|to)|another|the next|a new"
    r"|wie|ahnlich wie|ähnlich wie|im stil von|à la|a la|comme|dans le (?:genre|style|esprit) d[e']|como"
    r"|al estilo de|tipo|come|nello stile di|sulla scia di)|\ba)\W*(?:the |der |die |das |le |la |les |el |il )?$",
    re.IGNORECASE,
)
"""What stands before a name that is compared with."""
_BEHIND = re.compile(
    r"^(?:['’]s? \w+)?[\s,;:=–—-]*(?:(?:is|was|were|would be|might be) [^.;!?]{0,40}?\b(?:but|only|just|though)\b"
    r"|= ?|(?:but|only|except|minus|just|yet|though|in (?:modern|small|short|funny|dark|sad|english|german|french)"
    r"|where (?:every\w*|no\w*|some\w*|the|a|he|she|they)|told (?:by|from)|set (?:in|on|at)|if (?:he|she|it|they"
    r"|every\w*)"
    r"|for (?:grown|adults?|kids|children|beginners)|with(?:out)? (?:more|less|fewer|a|an|the)?"
    r"|aber|nur|ohne|mais|sans|pero|sin|ma|senza)\b)|^['’]s \w+",
    re.IGNORECASE,
)
"""What stands behind one."""
_ANYWHERE = re.compile(
    r"\b(?:similar|comparable|in (?:that|this|the same) (?:line|vein|style|spirit|direction|way|mood)"
    r"|(?:the )?next (?:one )?please|same (?:mood|feel\w*|style|kind|sort|vibe|energy|spirit) (?:as|but)"
    r"|same (?:[\w'’-]+ ){1,3}?(?:but|only|this time|again)|in that \w+ but"
    r"|(?:version|equivalent) of (?:it|that|this)|what(?:['’]s| is)? (?:next|else)|where (?:do i go|next)"
    r"|more (?:of )?that"
    r"|(?:something|anything|one|ones|books?|novels?|songs?|music|more|bit|much|just|quite) like (?:it|that|this)"
    r"|etwas ähnliches|so etwas|dans le m[êe]me genre|algo parecido|qualcosa di simile)\b",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\b(?:something|anything|someone|similar(?:ly)?|akin|comparable|along|lines?|vein|style|spirit|mood|as \w+) "
    r"(?:like|to|of|as|the lines of)\W*(?:the )?$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^\W*(?:is|are|was|were|does|do|did|which|who|whose|when|how)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:any|some|something|anything) (?:of|by) (?:his|hers?|theirs|them|him)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:(?:more|another|others?|something|anything|else|\w+s) (?:of|by|from)|by|from|von|par|de|di)\W*$",
    re.IGNORECASE,
)
"""What stands before a creator whose own works are asked for."""


def compared(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names that a wish compares with; none where their own works are asked for, or where they are only named."""
    if _OWNED.search(text):
        return []
    anywhere = _ANYWHERE.search(text) is not None
    return [one for one in mentions if one.role in ("title", "creator") and _is_compared(text, one, anywhere)]


def _is_compared(text: str, one: Mention, anywhere: bool) -> bool:
    before, behind = text[: one.start], text[one.end :]
    if one.role == "creator" and _BY.search(before) and not _BEFORE.search(before):
        return False
    return bool(anywhere or _BEFORE.search(before) or _BEHIND.search(behind))


def plainly_compared(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a wish says outright that it is for something like a name, and asks nothing of it."""
    return not _ASKING.search(text) and any(_PLAINLY.search(text[: one.start]) for one in mentions)


def by_them(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a text asks for the works of the creators that it names: "more of Le Guin"."""
    named = [one for one in mentions if one.role == "creator"]
    return bool(named) and len(named) == len(mentions) and all(_BY.search(text[: one.start]) for one in named)


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """What else a text says."""
    letters = list(text)
    for one in mentions:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return " ".join("".join(letters).split())
