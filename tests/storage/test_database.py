import os
import subprocess
import sys
import threading
import time

import apsw
import pytest

from assistant.domain.errors import StoreError, StoreTooNew
from assistant.storage.database import Database, Migrations
from assistant.storage.database_copies import KEPT, backups_of
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.library.schema import library_migrations


def story(steps: int, *, fail_at: int = 0) -> Migrations:
    """A schema of so many steps, each adding a row; one may fail half-way."""
    migrations = Migrations("story", "Ask the storyteller.")
    for number in range(1, steps + 1):

        def step(db: apsw.Connection, number: int = number) -> None:
            """Tells one part."""
            db.execute("CREATE TABLE IF NOT EXISTS parts (number INTEGER, note TEXT)")
            db.execute("INSERT INTO parts (number) VALUES (?)", (number,))
            if number == fail_at:
                raise RuntimeError("lost the thread")

        step.__name__ = f"m{number:03}_part"
        migrations(step)
    return migrations


def parts(database: Database) -> list[int]:
    return [row[0] for row in database.rows("SELECT number FROM parts ORDER BY rowid")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "story.db"


@pytest.fixture
def database(path, key):
    made = Database(path, key, story(1))
    yield made
    made.close()


@pytest.mark.parametrize("migrations", [library_migrations, journal_migrations])
def test_the_file_is_encrypted_and_its_owners(tmp_path, key, migrations):
    database = Database(tmp_path / "some.db", key, migrations)
    assert database.cipher == "aegis"
    assert apsw.mc_version
    database.close()
    assert database.path.read_bytes()[:16] != b"SQLite format 3\0"
    assert database.path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [database.path]


def test_settings_of_a_connection(library, journal):
    for database, synchronous in ((library.database, 1), (journal.database, 2)):
        assert database.value("PRAGMA journal_mode") == "wal"
        assert database.value("PRAGMA synchronous") == synchronous
        assert database.value("PRAGMA foreign_keys") == 1
        assert database.value("PRAGMA temp_store") == 2
        assert database.value("SELECT vec_version()") == "v0.1.9"
        assert database.integrity() == "ok"


@pytest.mark.parametrize("migrations", [library_migrations, journal_migrations])
def test_a_wrong_key_says_whose_move_it_is_and_changes_nothing(tmp_path, key, migrations):
    Database(tmp_path / "some.db", key, migrations).close()
    before = (tmp_path / "some.db").read_bytes()
    with pytest.raises(StoreError) as raised:
        Database(tmp_path / "some.db", os.urandom(32), migrations)
    assert migrations.advice in str(raised.value)
    assert "\n" not in str(raised.value)
    assert (tmp_path / "some.db").read_bytes() == before


def test_advice_tells_what_can_be_rebuilt_from_what_cannot():
    assert "alcove index" in library_migrations.advice
    assert "backups" in journal_migrations.advice


def test_a_newer_database_is_left_alone(path, key):
    Database(path, key, story(3)).close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="newer Alcove"):
        Database(path, key, story(2))
    assert path.read_bytes() == before
    assert not list(path.parent.glob("backups/*"))


def test_garbage_is_no_database(path, key):
    path.parent.mkdir()
    path.write_bytes(os.urandom(10_000))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="Ask the storyteller"):
        Database(path, key, story(1))
    assert path.read_bytes() == before


def test_damage_within_is_found(path, key):
    database = Database(path, key, story(1))
    with database.atomic() as db:
        db.executemany("INSERT INTO parts (note) VALUES (?)", (("x" * 3000,) for _ in range(50)))
    database.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    damaged = Database(path, key, story(1))
    assert damaged.integrity() != "ok"
    with pytest.raises(StoreError, match="Ask the storyteller"):
        damaged.rows("SELECT * FROM parts")
    damaged.close()


def test_a_truncated_database_is_found(path, key):
    database = Database(path, key, story(1))
    with database.atomic() as db:
        db.executemany("INSERT INTO parts (note) VALUES (?)", (("x" * 3000,) for _ in range(50)))
    database.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreError):
        Database(path, key, story(1)).rows("SELECT * FROM parts")


