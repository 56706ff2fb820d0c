"""What an importer of another program's exports is, and what it brings.

An importer is one file in a folder below `indexers/importers`: a function under the decorator `importer`. Nothing else
lists it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.messages import mark, quoted, tr
from indexers.discovery import load_modules
from indexers.notes.base import ImportedNote
from indexers.readers.decoding import decode_text, has_wide_letters
from indexers.readers.packed import open_anywhere

Row = TypeVar("Row")

HEAD = 65_536
"""Bytes from the start of a file that formats are recognised by."""


_SHOWN = 20
"""Rows of an Excel file that it is recognised by."""
_STRAY = 8
"""Zero bytes that a text may have picked up."""


class NotAnImport(AssistantError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "{file} is no export that Alcove knows. It reads those of Goodreads, StoryGraph, Kindle, Calibre, "
                "Zotero, Spotify, Last.fm and many more, tables, playlists and BibTeX; the README lists them all.",
                file=quoted(path.name),
            )
        )


@dataclass(frozen=True, slots=True)
class ImportedAct:
    """What the person did with a work: `value` is stars for RATED and a count for PLAYED; `at` is Unix seconds.

    `exact`: the source dates the act itself; otherwise `at` is the nearest date that it has, such as when it was added.
    `since` is the first of several dated plays; without it a count of plays is that of all time.
    """

    verdict: Verdict
    value: float = 1.0
    at: float | None = None
    exact: bool = True
    since: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedWork:
    """One work as another program knows it. `path` is the file it names; `wanted` marks a wish ("to read")."""

    kind: Kind
    title: str
    creators: tuple[str, ...] = ()
    year: int | None = None
    series: str = ""
    series_index: float | None = None
    publisher: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    album: str = ""
    duration: float | None = None
    path: Path | None = None
    wanted: bool = False
    acts: tuple[ImportedAct, ...] = ()
    notes: tuple[ImportedNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that cannot be read, and why. `line` counts from 1; `entry` is its number or name where no line is."""

    reason: str
    line: int | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is left out on purpose: `what` is a word of LEFT_OUT."""

    what: str


LEFT_OUT = {
    "film": mark("films"),
    "video": mark("videos that are no music"),
    "television": mark("television"),
    "podcast": mark("podcasts"),
    "audiobook": mark("audiobooks whose author is not told"),
    "ringtone": mark("ringtones"),
    "memo": mark("voice memos"),
    "feed": mark("articles of feeds"),
    "subscription": mark("subscriptions to podcasts and feeds"),
    "page": mark("web pages that were saved for later"),
    "game": mark("games"),
    "stream": mark("radio and streams"),
    "deleted": mark("thrown away"),
    "sum": mark("rows that add up the others"),
}
"""What another program may know and Alcove does not keep."""
Entry = ImportedWork | Problem | LeftOut


@dataclass(frozen=True, slots=True)
class Source:
    """Where works come from. `name` is kept with what a person did there.

    `curated`: its tags and series describe works, and fill what files lack; those of others are shelves of the
    person's own. `ordered`: it is a list, whose order counts; what it names and nobody owns is no wish.
    """

    name: str
    curated: bool = False
    ordered: bool = False


Recognise = Callable[[Path, bytes], bool]
Read = Callable[[Path], Iterator[Entry]]


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one program's exports. `library` names the files, parted by blanks, that stand for a folder of its."""

    source: Source
    library: str
    recognises: Recognise
    read: Read
    last: bool = False
    """Asked only after all others: it takes what no program is known by."""


_importers: list[Importer] = []


def importer(
    name: str,
    *,
    recognises: Recognise,
    library: str = "",
    curated: bool = False,
    ordered: bool = False,
    last: bool = False,
) -> Callable[[Read], Read]:
    """Makes a function known as the reader of a program's exports, which are told by their path and first bytes.

    See Importer and Source for the rest.
    """

    def known(read: Read) -> Read:
        _importers.append(Importer(Source(name, curated, ordered), library, recognises, read, last))
        return read

    return known


@cache
def importers() -> list[Importer]:
    """All importers, in the order of their files' names. The first call imports them."""
    load_modules("indexers.importers")
    return sorted(_importers, key=lambda known: known.last)


def find_importer(path: Path) -> Importer:
    """Recognises a file by its content. Raises NotAnImport."""
    head = head_of(path)
    found = next((known for known in importers() if known.recognises(path, head)), None)
    if found is None:
        raise NotAnImport(path)
    return found


def head_of(path: Path) -> bytes:
    """The first bytes of an export. Raises AssistantError where it cannot be opened."""
    with opening(path), open_anywhere(path) as file:
        head = file.read(HEAD)
        return _rows_in(path) if is_workbook(head) else _as_utf8(head)


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Says what hinders it where a file cannot be opened. Raises AssistantError."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or tr("unknown error")).lower()
        raise AssistantError(tr("{path} cannot be read ({reason}).", path=path, reason=reason)) from error


def _rows_in(path: Path) -> bytes:
    """The first rows of an Excel file, as the text by which tables are told."""
    from indexers.importers.text.workbooks import workbook_lines

    return "\n".join(line for _, line in islice(workbook_lines(path), _SHOWN)).encode()


def is_workbook(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and b"xl/" in head


def _as_utf8(head: bytes) -> bytes:
    """UTF-16, with or without its mark, is recognised by the same words as any other text."""
    if has_wide_letters(head):
        return decode_text(head).encode("utf-8", "replace")
    # A stray zero byte in a text is damage; databases and archives are full of them.
    return head.replace(b"\0", b"") if 0 < head.count(0) <= _STRAY and b"\n" in head[:4096] else head


def each(rows: Iterable[Row], make: Callable[[Row], Entry | None]) -> Iterator[Entry]:
    """What `make` makes of each row; one that it fails at is a problem and loses no other. None says nothing."""
    for number, row in enumerate(rows, 1):
        try:
            entry = make(row)
        # Rows come from programs of any version: what their importer did not foresee is the row's failure.
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            yield Problem(not_understood(error), entry=str(number))
            continue
        if entry is not None:
            yield entry


def not_understood(error: Exception) -> str:
    """What a person reads of an entry that is not as its importer expects."""
    return tr("This entry cannot be understood ({detail}).", detail=type(error).__name__)


def no_title() -> str:
    return tr("This entry has no title.")


def no_artist() -> str:
    return tr("This entry names no artist.")


def damaged_export(path: Path, detail: str) -> str:
    """What a person reads of an export that its importer cannot read; `detail` says what happened."""
    return tr(
        "{file} is damaged, or of a version that Alcove does not know ({detail}).",
        file=quoted(path.name),
        detail=detail,
    )


def acts(
    *,
    finished: bool = False,
    dropped: bool = False,
    plays: float = 0.0,
    stars: float = 0.0,
    at: float | None = None,
    exact: bool = True,
) -> tuple[ImportedAct, ...]:
    """What a person did with a work. No plays and no stars say nothing; stars lie in .5..5."""
    found = [ImportedAct(Verdict.PLAYED, float(plays), at)] if plays > 0 else []
    found += [ImportedAct(Verdict.FINISHED, 1.0, at, exact)] if finished else []
    found += [ImportedAct(Verdict.DROPPED, 1.0, at, exact)] if dropped else []
    return (*found, *rated(stars, at, exact))


def rated(stars: float, at: float | None = None, exact: bool = True) -> tuple[ImportedAct, ...]:
    """A rating of half a star to five; none for less."""
    return (ImportedAct(Verdict.RATED, min(max(stars, 0.5), 5.0), at, exact),) if stars > 0 else ()
