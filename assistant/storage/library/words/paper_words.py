"""Words that only the papers of a library hold: who says them speaks of a paper, and of no work."""

from collections import Counter

from assistant.domain.entities import Kind
from assistant.storage.database import Database
from assistant.storage.library.words.word_forms import SoughtWord, rows_with, sought_words

RARE = 24
"""Rows of the indexes that a word stands in at most, to tell of a paper."""
_PAPERS = 3
_SHORTEST = 3


def paper_words(database: Database, text: str) -> int:
    """Of the words that at most _PAPERS papers hold and no work does, how many that paper holds that has most."""
    held: Counter[str] = Counter()
    for word in sought_words(database, text):
        if len(word.word) >= _SHORTEST and 0 < sum(rows_with(database, word).values()) <= RARE:
            kinds = _holders(database, word)
            if len(kinds) <= _PAPERS and all(kind == Kind.DOCUMENT for kind in kinds.values()):
                held.update(kinds.keys())
    return max(held.values(), default=0)


def _holders(database: Database, word: SoughtWord) -> dict[str, str]:
    """Ids of the items that hold a word, each with its kind."""
    return dict(
        database.rows(
            "SELECT items.id, items.kind FROM items WHERE items.num IN ("
            "SELECT rowid FROM items_fts WHERE items_fts MATCH ?1 UNION SELECT passages.item FROM passages_fts"
            " JOIN passages ON passages.id = passages_fts.rowid WHERE passages_fts MATCH ?1)",
            (word.match(),),
        )
    )
