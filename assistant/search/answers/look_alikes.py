"""Which of several papers that look alike a question means: “the old contract”, “the 24/25 return”, “in January”."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language.normalise import fold
from assistant.search.answers.question import read_question, stem, stems

_YEARS = re.compile(
    r"(?<!\d)(?P<from>(?:19|20)\d\d) ?[/–-] ?(?P<to>\d{4}|\d\d)(?!\d)"
    r"|(?<![\d/.])(?P<short>\d\d)/(?P<next>\d\d)(?![\d/.])"
    r"|(?<![\d£$€])(?P<year>(?:19|20)\d\d)(?!\d)|['’](?P<last>\d\d)(?!\d)"
)
_OLD = (
    r"old(?:er|est)?|previous|former|prior|earlier|earliest|first|original|expired|alte[nrsm]?|alteste\w*|fruhere\w*"
    r"|vorige\w*|vorherige\w*|erste[nrsm]?|ancien\w*|vieux|vieille|precedent\w*|premiere?|viej[oa]|antigu[oa]|anterior"
    r"|primer[oa]?|vecchi[oa]|precedente|prim[oa]"
)  # no words
_NEW = (
    r"new(?:er|est)?|current|present|latest|most recent|second|(?<=the )last|(?<=my )last|(?<=our )last|neue[nrsm]?"
    r"|neueste\w*|aktuelle\w*|jetzige\w*|letzte\w*|zweite\w*|nouveau|nouvelle|actuel\w*|dernier\w*|deuxieme|nuev[oa]|actual"
    r"|ultim[oa]|segund[oa]|nuov[oa]|attuale|second[oa]"
)  # no words
_AGE = re.compile(rf"\b(?:(?P<old>{_OLD})|(?P<new>{_NEW}))\b(?P<behind>(?: \w+){{1,2}})")
_BOTH = re.compile(r"\b(?:two|both|beiden?|zwei|deux|dos|ambos|(?:i|le) due|entrambi)\b(?P<behind>(?: \w+){1,2})")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janner janvier enero gennaio", "february februar fevrier febrero febbraio",
            "march marz mars marzo", "april avril abril aprile", "may mai mayo maggio", "june juni juin junio giugno",
            "july juli juillet julio luglio", "august aout agosto", "september septembre septiembre settembre",
            "october oktober octobre octubre ottobre", "november novembre noviembre",
            "december dezember decembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip # no words
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_PARTY = re.compile(
    r"\b(?:with|from|between|mit|von|bei|avec|chez|con|de)(?: (?:the|my|mr|mrs|ms|dr|herrn?|frau|m|mme|sr|sra))*"
    r" (?P<name>\w{3,})"
)
_FEWEST = 2
_LEAST_LETTERS = 3
"""Of a word by which papers are told to be alike: “de” is in many titles."""


@dataclass(frozen=True)
class Paper:
    """A document by its id and title. `read` returns how the text of one begins; it is asked where titles do not do."""

    id: str
    title: str
    read: Callable[[str], str] = lambda item_id: ""

    @cached_property
    def opening(self) -> str:
        return self.read(self.id)

    @cached_property
    def words(self) -> frozenset[str]:
        return stems(self.title)

    @cached_property
    def names(self) -> frozenset[str]:
        """What names it and those whom it is between."""
        return self.words | stems(self.opening)

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Those of its title, else the first of its text; a year alone is a span of one."""
        return _years_in(self.title) or _years_in(self.opening)[:1]

    @cached_property
    def date(self) -> tuple[int, int] | None:
        """Year and month of its title, else the first of its text."""
        if not self.years:
            return None
        dated = self.title if _years_in(self.title) else self.opening
        month = _MONTH.search(fold(dated))
        return self.years[0][0], MONTHS[month.group()] if month else 0


