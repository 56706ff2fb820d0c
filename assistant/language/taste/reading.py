"""Reads a sentence about taste: what of it is liked and what is not, clause by clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.facet_parser import names_something, read_facets
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.language.negation import split_negations, turned_bounds
from assistant.language.normalise import blanked, fold, tokenise
from assistant.language.taste.cues import (
    AGREED,
    AVERSE,
    AVERSE_AFTER,
    BACKGROUND,
    DENIED,
    DOUBLE,
    EDGES,
    ENDED,
    EXCEPTED,
    FOND,
    FOND_AFTER,
    META,
    NEGATED,
    PAST,
    PREFERRED,
    SPLIT,
    TELLING,
)
from assistant.language.taste.set_phrases import FILLERS, REFUSED, SET_PHRASES
from assistant.language.taste.themes import themes_in
from assistant.language.vocabulary import vocabulary

_SIGNS = ((DOUBLE, 1, True), (AVERSE, -1, True), (AVERSE_AFTER, -1, False), (FOND_AFTER, 1, False), (FOND, 1, True))
"""Each cue with what it says, and whether what it is about stands behind it."""
_SAYS = re.compile(
    r"^(?:(?:my|our|his|her|their|the) )?(?:brother|sister|mother|father|mum|mom|dad|aunt|uncle|gran\w*|husband|wife"
    r"|son|daughter|friend|boss|neighbour|teacher|colleague|he|she|they|it|we|i)s?\b(?: \w+)?? "
    r"(?:was|were|is|are|has|had|does|did|\w+ed|read|made|took|gave|sang|got|wrote)\b"
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when)\b")
_CUES = (*(cue for cue, _, _ in _SIGNS), ENDED, DENIED, AGREED)


@dataclass(frozen=True, slots=True)
class Taste:
    """What a sentence likes and dislikes, in its own words, in order; `polarity` is that of what it tells first."""

    likes: tuple[str, ...]
    dislikes: tuple[str, ...]
    polarity: int

    @property
    def told(self) -> str:
        """What the polarity is about."""
        return "; ".join(self.likes if self.polarity > 0 else self.dislikes)

    @property
    def other(self) -> str:
        """What is told with the other sign."""
        return "; ".join(self.dislikes if self.polarity > 0 else self.likes)


@dataclass(slots=True)
class _Told:
    sign: int
    what: str
    sure: bool
    """Whether words of liking or disliking say so."""
    background: bool = False
    chosen: bool = False
    """One of two that are set against each other: "novels" tells something there."""


@lru_cache(maxsize=256)
def read_taste(text: str) -> Taste:
    """Reads a sentence in English, German, French, Spanish or Italian. What names nothing likes what it says."""
    rows: list[_Told] = []
    for clause in SPLIT.split(turned_bounds(text[:1000])):
        for part in _parts(_without(META, clause or "")):
            if part.strip():
                _take(rows, part)
    if any(one.sure for one in rows):
        # A word beside a liking, "always", or a sentence of its own tells of something else.
        rows = [
            one for one in rows if one.sure or not (one.background or _is_told(one.what) or not _is_thing(one.what))
        ]
    rows = [one for one in rows if one.what]
    if not rows:
        return Taste((text,), (), 1)
    likes = tuple(one.what for one in rows if one.sign > 0)
    dislikes = tuple(one.what for one in rows if one.sign < 0)
    return Taste(likes, dislikes, rows[0].sign)


def polarity_of(text: str) -> int:
    """+1 or -1, by what a sentence tells first: "I don't like horror" is -1, "I can't get enough of jazz" +1."""
    return read_taste(text).polarity


def sides_of(text: str) -> tuple[str, str]:
    """(what its polarity is about, what is said with the other sign): "sea novels" and "romance" for "sea novels
    without romance", "long books" and "short poems" for "I hate long books but love short poems"."""
    taste = read_taste(text)
    return taste.told, taste.other


def clauses_of(text: str, names: Gazetteer | None = None, now: float | None = None) -> list[tuple[int, Facets]]:
    """(polarity, facets) of every part that names something: "long books, but no horror" has two."""
    taste = read_taste(text)
    parts = [(1, one) for one in taste.likes] + [(-1, one) for one in taste.dislikes]
    read = [(polarity, read_facets(part, names, now)) for polarity, part in parts]
    named = [(polarity, facets) for polarity, facets in read if facets]
    return named or [(taste.polarity, read_facets(text, names, now))]


def _parts(clause: str) -> list[str]:
    """The clause, cut at its commas where more than one part says what is liked or not: "love the sea, hate boats"."""
    parts = clause.split(",")
    if any(rule.search(fold(clause)) for rule in PREFERRED):
        return [clause]
    signed = sum(any(cue.search(fold(part)) for cue in _CUES) or any(_whole(fold(part))) for part in parts)
    return parts if signed > 1 else [clause]


def _without(cue: re.Pattern[str], text: str) -> str:
    """The text with blanks where a cue stands in its folded form."""
    while (found := cue.search(fold(text))) is not None and found.group():
        text = blanked(text, found.start(), found.end())
    return text


def _take(rows: list[_Told], clause: str) -> None:
    """Adds what a clause tells; one without an object of its own tells of what stands before it, the last that is a
    thing: "brass bands. My brother was in one. I can't be in the room"."""
    for told in _read(clause):
        if told.what and (told.chosen or _tells(told.what)):
            rows.append(told)
        elif told.sure and rows:
            things = (one for one in reversed(rows) if _is_thing(one.what) and not _is_told(one.what))
            meant = next(things, rows[-1])
            meant.sign, meant.sure = told.sign, True


