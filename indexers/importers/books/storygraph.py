"""Imports the table that The StoryGraph exports."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from indexers.importers.base import Entry, importer
from indexers.importers.headers import names_in
from indexers.importers.tables import Line
from indexers.importers.work_lines import Habits, work_of, works_in


def _is_storygraph(path: Path, head: bytes) -> bool:
    names = set(names_in(head))
    own = {
        "read status",
        "star rating",
        "isbn/uid",
        "dates read",
        "character- or plot-driven?",
        "owned?",
    } & names  # no words
    return "title" in names and len(own) > 1 and bool({"star rating", "read status"} & own)  # no words


@importer("storygraph", recognises=_is_storygraph)
def read_storygraph(path: Path) -> Iterator[Entry]:
    yield from works_in(path, _work, listed=True)


def _work(line: Line, habits: Habits) -> Entry:
    """Moods and paces are no subjects, and contributors may be anybody."""
    roles = {role: name for role, name in line.roles.items() if role != "tags" or name == "tags"}
    return work_of(replace(line, roles=roles), habits)
