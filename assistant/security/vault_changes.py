"""Changing what opens the vault: passphrase, recovery code and keyring."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.domain.errors import AssistantError, VaultError, WrongPassphrase
from assistant.messages import tr
from assistant.security.distant_keyrings import DistantKeyrings
from assistant.security.key_wrapping import new_recovery_code, passphrase_secret, recovery_secret, seal
from assistant.security.keyrings import Keyrings
from assistant.security.vault import DataKey, unlock_by_words
from assistant.security.vault_file import VaultFile, existing_vault
from assistant.settings.files import one_writer
from assistant.settings.paths import Paths


def recovery_code(paths: Paths, key: DataKey, file: Path) -> None:
    """Writes a new recovery code to `file` (0600, never over an existing one); the old code opens nothing any more."""
    code = new_recovery_code()
    secret = recovery_secret(code)
    assert secret is not None
    text = tr(
        "{code}\n\nThis code opens Alcove's vault in {home}.\nPrint it, keep it apart, and delete this file.\n",
        code=code,
        home=paths.home,
    )
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise AssistantError(tr("{file} exists already. Name a file that does not.", file=file)) from error
    except OSError as error:
        raise AssistantError(
            tr("{file} cannot be written ({reason}). Name another file.", file=file, reason=error.strerror or error)
        ) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        with _changing(paths) as vault:
            vault.put("recovery", seal(key, secret, vault.context("recovery"), guessable=False))
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def set_passphrase(paths: Paths, key: DataKey, passphrase: str) -> None:
    """Lets a passphrase open the vault, in place of the one before."""
    if not passphrase:
        raise VaultError(tr("An empty passphrase protects nothing. Choose another."))
    with _changing(paths) as vault:
        vault.put("passphrase", seal(key, passphrase_secret(passphrase), vault.context("passphrase"), guessable=True))


def remove_passphrase(paths: Paths) -> None:
    """From now on no passphrase opens the vault. Raises VaultError where no keyring would either."""
    with _changing(paths) as vault:
        if "keyring" not in vault.wraps:
            raise VaultError(tr("Nothing but the passphrase opens the library. Let the keyring open it first."))
        vault.wraps.pop("passphrase", None)


def opened_by(paths: Paths, typed: str) -> bool:
    """Whether these words, a passphrase or the recovery code, open the vault."""
    try:
        unlock_by_words(existing_vault(paths), typed)
    except WrongPassphrase:
        return False
    return True


def keep_in_keyring(paths: Paths, key: DataKey, keyrings: Keyrings | None = None) -> str:
    """Lets the keyring that is here now open the vault, in place of the one before. Returns its name."""
    keyrings = keyrings or DistantKeyrings()
    with _changing(paths) as vault:
        before = vault.wraps.get("keyring", {})
        vault.wrap_by_keyring(key, keyrings)
    keyrings.drop(str(before.get("entry", "")), str(before.get("backend", "")))
    return keyrings.name()


def leave_keyring(paths: Paths, keyrings: Keyrings | None = None) -> None:
    """From now on no keyring opens the vault. Raises VaultError where no passphrase would."""
    with _changing(paths) as vault:
        if "passphrase" not in vault.wraps:
            raise VaultError(tr("Nothing but the keyring opens the library. Choose a passphrase first."))
        wrap = vault.wraps.pop("keyring", None)
    if wrap is not None:
        (keyrings or DistantKeyrings()).drop(str(wrap.get("entry", "")), str(wrap.get("backend", "")))


@contextmanager
def _changing(paths: Paths) -> Iterator[VaultFile]:
    """The vault, to be changed by one process at a time; it is saved at the end if nothing went wrong."""
    with one_writer(paths.home):
        vault = existing_vault(paths)
        yield vault
        vault.save(paths)
