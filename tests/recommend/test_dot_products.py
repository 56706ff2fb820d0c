import threading

import numpy as np
import pytest
from scipy import sparse

from assistant.recommend import dot_products
from assistant.recommend.dot_products import SparseRows, in_parts, products
from assistant.recommend.text.text_features import WordMatrix


@pytest.fixture
def shared(monkeypatch):
    """Work is shared by three, however little it is."""
    monkeypatch.setenv("ALCOVE_THREADS", "3")
    monkeypatch.setattr(dot_products, "_LEAST", 2)
    dot_products._helpers.cache_clear()
    yield
    dot_products._helpers()[1].shutdown()
    dot_products._helpers.cache_clear()


@pytest.mark.parametrize("queries", [0, 1, 3, 9])
@pytest.mark.parametrize("size", [0, 1, 50, 700])
def test_products_are_those_of_the_whole_matrix(queries, size, shared):
    generator = np.random.default_rng(queries)
    vectors = generator.standard_normal((size, 384)).astype(np.float32)
    asked = generator.standard_normal((queries, 384)).astype(np.float32)
    found = products(vectors, asked)
    assert found.shape == (queries, size)
    assert found == pytest.approx(asked @ vectors.T, abs=1e-4)


@pytest.mark.parametrize("size", [0, 1, 50])
def test_bands_of_a_sparse_matrix_give_its_products(size, shared):
    matrix = sparse.random(size, 40, 0.2, "csr", np.float32, np.random.default_rng(0))
    columns = np.random.default_rng(1).standard_normal((2, 40)).astype(np.float32)
    assert SparseRows(matrix).products(columns) == pytest.approx((matrix @ columns.T).T, abs=1e-5)


def test_parts_cover_everything_once_and_an_error_of_one_is_told(shared):
    met, lock = [], threading.Lock()

    def work(start, end):
        with lock:
            met.extend(range(start, end))
        if start:
            raise ValueError(start)

    with pytest.raises(ValueError, match="3"):
        in_parts(10, work, least=2)
    assert sorted(met) == list(range(10))


def test_work_is_done_alone_once_the_program_is_ending(shared):
    dot_products._helpers()[1].shutdown()
    met = []
    in_parts(10, lambda start, end: met.append((start, end)), least=2)
    assert met == [(0, 10)]


@pytest.mark.parametrize("terms", [4, 4000])
def test_words_in_common_are_the_same_for_rare_terms_and_for_common_ones(terms):
    generator = np.random.default_rng(terms)
    words = WordMatrix({f"w{word}": 1.0 for word in generator.integers(0, terms, 5)} for _ in range(60))
    left, right = np.arange(0, 40), np.arange(20, 60)
    dense = words.rows.toarray()
    assert words.between(left, right) == pytest.approx(dense[left] @ dense[right].T, abs=1e-6)
    assert words.between(left, right[:0]).shape == (40, 0)
