"""Tables of what was watched or is to be: those of Letterboxd and IMDb. Nothing of them is kept, and that is said."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import Entry, LeftOut, Problem, importer
from indexers.importers.headers import names_in
from indexers.importers.tables import table_lines

_SHORTER = {"game": "game", "podcast": "podcast", "music": "video", "tv": "television", "episode": "television",
            "series": "television"}  # fmt: skip # no words
"""Words of IMDb's types of titles; any other is a film."""


@importer("letterboxd", recognises=lambda _, head: "letterboxd uri" in names_in(head))
def read_letterboxd(path: Path) -> Iterator[Entry]:
    for line in table_lines(path):
        yield line if isinstance(line, Problem) else LeftOut("film")


@importer("imdb", recognises=lambda _, head: {"const", "title type"} <= set(names_in(head)))
def read_imdb(path: Path) -> Iterator[Entry]:
    for line in table_lines(path):
        yield line if isinstance(line, Problem) else LeftOut(_what(line["title type"].lower()))


def _what(kind: str) -> str:
    return next((what for word, what in _SHORTER.items() if word in kind), "film")
