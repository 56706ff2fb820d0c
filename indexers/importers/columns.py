"""Which column of a table is what: by its name, whatever its order, its language and what stands around the word."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from assistant.language.normalise import fold
from indexers.importers.words import import_words

_NOT = re.compile(
    r"\b(?:average|avg|mean|community|global|durchschnitt\w*|moyenne|promedio|media de|count of ratings|ratings count|"
    r"lexile|age|content(?! type\b)|maturity|parental|sort|l f|lf|url|link|image|cover|id|hash|position|positions|"
    r"lending|review|question|mbid)\b"
)
"""What is said of other people or other things than the work."""
_COUNTED = re.compile(r"\b(?:num(?:ber)?(?: of)? (?:ratings|votes|reviews)|ratings? count|vote count|num votes)\b")
"""A column that says how many people rated: the ratings beside it are theirs."""
_PREFIXES = re.compile(r"^(?:my|your|the|mein|meine|dein|mon|ma|mi|mio|mia|minha|meu|book|item|user)\s+")
_TITLE_ENOUGH = ("creators", "isbn", "asin")
Measure = Callable[[str, Sequence[str]], int | None]


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """{role: place of its column}: whole names first, then those that a name begins or ends with."""
    folded = _own([_folded(name) for name in names])
    found: dict[str, int] = {}
    for measure in (_whole, _without_prefix, _piece):
        for role, known in import_words("columns").items():
            if role not in found and (place := _best(known, folded, measure, set(found.values()))) is not None:
                found[role] = place
    return found


def are_names(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are names of columns: most are known ones, as a whole, and no role comes twice."""
    known = _roles_by_name()
    written = [_folded(cell) for cell in cells if cell]
    told = [known[name] for name in written if name in known]
    several = len(told) > 1 and len(told) == len(set(told)) and 2 * len(told) > len(written)
    return several and is_understood(dict.fromkeys(told))


@cache
def _roles_by_name() -> Mapping[str, str]:
    """{name of a column: its role}; the first role of a name that stands for several."""
    return {name: role for role, names in reversed(list(import_words("columns").items())) for name in names}


def _folded(name: str) -> str:
    return fold(re.sub(r"[_\-./]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))


def _own(names: list[str]) -> list[str]:
    """Names of columns, where they are counted without that of other people's ratings."""
    if not any(_COUNTED.search(name) for name in names):
        return names
    return ["" if name in ("rating", "ratings", "score", "stars") or _COUNTED.search(name) else name for name in names]


def _best(known: Sequence[str], names: Sequence[str], measure: Measure, taken: set[int]) -> int | None:
    """The column that agrees with the surest name of a role."""
    ranked = [
        (rank, place)
        for place, name in enumerate(names)
        if place not in taken and not _NOT.search(name) and (rank := measure(name, known)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _whole(name: str, known: Sequence[str]) -> int | None:
    return known.index(name) if name in known else None


def _without_prefix(name: str, known: Sequence[str]) -> int | None:
    return _whole(_PREFIXES.sub("", name), known)


def _piece(name: str, known: Sequence[str]) -> int | None:
    """The rank of a known name of some length that stands at the beginning or the end of this one."""
    ranks = (
        rank
        for rank, word in enumerate(known)
        if len(word) > 3 and (name.startswith(f"{word} ") or name.endswith(f" {word}"))
    )
    return next(ranks, None)


def is_understood(columns: Mapping[str, object]) -> bool:
    """Whether so much of a table is understood that it is taken for a list of works: titles, and whose they are."""
    return "title" in columns and any(role in columns for role in _TITLE_ENOUGH)
