"""Backup, restore and erasure on real databases; the command line as a person runs it stands at the end."""

import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.domain.errors import AssistantError, StoreTooNew, WrongPassphrase
from assistant.security import key_wrapping
from assistant.security.backup import write_backup
from assistant.security.erasure import erase_everything
from assistant.security.keyrings import Keyrings
from assistant.security.restore import restore_backup
from assistant.security.vault import open_vault
from assistant.security.vault_changes import recovery_code
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage import home_lock
from assistant.storage.archive import CHUNK, MAGIC, ArchiveError, read_header, unpack, write_archive
from assistant.storage.home_lock import LOCK_FILES
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from tests.cli.program import Program
from tests.storage.test_home_lock import other

WORDS = "four quiet words here"
NO_KEYRING = Keyrings(find=object)


@pytest.fixture(autouse=True)
def quick_and_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(key_wrapping, "ITERATIONS", 1)
    for name in ("ALCOVE_HOME", "ALCOVE_PASSPHRASE_FILE", "ALCOVE_THREADS"):
        monkeypatch.delenv(name, raising=False)


def make_home(folder: Path, *sentences: str) -> Paths:
    paths = Paths(folder)
    key = open_vault(paths, WORDS, keyrings=NO_KEYRING)
    journal = open_journal(paths, key)
    for sentence in sentences:
        journal.put_statement(Statement("", sentence))
    journal.record(Feedback("b1", Verdict.LIKED, because="the sea"), 1.0)
    journal.close()
    open_library(paths, key).close()
    return paths


def say(paths: Paths, sentence: str) -> None:
    journal = open_journal(paths, open_vault(paths, WORDS, keyrings=NO_KEYRING))
    journal.put_statement(Statement("", sentence))
    journal.close()


def told(paths: Paths, words: str = WORDS) -> list[str]:
    journal = open_journal(paths, open_vault(paths, words, keyrings=NO_KEYRING))
    found = [one.text for one in journal.statements()]
    journal.close()
    return found


def back_up(paths: Paths, file: Path):
    journal = open_journal(paths, open_vault(paths, WORDS, keyrings=NO_KEYRING))
    try:
        return write_backup(paths, journal, file)
    finally:
        journal.close()


def tree(paths: Paths) -> dict[str, bytes]:
    found = {str(p.relative_to(paths.home)): p.read_bytes() for p in paths.home.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if name not in LOCK_FILES}


