"""Mends tags that were written in a local code page and are read as Latin-1: Cyrillic, Japanese, Chinese.

ftfy 6.3 was measured beside it: it mends UTF-8 read as Latin-1, but leaves all of these as they are or makes them
worse, and takes 138 ms to load.
"""

import re
from collections.abc import Callable, Sequence

_HIGH = re.compile(r"[\x80-\xff]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_MOSTLY = 0.7
_FEWEST = 4
"""Letters beyond ASCII below which nothing can be told."""


def mender(texts: Sequence[str]) -> Callable[[str], str]:
    """What reads each of these texts as it was meant, judged by all of them together; by default as they stand."""
    joined = " ".join(texts)
    if not _HIGH.search(joined) or any(ord(letter) > 0xFF for letter in joined):
        return str
    codec = _codec(joined.encode("latin-1"))
    return (lambda text: text.encode("latin-1", "replace").decode(codec, "replace")) if codec else str


def _codec(data: bytes) -> str:
    """The encoding that these bytes were written in; empty if Latin-1 explains them."""
    if _decodes(data, "utf-8"):
        return "utf-8"
    high, plain = len(re.findall(rb"[\x80-\xff]", data)), len(re.findall(rb"[A-Za-z]", data))
    japanese = _decoded(data, "cp932")
    # Bytes below A0 are control characters in Latin-1, and every other byte of Japanese text.
    if re.search(rb"[\x81-\x9f]", data) and len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", japanese)) * 2 >= high - 1:
        return "cp932"
    if high < _FEWEST or high < _MOSTLY * (high + plain):
        return ""
    letters = len(re.findall(rb"[\xc0-\xff\xa8\xb8]", data))
    if letters == high:
        return "cp1251" if _looks_cyrillic(data) else ""
    paired = all(len(run) % 2 == 0 for run in _HIGH_RUNS.findall(data))
    return "gb18030" if paired and _decodes(data, "gb18030") else ""


def _looks_cyrillic(data: bytes) -> bool:
    """Capitals only at the start of words, or nothing but capitals."""
    words = re.findall(r"\w{2,}", data.decode("cp1251", "replace"))
    return bool(words) and all(word.istitle() or word.islower() or word.isupper() for word in words)


def _decodes(data: bytes, codec: str) -> bool:
    return bool(_decoded(data, codec))


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""
