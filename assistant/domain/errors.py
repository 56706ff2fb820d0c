"""Errors that a person can mend, apart from bugs. Every message says what happened and whose move it is."""

from pathlib import Path

from assistant.messages import decimal, quoted, tr


class AssistantError(Exception):
    """Something a person can mend. The message is one line, shown as it stands; exit status 1."""


class UsageError(AssistantError):
    """The command or its arguments are wrong; exit status 2."""


class VaultError(AssistantError):
    """The data key cannot be had."""


class VaultLocked(VaultError):
    """The vault exists, but neither keyring nor passphrase opens it."""


class WrongPassphrase(VaultLocked):
    def __init__(self) -> None:
        super().__init__(tr("That passphrase does not open this vault. Try again, or use the recovery code."))


class StoreError(AssistantError):
    """A database cannot be opened or is damaged."""


class DiskFull(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("The disk of {path} is full. Free some space and try again; what was saved is safe.", path=path)
        )


class StoreTooNew(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} was written by a newer Alcove. Update this program; nothing was changed.", path=path)
        )


class StoreBehind(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} was written by an earlier Alcove. Close every Alcove, then start this one again.", path=path)
        )


class UnknownItem(AssistantError):
    def __init__(self, what: str) -> None:
        super().__init__(tr("No item is called {what}. Find its title or id with: alcove search", what=quoted(what)))


class AmbiguousItem(AssistantError):
    def __init__(self, what: str, titles: list[str]) -> None:
        super().__init__(
            tr("{what} could be any of: {join}. Use its id.", what=quoted(what), join="; ".join(titles[:5]))
        )


class UnknownStatement(AssistantError):
    def __init__(self, what: str) -> None:
        super().__init__(tr("The profile has no statement {what}. List them with: alcove profile show", what=what))


class UnknownNote(AssistantError):
    def __init__(self, what: str) -> None:
        super().__init__(tr("There is no note {what}. List them with: alcove notes", what=quoted(what)))


class InvalidStatement(AssistantError):
    """A statement that is empty, too long or not a sentence about taste."""


class NothingReadable(AssistantError):
    """No path that was given can be read."""


class UnreadableFile(AssistantError):
    """One file cannot be read; the message is the reason, in plain words, listed beside its path."""


class LockedFile(UnreadableFile):
    """A file opens with a password alone, and none that was given fits."""


class Cancelled(AssistantError):
    """The person stopped the work; what was done until then is kept."""


class ModelError(AssistantError):
    """The language model or the sentence encoder cannot be used now."""


class ModelMissing(ModelError):
    def __init__(self, path: Path) -> None:
        super().__init__(tr("No model at {path}. Run `make setup`, or choose one with: alcove models use", path=path))


class ContextOverflow(ModelError):
    """More text than the model can hold at once."""

    def __init__(self, tokens: int, limit: int) -> None:
        super().__init__(
            tr(
                "That is too long for this model: {tokens} tokens, and it holds {limit}. Shorten it.",
                tokens=decimal(tokens),
                limit=decimal(limit),
            )
        )
        self.tokens = tokens
        self.limit = limit


class ModelDied(ModelError):
    def __init__(self) -> None:
        super().__init__(tr("The model process stopped. It was started again; please ask once more."))


class NetworkLockFailed(AssistantError):
    """The kernel refused the network lock: no personal data is opened."""
