"""Sealing the data key under a secret: a passphrase, a recovery code, or a random key that a keyring holds."""

import base64
import os
import secrets
import threading
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.domain.errors import VaultError, VaultLocked
from assistant.domain.rows import Row, RowView
from assistant.messages import tr
from assistant.storage.serialisation import pack_text

KEY_BYTES = 32
ITERATIONS, LANES, MEMORY_KIB = 3, 1, 64 * 1024
"""Argon2id, time and memory as RFC 9106 recommends where memory is short: about a quarter of a second.

One lane: with several, OpenSSL (seen with 4.0.3) waits for ever when two threads derive at once.
"""
MOST_ITERATIONS, MOST_LANES, MOST_MEMORY_KIB = 16, 4, 256 * 1024
MOST_WORK = 4 * ITERATIONS * MEMORY_KIB
"""A vault that asks for more was not written by Alcove: this work, KiB times rounds, is about a second's."""
LONGEST_SALT = 64
_deriving = threading.Lock()
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 28
"""140 bits."""


def seal(key: bytes, secret: bytes, context: str, *, guessable: bool) -> Row:
    """Wraps the data key with ChaCha20-Poly1305, bound to the context. JSON-ready.

    guessable: what a person chose is stretched with Argon2id; what this program drew at random needs HKDF only.
    """
    salt, nonce = _text(os.urandom(16)), os.urandom(12)
    derivation: Row = {"kdf": "hkdf-sha256", "salt": salt}
    if guessable:
        costs = {"iterations": ITERATIONS, "lanes": LANES, "memory": MEMORY_KIB}
        derivation = {"kdf": "argon2id", "salt": salt, **costs}
    sealed = ChaCha20Poly1305(_derive(secret, derivation)).encrypt(nonce, key, context.encode())
    return {**derivation, "nonce": _text(nonce), "sealed": _text(sealed)}


def unseal(wrap: RowView, secret: bytes, context: str) -> bytes | None:
    """The data key, or None where the secret is not the right one. Raises VaultError where the wrap is malformed."""
    derived = _derive(secret, wrap)
    try:
        nonce, sealed = _bytes(wrap["nonce"]), _bytes(wrap["sealed"])
        key = ChaCha20Poly1305(derived).decrypt(nonce, sealed, context.encode())
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError(tr("a part of it is malformed ({reason})", reason=error)) from error
    if len(key) != KEY_BYTES:
        raise VaultError(tr("the key in it has the wrong length"))
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


def _derive(secret: bytes, derivation: RowView) -> bytes:
    try:
        salt, kdf = _bytes(derivation["salt"]), derivation["kdf"]
        if kdf == "hkdf-sha256":
            return HKDF(SHA256(), KEY_BYTES, salt, b"alcove vault").derive(secret)
        if kdf != "argon2id":
            raise VaultError(tr("it names an unknown derivation, {kdf}", kdf=kdf))
        return _stretch(secret, salt, *(derivation[name] for name in ("iterations", "lanes", "memory")))
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError(tr("a part of it is malformed ({reason})", reason=error)) from error


def _stretch(secret: bytes, salt: bytes, iterations: int, lanes: int, memory: int) -> bytes:
    costs = ((iterations, MOST_ITERATIONS), (lanes, MOST_LANES), (memory, MOST_MEMORY_KIB))
    if not all(type(cost) is int and 0 < cost <= most for cost, most in costs) or iterations * memory > MOST_WORK:
        raise VaultError(tr("it asks for more work than a vault does"))
    if len(salt) > LONGEST_SALT:
        raise VaultError(tr("a part of it is malformed ({reason})", reason="salt"))
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory)
    try:
        # A vault may have been written with more lanes than one, so no two threads derive at once.
        with _deriving:
            return kdf.derive(secret)
    except MemoryError as error:
        raise VaultLocked(
            tr("This machine is too short of memory just now to open the vault. Close other programs.")
        ) from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
