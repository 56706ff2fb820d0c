"""The entries of the guide, as they stand in resources/guide: one work, album or maker a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files

from assistant.domain.cards import FACETS
from assistant.domain.entities import Kind
from assistant.domain.lengths import MINUTES_PER_UNIT

MAKER = "*"
"""The title of an entry that speaks of all that somebody made."""
_FACETS = ("mood", "pace", "tone", "setting", "period", "themes", "audience", "occasion", "demand")
"""The facets of a line, in the order of its columns."""
_COLUMNS, _SAYS = 18, 15


@dataclass(frozen=True, slots=True)
class Entry:
    """`values` are (facet, value) as a card holds them; `says` is a sentence or two, `keywords` what one looks for."""

    kind: Kind
    title: str
    others: tuple[str, ...]
    """Titles in other languages, and longer forms."""
    creators: tuple[str, ...]
    year: int | None
    values: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    says: str
    length: float | None = None
    """Pages of a book in a usual edition, minutes of music; of a maker's works None."""
    motifs: tuple[str, ...] = ()
    """Who and what comes in it, and how it is told and ends."""

    @property
    def minutes(self) -> float | None:
        """How long the work usually takes to hear, or to read at the usual speed."""
        if self.length is None or self.kind is Kind.MUSIC:
            return self.length
        return self.length * MINUTES_PER_UNIT["p"]

    @property
    def is_of_maker(self) -> bool:
        return self.title == MAKER


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """All entries. Raises ValueError for a line that is none: the files come with the program."""
    return tuple(parsed(line.split("\t")) for line in _text().splitlines() if line)


def sayings() -> Iterator[tuple[str, str, str, str]]:
    """Kind, title, creators and what is said of each, without reading the rest: that takes five times as long."""
    for line in _text().splitlines():
        if line:
            cells = line.split("\t")
            yield cells[0], cells[1], "; ".join(_listed(cells[3], ";")), cells[_SAYS]


@lru_cache(maxsize=1)
def digest() -> str:
    """Changes with the entries, so that what was made from them is made again."""
    return blake2b(_text().encode(), digest_size=8).hexdigest()


def _text() -> str:
    found = sorted(files("resources").joinpath("guide").iterdir(), key=lambda one: one.name)
    return "\n".join(one.read_text(encoding="utf-8") for one in found if one.name.endswith(".tsv"))


def parsed(cells: Sequence[str]) -> Entry:
    """An entry from its columns. Raises ValueError."""
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_COLUMNS}: {cells[:4]}")
    kind, title, others, creators, year, *facets, keywords, says, length, motifs = (cell.strip() for cell in cells)
    values = [(facet, value) for facet, cell in zip(_FACETS, facets, strict=True) for value in _listed(cell, ",")]
    for facet, value in values:
        if value not in FACETS[facet]:
            raise ValueError(f"{value!r} is no {facet}: {title} by {creators}")
    return Entry(
        Kind(kind), title, _listed(others, "|"), _listed(creators, ";"), int(year) if year else None, tuple(values),
        _listed(keywords, ","), says, float(length) if length else None, _listed(motifs, ","),
    )  # fmt: skip


def _listed(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split(separator) if one.strip())
