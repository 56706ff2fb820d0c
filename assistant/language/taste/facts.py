"""Sentences that tell a fact of somebody's life, and nothing of taste: "my brother lives in Leeds"."""

import re

from assistant.language.facet_parser import read_facets
from assistant.language.normalise import fold

_MOST_WORDS = 14
_OPENING = (
    r"^(?:(?:and|well|so|oh|also|btw|by the way|you know|fyi|ubrigens|ach|und|also|au fait|et|tu sais|vous savez) )*"
)
_KEPT = (
    r"(?:cats?|dogs?|pets?|horses?|rabbits?|hens|chickens|fish|sons?|daughters?|children|kids?|boys?|girls?|twins"
    r"|brothers?|sisters?|siblings|cousins|grandchildren|grandsons?|granddaughters?|aunts?|uncles?|flat|house|garden"
    r"|allotment|car|bike|boat|van)"
)
_ENGLISH = (
    r"(?:i|im|ive|we|were|weve|(?:my|our) (?:\w+ ){0,2}?\w+)"
    r" (?:(?:just|now|still|also|only|once|have|has|had|ve|am|m|is|s|are|was|were|been|recently|finally|currently"
    r"|used to) )*"
    r"(?:lives?|lived|living|works?|worked|working|moved|moving|born|grew up|turned|called|named|studies|studied"
    r"|retired|went|drove|flew|visited|arrived|came (?:back|home)|started (?:an?|my|at)(?: new)? (?:job|school|course)"
    rf"|(?:have|has|had|got|own|owns|keep|keeps) (?:an?|one|two|three|four|five|some|\d)(?: \w+)? {_KEPT})\b"
)
_GERMAN = (
    r"(?:ich|wir|(?:mein|unser)e? \w+) (?:\w+ ){0,1}?"
    r"(?:wohn(?:e|t|en)|leb(?:e|t|en)|arbeite(?:t|n)?|heiss(?:e|t|en)|studier(?:e|t|en)"
    r"|(?:bin|ist|sind|wurde|wurden)(?: \w+){1,4} (?:geboren|gezogen|umgezogen|aufgewachsen))\b"
)
_FRENCH = (
    r"(?:j|je|nous|(?:mon|ma|mes|notre|nos) \w+) ?(?:y )?"
    r"(?:habit(?:e|ons|ent)|vi[st]|viv(?:ons|ent)|travaill(?:e|ons|ent)|(?:m|s) ?appelle(?:nt)?"
    r"|(?:suis|est|sommes|sont) nee?s?|(?:ai|a|avons|ont) (?:demenage|grandi))\b"
)
_FACT = re.compile(rf"{_OPENING}(?:{_ENGLISH}|{_GERMAN}|{_FRENCH})")
_MORE = re.compile(
    r"\b(?:want\w*|need\w*|look\w* for|some\w*|any\w*|read\w*|books?|novels?|music|songs?|listen\w*|hear|play\w*|lov\w+"
    r"|lik\w+|hat\w+|prefer\w*|enjoy\w*|favou?rite\w*|best|better|lives? (?:for|by)|cant|cannot|alone|lonely|miss\w*"
    r"|sad|tired|worried|out of|off|mad|through|please|bitte|will|mochte|brauch\w*|etwas|was|lese\w*|hor\w+|buch\w*"
    r"|musik|lied\w*|liebe\w*|mag|lieblings\w*|allein\w*|einsam|traurig|muder?|veux|voudrais|quelque|lire|lis|ecout\w*"
    r"|livres?|musique|chansons?|aim\w+|prefer\w*|seule?s?|triste\w*)\b"
)
"""Words with which a sentence tells of a wish, of taste or of a need."""


def is_plain_fact(text: str) -> bool:
    """Whether a text is a single sentence that tells a fact of somebody's life, and nothing of what is liked."""
    folded = fold(text)
    if "?" in text or len(folded.split()) > _MOST_WORDS or _FACT.search(folded) is None:
        return False
    if _MORE.search(_FACT.sub(" ", folded)):
        return False
    facets = read_facets(text)
    return not (facets.genres or facets.moods or facets.tempo)
