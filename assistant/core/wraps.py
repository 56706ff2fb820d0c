"""Sealing the data key under a secret: a passphrase, a recovery code, or a random key that a keyring holds."""

import base64
import os
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from assistant.core.codec import pack_text
from assistant.core.errors import VaultError

KEY_BYTES = 32
ITERATIONS, LANES, MEMORY_KIB = 3, 4, 64 * 1024
"""Argon2id as RFC 9106 recommends where memory is short: about a quarter of a second here."""
MOST_ITERATIONS, MOST_LANES, MOST_MEMORY_KIB = 64, 64, 1 << 20
"""A vault that asks for more was not written by Alcove."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 28
"""140 bits."""


def seal(key: bytes, secret: bytes, context: str) -> dict[str, Any]:
    """Wraps the data key: Argon2id over the secret, then ChaCha20-Poly1305 bound to the context. JSON-ready."""
    derivation = {"iterations": ITERATIONS, "lanes": LANES, "memory": MEMORY_KIB, "salt": _text(os.urandom(16))}
    nonce = os.urandom(12)
    sealed = ChaCha20Poly1305(_derive(secret, derivation)).encrypt(nonce, key, context.encode())
    return {**derivation, "nonce": _text(nonce), "sealed": _text(sealed)}


def unseal(wrap: Mapping[str, Any], secret: bytes, context: str) -> bytes | None:
    """The data key, or None where the secret is not the right one. Raises VaultError where the wrap is malformed."""
    derived = _derive(secret, wrap)
    try:
        nonce, sealed = _bytes(wrap["nonce"]), _bytes(wrap["sealed"])
        key = ChaCha20Poly1305(derived).decrypt(nonce, sealed, context.encode())
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError(f"a part of it is malformed ({error})") from error
    if len(key) != KEY_BYTES:
        raise VaultError("the key in it has the wrong length")
    return key


def passphrase_secret(passphrase: str) -> bytes:
    """The same bytes however the keyboard composes its accents."""
    return pack_text(unicodedata.normalize("NFC", passphrase))


def new_recovery_code() -> str:
    """Seven groups of four letters and digits that are hard to mistake for each other (Crockford's base 32)."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, _CODE_LETTERS, 4))


def recovery_secret(typed: str) -> bytes | None:
    """The bytes of a recovery code as someone typed it; None if it cannot be one."""
    plain = "".join(typed.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    fits = len(plain) == _CODE_LETTERS and all(letter in _ALPHABET for letter in plain)
    return plain.encode() if fits else None


def _derive(secret: bytes, derivation: Mapping[str, Any]) -> bytes:
    try:
        iterations, lanes, memory = (derivation[name] for name in ("iterations", "lanes", "memory"))
        if not (0 < iterations <= MOST_ITERATIONS and 0 < lanes <= MOST_LANES and 0 < memory <= MOST_MEMORY_KIB):
            raise VaultError("it asks for more work than a vault does")
        salt = _bytes(derivation["salt"])
        kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory)
        return kdf.derive(secret)
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError(f"a part of it is malformed ({error})") from error
    except MemoryError as error:
        raise VaultError("this machine is too short of memory just now to try it") from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
