"""Whether a question is about what there is on the shelves or what was done with it, and not what stands in it."""

import re

from assistant.chat.tools.known.cues import HOURS, ORDERS, STATUS, WHO
from assistant.chat.understand.intent import read_by_rules
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold

_SAID = re.compile(
    r"\b(?:how many|own|shel\w+|librar\w+|collection|read\w*|listen\w*|hear\w*|play\w*|open\w*|finish\w*|wie ?viele"
    r"|regal\w*|bibliothek|sammlung|gelesen|lesen|gehort|horen|combien|bibliotheque|etageres?|lus?|lire|ecoute\w*"
    r"|cuant[oa]s|biblioteca|leid[oa]|leer|quant[ie]|libreria|lett[oi]|leggere)\b"
)


def is_of_shelves(text: str, names: Gazetteer) -> bool:
    """True where it names a kind, a work, a maker, a sort, an order, or a deed."""
    return _names_some(text, names) or cued_alone(text, names)


def cued_alone(text: str, names: Gazetteer) -> bool:
    """True where only an order, a number or a deed tells, as in "how many did we sell"."""
    folded = fold(text)
    cues = (*(cue for _, cue in (*STATUS, *ORDERS)), HOURS, WHO, _SAID)
    return not _names_some(text, names) and any(cue.search(folded) for cue in cues)


def _names_some(text: str, names: Gazetteer) -> bool:
    read = read_by_rules(text, names)
    facets = read.facets
    return bool(read.kind or read.named or facets.creators or facets.genres or facets.languages or facets.moods)
