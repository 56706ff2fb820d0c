"""Names of files and folders as a person reads them, and which folders speak of folders and not of works."""

import os
import re
from pathlib import Path

from indexers.metadata.clean_metadata import clean_line, word_set
from indexers.metadata.titles import without_marks

MUSIC_FOLDERS = word_set("music musik musique música musica songs audio mp3 flac sounds albums alben itunes")
BOOK_FOLDERS = word_set(
    "books book ebooks ebook e-books bücher buecher livres libros libri romane novels fiction calibre library",
    "bibliothek audiobooks hörbücher comics",
)
_OTHER_FOLDERS = word_set(
    "documents document dokumente downloads download desktop files file home user users media mnt data tmp temp shared",
    "public inbox misc new unsorted various backup backups archive papers pdf pdfs epub texts text docs doc scans",
    "unknown samples tests test src root var",
) | {
    "calibre library",
    "my music",
    "my documents",
    "my books",
    "itunes media",
    "compilations",
    "various artists",
    "unknown artist",
    "unknown album",
    "unknown author",
    "unbekannter künstler",
    "unbekanntes album",
    "artiste inconnu",
    "album inconnu",
    "artista desconocido",
    "artista sconosciuto",
}  # no words
_CALIBRE_NUMBER = re.compile(r"\s*\(\d+\)$")
_BOOK_SUFFIX = re.compile(r"\.(?:epub|mobi|azw3?|pdf|fb2|docx?|rtf|txt|cbz|m4b)$", re.I)
_COPY = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de|copia di|kopia av|kópia|копия)\s+(?=\S)"
    r"|\s+[-–]\s+(?:copy|kopie|copie|copia|kopia|копия)(?:\s*\(\d+\))?$|\s*\((?:[1-9]|copy|kopie|copie|copia)\)$",
    re.I,
)
"""What a system adds to the name of a second copy."""
_EDITION = re.compile(
    r"\s*(?:[(\[](?:en|eng|de|ger|deu|fr|fre|fra|es|esp|spa|it|ita|pt|por|nl|ru|rus|pl|jp|us|uk|usa)[)\]]"
    r"|[(\[](?:html?|lit|rtf|txt|docx?|fb2|lrf|prc|cbz)[)\]]|[(\[]v?\d{1,2}\.\d{1,2}[)\]]|(?<=\S)[\s_]v\d{1,2}\.\d{1,2}|\{[^{}]*\})$",
    re.I,
)
"""Which language, version or speaker a copy has, as those who make copies write it behind the title."""


def readable(name: str) -> str:
    """A file name as a person reads it: bytes that are no UTF-8 taken as Western, underscores as blanks."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp1252", "replace")
    if " " not in name:
        name = name.replace("_", " ").replace("+", " ")
        name = name.replace(".", " ") if name.count(".") > 2 else name
    # Where a colon may not stand in a name, programs write an underscore.
    name = re.sub(r"(?<=\w)_ (?=\S)", ": ", name)
    return without_marks(clean_line(name.replace("_", " ") if name.count("_") > 1 else name))


def work_name(path: Path) -> str:
    """The name of a file as that of a work: without a second suffix, and what was added to it as to a copy."""
    name = readable(_BOOK_SUFFIX.sub("", path.stem))
    for mark in (_COPY, _EDITION, _COPY):
        name = without_marks(mark.sub("", name).strip() or name)
    return name


def folders_above(path: Path) -> list[str]:
    """The names of the folders that a file lies in, from the outermost, without the numbers that Calibre gives."""
    return [_CALIBRE_NUMBER.sub("", readable(name)) for name in path.parent.parts[1:]]


def below(folders: list[str], anchors: frozenset[str]) -> list[str] | None:
    """The folders below the last one whose name is in `anchors`; None without such a one."""
    for place in range(len(folders) - 1, -1, -1):
        if folders[place].casefold() in anchors:
            return folders[place + 1 :]
    return None


def is_generic(name: str) -> bool:
    """Whether a folder's name speaks of folders and not of works."""
    lowered = name.casefold()
    return lowered in MUSIC_FOLDERS or lowered in BOOK_FOLDERS or lowered in _OTHER_FOLDERS
