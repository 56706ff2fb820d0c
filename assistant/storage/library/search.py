"""Searching library.db: words by BM25, vectors by cosine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Kind, Passage
from assistant.storage.database import Database
from assistant.storage.library.words.all_words import among, holding_all
from assistant.storage.library.words.paper_words import paper_words
from assistant.storage.library.words.phrases import passages_with, titled_with
from assistant.storage.library.words.unspaced import is_unspaced
from assistant.storage.library.words.word_forms import SoughtWord, rows_with, sought_words

MOST_NEIGHBOURS = 4096
"""The largest k that sqlite-vec takes."""
COMMON = 0.5
"""BM25 gives no weight to a word that more than this share of the rows hold."""
MOST_ROWS = 30_000
"""Rows that one search ranks, about: each costs some three microseconds."""
SNIPPET_WORDS = 24
SNIPPET_LETTERS = 120
"""The same where no blanks divide words."""
_WEIGHTS = "bm25(8.0, 5.0, 3.0, 1.0)"
"""How much a word counts in title, creators, subjects and description."""


@dataclass(frozen=True, slots=True)
class TextHit:
    """An item found by words. `score` is larger for better; `passage_id` is its best passage, if one matches."""

    item_id: str
    passage_id: int | None
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage found by its vector; `similarity` is the cosine, -1 to 1."""

    item_id: str
    passage_id: int
    similarity: float


