"""The code that opens a vault when all else is lost."""

import pytest

from assistant.domain.errors import AssistantError, VaultError, WrongPassphrase
from assistant.security.vault import (
    open_vault,
)
from assistant.security.vault_changes import recovery_code
from tests.security.stand_ins import NONE, code_in


def test_a_recovery_code_opens_the_vault_however_it_is_typed(paths, tmp_path):
    key = open_vault(paths, "secret", keyrings=NONE)
    file = tmp_path / "code.txt"
    recovery_code(paths, key, file)
    code = code_in(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert code not in paths.vault.read_text()
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert open_vault(paths, typed, keyrings=NONE) == key
    assert open_vault(paths, "secret", keyrings=NONE) == key


def test_the_code_file_serves_as_a_passphrase_file(paths, tmp_path, monkeypatch):
    key = open_vault(paths, "secret", keyrings=NONE)
    recovery_code(paths, key, tmp_path / "code")
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "code"))
    assert open_vault(paths, keyrings=NONE) == key


def test_a_new_code_replaces_the_old_one(paths, tmp_path):
    key = open_vault(paths, "secret", keyrings=NONE)
    recovery_code(paths, key, tmp_path / "one")
    recovery_code(paths, key, tmp_path / "two")
    assert open_vault(paths, code_in(tmp_path / "two"), keyrings=NONE) == key
    with pytest.raises(WrongPassphrase):
        open_vault(paths, code_in(tmp_path / "one"), keyrings=NONE)


def test_a_code_never_goes_over_another_file(paths, tmp_path):
    key = open_vault(paths, "secret", keyrings=NONE)
    before = paths.vault.read_bytes()
    (tmp_path / "diary").write_text("dear")
    for file in (tmp_path / "diary", tmp_path / "missing" / "code"):
        with pytest.raises(AssistantError, match="Name"):
            recovery_code(paths, key, file)
    assert (tmp_path / "diary").read_text() == "dear"
    assert paths.vault.read_bytes() == before


def test_a_code_that_could_not_be_stored_leaves_no_file(paths, tmp_path):
    key = open_vault(paths, "secret", keyrings=NONE)
    paths.vault.write_bytes(b"{")
    with pytest.raises(VaultError):
        recovery_code(paths, key, tmp_path / "code")
    assert not (tmp_path / "code").exists()
