"""The vault: a random data key that opens both databases, sealed in vault.json under one secret or several.

A keyring holds one secret, the person's passphrase is another, a recovery code a third; any of them opens the vault.
The file is never changed unless it was understood, and never made anew where a database already lies.
"""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from assistant.domain.errors import VaultError, VaultLocked, WrongPassphrase
from assistant.messages import mark, tr
from assistant.security.distant_keyrings import DistantKeyrings
from assistant.security.key_wrapping import (
    KEY_BYTES,
    passphrase_secret,
    recovery_secret,
    seal,
    unseal,
)
from assistant.security.keyrings import Keyrings
from assistant.security.vault_file import VaultFile, damaged_vault
from assistant.settings.files import sync_folder, write_atomically
from assistant.settings.paths import Paths
from assistant.storage.scratch import PREFIX, drafts_in

PASSPHRASE, RECOVERY_CODE, KEYRING = mark("passphrase"), mark("recovery code"), mark("keyring")
LONGEST_PASSPHRASE = 64 * 1024
HOW_TO_UNLOCK = mark(
    "Set ALCOVE_PASSPHRASE_FILE to a file whose first line is the passphrase, or run alcove in a terminal."
)

Ask = Callable[[], str]


class DataKey(bytes):
    """The 32 bytes that open the databases. Never shown."""

    def __new__(cls, raw: bytes) -> Self:
        if len(raw) != KEY_BYTES:
            raise ValueError("the data key has 32 bytes")
        return super().__new__(cls, raw)

    def __repr__(self) -> str:
        return "DataKey(…)"  # no words

    __str__ = __repr__


@dataclass(frozen=True)
class VaultState:
    """How the vault can be opened. `holder` names the keyring that holds a key to it, `keyring` the one here now."""

    exists: bool
    holder: str
    passphrase: bool
    recovery: bool
    keyring: str

    @property
    def opens_with(self) -> tuple[str, ...]:
        """What opens it, in the words of the catalogue."""
        ways = ((PASSPHRASE, self.passphrase), (RECOVERY_CODE, self.recovery), (KEYRING, bool(self.holder)))
        return tuple(name for name, there in ways if there)

    @property
    def stranded(self) -> bool:
        """The key lies in a keyring other than the one here now: keep_in_keyring() wraps it anew."""
        return bool(self.holder) and self.holder != self.keyring


def open_vault(
    paths: Paths, passphrase: str | None = None, *, ask: Ask | None = None, keyrings: Keyrings | None = None
) -> DataKey:
    """The data key. Makes the vault in a fresh home.

    Tried in turn: `passphrase`, the first line of ALCOVE_PASSPHRASE_FILE, the keyring, and `ask`, which a terminal
    gives to have one typed. A recovery code is taken wherever a passphrase is.
    Raises VaultLocked where none is there, WrongPassphrase, and VaultError where the vault is damaged or missing.
    """
    keyrings = keyrings or DistantKeyrings()
    given = passphrase if passphrase is not None else _passphrase_from_file()
    if given == "":
        raise VaultLocked(tr("The passphrase is empty. {advice}", advice=tr(HOW_TO_UNLOCK)))
    vault = VaultFile.load(paths)
    if vault is None:
        return _create(paths, given, ask, keyrings)
    try:
        return _unlock(vault, given, ask, keyrings)
    except VaultLocked:
        raise
    except VaultError as error:
        raise damaged_vault(paths, error) from error


def destroy_vault(paths: Paths, keyrings: Keyrings | None = None) -> None:
    """Forgets the key for good: what it locks, backups included, can never be read again."""
    try:
        vault = VaultFile.load(paths)
    except VaultError:
        vault = None  # What cannot be understood can still be removed.
    # Copies, and what runs that were killed have left of one.
    folders = (paths.backups, paths.home / "restoring", *paths.home.glob(f"{PREFIX}*"))
    copies = [file for folder in folders for file in folder.rglob(paths.vault.name)]
    for file in (paths.vault, *copies, *drafts_in(paths)):
        _overwrite(file)
        file.unlink(missing_ok=True)
    if vault is not None and (wrap := vault.wraps.get("keyring")):
        (keyrings or DistantKeyrings()).drop(str(wrap.get("entry", "")), str(wrap.get("backend", "")))


def describe_vault(paths: Paths, keyrings: Keyrings | None = None) -> VaultState:
    """What opens the vault, without opening it."""
    keyrings = keyrings or DistantKeyrings()
    vault = VaultFile.load(paths)
    wraps = vault.wraps if vault else {}
    holder = str(wraps.get("keyring", {}).get("backend", ""))
    holder = keyrings.accepted.get(holder, holder)
    return VaultState(vault is not None, holder, "passphrase" in wraps, "recovery" in wraps, keyrings.name())


