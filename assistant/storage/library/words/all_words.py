"""Which items hold every word of a query, wherever: in what is said of the item, in its text, or as its year."""

import json
from collections.abc import Sequence

from assistant.storage.database import Database
from assistant.storage.library.words.word_forms import SoughtWord

MOST_ROWS = 200_000
"""Rows that the sets of all words may have together; beyond that the commonest words are not asked for."""
_HOLDING = (
    "SELECT rowid FROM items_fts WHERE items_fts MATCH ?1"
    " UNION SELECT passages.item FROM passages_fts AS found JOIN passages ON passages.id = found.rowid"
    " WHERE passages_fts MATCH ?1"
)
_OF_YEAR = "SELECT num FROM items WHERE json_extract(data, '$.year') = ?"


def holding_all(
    database: Database, words: Sequence[SoughtWord], rows: dict[SoughtWord, int], typing: bool
) -> list[int]:
    """Numbers of the items that hold all `words`; with `typing` the last may be the beginning of a longer word.

    rows: how many items and passages hold each word.
    """
    found: set[int] | None = None
    work = 0
    last = words[-1]
    for word in sorted(words, key=lambda word: (typing and word == last, rows[word])):
        work += rows[word]
        if found is not None and work > MOST_ROWS and not (typing and word == last):
            continue
        holding = _holding(database, word, typing and word == last)
        found = holding if found is None else found & holding
        if not found:
            return []
    return sorted(found or ())


def _holding(database: Database, sought: SoughtWord, beginning: bool) -> set[int]:
    found = {int(num) for (num,) in database.rows(_HOLDING, (sought.match(typing=beginning),))}
    if len(sought.word) == 4 and sought.word.isdecimal():
        found |= {int(num) for (num,) in database.rows(_OF_YEAR, (int(sought.word),))}
    return found


def among(nums: Sequence[int]) -> str:
    """A set of items as a parameter for json_each."""
    return json.dumps(list(nums))