def papers_meant(question: str, papers: Sequence[Paper]) -> list[str]:
    """Ids of the one paper, or the two, that a question points out among those with a word of it in their titles: by
    year, by age, as both of them, or by a word that one alone has. None where nothing tells them apart."""
    words = [word for word in read_question(question).words if len(word) >= _LEAST_LETTERS]
    groups = {word: [one for one in papers if word in one.words] for word in words}
    alike = {word: group for word, group in groups.items() if len(group) >= _FEWEST}
    found = next(filter(None, [_by_year(question, group) for group in alike.values()]), [])
    found = found or _by_span(question, papers) or _by_age(question, words, papers)
    found = found or next(filter(None, [_by_word(question, words, group) for group in alike.values()]), [])
    return found if len(found) <= _FEWEST else []


def _by_year(question: str, group: Sequence[Paper]) -> list[str]:
    found = []
    for asked in _years_in(question):
        held = [one for one in group if any(_meets(asked, own) for own in one.years)]
        found += [held[0].id] if len(held) == 1 else []
    return list(dict.fromkeys(found))


def _by_span(question: str, papers: Sequence[Paper]) -> list[str]:
    """Those that alone are called by the span of years that a question names, whatever else they are called."""
    asked = [one for one in _years_in(question) if one[0] != one[1]]
    held = ([one.id for one in papers if span in _years_in(one.title)] for span in asked)
    return list(dict.fromkeys(ids[0] for ids in held if len(ids) == 1))


def _meets(asked: tuple[int, int], own: tuple[int, int]) -> bool:
    return asked == own if asked[0] != asked[1] else own[0] <= asked[0] <= own[1]


def _by_age(question: str, words: Sequence[str], papers: Sequence[Paper]) -> list[str]:
    """Of those that a word behind “old” or “new” names, the one that is so called, else the oldest or newest."""
    folded, found = fold(question), []
    for said in _AGE.finditer(folded):
        group = _named_by(said["behind"], words, papers)
        called = [one for one in group if re.search(rf"\b{said['old'] or said['new']}\b", fold(one.title))]
        dated = sorted((one.date, one.id) for one in group if one.date is not None)
        if 1 in (len(called), len(group)):
            found.append((called or group)[0].id)
        elif len(dated) == len(group) >= _FEWEST and dated[0][0] != dated[-1][0]:
            found.append(dated[0 if said["old"] else -1][1])
    both = _BOTH.search(folded)
    if not found and both is not None and len(pair := _named_by(both["behind"], words, papers)) == _FEWEST:
        found = [one.id for one in sorted(pair, key=lambda one: one.date or (0, 0))]
    return list(dict.fromkeys(found))


def _named_by(text: str, words: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    """Those that the first of the telling words in a text names that names any."""
    said = (word for word in map(stem, text.split()) if word in words)
    return next(filter(None, ([one for one in papers if word in one.words] for word in said)), [])


def _by_word(question: str, words: Sequence[str], group: Sequence[Paper]) -> list[str]:
    """Those with a word in their title that no other has there, else the one that is with or from whom is named."""
    held = ([one.id for one in group if word in one.words] for word in words)
    found = [ids[0] for ids in held if len(ids) == 1]
    if not found:
        parties = [stem(one["name"]) for one in _PARTY.finditer(fold(question))]
        of_party = ([one.id for one in group if name in one.names] for name in parties)
        found = [ids[0] for ids in of_party if len(ids) == 1]
    return list(dict.fromkeys(found))


def without_years(question: str) -> str:
    """What a question asks, whichever paper is meant."""
    return " ".join(_YEARS.sub(" ", question).split())


def _years_in(text: str) -> list[tuple[int, int]]:
    """The years that a text names, in order: "2024-25" is a span, "2025" one year."""
    found = []
    for one in _YEARS.finditer(text):
        if one["from"]:
            first = int(one["from"])
            last = int(one["to"]) if len(one["to"]) == 4 else first - first % 100 + int(one["to"])
        elif one["short"]:
            first, last = 2000 + int(one["short"]), 2000 + int(one["next"])
        else:
            first = last = int(one["year"] or f"20{one['last']}")
        if first <= last <= first + 1:
            found.append((first, last))
    return found


def undated(title: str) -> frozenset[str]:
    """The folded words of a title without years, months and days: papers of one such name are of several dates."""
    words = fold(without_years(title)).split()
    return frozenset(word for word in words if not word.isdigit() and word not in MONTHS)
