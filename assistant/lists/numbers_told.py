"""How many entries a list is to have, as people of five languages say it: "six hymns", "acht Stücke", "a dozen"."""

import re

from assistant.language.numbers import NUMBERS
from assistant.language.taste.ages import without_ages


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOLD: dict[str, int] = {
    **{word: int(number) for word, number in NUMBERS.items() if number == int(number) and 1 < number <= 100},
    "dozen": 12, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwolf": 12, "funfzehn": 15, "zwanzig": 20, "dutzend": 12, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
    "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20,
    "douzaine": 12, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10, "doce": 12, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "dodici": 12, "dreissig": 30, "vierzig": 40, "trente": 30, "quarante": 40,
}  # fmt: skip # no words
_UNIT = (
    r"(?:minutes?|mins?|min|hours?|hrs?|hr|h|pages?|pgs?|words?|days?|nights?|evenings?|mornings?|weeks?|wks?"
    r"|months?|years?"
    r"|fortnights?|weekends?|free weekends|pm|am|o clock|oclock|percent|bpm|stars?|euros?|pounds?|yo|kids"
    r"|children|people"
    r"|friends|guests|of us|minuten|std|stunden?|seiten|tage?n?|abende?n?|wochen?|monate?n?|jahre?n?|uhr|heures?"
    r"|jours?"
    r"|soirs?|semaines?|mois|ans?|minutos|horas?|paginas|dias|semanas|meses|anos|minuti|ore|giorni|settimane"
    r"|mesi|anni"
    r"|per|a day|a week|each|am|times?|mal|fois|topics|cellos|year olds?|nephews|st|nd|rd|th|s|km|k|century"
    r"|jahrhundert)"
)  # no words
_NOT_BEFORE = _words("""
    at to until till before after since under over than age aged about around from between the past next last first
    turning only chapter number no nr page year um seit nach vor unter uber ab vers depuis apres avant les prima
    dopo desde half is hes shes whos ist turns turned my these those grade level volume vol symphony op opus die und
""")
_HALF_DOZEN = re.compile(r"\b(?:half (?:a )?dozen|halbes dutzend|demi douzaine)\b")
MOST = 60


_MORE = re.compile(
    rf"\b(?:and|plus|with|und|dazu|et|y|e) (?:then |another |noch )?(?P<more>\d{{1,2}}|{'|'.join(TOLD)})"
    r" (?:more|others?|weitere\w*|andere\w*|autres|de plus|mas|otr[ao]s|altr[ie])\b"
)
_ONE = frozenset({"one", "a", "an", "ein", "eine", "einen", "un", "une", "una", "uno"})


def with_more(text: str) -> int | None:
    """How many there are in all of "one by her and three more", "two of hers and two others"; None where nothing is
    told so."""
    folded = without_ages(text)
    found = _MORE.search(folded)
    before = folded[: found.start()].split() if found is not None else []
    counts = [int(word) if word.isdigit() and len(word) < 3 else TOLD.get(word, word == "one") for word in before]
    first = next((count for count in reversed(counts) if count), 0) or any(word in _ONE for word in before)
    if found is None or not first:
        return None
    more = found["more"]
    return int(first) + (int(more) if more.isdigit() else TOLD[more])


def number_told(text: str) -> int | None:
    """The first number of a text that counts entries, and no minutes, pages, days or years; None if there is none."""
    folded = without_ages(text)
    if _HALF_DOZEN.search(folded):
        return 6
    words = folded.split()
    for at, word in enumerate(words):
        number = int(word) if word.isdigit() and len(word) < 3 else TOLD.get(word)
        if number is None or not 1 < number <= MOST:
            continue
        before = words[at - 1] if at else ""
        after = " ".join(words[at + 1 : at + 3])
        up_to = before == "to" and words[at - 2 : at - 1] == ["up"]
        if (
            (before in _NOT_BEFORE and not up_to)
            or re.match(_UNIT + r"\b", after)
            or (word == "six" and after.startswith("mois"))
        ):
            continue
        if before.isdigit() or TOLD.get(after.split(" ")[0] if after else "") or (after[:1].isdigit()):
            continue  # "two thirds", "4 10", "2 000"
        if re.match(r"(?:and a half|et demie|einhalb|o|to|bis|a)\b", after):
            continue
        return number
    return None
