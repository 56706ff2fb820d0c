"""Tells which recordings are parts of one audiobook: by their tags, their folder, and how they are numbered."""

import os
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.names.articles import without_article
from assistant.language.names.discs import split_disc
from assistant.storage.library.albums import whole_folder
from indexers.metadata.book_names import guess_text
from indexers.metadata.folder_names import is_generic, readable
from indexers.readers.audio.cue import AUDIO
from indexers.readers.base import Reading
from indexers.works import normal_form

_LONG = 90 * 60.0
"""Seconds from which a recording with a name of its own is a book, though others lie beside it."""
_PART = re.compile(
    r"(?:^|[\W_])(?:chapter|chap|ch|kapitel|kap|chapitre|cap[ií]tul?o|capitolo|hoofdstuk|rozdział|kapitola|part|pt|teil|"
    r"partie|parte|deel|del|track|titel|disc|disk|cd|side|seite|tape|kassette|глава|часть|section)[\s._#-]*"
    r"(?:\d+|[ivxlc]+\b|one|two|three|four|five|six|seven|eight|nine|ten|eins|zwei|drei)|第\s*[\d一二三四五六七八九十百]+|"
    r"^\W*\d+\W*$|\b\d+\s*(?:of|von|de|/)\s*\d+\b|^(?:prologue|epilogue|prolog|epilog|intro\w*|outro|opening credits|"
    r"end credits|foreword|afterword|vorwort|nachwort)\b",
    re.I,
)
_NUMBERS_BEFORE = re.compile(r"^\W*\d{1,4}(?:\s*(?:-|of|von|/)\s*\d{1,4})?\s*[-–._]*\s*")
_NUMBERED = re.compile(r"^\W*\d{1,4}(?=\D|$)|(?<=\D)\d{1,4}\W*$")


def as_part(reading: Reading, path: Path) -> Reading:
    """The reading with `whole` and the book's title in `album`, if the recording is one of several of an audiobook."""
    if reading.kind is not Kind.BOOK or not reading.duration or path.suffix.lower() not in AUDIO | {".m4b", ".aac"}:
        return reading
    folder, several = _place(path)
    if not several or not _is_part(reading, path):
        return reading
    guess = guess_text(Path(f"{folder}.part"), Kind.BOOK)
    named = "" if is_generic(Path(folder).name) else guess.title
    title = reading.album or _in_all_names(path, named) or named
    if not title:
        return reading
    inferred = reading.inferred | ({"album"} if not reading.album else set())
    creators = reading.creators or guess.creators
    inferred |= {"creators"} if creators and not reading.creators else set()
    whole = f"{normal_form(title)}|{folder}"
    return replace(
        reading, whole=whole, album=title, creators=creators, inferred=inferred, year=reading.year or guess.year
    )


def _place(path: Path) -> tuple[str, bool]:
    """The book's folder, and whether it holds several recordings, on one disc or on several."""
    folder = whole_folder(path)
    return folder, split_disc(path.parent.name)[1] is not None or len(_recordings(os.fspath(path.parent))) > 1


def _in_all_names(path: Path, folder: str) -> str:
    """What the names of all recordings share but for their numbers, where it is the folder's name in better letters, as
    in "the_salt_road/001-190 - The Salt Road.mp3"."""
    names = {_NUMBERS_BEFORE.sub("", readable(Path(name).stem)) for name in _recordings(os.fspath(path.parent))}
    shared = next(iter(names)) if len(names) == 1 else ""
    alike = bool(folder) and without_article(normal_form(shared)) == without_article(normal_form(folder))
    return shared if alike or (shared and not folder and not is_part_name(shared)) else ""


@lru_cache(maxsize=32)
def _recordings(folder: str) -> tuple[str, ...]:
    """Their names; forgotten with the reader process, which reads what was found a moment ago."""
    suffixes = AUDIO | {".m4b", ".aac"}
    try:
        return tuple(name for name in os.listdir(folder) if os.path.splitext(name)[1].lower() in suffixes)
    except OSError:
        return ()


def _is_part(reading: Reading, path: Path) -> bool:
    named = is_part_name(reading.title, reading.album) or (not reading.title and is_part_name(path.stem, reading.album))
    if path.suffix.lower() == ".m4b" or (reading.duration or 0.0) >= _LONG:
        return named
    return named or bool(reading.track or reading.disc or _NUMBERED.search(path.stem))


def is_part_name(name: str, book: str = "") -> bool:
    """Whether a title names a part: "Chapter 3", "07", or the book's own title, with or without a number."""
    if _PART.search(name):
        return True
    rest = normal_form(name).removeprefix(normal_form(book)).strip() if book and name else name
    return bool(book and name) and (not rest or rest.isdigit())