def test_a_full_disk_loses_nothing(database):
    database.connection.execute("PRAGMA max_page_count=20")
    with pytest.raises(StoreError, match="full"), database.atomic() as db:
        db.executemany("INSERT INTO parts (note) VALUES (?)", (("x" * 3000,) for _ in range(500)))
    assert parts(database) == [1]
    assert not database.connection.in_transaction


def test_a_home_that_cannot_be_made_is_explained(tmp_path, key):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="ALCOVE_HOME"):
        Database(tmp_path / "file" / "story.db", key, story(1))
    with pytest.raises(StoreError, match="ALCOVE_HOME"):
        Database(tmp_path / "bad\udcff" / "story.db", key, story(1))
    (tmp_path / "story.db").mkdir()
    with pytest.raises(StoreError):
        Database(tmp_path / "story.db", key, story(1))


def test_the_key_has_its_length_and_is_not_shown(database, path):
    with pytest.raises(ValueError, match="32"):
        Database(path, b"short", story(1))
    assert repr(database) == f"Database({str(path)!r})"


# Migrations


def test_a_new_database_takes_all_steps_and_no_backup(path, key):
    database = Database(path, key, story(3))
    assert parts(database) == [1, 2, 3]
    assert database.schema_version == 3
    assert backups_of(path) == []
    database.close()


def test_an_old_database_takes_the_missing_steps_with_a_backup_before_each(path, key):
    Database(path, key, story(1)).close()
    database = Database(path, key, story(3))
    assert parts(database) == [1, 2, 3]
    database.close()
    backups = sorted(backups_of(path))
    assert [backup.name[:9] for backup in backups] == ["story-v1-", "story-v2-"]
    for number, backup in enumerate(backups, start=1):
        assert backup.read_bytes()[:16] != b"SQLite format 3\0"
        assert backup.stat().st_mode & 0o777 == 0o600
        copy = Database(backup, key, story(number))
        assert parts(copy) == list(range(1, number + 1))
        copy.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(path, key):
    Database(path, key, story(1)).close()
    with pytest.raises(RuntimeError, match="lost the thread"):
        Database(path, key, story(3, fail_at=2))
    database = Database(path, key, story(1))
    assert parts(database) == [1]
    database.close()
    assert len(backups_of(path)) == 1


def test_only_the_newest_backups_are_kept(path, key):
    Database(path, key, story(1)).close()
    Database(path, key, story(KEPT + 4)).close()
    kept = sorted(int(backup.name.split("-")[1][1:]) for backup in backups_of(path))
    assert kept == list(range(4, KEPT + 4))


def test_steps_are_numbered_and_say_what_for():
    migrations = story(1)

    def m003_too_far(db: apsw.Connection) -> None:
        """Skips one."""

    def m002_silent(db: apsw.Connection) -> None:
        pass

    with pytest.raises(ValueError, match="m002_"):
        migrations(m003_too_far)
    with pytest.raises(ValueError, match="docstring"):
        migrations(m002_silent)


def test_both_schemas_tell_their_steps():
    for migrations in (library_migrations, journal_migrations):
        assert all(step.__doc__ for step in migrations.steps)


# Transactions


def test_a_block_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.atomic() as db:
        db.execute("INSERT INTO parts (number) VALUES (2)")
        raise RuntimeError
    assert parts(database) == [1]


def test_a_nested_block_joins_and_only_its_own_part_is_undone(database):
    with database.atomic() as db:
        db.execute("INSERT INTO parts (number) VALUES (2)")
        with database.atomic() as inner:
            inner.execute("INSERT INTO parts (number) VALUES (3)")
        with pytest.raises(RuntimeError), database.atomic() as inner:
            inner.execute("INSERT INTO parts (number) VALUES (4)")
            raise RuntimeError
    assert parts(database) == [1, 2, 3]
    with pytest.raises(RuntimeError), database.atomic() as db:
        with database.atomic() as inner:
            inner.execute("INSERT INTO parts (number) VALUES (5)")
        raise RuntimeError
    assert parts(database) == [1, 2, 3]


