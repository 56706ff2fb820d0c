"""Which two works a comparison is between, by title, by creator or character, or by a form that both have."""

import re
from collections.abc import Sequence

from assistant.chat.about.spoken_of import own_words, spoken_of
from assistant.chat.services import Services
from assistant.chat.understand.intents import means_that
from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold

_BETWEEN = re.compile(
    r"\b(?:or|versus|vs|and|than|against|compared (?:to|with)|from|with|to|oder|und|als|gegen|ou|et|que|avec|o|y)\b"
)
_EITHER = re.compile(r"\b(?:or|versus|vs|oder|ou)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:or|versus|vs\.?|against|compared (?:to|with)|than|oder|gegen(?:über)?|als|ou|contre|que|contra|o)\s",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?:[^.!?;]|[.](?!\s))+[.!?;]*")
_PAIR = re.compile(r"\b(?:two|both|pair|zwei|beiden?|deux|dos|ambos|due|entrambi)\b")
_PAIR_OF = re.compile(
    rf"{_PAIR.pattern}(?: (?:of|the|my|your|der|meine?|des|mes|de|los|las|dei?|le)){{0,2}} (?P<what>\w{{4,}})"
)
"""Both of what has one word in its titles: “the two barcarolles”."""
_WORDS_BESIDE = re.compile(
    r"\b(?P<one>\w{2,}) (?:or|oder|ou|vs|versus|o) (?:the |der |die |das |le |la )?(?P<other>\w{2,})\b"
)
_SHORTEST_NAME = 4
_POINTING = re.compile(
    r"(?:(?:the )?(?:first|second|third|fourth|fifth|last|two|both|other|others|ones?|these|those|them|it|that|this)"
    r"|(?:die|der|das|le|la|les|el|los|las|il|i|gli) (?:beiden|erste|zweite|dritte|premiere?|deuxieme|seconde?|deux"
    r"|dos"
    r"|primer[oa]|segund[oa]|due|prim[oa]|second[oa]))"
    r"(?: (?:one|ones|two|book|books|song|songs|album|albums))?"
)


_PURPOSE = re.compile(
    r"(?<=\w)[, ]+(?:for (?!whom)|to (?:read|hear|listen|fall|start|begin|take|give|put)\b|as an? |when |before "
    r"|after |if "
    r"|f[uü]r |zum |pour |para |per )\s*",
    re.IGNORECASE,
)
"""Before what one of two is to be for."""
_NAME = re.compile(r"(?:(?:the|die|der|das|le|la|el|il) )?(?P<first>[A-ZÀ-Þ][\w'’.-]*)(?: [\w'’.-]+){0,4}")
_COMPARING = re.compile(
    r"\b(?:compare[rz]?|comparison (?:of|between)|differences? between|vergleich\w*|unterschied zwischen"
    r"|diff[ée]rence entre|comparar?|diferencia entre|confronta(?:re)?|differenza tra)\s+",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\s*(?P<one>[^,;:?!.]+?)\s+(?:and|with|to|against|or|vs\.?|versus|und|mit|oder|et|avec|ou|y|con|e|o)\s+"
    r"(?P<other>[^,;:?!.]+)",
    re.IGNORECASE,
)


def asked_to_compare(text: str) -> bool:
    """Whether a text asks in so many words to compare two things that it names or that were shown."""
    return _COMPARING.search(text) is not None and bool(names_said(text) or points_at_shown(text))


def names_said(text: str) -> list[str]:
    """The two names that a comparison is said to be between, as they stand there; none where it only points at what was
    shown, as "the first and the second" does."""
    found = _NAMES.match(_COMPARING.split(text)[-1])
    names = [found["one"].strip(), found["other"].strip()] if found else []
    return [] if any(_points(one) for one in names) else names


def two_sides(text: str) -> list[str]:
    """The two things that "or", "vs" or "against" stands between, in the words of the text; none where there are not
    just two that say something."""
    sides = [one.strip(" ?.,") for one in _AGAINST.split(sentence_of_two(text))]
    return sides if len(sides) == 2 and all(own_words(one) for one in sides) else []


def without_purpose(side: str) -> str:
    """One of two without what it is to be for: "Salt" of "Salt for a week in bed"."""
    return _PURPOSE.split(side, maxsplit=1)[0]


def names_beside(text: str) -> list[str]:
    """The two names, written with capitals, that "or" stands between before it is said for what they are to be."""
    sides = [without_purpose(side).strip(" ?.,") for side in two_sides(text)]
    return sides if len(sides) == 2 and all(map(_is_name, sides)) else []


def _is_name(side: str) -> bool:
    """Whether it is written as a name and does not only begin a sentence."""
    found = _NAME.fullmatch(side)
    return found is not None and own_words(side)[:1] == [fold(found["first"])]


def points_at_shown(text: str) -> bool:
    """Whether a comparison names nothing: "compare these two"."""
    rest = _COMPARING.sub(" ", text).strip(" .!?")
    return _POINTING.fullmatch(fold(rest)) is not None or not own_words(rest)


