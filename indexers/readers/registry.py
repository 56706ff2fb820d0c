"""Which indexer reads which file: by suffix, corrected by what the first bytes say."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from indexers.readers.base import Indexer

HEAD = 8192
"""Bytes from the start of a file that formats are recognised by."""

_READERS = (
    "books.epub", "books.pdf", "books.mobi", "books.fb2", "books.comic", "plain.html", "plain.mail", "plain.text",
    "audio.music", "audio.apev2", "audio.asf", "office.ooxml", "office.sheets", "office.odf", "office.rtf",
    "plain.latex", "office.oldoffice",
)  # fmt: skip
_indexers: list[Indexer] = []

_FOREIGN = {
    "pictures": "jpg jpeg png gif bmp tif tiff webp svg heic heif ico psd raw cr2 nef xcf",
    "films": "mp4 m4v mkv avi mov wmv webm mpg mpeg flv ts vob srt",
    "archives": "zip gz tgz bz2 xz zst 7z rar tar iso dmg warc cab lz4 jar",
    "programs": "exe dll so dylib msi bin apk deb rpm class pyc o a wasm",
    "databases": "db sqlite sqlite3 mdb",
    "fonts": "ttf otf woff woff2",
}
_FOREIGN_NAME = {f".{suffix}": name for name, suffixes in _FOREIGN.items() for suffix in suffixes.split()}
_SAVE_AS = {".pub": ".pdf", ".pages": ".docx or .pdf", ".wpd": ".docx", ".djvu": ".pdf"}
_PACKED_COMICS = (".cbr", ".cb7", ".cbt")


class NotOurs(Exception):
    """The file is of a kind that Alcove does not index; the message says which."""


def register(indexer_class: type[Indexer]) -> type[Indexer]:
    """Class decorator: makes an indexer known. Earlier ones are asked first."""
    _indexers.append(indexer_class())
    return indexer_class


@cache
def indexers() -> list[Indexer]:
    """All indexers. The first call imports the readers."""
    for name in _READERS:
        import_module(f"indexers.readers.{name}")
    return _indexers


def find_indexer(path: Path, head: bytes) -> Indexer:
    """The indexer for a file that starts with `head` (up to HEAD bytes).

    Raises NotOurs for what is no book, music or document, UnreadableFile for what should be one and is not.
    """
    suffix = path.suffix.lower()
    by_suffix = [indexer for indexer in indexers() if suffix in indexer.suffixes]
    recognising = [indexer for indexer in indexers() if indexer.recognises(head)]
    for indexer in by_suffix:
        if indexer in recognising:
            return indexer
    if recognising:
        return recognising[0]
    if by_suffix:
        return by_suffix[0]
    if not suffix and looks_like_text(head):
        return next(indexer for indexer in indexers() if ".txt" in indexer.suffixes)
    raise NotOurs(_foreign_reason(suffix))


def _foreign_reason(suffix: str) -> str:
    if name := _FOREIGN_NAME.get(suffix):
        return f"Alcove does not index {name} ({suffix})."
    if suffix in (".m3u", ".m3u8"):
        return "It is named like a list of songs, but holds none."
    if suffix == ".cue":
        return "This is a list of songs; bring it in with: alcove import"
    if suffix == ".bib":
        return "This is a bibliography; bring it in with: alcove import"
    if suffix in _SAVE_AS:
        return f"This format ({suffix}) is not read; save it as {_SAVE_AS[suffix]} to have it indexed."
    if suffix in _PACKED_COMICS:
        return f"Comics are read as .cbz; pack the pictures of this {suffix} file anew to have it indexed."
    if not suffix:
        return "Alcove does not know what kind of file this is."
    return f"Alcove does not index files of this kind ({suffix[:16]})."


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are text in some usual encoding: few control characters, no zero bytes outside UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not head.strip():
        return False
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    return b"\x00" not in head and controls <= len(head) // 200 and not _random_bytes(head)


def _random_bytes(head: bytes) -> bool:
    """Whether high bytes are so many and so mixed that no single-byte or multi-byte encoding explains them."""
    try:
        head[: len(head) - 4].decode("utf-8")
        return False
    except UnicodeDecodeError as error:
        if error.start > len(head) - 8:
            return False
    return len(head) > 512 and len(set(head)) > 225


def refuse_oversized(indexer: Indexer, size: int) -> None:
    """Raises UnreadableFile, without a read, for a file above the limit of its format."""
    if size > indexer.largest:
        raise UnreadableFile(
            f"Too large: {_megabytes(size)}. Alcove reads {indexer.name} files up to {_megabytes(indexer.largest)}."
        )


def _megabytes(size: int) -> str:
    return f"{size / (1 << 30):.1f} GB" if size >= 1 << 30 else f"{size / (1 << 20):.0f} MB"
