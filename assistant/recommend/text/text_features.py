"""Words of the catalogue as a sparse matrix: the lexical half of content similarity.

Terms are stemmed words, whole subjects and whole creators; weights are damped tf · idf, rows of unit length
(Salton & Buckley 1988). Requests are met by BM25 (Robertson & Zaragoza 2009), from the same numbers. scipy is imported
late: only ranking needs it.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.language.normalise import plain
from assistant.language.promotional_text import is_name, without_praise
from assistant.language.words.stop_words import STOP_WORDS
from assistant.recommend.dot_products import SparseRows

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONGEST_TEXT = 400
"""Words of a description that count; what follows is rarely about the work itself."""
_FADING = 0.15
_SATURATION, _BY_LENGTH = 1.2, 0.75
"""k₁ and b of BM25, at their usual values."""
_DENSELY = 12
"""How much longer it takes to meet a term in a sparse row than in a table."""


Floats = NDArray[np.float32]


@lru_cache(maxsize=200_000)
def names_key(text: str) -> str:
    """A name reduced to its words, so that “Le Guin, U.K.” and “le guin u k” agree."""
    return " ".join(_WORD.findall(plain(text)))


def stem(word: str) -> str:
    """The word without its commonest English endings; light on purpose, so that different words stay apart."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 4 and word.endswith("ed"):
        return word[:-2]
    if len(word) > 4 and word.endswith("es") and not word.endswith("ses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def content_words(text: str) -> list[str]:
    """Stemmed words of a text without stop words, in order."""
    return [term for word in _WORD.findall(plain(text)) if (term := _term(word))]


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """The stem of a word as it stands in a text, empty for a stop word or a lone letter."""
    bare = word.split("'")[0].split("’")[0]
    return stem(bare) if bare not in STOP_WORDS and (len(bare) > 1 or bare.isdigit()) else ""


def surface_of(term: str, text: str) -> str:
    """The word of a text behind a term, as it is written there in lower case; empty if none is."""
    return next((word for word in _WORD.findall(text.lower()) if _term(plain(word)) == term), "")


@lru_cache(maxsize=20_000)
def _subject_words(subject: str) -> tuple[str, ...]:
    return tuple(content_words(subject))


def item_terms(item: Item, series: str, title: str) -> dict[str, float]:
    """Terms of an item with weights: the words of every text field, and its subjects, creators and series whole.

    Subjects are usually named in order of importance: later ones count less. Beyond the second creator come
    translators and illustrators. `title` is bare of the series, which is named beside it. Self-praise does not count.
    """
    terms: dict[str, float] = defaultdict(float)
    for word in content_words(title):
        terms[word] += 1
    for place, subject in enumerate(filter(is_name, item.subjects)):
        importance = 1 / (1 + _FADING * place)
        terms["subject:" + names_key(subject)] += importance
        for word in _subject_words(subject):
            terms[word] += importance / 2
    for creator in item.creators[:2]:
        terms["creator:" + names_key(creator)] += 2
    if series:
        terms["series:" + names_key(series)] += 2
    for word in content_words(without_praise(item.told))[:_LONGEST_TEXT]:
        terms[word] += 1
    return terms


class WordMatrix:
    """TF-IDF rows of all items, sparse (items, terms), with the term dictionary for queries."""

    def __init__(self, documents: Iterable[Mapping[str, float]]) -> None:
        from scipy import sparse

        vocabulary: dict[str, int] = {}
        columns, counts, starts = array("i"), array("f"), array("q", [0])
        for terms in documents:
            for term, count in terms.items():
                columns.append(vocabulary.setdefault(term, len(vocabulary)))
                counts.append(count)
            starts.append(len(columns))
        n = len(starts) - 1
        met = np.frombuffer(columns, np.int32) if columns else np.zeros(0, np.int32)
        frequency = np.bincount(met, minlength=max(1, len(vocabulary)))
        # Columns go from the commonest term to the rarest: those that matter for topics come first.
        order = np.argsort(-frequency, kind="stable")
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        index, frequency = place[met], frequency[order]
        self.vocabulary = {term: int(place[column]) for term, column in vocabulary.items()}
        self.frequency = frequency
        self.idf: NDArray[np.float32] = np.log1p(n / np.maximum(frequency, 1)).astype(np.float32)
        tf = np.frombuffer(counts, np.float32) if counts else np.zeros(0, np.float32)
        data = damped(tf) * self.idf[index]
        shape = (n, max(1, len(vocabulary)))
        self.rows: Any = sparse.csr_matrix((data.astype(np.float32), index, np.asarray(starts)), shape=shape)
        self._lengths = _unit_rows(self.rows)
        self._bands = SparseRows(self.rows)
        sizes = np.diff(np.append(0, np.cumsum(tf, dtype=np.float64))[np.asarray(starts)])
        self._sizes = (sizes / max(float(sizes.mean()) if n else 0.0, 1e-9)).astype(np.float32)

    def lookup(self, terms: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """The known terms of a text: (columns, weights), the weights of unit length; empty where none is known."""
        counts = Counter(term for term in terms if term in self.vocabulary)
        columns = np.asarray([self.vocabulary[term] for term in counts], np.int64)
        weights = damped(np.asarray(list(counts.values()), np.float32)) * self.idf[columns]
        return columns, np.asarray(weights / max(float(np.linalg.norm(weights)), 1e-9), np.float32)

    def scores(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of every item with a query (terms,): (items,)."""
        return np.asarray(self._bands.products(query[None])[0], np.float32)

    def matched(self, counts: Mapping[str, float]) -> Floats:
        """BM25 of every item for weighted terms, (items,): Σ w·idf·tf·(k₁+1) / (tf + k₁·(1 − b + b·|d|/mean |d|)).

        Only the columns of these terms are weighed, so that no second matrix is held for it.
        """
        known = [term for term in counts if term in self.vocabulary]
        columns = np.asarray([self.vocabulary[term] for term in known], np.int64)
        met = self.rows[:, columns]
        owners = np.repeat(np.arange(met.shape[0]), np.diff(met.indptr))
        idf = self.idf[columns][met.indices]
        tf = undamped(met.data * self._lengths[owners] / idf)
        limit = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * self._sizes[owners])
        met.data = idf * tf * (_SATURATION + 1) / (tf + limit)
        return np.asarray(met @ np.asarray([counts[term] for term in known], np.float32), np.float32)

    def summed(self, rows: NDArray[np.int64], weights: NDArray[np.float64]) -> Floats:
        """The weighted sum of items' rows, (terms,) (Rocchio 1971)."""
        return np.asarray(self.rows[rows].T @ weights.astype(np.float32), np.float32).ravel()

    def walked(
        self, start: NDArray[np.int64], weights: NDArray[np.float64], rows: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """How probable it is that a walk over terms ends at an item: from one of `start`, by its weight, to any of its
        terms, and on to any item that carries it (P³, Cooper et al. 2014); (rows,).

        The chance grows with the terms that an item carries. Half of that is taken back, in logarithms, so that
        nobody is found by a long text alone; and the cube root keeps the few most probable from drowning the others.
        """
        first, then = self.rows[start], self.rows[rows]
        carried, met = np.diff(first.indptr), np.diff(then.indptr)
        steps = np.repeat(weights / np.maximum(carried, 1), carried)
        reached = np.bincount(first.indices, steps, minlength=len(self.frequency)) / np.maximum(self.frequency, 1)
        owners = np.repeat(np.arange(len(rows)), met)
        ends = np.bincount(owners, reached[then.indices], minlength=len(rows))
        return np.asarray(np.cbrt(ends / np.sqrt(np.maximum(met, 1))), np.float64)

    def shared_terms(self, left: int, right: int, terms: Iterable[str]) -> list[str]:
        """Which of some terms two items share, the most telling first."""
        product = self.rows[left].multiply(self.rows[right]).tocoo()
        weight = dict(zip(product.col.tolist(), product.data.tolist(), strict=True))
        shared = [term for term in dict.fromkeys(terms) if self.vocabulary.get(term, -1) in weight]
        return sorted(shared, key=lambda term: -weight[self.vocabulary[term]])

    def between(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosines of two groups of items: (left, right)."""
        from scipy import sparse

        one, other = self.rows[left], self.rows[right]
        carried = np.bincount(other.indices, minlength=one.shape[1])
        if _DENSELY * int(carried[one.indices].sum()) < one.nnz * len(right):
            return np.asarray((one @ other.T).todense(), np.float32)
        # Of terms that many of them share, a table of the right side is read faster than it is searched.
        terms = np.flatnonzero(carried)
        place = np.zeros(one.shape[1], np.int32)
        place[terms] = np.arange(1, len(terms) + 1)
        table = np.zeros((len(terms) + 1, len(right)), np.float32)
        table[place[other.indices], np.repeat(np.arange(len(right)), np.diff(other.indptr))] = other.data
        met = (one.data, place[one.indices], one.indptr)
        return np.asarray(sparse.csr_matrix(met, shape=(len(left), len(table)), copy=False) @ table, np.float32)


def damped(counts: Any) -> Any:
    """1 + log of a count; below one, the count itself."""
    return np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts)


def undamped(values: Any) -> Any:
    """The counts behind damped ones."""
    return np.where(values > 1, np.exp(np.maximum(values, 1) - 1), values)


def _unit_rows(matrix: Any) -> Floats:
    """Scale the rows of a CSR matrix to unit length, in place. Returns the lengths they had, (rows,)."""
    lengths = np.sqrt(np.add.reduceat(np.append(matrix.data**2, 0), np.minimum(matrix.indptr[:-1], matrix.nnz)))
    sizes = np.diff(matrix.indptr)
    lengths[sizes == 0] = 1
    lengths = np.maximum(lengths, 1e-12)
    matrix.data /= np.repeat(lengths, sizes)
    return np.asarray(lengths, np.float32)
