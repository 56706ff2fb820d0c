"""Tells text from other bytes, and decodes it whatever its encoding."""

import codecs
import re
import unicodedata
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.readers.base import HEAD
from indexers.readers.charsets import korean_or_chinese, single_byte_encoding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_GUESS_FROM = 64_000
"""Bytes that an encoding is guessed from."""
_READABLE = 0.95
"""Share of readable characters from which a declared encoding is believed."""
_SHORT = 1000
_FEWEST_ZEROS = 0.02
"""Of a text's letters; even a Chinese table has a sign or a line's end among fifty."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff\ue000-\uf8ff]")
_ACCENTED = re.compile(r"[\xa1-\xff]{4,}")
"""What other scripts look like as Latin-1: no language writes four accented letters in a row."""
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_STRAY = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_WIDE_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
"""Full width: the half-width letters are what Western text looks like in these encodings."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def has_wide_letters(head: bytes) -> bool:
    """Whether bytes are UTF-16 or UTF-32, with a mark or without it."""
    return any(head.startswith(mark) for mark, _ in _MARKS[1:]) or _without_mark(head).startswith("utf-16")


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
    """By byte order mark, then UTF-8, then the encoding that the text itself declares, then what is measured.

    A declaration that makes most of the text unreadable does not count. Where some lines are UTF-8 and others are not,
    each is read as what it is. The mark is left out.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if unmarked := _without_mark(data[:HEAD]):
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A sample may be cut there; what is as short as a name is not.
        ends_within_a_letter = error.reason == "unexpected end of data" and len(data) > _SHORT
    if (text := _as_declared(data, declared)) is not None:
        return text
    if ends_within_a_letter:
        return data.decode("utf-8", "replace")
    return _line_by_line(data)


def decode_markup(data: bytes) -> str:
    """decode_text for HTML and XML, whose declaration stands in their first line or in a meta element."""
    match = _XML_ENCODING.search(data[:200]) or _META_CHARSET.search(data[:HEAD])
    return decode_text(data, match[1].decode("ascii") if match else "")


def _as_declared(data: bytes, declared: str) -> str | None:
    name = declared.strip().lower().replace("_", "-")
    try:
        # Browsers read both as Windows-1252, and so do those who declare them.
        text = data.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name, "replace")
    except (LookupError, ValueError):
        return None
    return text if readable_share(text[:_GUESS_FROM]) > _READABLE else None


def _line_by_line(data: bytes) -> str:
    """Each line as UTF-8 if it is that, else in the one encoding that the others are measured to be in."""
    lines = data.split(b"\n")
    high = [line for line in lines if not line.isascii()]
    others = [line for line in high if not _is_utf8(line) and not _has_strays(line)]
    if not others:
        return "\n".join(line.decode("utf-8", "cp1252_strays") for line in lines)
    rest = b"\n".join(others)
    if 20 * len(others) < len(high) and len(rest.decode("utf-8", "ignore").encode()) > 0.9 * len(rest):
        return data.decode("utf-8", "replace")
    encoding = _guessed(rest[:_GUESS_FROM])
    if len(others) == len(high):
        return data.decode(encoding, "replace")
    return "\n".join(
        line.decode("utf-8", "cp1252_strays")
        if _is_utf8(line) or _has_strays(line)
        else line.decode(encoding, "replace")
        for line in lines
    )


def _has_strays(line: bytes) -> bool:
    """Whether a line is UTF-8 but for single bytes between plain letters, such as a quotation mark pasted from Word."""
    strays = len(_STRAY.findall(line))
    whole = _WIDE_LETTER.sub(b"", line)
    return (
        0 < strays <= len(_WIDE_LETTER.findall(line))
        and len(_STRAY.sub(b"", whole)) == len(whole) - strays
        and (_STRAY.sub(b"", whole).isascii())
    )


def _as_western(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252_strays", _as_western)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(head: bytes) -> str:
    """UTF-16 that lacks its mark, and ISO-2022-JP by its escapes; else empty."""
    return "iso2022_jp" if b"\x1b$B" in head or b"\x1b$@" in head else wide_encoding(head)


def wide_encoding(head: bytes) -> str:
    """The form of UTF-16 of a text without a mark, by where its zero bytes stand; empty for other bytes.

    No other text holds zero bytes. In Russian or Greek only blanks, digits and signs bring them; what they stand
    between must then be letters that exist.
    """
    zeros = (head[0::2].count(0), head[1::2].count(0))
    letters = len(head) / 2
    if max(zeros) < _FEWEST_ZEROS * letters or min(zeros) > 0.02 * letters:
        return ""
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")[:-1]
    if _UNREADABLE.search(text):
        return ""
    sure = max(zeros) >= 0.3 * letters
    return encoding if sure or not any(unicodedata.category(letter) == "Cn" for letter in text) else ""


def readable_share(text: str) -> float:
    """The share of a text's characters, but for blanks, that a person could read: 1 for an empty text.

    Unreadable are what is left where decoding failed, control characters, private signs and rows of accented letters.
    """
    letters = len(text) - text.count(" ") - text.count("\n")
    if text.isascii() or not letters:
        return 1.0
    bad = len(_UNREADABLE.findall(text)) + sum(map(len, _ACCENTED.findall(text)))
    return 1.0 - bad / letters


def _guessed(data: bytes) -> str:
    if encoding := _japanese(data) or single_byte_encoding(data) or korean_or_chinese(data):
        return encoding
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
    if _without_mark(head).startswith("utf-16"):
        return True
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
