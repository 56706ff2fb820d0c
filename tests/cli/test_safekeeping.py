"""Checking a backup, backups by the calendar, and changing what opens the library, by the command line."""

import json
import struct
import time
from pathlib import Path

import pytest

from assistant.security.scheduled_backup import back_up_if_due
from assistant.security.vault import open_vault
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.archive import MAGIC
from assistant.storage.journal.store import JournalStore
from tests.cli.program import Program, Result
from tests.security.test_vault import DictKeyring, trusted

DAY = 86_400.0


def test_a_backup_is_proved_to_restore_and_nothing_is_touched(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like orchids")
    fresh("backup", tmp_path / "one.alcove")
    before = sorted(path.name for path in fresh.home.rglob("*"))
    found = fresh("backup", "--check", tmp_path / "one.alcove", "--json")
    assert found.json["restores"] and found.json["statements"] == 1, found.err
    content = bytearray((tmp_path / "one.alcove").read_bytes())
    content[-40] ^= 1
    (tmp_path / "one.alcove").write_bytes(content)
    damaged = fresh("backup", "--check", tmp_path / "one.alcove")
    assert damaged.status == 1 and "damaged" in damaged.err
    assert sorted(path.name for path in fresh.home.rglob("*")) == before


def test_a_backup_that_is_due_is_written_and_the_next_is_not(fresh: Program, tmp_path: Path) -> None:
    assert fresh("backup", "--scheduled", "--json").json["file"] is None, "nobody asked for any"
    fresh("settings", "backups", "weekly")
    fresh("settings", "backup_folder", tmp_path)
    first = fresh("backup", "--scheduled", "--json").json
    assert Path(first["file"]).parent == tmp_path and first["opens_with"] == ["passphrase"]
    assert fresh("backup", "--scheduled", "--json").json["file"] is None
    assert fresh("backup", "--check", first["file"]).status == 0
    fresh("settings", "backup_folder", tmp_path / "gone")
    away = fresh("backup", "--scheduled")
    assert away.status == 1 and "is not there" in away.err


def test_backup_wants_one_thing(fresh: Program) -> None:
    assert fresh("backup").status == fresh("backup", "x", "--scheduled").status == 2


def test_the_newest_five_are_kept_and_those_of_another_home_are_left(
    paths: Paths, journal: JournalStore, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: now)
    settings = Settings(paths)
    folder = tmp_path / "kept"
    folder.mkdir()
    settings.backups, settings.backup_folder = "weekly", str(folder)
    paths.vault.write_text(json.dumps({"format": 1, "id": "ours", "wraps": {"passphrase": {}}}))
    now = 1_700_000_000.0
    for _ in range(8):
        assert back_up_if_due(paths, journal, settings) is not None
        assert back_up_if_due(paths, journal, settings, now + 6 * DAY) is None
        now += 7 * DAY
    ours = sorted(folder.iterdir())
    assert len(ours) == 5 and ours[-1].name.startswith("alcove-2024-01-0")
    (folder / "alcove-notes.alcove").write_text("the person's own")
    paths.vault.write_text(json.dumps({"format": 1, "id": "another", "wraps": {"passphrase": {}}}))
    settings.backups_kept = 1
    assert back_up_if_due(paths, journal, settings) is not None
    assert len(list(folder.iterdir())) == 7


def test_what_others_put_into_the_folder_neither_stops_backups_nor_pushes_them_out(
    paths: Paths, journal: JournalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five files of whoever can write there, dated in ten years: none was due any more, and the real ones went."""
    monkeypatch.setattr(time, "time", lambda: now)
    settings = Settings(paths)
    settings.backups, settings.backup_folder = "weekly", str(tmp_path)
    paths.vault.write_text(json.dumps({"format": 1, "id": "ours", "wraps": {"passphrase": {}}}))
    now = 1_700_000_000.0
    first = back_up_if_due(paths, journal, settings)
    assert first is not None
    for number in range(5):
        redated(first.file, tmp_path / f"alcove-2033-01-0{number + 1}-000000.alcove", now + 10 * 365 * DAY)
    # One of ours, of a day on which the clock went wrong.
    now += 10 * 365 * DAY
    assert back_up_if_due(paths, journal, settings) is not None
    now -= 10 * 365 * DAY - 7 * DAY
    assert back_up_if_due(paths, journal, settings) is not None and first.file.exists()
    assert back_up_if_due(paths, journal, settings) is None


def redated(backup: Path, copy: Path, made: float) -> None:
    """The same backup, whose header states another time."""
    content = backup.read_bytes()
    start = len(MAGIC) + 4
    (length,) = struct.unpack(">I", content[len(MAGIC) : start])
    header = json.loads(content[start : start + length]) | {"made": made}
    raw = json.dumps(header).encode()
    copy.write_bytes(MAGIC + struct.pack(">I", len(raw)) + raw + content[start + length :])


def with_words(program: Program, words: str, *arguments: object) -> Result:
    file = program.home.parent / "other words"
    file.write_text(f"{words}\n")
    return program(*arguments, ALCOVE_PASSPHRASE_FILE=str(file))


def test_the_passphrase_is_changed(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like orchids")
    (tmp_path / "new").write_text("another winter harbour\n")
    assert fresh("passphrase", "--new", tmp_path / "new", "--json").json["opens_with"] == ["passphrase"]
    assert "does not open" in fresh("profile").err
    assert with_words(fresh, "another winter harbour", "profile", "--json").json[0]["text"] == "I like orchids"


def test_the_last_way_in_is_never_removed(fresh: Program) -> None:
    fresh("profile", "add", "I like orchids")
    for flag, words in (("--remove", "Nothing but the passphrase"), ("--no-keyring", "open")):
        said = fresh("passphrase", flag)
        assert (said.status == 1 and words in said.err) or flag == "--no-keyring"
    said = fresh("passphrase")
    assert said.status == 2 and "--new FILE" in said.err
    assert fresh("profile").status == 0


def test_keyring_and_passphrase_take_turns(paths: Paths) -> None:
    from assistant.domain.errors import VaultError
    from assistant.security.vault_changes import keep_in_keyring, leave_keyring, opened_by, remove_passphrase

    backend = DictKeyring()
    keyrings = trusted(backend)
    key = open_vault(paths, "words", keyrings=keyrings)
    with pytest.raises(VaultError, match="Nothing but the passphrase"):
        remove_passphrase(paths)
    keep_in_keyring(paths, key, keyrings)
    remove_passphrase(paths)
    assert open_vault(paths, keyrings=keyrings) == key and not opened_by(paths, "words")
    with pytest.raises(VaultError, match="Nothing but the keyring"):
        leave_keyring(paths, keyrings)
    assert len(backend.secrets) == 1