def _is_told(what: str) -> bool:
    """Whether a clause tells what happened, and names no thing: “my brother was in one”."""
    folded = fold(what)
    return _SAYS.search(folded) is not None and _RELATIVE.search(folded) is None


def _read(clause: str) -> Iterator[_Told]:
    folded = fold(clause)
    if REFUSED.search(folded):
        yield _Told(-1, "", True)
        return
    whole = next((found for found in _whole(folded)), None)
    if whole is not None:
        yield _Told(whole[2], _object(_piece(clause, *whole[:2])), True)
        return
    preferred = next(filter(None, (rule.search(folded) for rule in PREFERRED)), None)
    if preferred is not None and not DOUBLE.search(folded):
        yield _Told(1, _object(_piece(clause, preferred.start("more"), preferred.end("more"))), True, chosen=True)
        yield _Told(-1, _object(_piece(clause, preferred.start("less"), preferred.end("less"))), True, chosen=True)
        return
    excepted = EXCEPTED.search(folded)
    if excepted is not None and excepted.start() > 0:
        head = list(_read(_piece(clause, 0, excepted.start())))
        yield from head
        sign = next((one.sign for one in head if one.what), 1)
        yield _Told(-sign, _object(_piece(clause, excepted.end(), len(folded))), True)
        return
    negated = NEGATED.search(folded)
    sign, rest, sure = _signed(clause, folded)
    if negated is not None and not sure:
        yield _Told(1, _object(_piece(clause, 0, negated.start())), False, True)
        yield _Told(-1, _object(_piece(clause, negated.start("rest"), negated.end("rest"))), True)
        return
    if sign >= 0:
        wanted, unwanted = split_negations(rest)
        if _tells(unwanted):
            if _tells(wanted):
                yield _Told(sign or 1, _object(wanted), sure, _is_background(folded) and not sure)
            yield _Told(-1, _object(unwanted), True)
            return
    yield _Told(sign or 1, _object(rest), sure, _is_background(folded) and not sure)


def _whole(folded: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and sign of what a set phrase is about."""
    for rule, sign in SET_PHRASES:
        found = rule.search(folded)
        group = next((name for name, held in found.groupdict().items() if held), "") if found else ""
        if found and group:
            yield found.start(group), found.end(group), sign


def _is_background(folded: str) -> bool:
    """Whether a clause that says nothing of liking tells of something else than of a thing to like."""
    return BACKGROUND.search(folded) is not None or TELLING.search(folded) is not None


def _signed(clause: str, folded: str) -> tuple[int, str, bool]:
    """(sign, the clause without the words that tell it, whether any do); 0 where none do."""
    past = PAST.search(folded)
    ended = ENDED.search(folded) or DENIED.search(folded)
    rest = clause
    sign = 1 if AGREED.search(folded) else 0
    for cue, value, behind in _SIGNS:
        found = cue.search(fold(rest))
        if found is None:
            continue
        sign = sign or value
        rest = _about(rest, found.start(), found.end(), behind)
    for cue in (PAST, ENDED, DENIED, AGREED):
        found = cue.search(fold(rest))
        if found is not None:
            rest = blanked(rest, found.start(), found.end())
    if past is not None and sign:
        # "Used to hate" tells that it is over, and so does "used to love, not any more" once.
        sign = -sign
    elif ended is not None:
        sign = -1 if sign >= 0 else sign
    elif past is not None:
        sign = -1
    return sign, rest, bool(sign)


def _about(clause: str, start: int, end: int, behind: bool) -> str:
    """The clause without a cue at these places: what stands behind it, or before it, is what it is about; the other
    side, if there is nothing."""
    before, after = _piece(clause, 0, start), _piece(clause, end, len(clause) + 1)
    first, other = (after, before) if behind else (before, after)
    return first if _object(first) else other


def _piece(clause: str, start: int, end: int) -> str:
    """The part of a clause between two places of its folded form."""
    return blanked(blanked(clause, end, len(clause) + 1), 0, start)


def _object(words: str) -> str:
    """The words without small ones at either edge."""
    tokens = tokenise(words)
    first = next((at for at, one in enumerate(tokens) if one.folded not in EDGES), None)
    if first is None:
        return ""
    last = next(at for at in range(len(tokens) - 1, -1, -1) if tokens[at].folded not in EDGES)
    start, end = tokens[first].start, tokens[last].end
    # A title keeps its marks, which tell it from a subject of that name.
    start -= words[start - 1 : start] in ("“", "„", "«", '"')
    end += words[end : end + 1] in ("”", "“", "»", '"')
    return " ".join(words[start:end].split())


def _is_thing(words: str) -> bool:
    """Whether what stands beside a liking is liked, too: a phrase, a name, or a word for a genre, a mood or a theme."""
    folded = fold(words)
    if folded in FILLERS:
        return False
    return " " in folded or words[:1].isupper() or bool(read_facets(words)) or bool(themes_in(words))


def _tells(text: str) -> bool:
    """Whether a part of a sentence names something by itself."""
    spoken = vocabulary().languages.keys() & set(fold(text).split())
    return bool(spoken or read_facets(text)) or names_something(text)
