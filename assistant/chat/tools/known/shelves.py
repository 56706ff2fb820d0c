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
    read, folded = read_by_rules(text, names), fold(text)
    facets = read.facets
    if read.kind or read.named or facets.creators or facets.genres or facets.languages or facets.moods:
        return True
    cues = (*(cue for _, cue in (*STATUS, *ORDERS)), HOURS, WHO, _SAID)
    return any(cue.search(folded) for cue in cues)
