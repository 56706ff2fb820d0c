"""What a search finds in the person's own notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.entities import Kind
from assistant.embedding.encoder import Vectors
from assistant.language.normalise import fold
from assistant.storage.library.store import LibraryStore

SHOWN = 200
"""Characters of a note in a result."""


@dataclass(frozen=True, slots=True)
class NotedHits:
    """(item id, note id) by words and by meaning, best first, and the words of the query, folded."""

    worded: list[tuple[str, str]]
    near: list[tuple[str, str]]
    words: frozenset[str]
    texts: Mapping[str, str]

    @classmethod
    def find(
        cls, library: LibraryStore, query: str, vector: Vectors, kind: Kind | None, n: int, floor: float
    ) -> "NotedHits":
        """`floor`: the cosine below which a note has nothing to say to the query."""
        worded = library.noted.text(query, kind, n)
        near = library.noted.near(vector, kind, n, floor)
        texts = library.noted.texts({note_id for _, note_id in (*worded, *near)})
        return cls(worded, near, frozenset(fold(query).split()), texts)

    def rankings(self) -> Iterator[list[str]]:
        """Item ids as each way to search ranks them."""
        yield [item_id for item_id, _ in self.worded]
        yield [item_id for item_id, _ in self.near]

    def telling_more(self, item_id: str, own: str) -> str | None:
        """The words of the note that an item was found by, if they hold more of the query than its own passage does."""
        note_id = dict(self.worded).get(item_id) or dict(self.near).get(item_id)
        if note_id is None:
            return None
        note = self.texts[note_id]
        if own and self._held(note) <= self._held(own):
            return None
        return _around(note, self.words)

    def _held(self, text: str) -> int:
        return len(self.words & set(fold(text).split()))


def _around(text: str, words: frozenset[str]) -> str:
    """A note in one line, from a little before the first word that was asked for on."""
    line = " ".join(text.split())
    if len(line) <= SHOWN:
        return line
    pieces = line.split(" ")
    first = next((at for at, piece in enumerate(pieces) if fold(piece) in words), 0)
    start = max(0, first - 6)
    shown = ("… " if start else "") + " ".join(pieces[start:])
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1].rstrip() + "…"
