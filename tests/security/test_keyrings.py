"""Keyrings that hold the vault's key, lose it, hang or are not to be trusted."""

import os
import subprocess
import sys
import threading
import time

import pytest

from assistant.domain.errors import VaultLocked
from assistant.security.keyrings import ACCEPTED, Keyrings, class_name
from assistant.security.vault import (
    describe_vault,
    open_vault,
)
from assistant.security.vault_changes import keep_in_keyring, recovery_code
from tests.security.stand_ins import DictKeyring, OtherKeyring, PlainFileKeyring, code_in, trusted


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
