"""Works of the library that a message names in part, as people do: "hundred years of solitude", "the eroica"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.entities import Item, Kind
from assistant.guide.finding import guide, is_whole
from assistant.language.foreign import is_abroad
from assistant.language.gazetteer import Gazetteer, is_common
from assistant.language.names.articles import without_article
from assistant.language.normalise import Token, fold, tokenise
from assistant.language.numbers import in_digits
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FOREIGN, STOP_WORDS

_LIKENED = re.compile(
    r"\b(?<!someone )(?<!somebody )(?<!people )(?<!person )(?<!woman )(?<!friend )(?<!looks )"
    r"(?:like|similar to|close to|vein of|style of|spirit of|mood of|fan of|wie|comme|como|come)(?: the| die| der"
    r"| das"
    r"| le| la| les| el| il)?$"
)
_DEALT_WITH = re.compile(
    r"\b(?:loved?|liked|enjoyed|adored?|hated|finish(?:ed)?|read|reading|reread|heard|play(?:ed)?|open|start(?:ed)?"
    r"|mark"
    r"|gelesen|geliebt|aime|lu|leido|letto)(?: the| die| der| das| le| la| les| el| il)?$"
)
_SUBJECT = re.compile(
    r"\b(?:about|on|uber|von|sur|de|sobre)(?: (?:the|an?|die|der|das|einen?|le|la|les|une?|el|una?))?$"
)
"""Before what something is to be about."""
_TURNED = re.compile(
    r"^\W*(?:but|only|minus|except|without|aber|nur|ohne|mais|sans|pero|sin|ma|senza|maar|zonder)\b", re.IGNORECASE
)
"""Behind a name with which a message begins: "the eroica, but shorter"."""
_PIECES = re.compile(r"[:;()\[\]“”„\"«»]|,? (?:or|oder|ou|o|ovvero),? (?=[A-ZÀ-Þ])|\s[-–—]\s")
"""Where a title falls into parts that go by themselves."""
_LONGEST, _GAPS, _LEAST = 6, 2, 4
"""Words of a part; words of the title that it may leave out in between; letters of one that is a part by itself."""
_BEGUN, _BEGINS = 4, 7
"""Letters with which a longer word of a title is begun: "Moomin" for "Moomintroll"."""
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))  # no words


class InPart(NamedTuple):
    """A work that a message names at text[start:end]."""

    item_id: str
    start: int
    end: int


class _Title(NamedTuple):
    item_id: str
    words: tuple[str, ...]
    pieces: frozenset[str]


def named_in_part(text: str, names: Gazetteer, taken: Sequence[tuple[int, int]]) -> InPart | None:
    """The first book or piece of music that a part of its title names alone, outside of what is `taken`."""
    titles = _titles(_Known(names))
    tokens = [one for one in tokenise(text) if not any(one.start < end and start < one.end for start, end in taken)]
    for at in range(len(tokens)):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            meant = _meant(text, part, titles) if _is_one(text, part) else ""
            if meant:
                return InPart(meant, part[0].start, part[-1].end)
    return None


class _Known:
    """A gazetteer by its identity: what is made of it is kept while it stays the same."""

    def __init__(self, names: Gazetteer) -> None:
        self.names = names

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.names is self.names

    def __hash__(self) -> int:
        return id(self.names)


@lru_cache(maxsize=2)
def _titles(known: _Known) -> dict[str, list[_Title]]:
    """The titles of all books and music, those in other languages too, by each of their words."""
    names = known.names
    makers = {item_id: names.creators[name] for name, ids in names.works.items() for item_id in ids}
    found: dict[str, list[_Title]] = {}
    for item_id, title in names.names.items():
        kind = names.kinds.get(item_id)
        if kind in (None, Kind.DOCUMENT):
            continue
        item = Item(item_id, kind, title, (makers[item_id],) if item_id in makers else ())
        for one in (title, *_others(item)):
            made = _title(item_id, one)
            for word in set(made.words):
                found.setdefault(word, []).append(made)
    return found


def _others(item: Item) -> tuple[str, ...]:
    """What else the guide calls a work."""
    found = guide().find(item)
    return (found.entry.title, *found.entry.others) if found is not None and is_whole(item, found) else ()


def _title(item_id: str, title: str) -> _Title:
    pieces = {form for piece in _PIECES.split(title) for form in _headed(_plain(piece).split())}
    return _Title(item_id, tuple(_plain(title).split()), frozenset(pieces - {""}))


def _headed(words: Sequence[str]) -> Iterator[str]:
    """A piece, and what is left of it without small words at its beginning: "old country" of "from the old country"."""
    small = next((at for at, word in enumerate(words) if word not in STOP_WORDS), 0)
    yield from (" ".join(words[at:]) for at in range(small + 1))


def _plain(text: str) -> str:
    return " ".join(word for word in in_digits(fold(text)).split() if word not in _ROMAN)


def _is_one(text: str, part: Sequence[Token]) -> bool:
    """Whether nothing parts the words."""
    return not any(set(text[one.end : other.start]) - set(" '’-&") for one, other in zip(part, part[1:], strict=False))


def _with(part: Sequence[Token], titles: dict[str, list[_Title]]) -> Iterator[_Title]:
    """The titles that may hold the part: those with its first or its last word."""
    for word in {form for one in (part[0], part[-1]) for form in _forms(one.folded)}:
        yield from titles.get(word, ())


def _forms(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("s"), f"{word}s"


def _meant(text: str, part: Sequence[Token], titles: dict[str, list[_Title]]) -> str:
    """The id of the one work of whose title the words are a piece, else a part; empty if none or several are meant."""
    fits: dict[str, bool] = {}
    for title in _with(part, titles):
        fit = _fit(text, part, title)
        if fit is not None:
            fits[title.item_id] = fits.get(title.item_id, False) or fit
    whole = [item_id for item_id, is_piece in fits.items() if is_piece] or list(fits)
    return whole[0] if len(whole) == 1 else ""


def _fit(text: str, part: Sequence[Token], title: _Title) -> bool | None:
    """Whether the words are a whole piece of a title; None where they do not stand for it."""
    said = _plain(text[part[0].start : part[-1].end]).split()
    gaps = _gaps(said, title.words)
    formed = gaps is None and len(said) > 1 and said[-1] in title.words and said[-1] in vocabulary().kinds_of_genre
    if formed:
        # “The Eroica symphony” of “Symphony No. 3 ‘Eroica’”.
        said, gaps = said[:-1], _gaps(said[:-1], title.words)
    if gaps is None:
        return None
    whole = " ".join(said) in title.pieces
    if formed:
        return True if whole else None
    if not whole and not all(one not in STOP_WORDS and one not in FOREIGN for one in (said[0], said[-1])):
        return None
    return whole if _is_named(text, part, said, whole, gaps) else None


def _is_named(text: str, part: Sequence[Token], said: Sequence[str], whole: bool, gaps: int) -> bool:
    """Whether words are said as a name, and do not only happen to stand in one."""
    rare = [word for word in said if len(word) >= _LEAST and not is_common(word)]
    before = fold(text[: part[0].start])
    turned = without_article(f"{before} x".strip()) == "x" and _TURNED.search(text[part[-1].end :]) is not None
    likened, dealt = turned or _LIKENED.search(before) is not None, _DEALT_WITH.search(before) is not None
    capitals = 0 if text.isupper() else sum(text[one.start].isupper() for one in part if one.start)
    if len(said) == 1:
        told = bool(rare) and len(said[0]) >= _LEAST
        return told and (likened or (whole and capitals > 0 and dealt))
    if likened or dealt:
        return bool(rare) or (whole and not gaps)
    if _SUBJECT.search(before) is not None:
        return False
    if is_abroad(text):
        return whole and len(rare) > 1  # every word of another language is rare
    return len(rare) > 1 or (bool(rare) and capitals > 1)


def _gaps(said: Sequence[str], words: Sequence[str]) -> int | None:
    """How many words of a title the part leaves out in between, if it holds all that are said in their order."""
    best: int | None = None
    for first, word in enumerate(words):
        if not said or not _is_same(said[0], word):
            continue
        at, gaps = first, 0
        for one in said[1:]:
            behind = next((place for place in range(at + 1, len(words)) if _is_same(one, words[place])), None)
            if behind is None:
                break
            gaps += behind - at - 1
            at = behind
        else:
            best = gaps if best is None else min(best, gaps)
    return best if best is not None and best <= _GAPS else None


def _is_same(said: str, word: str) -> bool:
    if said == word or f"{said}s" == word or said == f"{word}s":
        return True
    return len(said) >= _BEGUN and len(word) >= _BEGINS and word.startswith(said)
