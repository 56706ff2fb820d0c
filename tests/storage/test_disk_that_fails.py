"""Power cuts and refused writes below SQLite, on a journal and a library: both open, and what was kept is there."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.errors import DiskFull, StoreError
from assistant.evaluation.bench.trust.cuts import MARKED, Disk, recorded, states_after_power_cut
from assistant.settings.paths import Paths
from assistant.storage.database import Database
from assistant.storage.database_copies import backups_of
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from tests.storage.test_database import parts, story


def write(paths: Paths, key: bytes, disk: Disk, n: int) -> None:
    journal, library = open_journal(paths, key), open_library(paths, key)
    try:
        for number in range(n):
            item = Item(f"n{number}", Kind.BOOK, f"Book {number}", added=float(number))
            library.items.put_unfiled([item], "wish")
            kept = journal.record(Feedback(f"n{number}", Verdict.LIKED), float(number))
            disk.acknowledge(str(kept.id))
    finally:
        journal.close()
        library.close()


def opened(paths: Paths, key: bytes) -> set[str]:
    """The ids of the feedback in a home that opens, whose databases are whole."""
    journal, library = open_journal(paths, key), open_library(paths, key)
    try:
        assert journal.database.integrity() == library.database.integrity() == "ok"
        return {str(one.id) for one in journal.interactions()}
    finally:
        journal.close()
        library.close()


@pytest.fixture
def disk(paths: Paths, key: bytes) -> Iterator[Disk]:
    """What befalls a home whose databases are there already."""
    open_journal(paths, key).close()
    open_library(paths, key).close()
    with recorded() as made:
        yield made


def test_the_power_may_go_at_any_write(paths: Paths, key: bytes, disk: Disk, tmp_path: Path) -> None:
    base = {str(path): path.read_bytes() for path in (paths.journal, paths.library)}
    write(paths, key, disk, 2)
    events, chance, states = list(disk.events), random.Random(4), 0
    for at in range(0, len(events) + 1, 3):
        promised = {event.file for event in events[:at] if event.kind == MARKED}
        for state in states_after_power_cut(base, events, at, chance):
            after = Paths(tmp_path / "after")
            after.home.mkdir()
            for file, content in state.items():
                (after.home / Path(file).name).write_bytes(content)
            assert promised <= opened(after, key), at
            shutil.rmtree(after.home)
            states += 1
    assert states > 30 and len({event.kind for event in events}) == 5


@pytest.mark.parametrize("refusal", [apsw.FullError, apsw.IOError])
def test_a_write_that_is_refused_loses_nothing_before_it(
    paths: Paths, key: bytes, disk: Disk, refusal: type[apsw.Error]
) -> None:
    kept: set[str] = set()
    for at in range(1, 30, 2):
        disk.writes, disk.events = 0, []
        disk.fails = lambda n, at=at: refusal if n >= at else None
        try:
            write(paths, key, disk, 2)
        except StoreError as error:
            told = isinstance(error, DiskFull)
            assert told == (refusal is apsw.FullError) and ("restore" not in str(error) or not told)
        disk.fails = lambda _: None
        kept |= {event.file for event in disk.events if event.kind == MARKED}
        assert kept <= opened(paths, key), at


def test_a_migration_may_be_refused_at_any_write(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "story.db"
    Database(path, key, story(1)).close()
    with recorded() as disk:
        for at in range(1, 60, 4):
            disk.writes = 0
            disk.fails = lambda n, at=at: apsw.FullError if n >= at else None
            try:
                Database(path, key, story(3)).close()
            except StoreError as error:
                assert isinstance(error, DiskFull)
            disk.fails = lambda _: None
            database = Database(path, key, story(3))
            assert parts(database) == [1, 2, 3] and database.integrity() == "ok"
            database.close()
            for copy in backups_of(path):
                Database(copy, key, story(3)).close()
            for old in (path, *backups_of(path)):
                old.unlink()
            Database(path, key, story(1)).close()
