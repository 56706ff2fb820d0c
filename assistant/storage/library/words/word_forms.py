"""The words of a query as FTS5 is to look for them: with their other forms, by the stems of the library's languages."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import Stemmer

from assistant.storage.database import Database
from assistant.storage.library.words.unspaced import apart, is_unspaced, pieces
from assistant.storage.serialisation import clean_text, title_key

MOST_WORDS = 32
MOST_FORMS = 12
_MOST_READ = 300
"""Words of the library that begin like a sought one and are compared with it."""
_SHORTEST = 4
"""Shorter words have no forms that a stemmer finds without erring."""
_LEAST = 3
"""Items in a language before its stems count."""
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip # no words
_local = threading.local()


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word of a query; `forms` are what may stand for it in a text, itself the first."""

    word: str
    forms: tuple[str, ...]

    def match(self, typing: bool = False) -> str:
        """An FTS5 expression; `typing`: it may be the beginning of a longer word."""
        quoted = [_quoted(form) for form in self.forms]
        return " OR ".join([*quoted, quoted[0] + "*"] if typing else quoted)


def sought_words(
    database: Database, query: str, index: Sequence[str] = ("items_fts", "passages_fts")
) -> list[SoughtWord]:
    """The words of a query, each once, without what FTS5 would take for syntax or find nothing in; their forms are
    words of the library, as the vocabularies of the indexes hold them."""
    stemmers = _stemmers(database)
    return [SoughtWord(word, (word, *_others(database, word, stemmers, index))) for word in _words(query)]


def rows_with(database: Database, word: SoughtWord) -> dict[str, int]:
    """How many items and passages hold a form of a word, at most; 0 for one that FTS5 takes apart, which is rare
    enough."""
    keys = tuple(map(title_key, word.forms))
    marks = ", ".join("?" * len(keys))
    counted = "SELECT coalesce(sum(doc), 0) FROM {}_fts_words WHERE term IN ({})"
    return {table: int(database.value(counted.format(table, marks), keys)) for table in ("items", "passages")}


def _words(query: str) -> list[str]:
    found: dict[str, None] = {}
    for word in clean_text(query[:4000]).split():
        if any(letter.isalnum() for letter in word):
            found.update(dict.fromkeys(pieces(word) if is_unspaced(word) else [word]))
    return list(found)[:MOST_WORDS]


def _others(database: Database, word: str, stemmers: Sequence[Stemmer.Stemmer], index: Sequence[str]) -> list[str]:
    key = title_key(word)
    if len(key) < _SHORTEST or not key.isalpha() or is_unspaced(key):
        return []
    stems = [stemmer.stemWord(key) for stemmer in stemmers]
    begin = min(stems, key=len)[: max(3, len(key) - 4)]
    terms: dict[str, None] = {}
    for name in index:
        found = database.rows(
            f"SELECT term FROM {name}_words WHERE term >= ?1 AND term < ?2 LIMIT {_MOST_READ}",
            (begin, begin + "\U0010ffff"),
        )
        terms.update((str(row[0]), None) for row in found)
    alike = [
        term
        for term in terms
        if term != key and any(stemmer.stemWord(term) == stem for stemmer, stem in zip(stemmers, stems, strict=True))
    ]
    return sorted(alike, key=lambda term: abs(len(term) - len(key)))[:MOST_FORMS]


def _stemmers(database: Database) -> list[Stemmer.Stemmer]:
    """Of English and of the languages that some items are in, the commonest first; one set a thread, as they must not
    be shared. Which languages there are is asked again when the library has changed."""
    known: dict[str, tuple[int, list[Stemmer.Stemmer]]] = _local.__dict__.setdefault("stemmers", {})
    changes = int(database.value("SELECT value FROM counters WHERE name = 'changes'"))
    path = str(database.path)
    if path not in known or known[path][0] != changes:
        counted = database.rows(
            "SELECT json_extract(data, '$.language') AS language, count(*) AS times FROM items"
            " WHERE language <> '' GROUP BY language HAVING times >= ? ORDER BY times DESC LIMIT 6",
            (_LEAST,),
        )
        names = dict.fromkeys(["english", *(_STEMMERS[code] for code, _ in counted if code in _STEMMERS)])
        known[path] = changes, [Stemmer.Stemmer(name) for name in names]
    return known[path][1]


def _quoted(word: str) -> str:
    return '"' + apart(word).replace('"', '""').strip() + '"'
