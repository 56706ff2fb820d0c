"""The measurement of indexing, in small: its tree is readable, and its rows are whole."""

import os
from pathlib import Path

import numpy as np

from assistant.evaluation.bench.index import bench_index, family
from assistant.evaluation.bench.index_embedding import RememberingEmbedder, combination
from assistant.evaluation.bench.index_tree import FORMATS, FileWords, write_tree
from indexers.worker.reading import read_file
from tests.indexers.conftest import HashEmbedder


def test_every_format_of_the_tree_says_what_was_written(tmp_path: Path) -> None:
    page = FileWords("Notes on harbours", "Ada Quill", ("The harbour lies still in winter. " * 20,))
    for suffix, (_, write) in FORMATS.items():
        path = tmp_path / f"sample{suffix}"
        path.write_bytes(write(page))
        reading = read_file(path).reading
        assert reading is not None
        if suffix != ".csv":
            assert reading.title == "Notes on harbours"
        if suffix not in (".csv", ".txt"):
            assert reading.creators == ("Ada Quill",)


def test_a_tree_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tree(tmp_path / name, 20)
    first, second = ({path.name: path.stat().st_size for path in (tmp_path / name).rglob("*.*")} for name in ("a", "b"))
    assert first == second and len(first) == 20


def test_rows_of_a_small_run() -> None:
    rows = bench_index(files=12, kills=1, parts=("sync", "kills"))
    assert [sorted(row) for row in rows] == [["name", "peer", "ratio", "unit", "value"]] * 2
    assert rows[0]["ratio"] > 0 and rows[1]["value"] == 1


def test_a_family_holds_the_process_itself() -> None:
    assert family(os.getpid())[0] == os.getpid()


def test_texts_seen_before_are_remembered() -> None:
    inner = HashEmbedder()
    embedder = RememberingEmbedder(inner, quick=True)
    vectors = embedder.embed_batch(["sea", "snow", "sea"])
    np.testing.assert_array_equal(vectors[0], vectors[2])
    embedder.embed_batch(["snow"])
    assert inner.calls == 2


def test_the_text_of_works_is_held_against_their_names_alone(tmp_path: Path) -> None:
    told = ("a keeper minds a lamp on a rock", "bees come back to the orchard", "a ferry stops running in winter")
    lines = ["item\tkind\ttitle\tcreators\tyear\ttags\ttext"]
    lines += [f"b{n}\tbook\tVolume {n}\tName {n}\t\t\t{told[n % 3]} in year {n}" for n in range(24)]
    (tmp_path / "items.tsv").write_text("\n".join(lines) + "\n")
    (tmp_path / "requests-validation.tsv").write_text("request\titem\ttext\nr\tb7\tbees and an orchard in year 7\n")
    row = combination(RememberingEmbedder(HashEmbedder(), quick=True), tmp_path)
    assert row.value == 1.0 and row.ratio is not None and row.ratio >= 1
