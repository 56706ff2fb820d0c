"""Works that stand twice in the library: found, told to be one or not, or one of their files left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.entities import Item
from assistant.storage.library.files import FileRecord
from indexers import problems
from indexers.shelve.lookalikes import TWO_WORKS, near_texts, same_text, same_titles
from indexers.shelve.wholes import shelve_wholes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are probably one work, with the files of each. The first has been there longer."""

    items: tuple[Item, Item]
    files: tuple[tuple[FileRecord, ...], tuple[FileRecord, ...]]

    def paths(self, side: int) -> tuple[Path, ...]:
        """The files of the first or the second, as 0 or 1."""
        return tuple(record.path for record in self.files[side])


class Duplicates:
    """What is done here shows in the library after the next `index`, and can be taken back."""

    def __init__(self, stores: Stores, mutations: Mutations) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._mutations = mutations

    def pairs(self) -> list[Pair]:
        """What is probably one work, by title."""
        items = [item for item in self._library.items.all() if item.path is not None and item.owned and not item.form]
        ids, vectors = self._library.vectors.item_vectors()
        near = near_texts(items, dict(zip(ids, vectors, strict=True)))
        texts: dict[str, str] = {}
        copies = (pair for pair in near if same_text(*(self._text(item, texts) for item in pair)))
        found = {frozenset((one.id, other.id)): (one, other) for one, other in (*same_titles(items), *copies)}
        apart = {frozenset(pair) for pair in self._journal.get(TWO_WORKS, [])}
        pairs = [self._pair(*pair) for key, pair in found.items() if key not in apart]
        return sorted((pair for pair in pairs if pair is not None), key=lambda pair: pair.items[0].title.casefold())

    def _text(self, item: Item, known: dict[str, str]) -> str:
        if item.id not in known:
            known[item.id] = "\n".join(passage.text for passage in self._library.items.passages(item.id))
        return known[item.id]

    def _pair(self, one: Item, other: Item) -> Pair | None:
        """None for works of several files, which are told apart by their folders."""
        if any(self._library.parts.of_item(item.id) for item in (one, other)):
            return None
        first, second = sorted((one, other), key=lambda item: item.added)
        files = self._library.files
        return Pair((first, second), (tuple(files.of_item(first.id)), tuple(files.of_item(second.id))))

    def tell_apart(self, pair: Pair) -> Changes[None]:
        """These are two works: they are not shown as one again."""
        return self._set_apart(pair, True)

    def forget_apart(self, pair: Pair) -> Changes[None]:
        """Takes `tell_apart` back."""
        return self._set_apart(pair, False)

    def _set_apart(self, pair: Pair, apart: bool) -> Changes[None]:
        ids = sorted(item.id for item in pair.items)

        def told() -> Changes[None]:
            others = [known for known in self._journal.get(TWO_WORKS, []) if known != ids]
            self._journal.set(TWO_WORKS, [*others, ids] if apart else others)
            return Changes(None, items=True)

        return self._mutations.plain(told)

    def make_one(self, kept: Item, other: Item, paths: Sequence[Path]) -> Changes[None]:
        """`other` is another edition of `kept`: from the next `index` on its files, `paths`, stand for that, and what
        was said of it counts for that at once."""
        return self._join(kept, other, paths, drop=False)

    def keep_one(self, kept: Item, other: Item, paths: Sequence[Path]) -> Changes[None]:
        """As `make_one`, and the files of `other` are ignored from now on."""
        return self._join(kept, other, paths, drop=True)

    def _join(self, kept: Item, other: Item, paths: Sequence[Path], *, drop: bool) -> Changes[None]:
        def joined() -> Changes[None]:
            self._journal.joins.join(other.id, kept.id)
            self._library.parts.join(self._journal.joins.all())
            if drop:
                problems.ignore(self._library, paths)
                shelve_wholes(self._library, self._journal.edits())
            else:
                self._read_again(paths)
            return Changes(None, items=True, feedback=True)

        return self._mutations.plain(joined)

    def part(self, other: Item, paths: Sequence[Path]) -> Changes[None]:
        """Takes `make_one` or `keep_one` back: from the next `index` on `other` stands for itself."""

        def parted() -> Changes[None]:
            self._journal.joins.leave(other.id)
            self._library.parts.join(self._journal.joins.all())
            problems.stop_ignoring(self._library, paths)
            self._read_again(paths)
            return Changes(None, items=True, feedback=True)

        return self._mutations.plain(parted)

    def _read_again(self, paths: Sequence[Path]) -> None:
        records = [record for path in paths if (record := self._library.files.get(path)) is not None]
        self._library.files.put_many(replace(record, digest=b"") for record in records)
