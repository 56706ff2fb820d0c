"""A pack from ratings: its formulas reckoned densely, its tables read line by line, and matching to one's own items."""

import numpy as np
import pytest
from scipy import sparse

from assistant.domain.entities import Item, Kind
from assistant.recommend.packs.build import (
    _amounts,
    _cosine,
    _crowd_vectors,
    _ease,
    _inverse,
    _names_by_items,
    _people_by_items,
    _ridge_map,
    build_pack,
    pack_of,
)
from assistant.recommend.packs.packs import Neighbours, Pack, match_key
from assistant.recommend.packs.tables import Event, TableError, read_events, read_items


def dense(table, size):
    return np.stack([table.spread(np.asarray([row]), np.ones(1), size) for row in range(size)])


@pytest.fixture
def held():
    """(people, items) of 0..1."""
    generator = np.random.default_rng(3)
    return (generator.random((30, 8)) * (generator.random((30, 8)) < 0.4)).astype(np.float32)


def test_ease_is_its_closed_form(held):
    names = sparse.csr_matrix(np.eye(8, dtype=np.float32)[:2] + np.eye(8, dtype=np.float32)[2:4])
    scale = ((held > 0).sum(axis=0) + 1) ** -0.15
    scale = np.diag(scale / scale.mean())
    own = np.diag((held**2).sum(axis=0) * 0.3 / 0.7)
    gram = scale @ (held.T @ held + 15 * (names.T @ names).toarray()) @ scale + own + 75 * np.eye(8)
    inverse = np.linalg.inv(gram)
    expected = scale @ (-inverse / np.diag(inverse)) @ np.linalg.inv(scale)
    np.fill_diagonal(expected, 0)
    found = dense(_ease(sparse.csr_matrix(held), names), 8)
    assert found == pytest.approx(expected, abs=float(np.abs(expected).max()) / 120)


def test_cosines_are_shrunk(held):
    lengths = np.linalg.norm(held, axis=0)
    expected = held.T @ held / (np.outer(lengths, lengths) + 10)
    np.fill_diagonal(expected, 0)
    assert dense(_cosine(sparse.csr_matrix(held)), 8) == pytest.approx(expected, abs=float(expected.max()) / 120)


@pytest.mark.parametrize("bad", [False, True])
def test_an_inverse_is_one_where_the_factor_fails_too(bad):
    generator = np.random.default_rng(1)
    root = generator.standard_normal((6, 6))
    matrix = (root @ root.T + np.eye(6)).astype(np.float32)
    if bad:
        matrix[0, 0] = -5.0  # no longer positive
    assert _inverse(matrix.copy()) @ matrix == pytest.approx(np.eye(6), abs=1e-3)


def test_crowd_vectors_give_back_what_goes_together(held):
    matrix = sparse.csr_matrix(held)
    vectors = _crowd_vectors(matrix)
    scaled = held / np.maximum(np.linalg.norm(held, axis=1, keepdims=True), 1e-9)
    _, strengths, right = np.linalg.svd(scaled, full_matrices=False)
    kept = vectors.shape[1]
    assert kept == 7
    expected = right[:kept].T * strengths[:kept] @ right[:kept]
    assert vectors @ vectors.T == pytest.approx(expected, abs=1e-4)
    assert _crowd_vectors(sparse.csr_matrix(np.ones((1, 3), np.float32))).tolist() == [[1], [1], [1]]


def test_the_map_of_cold_items_is_ridge_regression(embedder):
    items = tuple(Item(f"x{k}", Kind.BOOK, f"Thing number{k}") for k in range(5))
    vectors = np.random.default_rng(0).standard_normal((5, 2)).astype(np.float32)
    solved = _ridge_map(items, vectors, embedder)
    assert solved.shape == (65, 2)
    # Where ridge regression stands, the slope of its loss is zero: xᵀ(y − x·w) = ridge·w.
    from indexers.embed import item_text

    x = np.hstack((embedder.embed_batch([item_text(item) for item in items]), np.ones((5, 1))))
    ratio = (x.T @ (vectors - x @ solved)) / solved
    assert ratio == pytest.approx(np.full(solved.shape, 30.0), rel=0.02)
    assert _ridge_map(items, vectors, None).shape == (0, 2)


def events(*values):
    return [Event("u", f"x{at}", value, None) for at, value in enumerate(values)]


def test_stars_and_plays_become_amounts():
    stars = _amounts(events(1, 3, 5, None), True)
    assert stars == pytest.approx([0.1, 0.5, 1.0, 1.0]) and _amounts(events(4.5), True) == pytest.approx([0.95])
    assert _amounts(events(1.5, 2), True) == pytest.approx([0.15, 0.2])
    plays = _amounts(events(50, 7, None, 300), False)
    assert plays == pytest.approx([0.9, 0.7, 1.0, 1.1]), "by their rank within the person"
    assert _amounts(events(None, None), False).tolist() == [1, 1]


def test_people_by_items():
    crowd = {"a": events(5, 1), "b": [Event("b", "x1", None, None), Event("b", "unknown", 2.0, None)]}
    matrix = _people_by_items(crowd, {"x0": 0, "x1": 1}).toarray()
    assert matrix == pytest.approx(np.asarray([[1, 0.1], [0, 1]]))
    counted = _people_by_items({"a": events(80, 6)}, {"x0": 0, "x1": 1}).toarray()
    assert counted == pytest.approx(np.asarray([[1.0, 0.7]])), "above five they are plays"


