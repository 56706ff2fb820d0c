"""What a request for a list tells of the hour it is for: the way somewhere, who sits in the car, what is celebrated. It
names no condition of what the list is to hold."""

import re

_WAY = re.compile(
    r"\b(?:(?:driv|rid|walk|cycl|hik|runn|travell?|sail|go)ing|drive|ride|walk|trip|journey|road|way|train|bus|flight"
    r"|ferry|lift|fahrt|heimfahrt|autofahrt|zugfahrt|weg|reise|flug|fahre\w*|trajet|route|voyage|chemin|viaje|camino"
    r"|viaggio|strada|rit|reis|weg)(?: (?:over|up|down|out|back|home|hin|zurück|retour))*"
    r" (?P<rest>(?:to|from|past|with|zu[mr]?|nach|vo[nm]|mit|in|pour|vers|chez|jusqu['’]|hasta|hacia|per|naar)\b"
    r"[^,.;:!?()–]*)",
    re.IGNORECASE,
)
_FULL_OF = re.compile(
    r"\bwith (?:an?|the|my|our|two|three|four|\d+) (?:car|van|bus|boat|house|room|garden|class|table|tent)(?:ful)?"
    r"(?P<rest> (?:full )?of\b[^,.;:!?()–]*)|\bwith an?\s{2,}(?P<more>of\b[^,.;:!?()–]*)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?P<rest>\b(?:before|until|till|by|vor|bis|avant|jusqu['’]|antes de|prima d|voor) ?(?:the |dem |den |zum |l['’]"
    r"|le |la |el |ell['’]|de )?(?:end of (?:the )?)?(?:spring|summer|autumn|winter|christmas|easter|holidays?|frühling"
    r"|sommer|herbst|winter|weihnachten|ostern|ferien|été|automne|hiver|printemps|noël|vacances|verano|invierno|navidad"
    r"|estate|inverno|natale|zomer|kerst(?:mis)?)\b)",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"(?P<rest>\b(?:christmas|xmas|easter|hallowe['’]?en|new year['’]?s|weihnachts|noël) ?-?(?:eve |office |works? )*"
    r"(?:do|bash|parties|party|night out|feier|fête|knees[- ]up)\b)",
    re.IGNORECASE,
)
_DANCE = re.compile(r"\b(?:danc\w+|tanz\w*|dans\w+|bail\w+|ball(?:are|iamo|ando|abil\w+|o))\b", re.IGNORECASE)


def without_hour(text: str) -> str:
    """The text with blanks for what only tells of the hour; it keeps that one drives, and what is to be danced to."""
    rules = [_WAY, _FULL_OF, _UNTIL, *([_PARTY] if _DANCE.search(text) else [])]
    letters = list(text)
    for found in (one for rule in rules for one in rule.finditer(text)):
        start, end = found.span(max(found.re.groupindex, key=found.start))
        letters[start:end] = " " * (end - start)
    return "".join(letters)
