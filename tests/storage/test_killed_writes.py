"""Killing a process at any moment loses nothing that was acknowledged."""

import random
import signal
import subprocess
import sys
import time

import pytest

from assistant.settings.paths import Paths
from assistant.storage.database import Database
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library

WRITER = """
import random, sys
from pathlib import Path
import numpy as np
from assistant.domain.entities import Feedback, Item, Kind, Passage, Statement, Verdict
from assistant.storage.journal.store import open_journal
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.store import open_library
from assistant.settings.paths import Paths

paths, key, turn = Paths(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), sys.argv[3]
journal, library = open_journal(paths, key), open_library(paths, key)
made = np.random.default_rng(1).standard_normal((3, 384)).astype(np.float32)
made /= np.linalg.norm(made, axis=1, keepdims=True)

def row(number):
    file = Path(f"/shelf/{turn}/{number}")
    item_id = journal.identify(Kind.BOOK, [f"path:{file}"])
    passages = [Passage(item_id, place, f"text {place} of {number} {random.random()}") for place in range(3)]
    return Item(item_id, Kind.BOOK, f"Title {number}", path=file), passages, b"cover", FileRecord(
        file, 1, 1, number, b"digest", item_id, FileState.INDEXED)

for number in range(100_000):
    library.items.put_many([row(number), row(random.randrange(number + 1))])
    print("item", number, flush=True)
    waiting = library.vectors.unembedded_passages(3)
    library.vectors.set_passage_vectors([passage.id for passage in waiting], made[:len(waiting)])
    waiting = library.vectors.waiting_items(3)
    library.vectors.set_item_vectors([one.item.id for one in waiting], made[:len(waiting)])
    if number % 3 == 2:
        library.files.forget_many([Path(f"/shelf/{turn}/{number - 1}")])
        print("forgotten", number - 1, flush=True)
    made_now = journal.record(Feedback(f"{turn}-{number}", Verdict.LIKED), float(number))
    print("liked", made_now.id, flush=True)
    if number % 5 == 4:
        print("undone", journal.undo().id, flush=True)
    print("stated", journal.put_statement(Statement("", f"I like {turn} {number}")).id, flush=True)
"""


def killed(paths: Paths, key: bytes, turn: int, seconds: float) -> list[tuple[str, str]]:
    """What a writer acknowledged before it was killed."""
    command = [sys.executable, "-c", WRITER, str(paths.home), key.hex(), str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines = (first + process.stdout.read()).splitlines()
    assert process.returncode == -signal.SIGKILL
    words = [line.split() for line in lines]
    return [(word[0], word[1]) for word in words if len(word) == 2]


def in_step(database: Database, rows: str, index: str) -> bool:
    return database.rows(f"SELECT count(*) FROM {rows}") == database.rows(f"SELECT count(*) FROM {index}")


@pytest.mark.timeout(240)
def test_a_killed_writer_loses_nothing_that_it_acknowledged(paths, key):
    liked, undone, stated = set(), set(), set()
    chance = random.Random(7)
    for turn in range(6):
        acknowledged = killed(paths, key, turn, chance.uniform(0.05, 0.8))
        assert acknowledged
        journal, library = open_journal(paths, key), open_library(paths, key)
        assert journal.database.integrity() == library.database.integrity() == "ok"

        liked |= {int(number) for word, number in acknowledged if word == "liked"}
        undone |= {int(number) for word, number in acknowledged if word == "undone"}
        stated |= {number for word, number in acknowledged if word == "stated"}
        kept = {interaction.id for interaction in journal.interactions()}
        # The very last write may have been done without having been acknowledged: an undo takes back one more.
        assert len(liked - undone - kept) <= 1
        assert not undone & kept
        assert stated <= {statement.id for statement in journal.statements()}
        undone |= liked - kept

        files = library.files.all()
        forgotten = {int(number) for word, number in acknowledged if word == "forgotten"}
        by_name = {str(path): record for path, record in files.items()}
        expected = {int(number) for word, number in acknowledged if word == "item"} - forgotten
        # As above: the file forgotten last may be gone without that having been said.
        assert len([number for number in expected if f"/shelf/{turn}/{number}" not in by_name]) <= 1
        for number in expected:
            if (record := by_name.get(f"/shelf/{turn}/{number}")) is not None:
                assert library.items.get(record.item_id).title == f"Title {number}"
                assert len(library.items.passages(record.item_id)) == 3
        assert {record.item_id for record in files.values()} == {item.id for item in library.items.all()}
        for rows, index in (
            ("items", "items_fts_docsize"),
            ("passages", "passages_fts_docsize"),
            ("item_vectors", "items_vec"),
            ("passage_vectors", "passages_vec"),
        ):
            assert in_step(library.database, rows, index)
        journal.close()
        library.close()
