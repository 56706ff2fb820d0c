"""Numbers of entries that are told otherwise than by counting: "a couple of", "une dizaine de", "one a week for six
weeks", "no more than two by each artist"."""

import re

from assistant.language.normalise import plain
from assistant.language.words.number_words import NUMBER_WORDS
from assistant.lists.times_told import number_of

_N = rf"\d+|{'|'.join(sorted((one.replace(' ', '[ -]') for one in NUMBER_WORDS), key=len, reverse=True))}"
_ONE = r"an?|one|eine?[nrms]?|une?|una"
_PACKS = {
    r"half a dozen|half[ -]dozen|ein halbes dutzend|une demi[ -]douzaine|media docena|mezza dozzina": 6,
    r"(?:a|the) couple(?: of)?|a pair of|ein paar weise|une paire de": 2, r"a trio of|une trilogie de": 3,
    r"a handful of|eine handvoll|une poignee de": 5,
    r"une huitaine (?:de|d['’])": 8, r"une dizaine (?:de|d['’])|una decina di|una decena de": 10,
    r"une douzaine (?:de|d['’])|una docena de|una dozzina di|an? dozen|ein dutzend": 12,
    r"une quinzaine (?:de|d['’])": 15, r"une vingtaine (?:de|d['’])|una ventina di|a score of": 20,
    r"une trentaine (?:de|d['’])": 30,
}  # fmt: skip # no words
PACKED = re.compile("|".join(rf"\b(?P<p{at}>{pattern})\s*" for at, pattern in enumerate(_PACKS)), re.IGNORECASE)
PER_CREATOR = re.compile(
    rf"[,;]?\s*\b(?:(?:but|and|with|aber|mais)\s+)?(?:(?:no|not|never) more than|at most|max(?:imum)?\.?|up to|only"
    rf"|h[öo]chstens|maximal|nicht mehr als|nur|pas plus de|au plus|no m[áa]s de|non pi[ùu] di)?\s*"
    rf"(?P<most>{_N}|{_ONE})\s+(?:(?:songs?|tracks?|pieces?|books?|titles?|st[üu]cke?|lieder|titel|b[üu]cher|morceaux?"
    rf"|titres?|livres?|of them)\s+)?"
    rf"(?:(?:per|(?:from|by) (?:any one|the same|each|every|one)|pro|von jede[mr]|par|por)\s+)"
    rf"(?:artists?|bands?|singers?|composers?|authors?|writers?|creators?|musicians?|k[üu]nstler\w*|interpret\w*|autor\w*"
    rf"|komponist\w*|artistes?|auteurs?|compositeurs?|artistas?|autores?|artisti?)\b"
    r"|[,;]?\s*\b(?:no (?:repeats? of (?:an?|any)|two by the same)|(?:all |each )?(?:by|from) (?:a )?different"
    r"|(?:von|par|de) (?:verschiedenen|différents?)) (?:artists?|bands?|singers?|composers?|authors?|writers?"
    r"|people|hands?|one|künstler\w*|autor\w*|artistes|auteurs|compositeurs)\b",
    re.IGNORECASE,
)
"""A cap on the entries of one creator."""
EITHER = re.compile(
    rf"\b(?:{_N}|one|ein|un) ?(?:or|to|oder|bis|ou|à|o|[-–]) ?(?P<more>{_N})"
    r"\b(?! ?(?:minut|mins?\b|hours?\b|stund|heure|pages?\b|seiten))",
    re.IGNORECASE,
)
"""Of "three or four" the more."""
ONE_EACH = re.compile(
    rf"\b(?P<each>{_N}|{_ONE}) (?P<of>\w+ )?(?:an?|per|each|every|pro|jede|par|chaque) "
    r"(?P<unit>day|night|evening|week|month|tag|abend|woche|monat|jour|soir|semaine|mois)\b"
    rf"(?: (?:for|over|f[üu]r|pendant) (?P<times>{_N}) "
    r"(?P<units>days|nights|evenings|weeks|months|tage|abende|wochen|monate|jours|soirs|semaines|mois))?"
    r"(?:,? (?:(?:starting|beginning) )?(?:from|in|ab|à partir d(?:e |['’])) ?"
    r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|f[ée]v|avr|ao[uû]|d[ée]c|now|then|jetzt)\w*)?",
    re.IGNORECASE,
)
_DAYS = {"d": 1, "n": 1, "e": 1, "t": 1, "a": 1, "j": 1, "s": 7, "w": 7, "m": 30}
_MINUTES = re.compile(r"\b(?:minutes?|hours?|pages?|minuten|stunden?|seiten|heures?)\b", re.IGNORECASE)


def per_creator_told(found: re.Match[str]) -> int:
    """So many of each creator; one where no two may be by the same."""
    return round(number_of(plain(found["most"]))) if found["most"] else 1


def packed_number(found: re.Match[str]) -> int:
    return next(n for at, n in enumerate(_PACKS.values()) if found[f"p{at}"])


def counts_time(found: re.Match[str]) -> bool:
    """Whether minutes or pages a day are meant, and no entries."""
    return _MINUTES.search(found["of"] or "") is not None


def one_each(found: re.Match[str], days: int | None) -> int | None:
    """So many a week, for so many weeks; None where it does not say for how long."""
    each = number_of(plain(found["each"]))
    span = number_of(plain(found["times"])) * _days(found["units"]) if found["times"] else days
    return round(each * span / _days(found["unit"])) if span else None


def _days(unit: str) -> int:
    folded = plain(unit)
    return 1 if folded.startswith("soir") else _DAYS[folded[0]]
