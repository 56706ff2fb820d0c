"""Tells text from other bytes, and decodes it whatever its encoding."""

import re
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.readers.base import HEAD

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_GUESS_FROM = 64_000
"""Bytes that an encoding is guessed from."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
"""Full width: the half-width letters are what Western text looks like in these encodings."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_text(path: Path) -> str:
    """The file's text in whatever encoding. Raises UnreadableFile for an empty file and for bytes that are no text."""
    data = path.read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(tr("The file is empty.") if not data else tr("The file holds nothing but blanks."))
    marked = any(data.startswith(mark) for mark, _ in _MARKS)
    if not marked and not (looks_like_text(data[:HEAD]) and looks_like_text(data[len(data) // 2 :][:HEAD])):
        raise UnreadableFile(tr("This is not text: it holds binary data."))
    return decode_text(data)


def decode_text(data: bytes, declared: str = "") -> str:
    """By byte order mark, then UTF-8, then the encoding that the text itself declares, then the best guess.

    The guess is that of charset-normalizer, or Western European where it has none. The mark is left out.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        ends_within_a_letter = error.start > len(data) - 4
    try:
        if declared:
            return data.decode(declared, "replace")
    except (LookupError, ValueError):
        pass
    if ends_within_a_letter:
        return data.decode("utf-8", "replace")
    return data.decode(_guessed(data[:_GUESS_FROM]), "replace")


def _guessed(data: bytes) -> str:
    if japanese := _japanese(data):
        return japanese
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return best.encoding if best is not None else "cp1252"


def _japanese(data: bytes) -> str:
    """The Japanese encoding that explains every byte and gives kana, which no other text gives; empty if none does."""
    for encoding in ("cp932", "euc_jp"):
        # The end may be cut within a character.
        text = data.decode(encoding, "replace")[:-1]
        high = len(_BEYOND_ASCII.findall(text))
        if "\ufffd" not in text and high and len(_KANA.findall(text)) > high / 5:
            return encoding
    return ""


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are text in some usual encoding: few control characters, no zero bytes outside UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not head.strip():
        return False
    return b"\x00" not in head and len(_CONTROL.findall(head)) <= len(head) // 200 and not _is_noise(head)


def _is_noise(head: bytes) -> bool:
    """Whether high bytes are so many and so mixed that no single-byte or multi-byte encoding explains them."""
    try:
        head[: len(head) - 4].decode("utf-8")
        return False
    except UnicodeDecodeError as error:
        if error.start > len(head) - 8:
            return False
    return len(head) > 512 and len(set(head)) > 225