def vault_name(content: bytes) -> str:
    """By which a vault is known from another, whatever opens it now; empty where this is none."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    return str(document.get("id", "")) if isinstance(document, dict) else ""


def _missing(paths: Paths, database: str) -> str:
    copy, vault = paths.vault_copy, paths.vault
    if copy.exists():
        said = mark(
            "{vault} is missing, and without it {database} stays locked: copy {copy} to it. "
            "To begin anew, move both databases away first."
        )
        return tr(said, vault=vault, database=database, copy=copy)
    said = mark(
        "{vault} is missing, and without it {database} stays locked: put it back. "
        "To begin anew, move both databases away first."
    )
    return tr(said, vault=vault, database=database)


def _create(paths: Paths, given: str | None, ask: Ask | None, keyrings: Keyrings) -> DataKey:
    for database in (paths.journal, paths.library):
        if database.exists():
            raise VaultError(_missing(paths, database.name))
    vault, key = VaultFile(), DataKey(secrets.token_bytes(KEY_BYTES))
    if given is None:
        try:
            vault.wrap_by_keyring(key, keyrings)
        except VaultLocked as error:
            given = _asked(ask, str(error))
    if given is not None:
        vault.put("passphrase", seal(key, passphrase_secret(given), vault.context("passphrase"), guessable=True))
    paths.create_home()
    if _write_first(paths.vault, vault.to_json()):
        vault.save_copy(paths)
        return key
    # Another process was quicker; its vault is the one.
    return open_vault(paths, given, ask=ask, keyrings=keyrings)


def _unlock(vault: VaultFile, given: str | None, ask: Ask | None, keyrings: Keyrings) -> DataKey:
    by_words = "passphrase" in vault.wraps or "recovery" in vault.wraps
    if given is not None and (by_words or "keyring" not in vault.wraps):
        return unlock_by_words(vault, given)
    reason = tr("Your data is locked with a passphrase.")
    if "keyring" in vault.wraps:
        try:
            return _unlock_by_keyring(vault, keyrings)
        except VaultLocked as error:
            if not by_words:
                raise
            reason = str(error)
    return unlock_by_words(vault, _asked(ask, reason))


def unlock_by_words(vault: VaultFile, typed: str) -> DataKey:
    """The key, by a passphrase or the recovery code. Raises WrongPassphrase."""
    # The code first: trying it costs nothing.
    for kind, secret in (("recovery", recovery_secret(typed)), ("passphrase", passphrase_secret(typed))):
        if kind in vault.wraps and secret is not None:
            key = unseal(vault.wraps[kind], secret, vault.context(kind))
            if key is not None:
                return DataKey(key)
    raise WrongPassphrase


def _unlock_by_keyring(vault: VaultFile, keyrings: Keyrings) -> DataKey:
    wrap = vault.wraps["keyring"]
    secret = keyrings.fetch(str(wrap.get("entry", "")), str(wrap.get("backend", "")))
    key = unseal(wrap, secret.encode(), vault.context("keyring"))
    if key is None:
        raise VaultLocked(
            tr("What the keyring holds does not open this vault. Use the passphrase or the recovery code.")
        )
    return DataKey(key)


def _asked(ask: Ask | None, reason: str) -> str:
    if ask is None:
        raise VaultLocked(f"{reason} {HOW_TO_UNLOCK}")
    typed = ask()
    if not typed:
        raise VaultLocked(tr("No passphrase was typed. {advice}", advice=tr(HOW_TO_UNLOCK)))
    return typed


def _passphrase_from_file() -> str | None:
    named = os.environ.get("ALCOVE_PASSPHRASE_FILE", "")
    if not named:
        return None
    try:
        return first_line(named)
    except OSError as error:
        reason = error.strerror or error
        raise VaultLocked(
            tr("ALCOVE_PASSPHRASE_FILE names {file}, which cannot be read ({reason}).", file=named, reason=reason)
        ) from error


def first_line(named: str) -> str:
    """The passphrase that stands in a file. Raises VaultLocked where its first line is empty, and OSError."""
    with Path(named).expanduser().open("rb") as file:
        line = file.readline(LONGEST_PASSPHRASE)
    typed = line.decode("utf-8-sig", "surrogateescape").rstrip("\r\n")
    if not typed:
        raise VaultLocked(tr("The first line of {file} is empty. Write the passphrase there.", file=named))
    return typed


def _write_first(path: Path, content: bytes) -> bool:
    """Writes a file that must not exist yet, whole or not at all. False if another process was quicker."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    write_atomically(draft, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        # File systems without links (exFAT on a stick): two first starts at once are not foreseen there.
        if path.exists():
            return False
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def _overwrite(file: Path) -> None:
    """With zeros, which reach the old place wherever the disk writes in place: a seal should not outlive its key."""
    try:
        # No link, whose other end may be anything of the person's.
        with open(os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)), "rb+") as stream:
            found = os.fstat(stream.fileno())
            if found.st_nlink == 1:
                stream.write(b"\0" * found.st_size)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError:
        return  # It is removed right after this, which is what counts.
