"""How people say what form and what order a list is to have."""

import re

from assistant.lists.forms import Form

FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.BUNDLE, re.compile(r"\b(?:bundle|package|gift set|mixed (?:list|bag)|paket|bündel)\b", re.IGNORECASE)),
    (
        Form.PLAN,
        re.compile(
            r"\b(?:reading[ -](?:plan|schedule|programme|program|list|order)|study plan|syllabus|plan|schedule"
            r"|curriculum"
            r"|leseliste|leseplan|lektüreliste|(?:plan|parcours|liste|programme) de lectures?|(?:plan"
            r"|lista) de lecturas?"
            r"|piano di lettura)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Form.PLAYLIST,
        re.compile(
            r"\b(?:\w*play ?list\w*|mix ?tape|mix|queue|listening[ -](?:plan|list|session)|set ?list|soundtrack"
            r"|abendprogramm"
            r"|musikprogramm|programme musical|scaletta)\b",
            re.IGNORECASE,
        ),
    ),
    (Form.LIST, re.compile(r"\b(?:lists?|liste|lista|shelf|regal|étagère|pile|stapel)\b", re.IGNORECASE)),
)
ORDERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (order, re.compile(pattern))
    for order, pattern in (
        (
            "newest",
            r"\b(?:newest|latest|most recent) (?:one |ones )?first\b|\b(?:backwards|reverse chronolog\w+"
            r"|neu\w* zuerst)\b",
        ),
        (
            "oldest",
            r"\bchronolog\w*\b|\bin (?:(?:the |their |its )?(?:proper|right|correct|original|publication|series"
            r"|historical)"
            r" |time )?order\b(?! (?:to|that))|\b(?:oldest|earliest) (?:one |ones )?first\b|\bby (?:date|year"
            r"|period\w*)\b"
            r"|\border of (?:publication|composition|appearance)\b|\bfrom (?:the )?(?:first|beginning"
            r"|start) to (?:the )?"
            r"(?:last|end)\b|\b(?:alteste\w*|fruheste\w*) zuerst\b|\bder reihe nach\b|\bplus ancien\w*\b"
            r"|\bordre (?:de"
            r" (?:date|parution|publication)|chronologique)\b|\ben orden\b|\bin ordine\b",
        ),
        (
            "shortest",
            r"\bshort(?:est|er)(?: \w+)? first\b|\bfrom short to long\b|\bkurzeste\w* zuerst\b"
            r"|\bdu plus court\b",
        ),
        ("longest", r"\blong(?:est|er)(?: \w+)? first\b|\bplus gros\w* d abord\b|\blangste\w* zuerst\b"),
        (
            "easiest",
            r"\b(?:easy|easier|easiest|gentle|light|simple) to (?:the )?(?:hard|harder|difficult|heavy|demanding)\b"
            r"|\b(?:easiest|lightest|simplest)(?: \w+)? first\b|\bbeginners? s? ?course\b|\bleicht\w* (?:zu|nach"
            r"|bis) schwer\w*"
            r"|\bdu plus (?:facile|simple)\b",
        ),
    )
)
EXTREMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (order, re.compile(rf"\b(?:{words})\b(?! (?:\w+ )?(?:first|zuerst|d abord))"))
    for order, words in (
        ("newest", r"newest|latest|neu(?:e)?sten|plus recents?|plus recentes?"),
        ("oldest", r"oldest|earliest|altesten|plus ancien\w*|plus vieux"),
        ("shortest", r"shortest|kurzesten|plus courte?s?"),
        ("longest", r"longest|thickest|langsten|dicksten|plus longue?s?|plus gros\w*"),
    )
)
"""Which works are wanted alone: "my five longest novels"."""
_ASKS_LIST = re.compile(
    r"^(?:(?:please|ok|okay|and|now|so|hey|right|can you|could you|make|do|me|us|i want|i need|give|bitte|mach|mir|uns"
    r"|fais|moi|nous|haz|hazme|fammi|zrob|gor|gib) )*(?:(?:an?|the|my|our|eine?n?|une?|una|uno|short|long|nice|little"
    r"|good) )*(?:\w+ ){0,2}?(?:mix ?tapes?|\w*play ?lists?|set ?lists?|reading lists?|leselisten?"
    r"|lista de reproduccion|spellista|playlista?)\b"
    r"|^(?:(?:an?|the|my|eine|une|una) )?(?:lists?|liste|lista|stapel|pile|stack) (?:of|with|von|mit|de|con|di|av|z)\b"
    r"|^(?:(?:please|ok|okay|and|now|so|can you|could you) )*(?:queue|stack) up\b"
    r"|\b(?:queue|line) (?:(?:up|me|us) )*(?:\d+|an?|half|[a-z]+) (?:an )?(?:minutes?|mins?|hours?)\b"
    r"|^(?:(?:please|give|me|us|i want|i need) )*(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:\w+ ){0,3}?(?:books|novels|songs|tracks|tunes|pieces|albums|poems)\b.* go$"
    r"|^(?=.*\b(?:\d{1,3}|an?|half an|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty"
    r"|sixty) (?:\w+ ){0,3}?(?:minutes|mins|hours?|books|novels|songs|tracks|tunes|pieces|albums|poems)\b)"
    r".*\b(?:save|store|keep) (?:it|them|that|this|those|these|the lot|all of (?:it|them))"
    r"(?: (?:all|please|love|dear|ta|thanks|for me|for later|then|as an? (?:\w+ )?(?:list|mix|playlist)))*$"
)
"""Names a list before anything else, or how many are to be put together at once: "3 books about bees. Go"."""


def asks_list(folded: str) -> bool:
    """Whether folded text asks for a list by its first words."""
    return _ASKS_LIST.search(folded) is not None


UNREAD = re.compile(
    r"\b(?:unread|unheard|unopened|not (?:yet )?(?:read|heard|finished|opened)|(?:havent|have not|haven t|never"
    r"|not|nt) (?:yet |already )?"
    r"(?:read|heard|finished|opened|listened|played|had)|none (?:that |of which )?(?:i|ive"
    r"|i have) (?:\w+ )?(?:read|finished"
    r"|heard)|new to me"
    r"|(?:not|none|no|nothing)(?: \w+){0,4}? (?:ive|i have|i) (?:\w+ ){0,2}?(?:got|gotten|made it|read|come|been)"
    r" (?:\w+ )?to the (?:very )?end|ungelesen\w*|ungehort\w*|noch (?:nicht|nie) (?:gelesen|gehort)|(?:pas"
    r"|jamais) (?:encore )?(?:lus?"
    r"|ouverts?|ecoutes?))\b"
)
