"""Words in a row, found in the texts of library.db by the full-text index."""

from collections.abc import Sequence

from assistant.domain.entities import Passage
from assistant.storage.database import Database
from assistant.storage.library.words.unspaced import apart


def passages_with(database: Database, words: Sequence[str], beside: Sequence[str], n: int) -> list[Passage]:
    """Passages that hold the words in a row, and one of `beside` if there are any; descriptions come first, at
    position −1. At most n of each, unranked: ranking reads every hit, and a few are enough."""
    match = phrase(words)
    if beside:
        match = f"({match}) AND ({' OR '.join(phrase([word]) for word in beside)})"
    described = database.rows(
        "SELECT items.id, -1, item_texts.description, '', NULL FROM items_fts"
        " JOIN items ON items.num = items_fts.rowid JOIN item_texts ON item_texts.num = items.num"
        " WHERE items_fts MATCH ? LIMIT ?",
        (f"{{description}} : ({match})", n),
    )
    found = database.rows(
        "SELECT items.id, passages.position, passages.text, passages.place, passages.id FROM passages_fts"
        " JOIN passages ON passages.id = passages_fts.rowid JOIN items ON items.num = passages.item"
        " WHERE passages_fts MATCH ? LIMIT ?",
        (match, n),
    )
    return [Passage(*row) for row in (*described, *found)]


def titled_with(database: Database, phrases: Sequence[Sequence[str]], n: int) -> list[str]:
    """Ids of the items that hold one of the phrases in their title or among their subjects."""
    match = " OR ".join(map(phrase, phrases))
    found = database.rows(
        "SELECT items.id FROM items_fts JOIN items ON items.num = items_fts.rowid WHERE items_fts MATCH ? LIMIT ?",
        (f"{{title subjects}} : ({match})", n),  # no words
    )
    return [str(row[0]) for row in found]


def phrase(words: Sequence[str]) -> str:
    """Words in a row as FTS5 takes them; quotation marks in them are no syntax."""
    return '"' + apart(" ".join(words)).replace('"', '""').strip() + '"'
