import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.domain.errors import AssistantError, VaultError, VaultLocked, WrongPassphrase
from assistant.security import key_wrapping
from assistant.security.keyrings import ACCEPTED, Keyrings, class_name
from assistant.security.vault import (
    DataKey,
    describe_vault,
    destroy_vault,
    open_vault,
)
from assistant.security.vault_changes import keep_in_keyring, recovery_code, set_passphrase


class DictKeyring:
    """Stands in for the system's keyring."""

    def __init__(self):
        self.secrets = {}

    def set_password(self, service, name, secret):
        self.secrets[service, name] = secret

    def get_password(self, service, name):
        return self.secrets.get((service, name))

    def delete_password(self, service, name):
        del self.secrets[service, name]


class OtherKeyring(DictKeyring):
    """The keyring of another desktop."""


class PlainFileKeyring(DictKeyring):
    """What must never be used."""


TRUSTED = {class_name(DictKeyring()): "Test keyring", class_name(OtherKeyring()): "Other keyring"}
NONE = Keyrings(find=PlainFileKeyring)


def trusted(backend: object, patience: float = 5.0) -> Keyrings:
    return Keyrings(find=lambda: backend, accepted=TRUSTED, patience=patience)


USUAL_MEMORY = key_wrapping.MEMORY_KIB


@pytest.fixture(autouse=True)
def light_work(monkeypatch):
    """Stretching as vaults do it takes a quarter of a second each time."""
    monkeypatch.setattr(key_wrapping, "MEMORY_KIB", 64)


def code_in(file: Path) -> str:
    return file.read_text().splitlines()[0]


# With a passphrase


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


# Damage and loss


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


# Recovery


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


# Keyrings


def test_an_accepted_keyring_holds_a_key_to_the_vault(paths):
    backend = DictKeyring()
    key = open_vault(paths, keyrings=trusted(backend))
    assert open_vault(paths, keyrings=trusted(backend)) == key
    assert key.hex() not in str(backend.secrets)
    state = describe_vault(paths, trusted(backend))
    assert (state.exists, state.holder, state.passphrase, state.recovery, state.keyring, state.stranded) == (
        True, "Test keyring", False, False, "Test keyring", False
    )  # fmt: skip


def test_only_keyrings_that_encrypt_are_accepted():
    assert {name.rsplit(".", 2)[1] for name in ACCEPTED} == {
        "SecretService",
        "libsecret",
        "kwallet",
        "macOS",
        "Windows",
    }
    for backend in (PlainFileKeyring(), object()):
        assert Keyrings(find=lambda found=backend: found).name() == ""


def test_a_subclass_is_another_class():
    class Sneaky(DictKeyring):
        pass

    assert trusted(DictKeyring()).name() == "Test keyring"
    assert trusted(Sneaky()).name() == ""


def test_a_chain_is_accepted_only_if_all_of_it_is():
    from keyring.backends.chainer import ChainerBackend

    class Chain:
        backends = [DictKeyring(), OtherKeyring()]

    Chain.__module__, Chain.__qualname__ = ChainerBackend.__module__, ChainerBackend.__qualname__
    assert trusted(Chain()).name() == "Test keyring"
    Chain.backends = [DictKeyring(), PlainFileKeyring()]
    assert trusted(Chain()).name() == ""
    Chain.backends = []
    assert trusted(Chain()).name() == ""


def test_the_library_here_is_asked_as_it_is():
    assert Keyrings().name() in {"", *ACCEPTED.values()}


def test_accepted_names_are_classes_of_the_library():
    import importlib

    for name in ACCEPTED:
        module, _, attribute = name.rpartition(".")
        if module != "keyring.backends.macOS":
            assert hasattr(importlib.import_module(module), attribute)