class Search:
    """The part of the library that searches: by words, and by vectors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def text(
        self,
        query: str,
        kind: Kind | None = None,
        n: int = 50,
        *,
        typing: bool = False,
        snippets: bool = True,
        every: bool = False,
    ) -> list[TextHit]:
        """Items by BM25 over title, creators, subjects, description and their best passage, best first.

        The query is words, never syntax. With `typing` the last word counts as the beginning of one, and with `every`
        all words have to be there. Snippets cost a fifth of a millisecond each: leave them out where nobody reads them.
        """
        return search_text(self._database, query, kind, n, typing, snippets, every)

    def has_word(self, word: str) -> bool:
        """Whether an item or a passage holds a word as it stands."""
        return any(rows_with(self._database, SoughtWord(word, (word,))).values())

    def paper_words(self, text: str) -> int:
        """How many words of a text one paper holds that no work and hardly another paper does."""
        return paper_words(self._database, text)

    def phrase(self, words: Sequence[str], beside: Sequence[str] = (), n: int = 400) -> list[Passage]:
        """Passages, and descriptions as position −1, that hold folded words in a row, and one of `beside` if given."""
        return passages_with(self._database, words, beside, n)

    def titled(self, phrases: Sequence[Sequence[str]], n: int = 100) -> list[str]:
        """Ids of the items whose title or subjects hold one of the phrases."""
        return titled_with(self._database, phrases, n)

    def passages(
        self, vector: NDArray[np.float32], kind: Kind | None = None, n: int = 50, *, world: bool = False
    ) -> list[NearPassage]:
        """The passages nearest to a (384,) vector by cosine similarity, best first; `world`: in the second space."""
        return search_passages(self._database, vector, kind, n, "world_passages_vec" if world else "passages_vec")

    def items(
        self, vector: NDArray[np.float32], kind: Kind | None = None, n: int = 50, *, world: bool = False
    ) -> list[tuple[str, float]]:
        """(item id, cosine similarity) of the items nearest to a (384,) vector, best first."""
        return search_items(self._database, vector, kind, n, "world_items_vec" if world else "items_vec")


def search_text(
    database: Database, query: str, kind: Kind | None, n: int, typing: bool, snippets: bool, every: bool = False
) -> list[TextHit]:
    """Items by the sum of two BM25 scores, of their metadata and of their best passage (Robertson & Zaragoza 2009).

    With `every` only items that hold all words are found; an item may hold one of them as its year.
    """
    words = sought_words(database, query)
    if not words or n <= 0:
        return []
    rows = {word: rows_with(database, word) for word in words}
    nums: dict[str, int] = {}
    only: str | None = None
    if every:
        holding = holding_all(database, words, {word: sum(counts.values()) for word, counts in rows.items()}, typing)
        if not holding:
            return []
        only = among(holding)
        named = "SELECT id, num FROM items WHERE num IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR kind = ?2)"
        nums = {item_id: num for item_id, num in database.rows(named, (only, kind))}
    scores = dict.fromkeys(nums, 0.0)
    telling = _telling(database, rows)
    match = _match(
        [*telling, words[-1]] if typing and words[-1] not in telling else telling, words[-1] if typing else None
    )
    pool = max(200, 4 * n)
    for item_id, num, rank in _rank_items(database, match, kind, pool, only):
        scores[item_id], nums[item_id] = -rank, num
    passages: dict[str, int] = {}
    for item_id, num, passage_id, rank in _rank_passages(database, match, kind, pool, only):
        scores[item_id] = scores.get(item_id, 0.0) - rank
        nums[item_id], passages[item_id] = num, passage_id
    best = sorted(scores, key=lambda item_id: (-scores[item_id], nums[item_id]))[:n]
    return [
        TextHit(
            item_id,
            passage := passages.get(item_id),
            scores[item_id],
            _snippet(database, match, words, nums[item_id], passage) if snippets else "",
        )
        for item_id in best
    ]


def search_passages(
    database: Database, vector: NDArray[np.float32], kind: Kind | None, n: int, index: str
) -> list[NearPassage]:
    """Exact nearest passages by cosine."""
    near = _nearest(database, index, "passage", vector, kind, n)
    owner = "SELECT passages.id, items.id FROM passages JOIN items ON items.num = passages.item WHERE passages.id IN"
    owners = _named(database, owner, near)
    return [NearPassage(owners[number], number, similarity) for number, similarity in near if number in owners]


def search_items(
    database: Database, vector: NDArray[np.float32], kind: Kind | None, n: int, index: str
) -> list[tuple[str, float]]:
    """Exact nearest items by cosine."""
    near = _nearest(database, index, "item", vector, kind, n)
    ids = _named(database, "SELECT num, id FROM items WHERE num IN", near)
    return [(ids[number], score) for number, score in near if number in ids]


def _named(database: Database, select: str, near: Sequence[tuple[int, float]]) -> dict[int, str]:
    """What a select finds to the rows that were near, all at once: {row: item id}."""
    return dict(database.rows(f"{select} (SELECT value FROM json_each(?))", (among([row for row, _ in near]),)))


def _telling(database: Database, rows: dict[SoughtWord, dict[str, int]]) -> list[SoughtWord]:
    """Leaves out words that add no score, and in a large library the commonest, which cost the most time.

    At least one word always stays.
    """
    total = {table: max(1, int(database.value(f"SELECT count(*) FROM {table}"))) for table in ("items", "passages")}
    telling = [
        word for word, counts in rows.items() if all(count <= COMMON * total[table] for table, count in counts.items())
    ] or list(rows)
    kept: set[SoughtWord] = set()
    work = 0
    for word in sorted(telling, key=lambda word: sum(rows[word].values())):
        work += sum(rows[word].values())
        if kept and work > MOST_ROWS:
            break
        kept.add(word)
    return [word for word in telling if word in kept]


def _match(words: Sequence[SoughtWord], beginning: SoughtWord | None) -> str:
    """An FTS5 expression for any of the words; `beginning` also matches longer ones."""
    return " OR ".join(word.match(typing=word == beginning) for word in words)


def _rank_items(
    database: Database, match: str, kind: Kind | None, pool: int, only: str | None
) -> list[tuple[Any, ...]]:
    return database.rows(
        "SELECT items.id, items.num, found.rank FROM items_fts AS found JOIN items ON items.num = found.rowid"
        " WHERE items_fts MATCH ?1 AND rank MATCH ?2 AND (?3 IS NULL OR items.kind = ?3)"
        " AND (?5 IS NULL OR items.num IN (SELECT value FROM json_each(?5))) ORDER BY found.rank LIMIT ?4",
        (match, _WEIGHTS, kind, pool, only),
    )


def _rank_passages(
    database: Database, match: str, kind: Kind | None, pool: int, only: str | None
) -> list[tuple[Any, ...]]:
    # SQLite takes the bare columns from the row that min() picked.
    return database.rows(
        "SELECT items.id, items.num, passages.id, min(found.rank) AS best FROM passages_fts AS found"
        " JOIN passages ON passages.id = found.rowid JOIN items ON items.num = passages.item"
        " WHERE passages_fts MATCH ?1 AND (?2 IS NULL OR items.kind = ?2)"
        " AND (?4 IS NULL OR items.num IN (SELECT value FROM json_each(?4)))"
        " GROUP BY items.num ORDER BY best LIMIT ?3",
        (match, kind, pool, only),
    )


def _snippet(database: Database, match: str, sought: Sequence[SoughtWord], num: int, passage_id: int | None) -> str:
    table, row = ("items_fts", num) if passage_id is None else ("passages_fts", passage_id)
    if passage_id is not None and any(is_unspaced(one.word) for one in sought):
        # FTS5 reads the text anew, where its letters stand together.
        return around(str(database.value("SELECT text FROM passages WHERE id = ?", (row,), "")), sought)
    call = f"snippet({table}, -1, '', '', '…', {SNIPPET_WORDS})"
    found = database.value(f"SELECT {call} FROM {table} WHERE {table} MATCH ? AND rowid = ?", (match, row), "")
    return " ".join(str(found).split())


def around(text: str, sought: Sequence[SoughtWord]) -> str:
    """The text around the first place where a sought word stands; its beginning where none does."""
    places = [at for one in sought if (at := text.find(one.word)) >= 0]
    begin = max(0, min(places, default=0) - SNIPPET_LETTERS // 3)
    end = begin + SNIPPET_LETTERS
    cut = text[begin:end].strip()
    return ("…" if begin else "") + " ".join(cut.split()) + ("…" if end < len(text) else "")


def _nearest(
    database: Database, index: str, key: str, vector: NDArray[np.float32], kind: Kind | None, n: int
) -> list[tuple[int, float]]:
    """(row, cosine similarity), best first. A vector of no length has no neighbours."""
    wanted = np.ascontiguousarray(vector, dtype=np.float32)
    if n <= 0 or not np.any(wanted):
        return []
    chosen, bindings = ("", ()) if kind is None else (" AND kind = ?", (kind,))
    found = database.rows(
        f"SELECT {key}, distance FROM {index} WHERE vector MATCH ? AND k = ?{chosen} ORDER BY distance",
        (wanted.tobytes(), min(n, MOST_NEIGHBOURS), *bindings),
    )
    return [(int(number), 1.0 - float(distance)) for number, distance in found]
