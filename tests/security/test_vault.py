"""The vault with a passphrase, from its first opening to its destruction."""

import json
import threading

import pytest

from assistant.domain.errors import VaultError, VaultLocked, WrongPassphrase
from assistant.security import key_wrapping
from assistant.security.keyrings import Keyrings
from assistant.security.vault import (
    DataKey,
    destroy_vault,
    open_vault,
)
from assistant.security.vault_changes import keep_in_keyring, recovery_code, set_passphrase
from tests.security.stand_ins import NONE, DictKeyring, trusted

USUAL_MEMORY = key_wrapping.MEMORY_KIB


def test_a_fresh_home_gets_a_vault_for_its_owner_alone(paths):
    key = open_vault(paths, "open sesame", keyrings=NONE)
    assert len(key) == 32
    assert paths.vault.stat().st_mode & 0o777 == 0o600
    assert paths.home.stat().st_mode & 0o777 == 0o700
    assert open_vault(paths, "open sesame", keyrings=NONE) == key
    assert [entry.name for entry in sorted(paths.home.iterdir())] == ["backups", "vault.json"]


def test_a_passphrase_is_stretched_and_a_random_secret_need_not_be(paths, tmp_path, monkeypatch):
    monkeypatch.setattr(key_wrapping, "MEMORY_KIB", USUAL_MEMORY)
    key = open_vault(paths, "open sesame", keyrings=NONE)
    recovery_code(paths, key, tmp_path / "code")
    keep_in_keyring(paths, key, trusted(DictKeyring()))
    found = json.loads(paths.vault.read_bytes())["wraps"]
    assert found["passphrase"]["kdf"] == "argon2id"
    assert found["passphrase"]["memory"] >= 64 * 1024
    assert found["passphrase"]["iterations"] >= 3
    assert found["recovery"]["kdf"] == found["keyring"]["kdf"] == "hkdf-sha256"


def test_keys_are_random_and_never_shown(paths, tmp_path):
    key = open_vault(paths, "same", keyrings=NONE)
    other = open_vault(type(paths)(tmp_path / "other"), "same", keyrings=NONE)
    assert key != other
    assert f"{key} {key!r}" == "DataKey(…) DataKey(…)"
    assert key.hex() not in paths.vault.read_text()
    with pytest.raises(ValueError, match="32"):
        DataKey(b"short")


def test_a_wrong_passphrase_changes_nothing(paths):
    open_vault(paths, "right", keyrings=NONE)
    before = paths.vault.read_bytes()
    for typed in ("wrong", "right ", "Right", "\udcff", "0" * 28):
        with pytest.raises(WrongPassphrase, match="recovery code"):
            open_vault(paths, typed, keyrings=NONE)
    assert paths.vault.read_bytes() == before


@pytest.mark.parametrize("passphrase", ["pässwörd", "a b  c ", "💙", "\udcff", "x" * 5000])
def test_any_passphrase_will_do(paths, passphrase):
    assert open_vault(paths, passphrase, keyrings=NONE) == open_vault(paths, passphrase, keyrings=NONE)


def test_accents_may_be_composed_either_way(paths):
    assert open_vault(paths, "caf\u00e9", keyrings=NONE) == open_vault(paths, "cafe\u0301", keyrings=NONE)


@pytest.mark.parametrize("content", [b"secret\n", b"secret", b"secret\r\nmore", b"\xef\xbb\xbfsecret\n"])
def test_the_first_line_of_a_file_opens_it(paths, tmp_path, monkeypatch, content):
    key = open_vault(paths, "secret", keyrings=NONE)
    (tmp_path / "pass").write_bytes(content)
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "pass"))
    assert open_vault(paths, keyrings=NONE) == key


def test_a_passphrase_file_makes_the_vault_without_touching_a_keyring(paths, tmp_path, monkeypatch):
    def find():
        raise AssertionError("asked for a keyring")

    (tmp_path / "pass").write_text("secret\n")
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "pass"))
    key = open_vault(paths, keyrings=Keyrings(find=find))
    assert open_vault(paths, "secret", keyrings=NONE) == key


@pytest.mark.parametrize("content", [None, b"", b"\nsecret", b"\r\n"])
def test_a_passphrase_file_without_one_is_explained(paths, tmp_path, monkeypatch, content):
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "pass"))
    if content is not None:
        (tmp_path / "pass").write_bytes(content)
    with pytest.raises(VaultLocked, match="pass"):
        open_vault(paths, keyrings=NONE)
    assert not paths.home.exists()


def test_without_keyring_and_passphrase_the_way_is_told(paths):
    with pytest.raises(VaultLocked, match="ALCOVE_PASSPHRASE_FILE"):
        open_vault(paths, keyrings=NONE)
    assert not paths.home.exists()
    open_vault(paths, "secret", keyrings=NONE)
    with pytest.raises(VaultLocked, match="ALCOVE_PASSPHRASE_FILE"):
        open_vault(paths, keyrings=NONE)


def test_an_empty_passphrase_is_none(paths):
    with pytest.raises(VaultLocked, match="empty"):
        open_vault(paths, "", keyrings=NONE)
    with pytest.raises(VaultLocked, match="typed"):
        open_vault(paths, ask=lambda: "", keyrings=NONE)
    assert not paths.home.exists()


def test_a_terminal_is_asked_last(paths):
    key = open_vault(paths, ask=lambda: "typed", keyrings=NONE)
    assert open_vault(paths, ask=lambda: "typed", keyrings=NONE) == key
    assert open_vault(paths, "typed", ask=pytest.fail, keyrings=NONE) == key
    with pytest.raises(WrongPassphrase):
        open_vault(paths, ask=lambda: "mistyped", keyrings=NONE)


def test_the_passphrase_can_be_changed(paths):
    key = open_vault(paths, "old", keyrings=NONE)
    set_passphrase(paths, key, "new")
    assert open_vault(paths, "new", keyrings=NONE) == key
    with pytest.raises(WrongPassphrase):
        open_vault(paths, "old", keyrings=NONE)
    with pytest.raises(VaultError, match="empty"):
        set_passphrase(paths, key, "")


def test_two_first_starts_at_once_agree(paths):
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(open_vault(paths, "same", keyrings=NONE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert {entry.name for entry in paths.home.iterdir()} == {"backups", "vault.json"}


def test_a_destroyed_vault_opens_nothing_any_more(paths):
    backend = DictKeyring()
    key = open_vault(paths, keyrings=trusted(backend))
    set_passphrase(paths, key, "secret")
    destroy_vault(paths, trusted(backend))
    assert backend.secrets == {}
    assert not list(paths.home.rglob("*.json"))
    assert open_vault(paths, keyrings=trusted(backend)) != key


def test_a_damaged_vault_can_be_destroyed(paths):
    paths.create_home()
    paths.vault.write_bytes(b"{")
    destroy_vault(paths, NONE)
    destroy_vault(paths, NONE)
    assert not paths.vault.exists()