@contextmanager
def little_space(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    return make_home(tmp_path / "home", "I like orchids")


def keep_variety(home: Paths, variety: float) -> None:
    settings = Settings.load(home)
    settings.variety = variety
    settings.flush()


def test_what_was_said_comes_back_and_what_stood_there_is_kept(home: Paths, tmp_path: Path) -> None:
    keep_variety(home, 0.9)
    made = back_up(home, tmp_path / "one.alcove")
    assert made.bytes == (tmp_path / "one.alcove").stat().st_size
    assert made.holds == ("journal.db", "settings.toml") and made.opens_with == ("passphrase",)
    keep_variety(home, 0.1)
    say(home, "I like tulips")
    done = restore_backup(home, tmp_path / "one.alcove", WORDS)
    assert (done.statements, done.feedback, done.index_again) == (1, 1, False)
    assert told(home) == ["I like orchids"] and Settings.load(home).variety == 0.9
    assert done.before is not None
    again = restore_backup(home, done.before, WORDS)
    assert again.statements == 2 and Settings.load(home).variety == 0.1
    assert told(home) == ["I like orchids", "I like tulips"], "a restore can itself be taken back"


def test_a_backup_moves_to_another_machine(home: Paths, tmp_path: Path) -> None:
    back_up(home, tmp_path / "one.alcove")
    there = Paths(tmp_path / "there" / "deep")
    done = restore_backup(there, tmp_path / "one.alcove", WORDS)
    assert done.before is None and told(there) == ["I like orchids"]
    other = make_home(tmp_path / "other", "I like nothing")
    assert restore_backup(other, tmp_path / "one.alcove", WORDS).index_again
    assert not other.library.exists(), "its library had another key"


def test_the_recovery_code_opens_a_backup(home: Paths, tmp_path: Path) -> None:
    code = tmp_path / "code"
    recovery_code(home, open_vault(home, WORDS, keyrings=NO_KEYRING), code)
    assert back_up(home, tmp_path / "one.alcove").opens_with == ("passphrase", "recovery code")
    words = code.read_text().splitlines()[0]
    there = Paths(tmp_path / "there")
    restore_backup(there, tmp_path / "one.alcove", words)
    assert told(there, words) == ["I like orchids"]


def test_nothing_in_a_backup_can_be_read_without_the_key(home: Paths, tmp_path: Path) -> None:
    back_up(home, tmp_path / "one.alcove")
    content = (tmp_path / "one.alcove").read_bytes()
    assert b"orchids" not in content and b"SQLite" not in content
    assert (tmp_path / "one.alcove").stat().st_mode & 0o777 == 0o600
    assert not [path for path in home.home.iterdir() if path.name.startswith(".")], "and nothing is left behind"


def test_one_bit_anywhere_is_noticed_before_anything_changes(home: Paths, tmp_path: Path) -> None:
    file = tmp_path / "one.alcove"
    back_up(home, file)
    whole, before = file.read_bytes(), tree(home)
    places = [0, len(MAGIC) + 1, 40, 200, len(whole) // 2, len(whole) - 1]
    damaged = [whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1 :] for k in places]
    damaged += [whole[:k] for k in (0, 5, 30, 300, len(whole) // 2, len(whole) - 1)] + [
        whole + b"x",
        b"SQLite format 3",
    ]
    for content in damaged:
        file.write_bytes(content)
        with pytest.raises(AssistantError):
            restore_backup(home, file, WORDS)
        assert tree(home) == before


def test_a_wrong_passphrase_changes_nothing(home: Paths, tmp_path: Path) -> None:
    back_up(home, tmp_path / "one.alcove")
    before = tree(home)
    with pytest.raises(WrongPassphrase):
        restore_backup(home, tmp_path / "one.alcove", "something else")
    assert tree(home) == before


def test_a_journal_of_a_newer_version_is_left_alone(home: Paths, tmp_path: Path) -> None:
    journal = open_journal(home, open_vault(home, WORDS, keyrings=NO_KEYRING))
    version = int(journal.database.value("PRAGMA user_version"))
    journal.database.connection.execute("PRAGMA user_version=99")
    write_backup(home, journal, tmp_path / "newer.alcove")
    journal.database.connection.execute(f"PRAGMA user_version={version}")
    journal.close()
    with pytest.raises(StoreTooNew):
        restore_backup(home, tmp_path / "newer.alcove", WORDS)
    assert told(home) == ["I like orchids"]


def test_a_full_disk_loses_nothing(home: Paths, tmp_path: Path) -> None:
    file = tmp_path / "one.alcove"
    back_up(home, file)
    before, whole = tree(home), file.read_bytes()
    with little_space(40_000):
        with pytest.raises(AssistantError):
            restore_backup(home, file, WORDS)
        with pytest.raises(AssistantError):
            back_up(home, file)
    assert tree(home) == before and file.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "one.alcove"]


def test_a_backup_never_goes_over_a_file_that_is_none(home: Paths, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada")
    for target in (tmp_path / "letter.txt", tmp_path, tmp_path / "nowhere" / "one.alcove"):
        with pytest.raises(AssistantError):
            back_up(home, target)
    assert (tmp_path / "letter.txt").read_text() == "Dear Ada"
    back_up(home, tmp_path / "one.alcove")
    say(home, "I like tulips")
    back_up(home, tmp_path / "one.alcove")
    assert restore_backup(home, tmp_path / "one.alcove", WORDS).statements == 2


def test_a_copy_from_before_a_migration_can_be_restored(home: Paths) -> None:
    journal = open_journal(home, open_vault(home, WORDS, keyrings=NO_KEYRING))
    copy = home.backups / "journal-v1-20260101-000000.db"
    journal.database.backup(copy)
    journal.close()
    say(home, "I like tulips")
    assert restore_backup(home, copy, WORDS).statements == 1
    assert told(home) == ["I like orchids"]


def test_a_folder_that_is_no_backup_is_refused(home: Paths, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveError, match="holds no backup"):
        restore_backup(home, tmp_path / "empty", WORDS)
    with pytest.raises(ArchiveError, match="cannot be read"):
        restore_backup(home, tmp_path / "gone.alcove", WORDS)


def test_chunks_of_every_size_come_back(tmp_path: Path) -> None:
    key = bytes(32)
    sizes = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK)
    files = {f"m{k}": tmp_path / f"m{k}" for k in range(len(sizes))}
    for size, path in zip(sizes, files.values(), strict=True):
        path.write_bytes(os.urandom(size))
    target = tmp_path / "all.alcove"
    write_archive(target, files, b"{}", key, 1.0, lambda draft: None)
    (tmp_path / "out").mkdir()
    for name, path in unpack(target, key, tmp_path / "out").items():
        assert path.read_bytes() == files[name].read_bytes()
    header = read_header(target)
    assert [size for _, size in header.members] == list(sizes)
    body = len(target.read_bytes()) - 16 - CHUNK
    swapped = target.read_bytes()
    target.write_bytes(swapped[: body - CHUNK] + swapped[body:] + swapped[body - CHUNK : body])
    shutil.rmtree(tmp_path / "out")
    (tmp_path / "out").mkdir()
    with pytest.raises(ArchiveError):
        unpack(target, key, tmp_path / "out")


def test_a_member_never_leads_out_of_the_home(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"x")
    for name in ("../escape", "/etc/passwd", ".hidden", ""):
        write_archive(tmp_path / "bad.alcove", {name: tmp_path / "m"}, b"{}", bytes(32), 1.0, lambda draft: None)
        with pytest.raises(ArchiveError):
            read_header(tmp_path / "bad.alcove")


def test_erasing_destroys_all_of_alcove_and_nothing_else(home: Paths, tmp_path: Path) -> None:
    back_up(home, tmp_path / "one.alcove")
    restore_backup(home, tmp_path / "one.alcove", WORDS)
    make_home(home.demo().home, "I like the demo")
    (home.home / "my novel.txt").write_text("Chapter 1")
    for name in ("window.json", "alcove.log", "taste.pack"):
        (home.home / name).write_bytes(b"x")
    done = erase_everything(home, NO_KEYRING)
    assert done.left == ("my novel.txt",)
    assert {"vault.json", "journal.db", "library.db", "backups", "demo/vault.json"} <= set(done.destroyed)
    assert list(tree(home)) == ["my novel.txt"]
    assert erase_everything(home, NO_KEYRING).destroyed == ()


def test_the_keys_go_first(home: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, *rest: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(AssistantError, match="The keys are gone"):
        erase_everything(home, NO_KEYRING)
    assert not home.vault.exists() and not list(home.home.rglob("vault.json"))


def test_nothing_is_replaced_or_removed_under_an_open_alcove(
    home: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_lock, "LEAVING", 0.5)
    back_up(home, tmp_path / "one.alcove")
    holder = (
        "import sys; from pathlib import Path; from assistant.settings.paths import Paths;"
        "from assistant.storage.journal.store import open_journal; from assistant.security.vault import open_vault;"
        f"p = Paths(Path({str(home.home)!r})); j = open_journal(p, open_vault(p, {WORDS!r}));"
        "print(len(j.statements()), flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", holder], **pipes) as other:
        assert other.stdout.readline() == b"1\n"
        with pytest.raises(AssistantError, match="is open"):
            restore_backup(home, tmp_path / "one.alcove", WORDS)
        with pytest.raises(AssistantError, match="is open"):
            erase_everything(home, NO_KEYRING)
        other.communicate(b"")
    assert restore_backup(home, tmp_path / "one.alcove", WORDS).statements == 1


def test_an_erasure_that_was_broken_off_is_finished_by_whoever_comes_next(fresh: Program) -> None:
    fresh("profile", "add", "I like orchids")
    (fresh.home / "erasing").touch()
    (fresh.home / "vault.json").unlink()
    (fresh.home / "my novel.txt").write_text("Chapter 1")
    again = fresh("profile", "--json")
    assert again.json == [], again.err
    assert (fresh.home / "my novel.txt").exists() and not (fresh.home / "erasing").exists()


def test_a_restore_that_was_broken_off_is_finished_by_whoever_comes_next(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like orchids")
    shutil.copytree(fresh.home, fresh.home / "restoring")
    (fresh.home / "restoring" / "plan.json").write_text('{"holds": ["vault.json", "journal.db"], "library": true}')
    fresh.home.joinpath("journal.db").write_bytes(b"half a file")
    assert [one["text"] for one in fresh("profile", "--json").json] == ["I like orchids"]
    assert not (fresh.home / "restoring").exists()


def test_a_restore_waits_briefly_and_then_says_who_is_in_its_way(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like orchids")
    fresh("backup", tmp_path / "one.alcove")
    with other(Paths(fresh.home), "share") as process:
        refused = fresh("restore", tmp_path / "one.alcove")
        assert refused.status == 1 and f"alcove index (process {process.pid})" in refused.err
        assert refused.err.count("\n") == 1
        process.communicate("")
    with other(Paths(fresh.home), "share") as process:
        threading.Timer(1.5, lambda: process.communicate("")).start()
        assert fresh("restore", tmp_path / "one.alcove").status == 0
        process.wait()


def test_the_commands_say_what_they_did(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like orchids")
    made = fresh("backup", tmp_path / "one.alcove", "--json").json
    assert made["holds"] == ["journal.db"] and made["opens_with"] == ["passphrase"]
    assert "vault.json" in fresh("erase", "--everything", "--yes", "--json").json["destroyed"]
    assert not fresh.home.exists()
    done = fresh("restore", tmp_path / "one.alcove", "--json")
    assert done.json["statements"] == 1, done.err
    assert [one["text"] for one in fresh("profile", "--json").json] == ["I like orchids"]