def test_names_that_items_share_count_by_one_over_their_carriers():
    items = (
        Item("x0", Kind.BOOK, "Old maps", ("Ada",), subjects=("sea",)),
        Item("x1", Kind.BOOK, "New maps", ("Bo", "Ada", "Cy"), subjects=("Sea",)),
        Item("x2", Kind.BOOK, "Roses", ("Cy",), subjects=("sea",)),
        Item("x3", Kind.BOOK, "Shadow (Tides, #1)"),
        Item("x4", Kind.BOOK, "Light (Tides, #2)"),
    )
    names = _names_by_items(items)
    shared = (names.T @ names).toarray()
    assert shared[0, 1] == pytest.approx(1 / 3 + 1 / 2 + 1 / 2), "the sea, Ada, and maps"
    assert shared[1, 2] == pytest.approx(1 / 3), "the third creator does not count"
    assert shared[3, 4] > 0.4 and shared[0, 3] == 0
    assert shared[2, 2] == pytest.approx(1 / 3), "what one item alone carries ties it to nothing"


def test_popularity_is_by_the_log_and_centred():
    crowd = {f"u{at}": [Event(f"u{at}", f"x{k}", 5.0, None) for k in range(at + 1)] for at in range(4)}
    items = tuple(Item(f"x{k}", Kind.BOOK, f"Thing {k}") for k in range(4))
    popularity = pack_of(crowd, items).popularity
    expected = np.log1p([4, 3, 2, 1])
    assert popularity == pytest.approx(expected - expected.mean(), abs=1e-6)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_neighbours_are_kept_to_one_part_in_a_hundred(count):
    matrix = np.random.default_rng(count).standard_normal((5, 5)).astype(np.float32)
    np.fill_diagonal(matrix, 0)
    found = dense(Neighbours.of_matrix(matrix, count), 5)
    for row in range(5):
        kept = np.argsort(-np.abs(matrix[row]))[: min(count, 4)]
        assert set(np.flatnonzero(found[row])) <= set(kept.tolist())
        assert found[row, kept] == pytest.approx(matrix[row, kept], abs=float(np.abs(matrix[row]).max()) / 200)


RATINGS = "user\titem\tvalue\ttime\nu1\tx1\t4\t\nu1\tx2\t\t12.5\nu2\tx1\t5\t3\n"
ITEMS = (
    "item\tkind\ttitle\tcreators\tyear\ttags\ttext\n"
    "x1\tbook\tDune\tFrank Herbert, Someone Else\t1965.0\tsand| desert \tA long text\n"
    "x2\t\tSolaris\t\tunknown\t\t\n"
    "x3\tmusic\tSong\t , \t-40\t|\t\n"
)


@pytest.fixture
def table(tmp_path):
    def written(text, name="table.tsv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_tables_are_read_line_by_line(table):
    found = read_events(table(RATINGS))
    assert found["u1"] == [Event("u1", "x1", 4.0, None), Event("u1", "x2", None, 12.5)]
    assert found["u2"] == [Event("u2", "x1", 5.0, 3.0)]
    dune, solaris, song = read_items(table(ITEMS))
    assert (dune.creators, dune.year, dune.subjects) == (("Frank Herbert", "Someone Else"), 1965, ("sand", "desert"))
    assert (solaris.kind, solaris.creators, solaris.year, solaris.subjects) == (Kind.BOOK, (), None, ())
    assert (song.kind, song.creators, song.year, song.subjects) == (Kind.MUSIC, (), -40, ())


@pytest.mark.parametrize(
    ("text", "reader", "words"),
    [
        ("user\titem\ttime\n", read_events, "lacks the column value"),
        (RATINGS.replace("\t4\t", "\tfour\t"), read_events, "“four” is not a number"),
        (ITEMS.replace("\tbook\t", "\tfilm\t"), read_items, "“film” is no kind"),
        ("", read_items, "lacks the column"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(table, text, reader, words):
    with pytest.raises(TableError, match=words):
        list(reader(table(text)))


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(TableError, match="cannot be read"):
        read_events(tmp_path / "none.tsv")


def test_a_pack_is_built_from_files(table, tmp_path):
    said = []
    out = tmp_path / "a.pack"
    numbers = build_pack(table(RATINGS, "r.tsv"), table(ITEMS, "i.tsv"), out, progress=said.append)
    assert numbers["items"] == 2 and numbers["bytes"] == out.stat().st_size and said == ["neighbours", "vectors"]
    pack = Pack.load(out)
    assert pack.ids == ("x1", "x2")
    assert numbers["neighbours"] == sum(int((one.index >= 0).sum()) for one in pack.tables.values())


def test_works_are_matched_by_kind_title_and_first_creator():
    assert match_key("book", "The Sea!", ["Le Guin, U.K.", "x"]) == match_key("book", "the sea", ["le guin u k"])
    assert match_key("book", "Sea", ["a"]) != match_key("music", "Sea", ["a"]) != match_key("music", "Sea", [])
