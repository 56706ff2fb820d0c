"""The keyrings of the system that may hold a key, accepted by their class; every call to one is bounded in time."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.domain.errors import VaultLocked
from assistant.messages import tr

ACCEPTED: Mapping[str, str] = {
    "keyring.backends.SecretService.Keyring": "Secret Service",  # no words
    "keyring.backends.libsecret.Keyring": "Secret Service (libsecret)",  # no words
    "keyring.backends.kwallet.DBusKeyring": "KWallet",  # no words
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet 4",  # no words
    "keyring.backends.macOS.Keyring": "macOS Keychain",  # no words
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Locker",  # no words
}
"""Those that keep secrets encrypted. Whatever else is installed or configured (files, null, fail) is refused."""

CHAINER = "keyring.backends.chainer.ChainerBackend"
SERVICE = "Alcove"  # no words
PATIENCE = 60.0
"""Seconds for one call: long enough for a person to type the keyring's password into its own dialog."""

T = TypeVar("T")


def find_backend() -> Any:
    """The backend that the keyring library would use; imported late, since it looks for daemons when it starts."""
    import keyring

    return keyring.get_keyring()


@dataclass(frozen=True)
class Keyrings:
    """The way to the system's keyring; tests give another `find` and `accepted`."""

    find: Callable[[], Any] = find_backend
    accepted: Mapping[str, str] = field(default_factory=lambda: ACCEPTED)
    patience: float = PATIENCE

    def name(self) -> str:
        """What holds secrets here, in plain words; empty where nothing acceptable does."""
        try:
            backends = self._usable()
        except VaultLocked:
            return ""
        return self.accepted[class_name(backends[0])] if backends else ""

    def keep(self, entry: str, secret: str) -> str:
        """Stores a secret and reads it back. Returns the class name of the backend that now holds it.

        Raises VaultLocked where no acceptable keyring is there, or it refuses or does not answer.
        """
        backends = self._usable()
        if not backends:
            raise VaultLocked(tr("This system has no keyring that keeps secrets encrypted."))
        backend = backends[0]
        _within(self.patience, lambda: backend.set_password(SERVICE, entry, secret))
        if _within(self.patience, lambda: backend.get_password(SERVICE, entry)) != secret:
            raise VaultLocked(
                tr("{keyring} did not keep the key it was given.", keyring=self.accepted[class_name(backend)])
            )
        return class_name(backend)

    def fetch(self, entry: str, holder: str) -> str:
        """The secret that a backend of class `holder` was given. Raises VaultLocked, naming the keyring wanted."""
        known = self.accepted.get(holder, holder)
        backend = next((found for found in self._usable() if class_name(found) == holder), None)
        if backend is None:
            raise VaultLocked(
                tr("The key is kept by {keyring}, which is not there now. Start it and try again.", keyring=known)
            )
        secret = _within(self.patience, lambda: backend.get_password(SERVICE, entry))
        if not isinstance(secret, str):
            raise VaultLocked(tr("{keyring} no longer holds the key.", keyring=known))
        return secret

    def drop(self, entry: str, holder: str) -> None:
        """Removes a secret; that it is gone already, or the keyring with it, is no error."""
        for backend in self._usable():
            if class_name(backend) == holder:
                try:
                    _within(self.patience, lambda: backend.delete_password(SERVICE, entry))  # noqa: B023 called at once
                except VaultLocked:
                    return

    def _usable(self) -> list[Any]:
        """Acceptable backends, the preferred one first; none if any part of a chain is not acceptable."""
        found = _within(self.patience, self._resolved)
        return found if all(class_name(backend) in self.accepted for backend in found) else []

    def _resolved(self) -> list[Any]:
        found = self.find()
        return list(found.backends) if class_name(found) == CHAINER else [found]


def class_name(backend: object) -> str:
    """The exact class: a subclass may keep its secrets elsewhere."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _within(seconds: float, call: Callable[[], T]) -> T:
    """Runs a call that may block or raise anything. Raises VaultLocked in its place."""
    outcome: list[T] = []
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        # Backends pass on whatever their daemon, their binding or the person's configuration raises.
        except BaseException as error:
            trouble.append(error)

    worker = threading.Thread(target=run, name="keyring", daemon=True)
    worker.start()
    worker.join(seconds)
    if trouble:
        reason = " ".join(str(trouble[0]).split()) or type(trouble[0]).__name__
        raise VaultLocked(tr("The keyring of this system failed: {reason}.", reason=reason)) from trouble[0]
    if not outcome:
        raise VaultLocked(
            tr("The keyring of this system did not answer within {seconds} seconds.", seconds=f"{seconds:g}")
        )
    return outcome[0]