def test_each_thread_has_a_connection_and_all_writes_arrive(database):
    seen = set()

    def write(number: int) -> None:
        for _ in range(20):
            with database.atomic() as db:
                seen.add(id(db))
                held.append(db)
                db.execute("INSERT INTO parts (number) VALUES (?)", (number,))

    held: list[apsw.Connection] = []
    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert len(parts(database)) == 81


def test_readers_are_not_held_up_by_a_writer(database):
    found = []
    with database.atomic() as db:
        db.execute("INSERT INTO parts (number) VALUES (2)")
        reader = threading.Thread(target=lambda: found.extend(parts(database)))
        reader.start()
        reader.join(5)
    assert found == [1]


def test_a_large_cache_is_only_lent(database):
    before = database.value("PRAGMA cache_size")
    with database.atomic(bulk=True) as db:
        assert db.execute("PRAGMA cache_size").get <= -65536
    assert database.value("PRAGMA cache_size") == before


def test_another_process_is_seen(database, path, key):
    before = database.data_version
    program = (
        "import sys; from pathlib import Path; from assistant.storage.database import Database, Migrations\n"
        "m = Migrations('story', '')\n"
        "def m001_part(db):\n    'x'\n"
        "m(m001_part)\n"
        "d = Database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), m)\n"
        "with d.atomic() as c: c.execute('INSERT INTO parts (number) VALUES (9)')\n"
    )
    subprocess.run([sys.executable, "-c", program, path, key.hex()], check=True)
    assert database.data_version != before
    assert parts(database) == [1, 9]


def test_a_database_that_another_keeps_busy_is_explained(path, key):
    first, second = Database(path, key, story(1)), Database(path, key, story(1))
    second.connection.set_busy_timeout(50)
    with first.atomic(), pytest.raises(StoreError, match="busy"), second.atomic():
        pass
    first.close()
    second.close()


def test_a_closed_database_says_so(path, key):
    database = Database(path, key, story(1))
    database.close()
    with pytest.raises(StoreError, match="closed"):
        database.rows("SELECT 1")


def test_closing_lets_a_transaction_end_and_breaks_a_query_off(path, key):
    database = Database(path, key, story(1))
    began, outcome = threading.Event(), []

    def write() -> None:
        with database.atomic() as db:
            began.set()
            time.sleep(0.3)
            db.execute("INSERT INTO parts (number) VALUES (2)")
        outcome.append("written")

    def read() -> None:
        try:
            database.rows("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        except StoreError as error:
            outcome.append(str(error))

    threads = [threading.Thread(target=write), threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    began.wait()
    time.sleep(0.1)
    database.close()
    for thread in threads:
        thread.join(10)
    assert sorted(outcome) == ["story.db was closed meanwhile. Start Alcove again.", "written"]
    again = Database(path, key, story(1))
    assert parts(again) == [1, 2]
    again.close()


def test_one_database_is_not_taken_for_another(path, key):
    Database(path, key, journal_migrations).close()
    with pytest.raises(StoreError, match="not a library"):
        Database(path, key, library_migrations)


# Backups


def test_a_backup_is_whole_and_locked_with_the_same_key(database, tmp_path, key):
    target = tmp_path / "copies" / "story.db"
    with database.atomic() as db:
        db.execute("INSERT INTO parts (number, note) VALUES (2, 'whispered')")
    database.backup(target)
    assert list(target.parent.iterdir()) == [target]
    assert b"whispered" not in target.read_bytes()
    copy = Database(target, key, story(1))
    assert parts(copy) == [1, 2]
    copy.close()
    with pytest.raises(StoreError):
        Database(target, os.urandom(32), story(1))


def test_a_backup_replaces_an_older_one(database, tmp_path, key):
    target = tmp_path / "copy.db"
    target.write_bytes(b"older")
    (tmp_path / "copy.db.part").write_bytes(b"left by a crash")
    database.backup(target)
    Database(target, key, story(1)).close()
    assert not (tmp_path / "copy.db.part").exists()


def test_a_backup_that_cannot_be_written_is_explained(database, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        database.backup(tmp_path / "file" / "copy.db")
