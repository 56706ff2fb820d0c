"""What should last: sentences of the person about their taste, proposed as statements and never stored unasked."""

import re
from collections.abc import Sequence

from assistant.domain.entities import Statement
from assistant.domain.errors import InvalidStatement
from assistant.language.normalise import fold
from assistant.language.sentences import split_sentences
from profiles.statements import check_text

MOST = 2
_LONGEST = 200
_LASTING = re.compile(
    r"^(?:well |and |but |also |by the way |oh |you know )*i(?: really| do| just| usually| always| mostly"
    r"| generally| never"
    r"| absolutely| also| only| ve always| have always)*"
    r" (?:like|love|adore|enjoy|prefer|hate|dislike|detest|avoid|read|listen to|play|dont like|do not like|dont enjoy"
    r"|do not enjoy|cant stand|cannot stand|dont read|dont listen to|am (?:into|fond of|keen on|tired of|sick of"
    r"|bored of)"
    r"|loved|liked|enjoyed|hated|disliked)\b"
    r"|^(?:well |and |but |also )*(?:i|ive|i ve) (?:have |got )*an? (?:\w+ )?(?:weakness|soft spot) for\b"
    r"|^(?:im|i am) (?:into|fond of|keen on|tired of|sick of|bored of|not (?:into|fond of|keen on|interested in)"
    r"|a fan of)\b"
    r"|^my favou?rite\b"
)
_PASSING = re.compile(
    r"\b(?:would like|id like|id love|would love|today|tonight|right now|at the moment|this (?:one|time|evening"
    r"|weekend"
    r"|morning|week|song|book|album)|the (?:first|second|third|last) one|that one|those|these|it|them|that)\b"
)


def lasting(text: str, statements: Sequence[Statement] = ()) -> tuple[str, ...]:
    """Sentences of the text that speak of taste beyond this hour and that the profile does not hold; at most two."""
    known = {fold(one.text) for one in statements}
    found = []
    for sentence in split_sentences(text[:2000]):
        folded = fold(sentence)
        if len(sentence) > _LONGEST or "?" in sentence or folded in known:
            continue
        if _LASTING.search(folded) and not _PASSING.search(folded):
            try:
                found.append(check_text(sentence))
            except InvalidStatement:
                continue
    return tuple(dict.fromkeys(found))[:MOST]
