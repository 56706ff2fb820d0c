"""Files beside a book that hold the same book: a PDF, a MOBI or a plain text in the folder of the EPUB."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore
from indexers.metadata.book_names import guess_text
from indexers.metadata.folder_names import readable
from indexers.shelve.lookalikes import TWO_WORKS
from indexers.works import edition_rank, normal_form

_TEXTS = frozenset({
    ".epub", ".kepub", ".azw", ".azw3", ".mobi", ".prc", ".pdb", ".fb2", ".pdf", ".txt", ".docx", ".doc", ".odt",
    ".rtf", ".html", ".htm",
})  # fmt: skip # no words
_MOST = 2.0
"""How many times as long one edition may be as another; page numbers and notes are counted, too."""
_WORDS_A_PAGE = 300
_MOST_BY_PAGES = 4.0
"""The same where only the pages of a scan are known."""


@dataclass(frozen=True, slots=True)
class _Edition:
    path: Path
    item: Item

    def names(self) -> set[frozenset[str]]:
        """What the work may be called, by its file's name, its title and its author, as words without their order."""
        guess = guess_text(self.path, Kind.BOOK)
        told = [[readable(self.path.stem)], [guess.title, *guess.creators[:1]]]
        told += [[self.item.title, *self.item.creators[:1]]] if self.item.creators else []
        return {words for parts in told if (words := frozenset(normal_form(" ".join(parts)).split()))}


def shelve_editions(library: LibraryStore, journal: JournalStore) -> int:
    """Makes a work that lies beside a book, and is that book once more, an edition of it. Returns how many were.

    What was said of it counts for the book; the person may part them again with `take_apart`.
    """
    apart = {frozenset(pair) for pair in journal.get(TWO_WORKS, [])}
    joined = 0
    for folder in _folders(library):
        for other, book in _pairs(folder):
            if frozenset((other.id, book.id)) not in apart:
                journal.joins.join(other.id, book.id)
                files = library.files.of_item(other.id)
                library.files.put_many(replace(record, item_id=book.id) for record in files)
                joined += 1
    if joined:
        library.parts.join(journal.joins.all())
    return joined


def _folders(library: LibraryStore) -> Iterator[list[_Edition]]:
    """The works in each folder that holds several of which one may be a book and another its edition."""
    by_folder: dict[Path, list[tuple[Path, str]]] = defaultdict(list)
    for name, item_id in library.files.item_paths().items():
        path = Path(name)
        if path.suffix.lower() in _TEXTS:
            by_folder[path.parent].append((path, item_id))
    for files in by_folder.values():
        if len({item_id for _, item_id in files}) > 1 and len({path.suffix.lower() for path, _ in files}) > 1:
            items = library.items.by_id([item_id for _, item_id in files])
            # The work's main file speaks for it.
            main = ((path, items.get(item_id)) for path, item_id in files)
            yield [_Edition(path, item) for path, item in main if item is not None and item.path == path]


def _pairs(folder: Sequence[_Edition]) -> Iterator[tuple[Item, Item]]:
    """(a work, the book that it is an edition of), each work once."""
    named: dict[frozenset[str], list[_Edition]] = defaultdict(list)
    for edition in folder:
        for name in edition.names():
            named[name].append(edition)
    taken: set[str] = set()
    for alike in named.values():
        book, *others = sorted(alike, key=lambda one: edition_rank(one.path))
        for other in _same_work(book, others):
            if not {other.id, book.item.id} & taken:
                taken.add(other.id)
                yield other, book.item


def _same_work(book: _Edition, others: Iterable[_Edition]) -> Iterator[Item]:
    for other in others:
        one, two = book.item, other.item
        if one.kind is not Kind.BOOK or one.duration or two.duration or book.path.suffix == other.path.suffix:
            continue
        if one.language and two.language and one.language != two.language:
            continue
        if _said_to_differ(one, two) or not _as_long(one, two):
            continue
        yield two


def _said_to_differ(one: Item, two: Item) -> bool:
    """Whether both files state titles and people, and neither agree."""
    if any({"title", "creators"} & item.inferred or not item.creators for item in (one, two)):
        return False
    people = [{normal_form(name) for name in item.creators} for item in (one, two)]
    return normal_form(one.title) != normal_form(two.title) and not people[0] & people[1]


def _as_long(one: Item, two: Item) -> bool:
    """Whether two texts are about as long; notes on a book may have its name and are shorter."""
    if one.words and two.words:
        return max(one.words, two.words) <= _MOST * min(one.words, two.words)
    lengths = [item.words or _WORDS_A_PAGE * (item.pages or 0) for item in (one, two)]
    return not all(lengths) or max(lengths) <= _MOST_BY_PAGES * min(lengths)
