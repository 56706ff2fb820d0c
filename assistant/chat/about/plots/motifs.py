"""What the guide knows of what comes in a work and how it ends, told to who asks for it."""

import re

from assistant.chat.about.spoken_of import own_words
from assistant.domain.entities import Item
from assistant.language.normalise import fold
from assistant.messages import joined, quoted, tr
from assistant.search.answers.question import meets, stems

_ENDING = re.compile(
    r"\b(?:(?:happy|sad|good|bad|cheerful|unhappy|tragic|open) ending|happy ?end|how (?:does|do|did) .*\bend"
    r"|end(?:s|ing)? (?:well|badly|happily|sadly|in tears|up)|geht .*\b(?:gut |schlecht )?aus"
    r"|fini[rt]? (?:bien|mal)|acaba (?:bien|mal)|finisce (?:bene|male))\b"
)  # no words
_HOLDS = re.compile(
    r"\b(?:(?:is|are|was|were) there|does .* (?:have|has|contain)|has it|gibt es|kommt .* vor|y a t il|hay|c e)\b"
)  # no words
"""Asks whether something comes in a work."""
_ENDS = "ends "  # no words
_MOST = 2


def asks_what_comes_in(question: str) -> bool:
    """Whether somebody or something is asked for that comes in a work, or how it ends: no matter of its mood."""
    folded = fold(question)
    return _HOLDS.search(folded) is not None or _ENDING.search(folded) is not None


def motifs_told(question: str, item: Item) -> list[str]:
    """A sentence with the motifs that have most of the question's words, or with the ending; nothing where none has."""
    if _ENDING.search(fold(question)):
        found = [one for one in item.motifs if one.startswith(_ENDS)]
    else:
        named = stems(" ".join((item.title, *item.creators)))
        words = [word for word in own_words(question) if word not in named]
        met = {one: sum(meets(word, stems(one)) for word in words) for one in item.motifs}
        best = max(met.values(), default=0)
        found = [one for one, count in met.items() if count == best > 0]
    if not found:
        return []
    return [tr("Alcove’s guide says of it: {words}.", words=joined([quoted(one) for one in found[:_MOST]]))]
