"""What opens the library, from within: the passphrase, and the keyring of this system."""

from assistant.app.stores import Stores
from assistant.domain.errors import WrongPassphrase
from assistant.security.vault import DataKey, VaultState, describe_vault
from assistant.security.vault_changes import keep_in_keyring, leave_keyring, opened_by, set_passphrase


class Access:
    """Changes what opens the library that stands open."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._paths = stores.paths

    def state(self) -> VaultState:
        """What opens it now, and which keyring is here. May wait for the keyring."""
        return describe_vault(self._paths)

    def change_passphrase(self, current: str, new: str) -> VaultState:
        """Another passphrase from now on. Where there is one, it must be given. Raises WrongPassphrase, VaultError."""
        if describe_vault(self._paths).passphrase and not opened_by(self._paths, current):
            raise WrongPassphrase
        set_passphrase(self._paths, self._key(), new)
        return self.state()

    def use_keyring(self, wanted: bool) -> VaultState:
        """Let the keyring that is here open the library, or no longer. Raises VaultError."""
        if wanted:
            keep_in_keyring(self._paths, self._key())
        else:
            leave_keyring(self._paths)
        return self.state()

    def _key(self) -> DataKey:
        return DataKey(self._stores.journal.database.data_key())