def test_another_desktops_keyring_is_named_and_any_other_secret_opens(paths, tmp_path):
    first, second = DictKeyring(), OtherKeyring()
    key = open_vault(paths, keyrings=trusted(first))
    with pytest.raises(VaultLocked, match="Test keyring"):
        open_vault(paths, keyrings=trusted(second))
    recovery_code(paths, key, tmp_path / "code")
    assert open_vault(paths, code_in(tmp_path / "code"), keyrings=trusted(second)) == key
    assert describe_vault(paths, trusted(second)).stranded
    assert keep_in_keyring(paths, key, trusted(second)) == "Other keyring"
    assert open_vault(paths, keyrings=trusted(second)) == key
    assert not describe_vault(paths, trusted(second)).stranded


def test_wrapping_anew_leaves_one_entry(paths):
    backend = DictKeyring()
    key = open_vault(paths, keyrings=trusted(backend))
    keep_in_keyring(paths, key, trusted(backend))
    assert len(backend.secrets) == 1
    assert open_vault(paths, keyrings=trusted(backend)) == key


@pytest.mark.parametrize("left", [{}, {"replaced": "00" * 32}])
def test_a_keyring_that_lost_the_key_is_explained(paths, left):
    backend = DictKeyring()
    open_vault(paths, keyrings=trusted(backend))
    backend.secrets = {name: left["replaced"] for name in backend.secrets} if left else {}
    with pytest.raises(VaultLocked, match="keyring"):
        open_vault(paths, keyrings=trusted(backend))


def test_a_keyring_that_fails_falls_back_to_the_terminal(paths):
    class Locked(DictKeyring):
        def set_password(self, service, name, secret):
            raise SystemExit("the person closed\nthe dialog")

    keyrings = Keyrings(find=Locked, accepted={class_name(Locked()): "Locked"})
    with pytest.raises(VaultLocked, match="the person closed the dialog.*ALCOVE_PASSPHRASE_FILE"):
        open_vault(paths, keyrings=keyrings)
    assert not paths.home.exists()
    key = open_vault(paths, ask=lambda: "typed", keyrings=keyrings)
    assert open_vault(paths, "typed", keyrings=keyrings) == key


def test_a_keyring_that_forgets_is_not_relied_on(paths):
    class Forgetful(DictKeyring):
        def get_password(self, service, name):
            return None

    with pytest.raises(VaultLocked, match="did not keep"):
        open_vault(paths, keyrings=Keyrings(find=Forgetful, accepted={class_name(Forgetful()): "Forgetful"}))
    assert not paths.vault.exists()


def test_a_keyring_that_never_answers_is_not_waited_for(paths):
    release = threading.Event()

    class Silent(DictKeyring):
        def get_password(self, service, name):
            release.wait(20)

    keyrings = Keyrings(find=Silent, accepted={class_name(Silent()): "Silent"}, patience=0.2)
    started = time.monotonic()
    with pytest.raises(VaultLocked, match="did not answer"):
        open_vault(paths, keyrings=keyrings)
    assert time.monotonic() - started < 5
    release.set()


def test_a_keyring_library_that_cannot_start_is_no_keyring(paths):
    def find():
        raise RuntimeError("bad configuration")

    assert Keyrings(find=find).name() == ""
    with pytest.raises(VaultLocked, match="bad configuration"):
        open_vault(paths, keyrings=Keyrings(find=find))


def test_a_headless_machine_is_told_what_to_do(paths):
    """With the real keyring library, and a session bus that is not there."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom assistant.domain.errors import VaultLocked\n"
        "from assistant.settings.paths import Paths\nfrom assistant.security.vault import open_vault\n"
        "try:\n    open_vault(Paths(Path(sys.argv[1])))\nexcept VaultLocked as error:\n    print(error)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS", "XDG"))}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = subprocess.run([sys.executable, "-c", program, paths.home], env=environment, capture_output=True, text=True)
    assert "ALCOVE_PASSPHRASE_FILE" in done.stdout
    assert done.stderr == ""


# The end


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
