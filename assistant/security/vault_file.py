"""vault.json as it lies on the disk: read, understood, and replaced whole."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Self

from assistant.domain.errors import VaultError
from assistant.domain.rows import Row
from assistant.messages import mark, tr
from assistant.security.key_wrapping import KEY_BYTES, seal
from assistant.security.keyrings import Keyrings
from assistant.settings.files import read_whole, write_atomically
from assistant.settings.paths import Paths

FORMAT = 1


@dataclass
class VaultFile:
    """vault.json as read: {"format": 1, "id": …, "wraps": {"keyring" | "passphrase" | "recovery": …}}."""

    id: str = field(default_factory=lambda: secrets.token_hex(16))
    wraps: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def load(cls, paths: Paths) -> Self | None:
        """None where there is no vault. Raises VaultError where it cannot be understood."""
        try:
            document = json.loads(read_whole(paths.vault))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VaultError(
                tr(
                    "{vault} cannot be read ({reason}). Mend its rights.",
                    vault=paths.vault,
                    reason=error.strerror or error,
                )
            ) from error
        except (ValueError, RecursionError) as error:
            raise damaged_vault(paths, error) from error
        if isinstance(document, dict) and isinstance(document.get("format"), int) and document["format"] > FORMAT:
            raise VaultError(
                tr(
                    "{vault} was written by a newer Alcove. Update this program; nothing was changed.",
                    vault=paths.vault,
                )
            )
        match document:
            case {"format": 1, "id": str(name), "wraps": dict(wraps)} if wraps:
                if all(isinstance(wrap, dict) for wrap in wraps.values()):
                    return cls(name, wraps)
        raise damaged_vault(paths, tr("it holds no key"))

    def save(self, paths: Paths) -> None:
        """Replaces the vault, and the copy that stands in for it if its file is ever damaged."""
        write_atomically(paths.vault, self.to_json())
        self.save_copy(paths)

    def save_copy(self, paths: Paths) -> None:
        paths.backups.mkdir(mode=0o700, exist_ok=True)
        write_atomically(paths.vault_copy, self.to_json())

    def to_json(self) -> bytes:
        return json.dumps({"format": FORMAT, "id": self.id, "wraps": self.wraps}, indent=1).encode()

    def put(self, kind: str, wrap: Row) -> None:
        self.wraps[kind] = wrap

    def context(self, kind: str) -> str:
        """What a seal is bound to, so that no wrap can be passed off as another."""
        return f"alcove vault {self.id} {kind}"  # no words

    def wrap_by_keyring(self, key: bytes, keyrings: Keyrings) -> None:
        """Lets the keyring that is here now open it. Raises VaultLocked where none is."""
        secret = secrets.token_hex(KEY_BYTES)
        # A name of its own: the entry of the wrap before must open the vault until the new file is written.
        entry = f"vault {self.id} {secrets.token_hex(4)}"
        holder = keyrings.keep(entry, secret)
        sealed = seal(key, secret.encode(), self.context("keyring"), guessable=False)
        self.put("keyring", {"backend": holder, "entry": entry, **sealed})


def existing_vault(paths: Paths) -> VaultFile:
    vault = VaultFile.load(paths)
    if vault is None:
        raise VaultError(tr("{vault} is missing. Put it back.", vault=paths.vault))
    return vault


def damaged_vault(paths: Paths, reason: object) -> VaultError:
    copy, vault = paths.vault_copy, paths.vault
    if copy.exists():
        said = mark("{vault} is damaged ({reason}); it was left as it is. Copy {copy} over it.")
        return VaultError(tr(said, vault=vault, reason=reason, copy=copy))
    said = mark("{vault} is damaged ({reason}); it was left as it is. Put a copy of it back.")
    return VaultError(tr(said, vault=vault, reason=reason))