def _points(name: str) -> bool:
    folded = fold(name)
    return means_that(folded) or _POINTING.fullmatch(folded) is not None or not own_words(name)


def sentence_of_two(text: str) -> str:
    """The one sentence of a text that sets two things beside each other with "or" or "vs"; all of it where it is not
    one."""
    found = [one for one in _SENTENCES.findall(text) if _EITHER.search(one)]
    return found[0].strip() if len(found) == 1 else text


def sides_of(text: str, by_title: Sequence[str], services: Services, kind: Kind | None = None) -> list[str]:
    """Ids of at most two works. `by_title` are those whose titles stand in the text."""
    chosen = list(dict.fromkeys(by_title))[:2]
    if len(chosen) < 2 and (pair := pair_of(fold(text), services, kind)):
        return pair
    sides = re.split(_BETWEEN.pattern, sentence_of_two(text), flags=re.IGNORECASE)
    # "So What" is made of words that tell nothing by themselves.
    exact = [one for side in sides for one in _titled(fold(side), services, kind)]
    # Two copies of one work are one side.
    chosen = list({fold(services.item(one).title): one for one in reversed((*chosen, *exact))}.values())[::-1][:2]
    for side in sides:
        if len(chosen) > 1:
            return chosen
        # Who names a piece of music sets music beside it.
        likely = services.item(chosen[0]).kind if chosen and kind is None else kind
        # What it is to be for names nothing, where something else does.
        parts = dict.fromkeys((without_purpose(side), side))
        named = next(
            (
                works
                for of in dict.fromkeys((likely, kind))
                for part in parts
                if (works := spoken_of(part, services, of, names_only=True))
            ),
            [],
        )
        found = [one for one in named if one not in chosen]
        titles = {fold(services.item(one).title) for one in chosen}
        # A side that names what was named already is not the other side.
        if found and not any(title in fold(side) for title in titles):
            chosen.append(found[0])
    if len(chosen) < 2 and (pair := _beside_or(text, services, kind)):
        return pair
    if len(chosen) < 2 and not names_beside(text):
        papers = kind is Kind.DOCUMENT or any(services.item(one).kind is Kind.DOCUMENT for one in chosen)
        more = [one for one in spoken_of(text, services, kind) if one not in chosen]
        # A paper is no other side of a novel.
        chosen += [one for one in more if papers or services.item(one).kind is not Kind.DOCUMENT]
    return chosen[:2]


def _beside_or(text: str, services: Services, kind: Kind | None) -> list[str]:
    """The first works with the words in their titles that stand right beside "or": “Bo or Ulla”; none unless both are
    such words, however short."""
    found = _WORDS_BESIDE.search(fold(text))
    sides = [_of_word(found[side], services, kind) for side in ("one", "other")] if found is not None else []
    works = [min((one for one in side if one.kind is not Kind.DOCUMENT), key=_place, default=None) for side in sides]
    ids = [one.id for one in works if one is not None]
    return ids if len(set(ids)) == 2 else []


def pair_of(text: str, services: Services, kind: Kind | None) -> list[str]:
    """The two works of a maker or a series that are meant by both of them: "the two Bill Evans ones"."""
    if not _PAIR.search(text):
        return []
    of_name: dict[str, list[Item]] = {}
    for item in services.works():
        if kind in (None, item.kind):
            for name in {fold(one) for one in (*item.creators, item.series or "") if len(one) >= _SHORTEST_NAME}:
                of_name.setdefault(name, []).append(item)
    if (found := _PAIR_OF.search(text)) and len(alike := _of_word(found["what"], services, kind)) == 2:
        return [item.id for item in sorted(alike, key=_place)]
    said = [name for name, items in of_name.items() if len(items) == 2 and _is_said(name, text)]
    # Two makers of one work and its fellow are one pair.
    pairs = {tuple(item.id for item in sorted(of_name[name], key=_place)) for name in said}
    return list(pairs.pop()) if len(pairs) == 1 else []


def _of_word(word: str, services: Services, kind: Kind | None) -> list[Item]:
    """The works with a word in their titles, be it said of one or of more."""
    forms = {word, word.removesuffix("s"), f"{word}s"}
    works = (item for item in services.works() if kind in (None, item.kind))
    return [item for item in works if forms.intersection(fold(item.title).split())]


def _is_said(name: str, text: str) -> bool:
    """Whether a name stands in a text, whole or by its last word."""
    last = name.split()[-1]
    return any(re.search(rf"\b{re.escape(one)}s?\b", text) for one in (name, last) if len(one) >= _SHORTEST_NAME)


def _place(item: Item) -> tuple[float, int]:
    return item.series_index or 0.0, item.year or 0


def _titled(side: str, services: Services, kind: Kind | None) -> list[str]:
    """The work whose whole title a side begins or ends with, the longest of them."""
    works = [(fold(one.title), one.id) for one in services.works() if kind in (None, one.kind)]
    words = f" {side.strip()} "
    found = [one for one in works if one[0] and (words.startswith(f" {one[0]} ") or words.endswith(f" {one[0]} "))]
    return [max(found, key=lambda one: len(one[0]))[1]] if found else []
