"""Vaults that were cut off, changed or lost."""

import json
import os

import pytest

from assistant.domain.errors import AssistantError, VaultError, WrongPassphrase
from assistant.security.vault import (
    DataKey,
    describe_vault,
    open_vault,
)
from assistant.security.vault_changes import set_passphrase
from tests.security.stand_ins import NONE


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"{}", b'{"format": 1, "id": "x", "wraps": {}}', b"[" * 100_000,
     b'{"format": 1, "id": "x", "wraps": {"passphrase": 3}}', b'{"format": 0, "id": "x", "wraps": {"a": {}}}'],
)  # fmt: skip
def test_a_damaged_vault_is_left_as_it_is(paths, content):
    paths.create_home()
    paths.vault.write_bytes(content)
    for attempt in (
        lambda: open_vault(paths, "secret", keyrings=NONE),
        lambda: set_passphrase(paths, DataKey(bytes(32)), "x"),
        lambda: describe_vault(paths, NONE),
    ):
        with pytest.raises(VaultError, match="damaged"):
            attempt()
    assert paths.vault.read_bytes() == content


def test_a_vault_cut_off_anywhere_is_damaged(paths):
    open_vault(paths, "secret", keyrings=NONE)
    whole = paths.vault.read_bytes()
    for length in range(0, len(whole) - 1, 37):
        paths.vault.write_bytes(whole[:length])
        with pytest.raises(VaultError, match="damaged"):
            open_vault(paths, "secret", keyrings=NONE)
        assert paths.vault.read_bytes() == whole[:length]


@pytest.mark.parametrize(
    ("field", "value"),
    [("memory", 2**40), ("iterations", 10**9), ("lanes", 0), ("memory", -1), ("salt", "!"), ("salt", 3),
     ("nonce", "AA=="), ("iterations", "3"), ("kdf", "md5"), ("kdf", None), ("sealed", None), ("salt", "AA==")],
)  # fmt: skip
def test_a_wrap_that_makes_no_sense_is_damage(paths, field, value):
    open_vault(paths, "secret", keyrings=NONE)
    document = json.loads(paths.vault.read_bytes())
    document["wraps"]["passphrase"][field] = value
    paths.vault.write_text(json.dumps(document))
    with pytest.raises(VaultError, match="damaged"):
        open_vault(paths, "secret", keyrings=NONE)


def test_damage_names_the_copy_and_the_copy_opens(paths):
    key = open_vault(paths, "secret", keyrings=NONE)
    paths.vault.write_bytes(b"{")
    with pytest.raises(VaultError) as raised:
        open_vault(paths, "secret", keyrings=NONE)
    copy = paths.backups / "vault.json"
    assert str(copy) in str(raised.value)
    os.replace(copy, paths.vault)
    assert open_vault(paths, "secret", keyrings=NONE) == key


def test_the_copy_follows_a_change(paths):
    key = open_vault(paths, "old", keyrings=NONE)
    set_passphrase(paths, key, "new")
    assert (paths.backups / "vault.json").read_bytes() == paths.vault.read_bytes()
    assert (paths.backups / "vault.json").stat().st_mode & 0o777 == 0o600


def test_a_vault_of_a_newer_version_is_left_alone(paths):
    paths.create_home()
    paths.vault.write_text('{"format": 2, "anything": true}')
    with pytest.raises(VaultError, match="newer"):
        open_vault(paths, "secret", keyrings=NONE)


@pytest.mark.parametrize("name", ["journal.db", "library.db"])
def test_no_vault_is_made_where_a_database_lies(paths, name):
    paths.create_home()
    (paths.home / name).write_bytes(b"locked")
    with pytest.raises(VaultError, match=f"missing.*{name}"):
        open_vault(paths, "secret", keyrings=NONE)
    assert not paths.vault.exists()


def test_a_wrap_cannot_be_passed_off_as_another(paths):
    key = open_vault(paths, "secret", keyrings=NONE)
    document = json.loads(paths.vault.read_bytes())
    document["id"] = "another"
    paths.vault.write_text(json.dumps(document))
    with pytest.raises(WrongPassphrase):
        open_vault(paths, "secret", keyrings=NONE)
    assert len(key) == 32


def test_a_home_that_cannot_be_made_is_explained(tmp_path, paths):
    (tmp_path / "home").touch()
    with pytest.raises(AssistantError):
        open_vault(paths, "secret", keyrings=NONE)
