"""Files that tell of a work beside them: Calibre's OPF, ComicInfo, those of Audiobookshelf and Kodi, lyrics, covers."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.language.names.discs import split_disc
from assistant.language.people import people_of
from indexers.metadata.clean_metadata import (
    clean_line,
    clean_names,
    clean_text,
    find_year,
    language_code,
    positive_number,
    word_set,
)
from indexers.metadata.covers import thumbnail
from indexers.metadata.identifiers import identifier
from indexers.readers.audio.cue import AUDIO
from indexers.readers.base import MEGABYTE, Chapter, Reading, Section
from indexers.readers.books.comic import describe_comic, stated_in
from indexers.readers.books.package import read_package
from indexers.readers.decoding import decode_text
from indexers.readers.markup import clean_description, element_text, local_name, parse_xml

_LARGEST = 16 * MEGABYTE
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"})
_OF_A_STEM = _PICTURES | {".opf", ".nfo", ".lrc"}
_OF_A_FOLDER = word_set(
    "metadata.opf metadata.json metadata.abs comicinfo.xml desc.txt reader.txt album.nfo book.nfo audiobook.nfo"
)
_BY_RANK = (
    "album.nfo", "book.nfo", "reader.txt", "desc.txt", "comicinfo.xml", "metadata.json", "metadata.opf",
)  # fmt: skip
_OF_RECORDINGS = frozenset({"album.nfo", "book.nfo", "reader.txt", "desc.txt"})
"""These speak of what is to be heard, where a folder holds that too."""
_RECORDINGS = AUDIO | {".m4b"}
_FRONT = re.compile(r"^(?:cover|folder|front|album|albumart\w*)\b.*$|^albumart[\w{}-]*$|.*\bfront$|.*\bcover$", re.I)
_PICTURE_NAME = re.compile(
    r"^(?:cover|folder|front|back|booklet|inlay|inside|disc|disk|cd|artist|fanart|poster|thumb|logo|banner|album)"
    r"(?:[\s._-]*(?:art|image|small|large|\d+|[a-d]))*$|^albumart[\w{}-]*$|.*[\s._-](?:front|back|cover)$",
    re.I,
)
_LRC_MARK = re.compile(r"\[[^\[\]]*\]|<\d+:\d+[.:]\d+>")
_SERIES = re.compile(r"^(.*?)(?:\s+#\s*(\d+(?:[.,]\d+)?))?$")


def serves_folder(name: str) -> bool:
    """Whether a file of that name says something of all works in its folder."""
    stem, suffix = os.path.splitext(name.lower())
    return name.lower() in _OF_A_FOLDER or (suffix in _PICTURES and bool(_PICTURE_NAME.match(stem)))


def serves_stem(name: str) -> bool:
    """Whether a file of that name may say something of the works that differ from it in their suffix alone."""
    return os.path.splitext(name.lower())[1] in _OF_A_STEM


def folders_of(work: Path) -> list[Path]:
    """Where files may lie that say something of a work: beside it, and above it where that is a disc of several."""
    return [work.parent, *([work.parent.parent] if split_disc(work.parent.name)[1] is not None else [])]


def speaks_of(place: Path, work: Path) -> bool:
    """Whether a file may say something of a work, by both their names; above a disc, only a picture."""
    stem, suffix = os.path.splitext(place.name.lower())
    picture = suffix in _PICTURES and (_FRONT.match(stem) is not None or serves_folder(place.name))
    if place.parent not in folders_of(work):
        return False
    if place.parent != work.parent:
        return picture
    own = serves_stem(place.name) and stem == work.stem.lower()
    beside = suffix == ".cue" or place.name == f"{work.name}-wal" or _is_library_of(place.name, work.name)
    return picture or own or serves_folder(place.name) or beside


def _is_library_of(name: str, other: str) -> bool:
    """Whether a file is the database in which Apple's Books names the works that another has marks of."""
    return name.lower().startswith("bklibrary") and other.lower().startswith("aeannotation")


@dataclass(frozen=True, slots=True)
class _Folder:
    """What lies in a folder, in lower case: {name: name as written}, the stems of its works, those of works that are no
    recordings, whether it holds recordings, what is named as a cover, and whether folders of discs lie in it."""

    names: Mapping[str, str]
    stems: frozenset[str]
    texts: frozenset[str]
    recorded: bool
    fronts: tuple[str, ...]
    discs: bool


@lru_cache(maxsize=8)
def _folder(folder: str, is_work: Callable[[str], bool]) -> _Folder:
    """Looked at once, however many works it holds; forgotten with the reader process."""
    try:
        names = {name.lower(): name for name in os.listdir(folder)}
    except OSError:
        names = {}
    parts = {name: os.path.splitext(name) for name in names}
    works = [parts[name] for name in names if is_work(name) and name not in _OF_A_FOLDER]
    fronts = (name for name, (stem, suffix) in parts.items() if suffix in _PICTURES and _FRONT.match(stem))
    return _Folder(
        names=names,
        stems=frozenset(stem for stem, _ in works),
        texts=frozenset(stem for stem, suffix in works if suffix not in _RECORDINGS),
        recorded=any(suffix in _RECORDINGS for _, suffix in works),
        fronts=tuple(sorted(fronts, key=len)),
        discs=any(not suffix and split_disc(name)[1] is not None for name, (_, suffix) in parts.items()),
    )


def is_sidecar(path: Path, is_work: Callable[[str], bool]) -> bool:
    """Whether a file belongs to a work beside it, or on the discs below it. `is_work` tells names of works."""
    of_folder, of_stem = serves_folder(path.name), serves_stem(path.name)
    if not (of_folder or of_stem):
        return False
    folder = _folder(os.fspath(path.parent), is_work)
    if of_folder:
        return bool(folder.stems) or folder.discs
    return path.stem.lower() in folder.stems


def stands_with_recordings(path: Path, is_work: Callable[[str], bool]) -> bool:
    """Whether a file lies in the folder of an album, or above its discs."""
    folder = _folder(os.fspath(path.parent), is_work)
    return folder.recorded or folder.discs


def with_sidecars(reading: Reading, path: Path, is_work: Callable[[str], bool]) -> Reading:
    """What was read of a work, with what the files beside it state: those were written by a person, or for one."""
    for told in _told_beside(path, is_work):
        reading = _overlaid(reading, told)
    folder = _folder(os.fspath(path.parent), is_work)
    if reading.kind is Kind.MUSIC and not reading.sections and (text := _lyrics(path, folder)):
        reading = replace(reading, sections=(Section(text, "lyrics"),))
    if reading.cover is None and (cover := _cover(path, is_work)):
        reading = replace(reading, cover=cover)
    return reading


def _told_beside(path: Path, is_work: Callable[[str], bool]) -> Iterator[Reading]:
    """The best comes last. What lies in a folder of several texts by a name of the folder's speaks of none of them."""
    folder, stem = _folder(os.fspath(path.parent), is_work), path.stem.lower()
    alone = path.suffix.lower() in _RECORDINGS or len(folder.texts) <= 1
    others = _OF_RECORDINGS if folder.recorded and path.suffix.lower() not in _RECORDINGS else frozenset[str]()
    for name in (f"{stem}.nfo", *(_BY_RANK if alone else ()), f"{stem}.opf"):
        if name in folder.names and name not in others:
            try:
                data = (path.parent / folder.names[name]).read_bytes()[:_LARGEST]
                if told := _told(name, data):
                    yield told
            except (OSError, UnreadableFile, ValueError):
                continue


def _told(name: str, data: bytes) -> Reading | None:
    if name.endswith(".opf"):
        return replace(read_package(data), kind=Kind.BOOK)
    if name == "comicinfo.xml":
        return describe_comic(stated_in(data))
    if name == "metadata.json":
        return _audiobookshelf(json.loads(decode_text(data)))
    if name == "desc.txt":
        return Reading(description=clean_description(decode_text(data)))
    if name == "reader.txt":
        return Reading(narrators=people_of([clean_line(decode_text(data))]))
    return _kodi(data)


def _audiobookshelf(told: Any) -> Reading | None:
    """metadata.json: titles, people and chapters as the person set them."""
    if isinstance(told, dict) and isinstance(told.get("creator"), list):
        return _of_a_loan(told)
    if not isinstance(told, dict) or not {"title", "authors"} <= told.keys():
        return None

    def listed(name: str) -> list[str]:
        return [value for value in told.get(name) or () if isinstance(value, str)]

    def line(name: str) -> str:
        return clean_line(told.get(name))

    series = _SERIES.match(clean_line(next(iter(listed("series")), "")))
    chapters = tuple(_chapter(one) for one in told.get("chapters") or () if isinstance(one, dict))
    found = (identifier(scheme, line(scheme)) for scheme in ("isbn", "asin"))
    return Reading(
        kind=Kind.BOOK,
        title=": ".join(filter(None, (line("title"), line("subtitle")))),
        creators=people_of(listed("authors")),
        narrators=people_of(listed("narrators")),
        year=find_year(line("publishedYear") or line("publishedDate")),  # no words
        series=series[1] if series else "",
        series_index=positive_number(series[2]) if series else None,
        publisher=line("publisher"),
        language=language_code(line("language")),
        subjects=clean_names(listed("genres") + listed("tags")),
        description=clean_description(line("description")),
        identifiers=tuple(pair for pair in found if pair),
        chapters=chapters,
    )


def _of_a_loan(told: Mapping[str, Any]) -> Reading:
    """metadata.json as libraries' apps for audiobooks have it: people with their roles."""
    people = [(one.get("name"), str(one.get("role")).lower()) for one in told["creator"] if isinstance(one, dict)]
    blurb = told.get("description")
    words = blurb.get("full") or blurb.get("short") if isinstance(blurb, dict) else blurb
    return Reading(
        kind=Kind.BOOK,
        title=clean_line(told.get("title")),
        creators=people_of(name for name, role in people if role == "author"),
        narrators=people_of(name for name, role in people if role == "narrator"),
        description=clean_description(str(words or "")),
    )


def _chapter(told: Mapping[str, Any]) -> Chapter:
    return clean_line(told.get("title")), float(told.get("start") or 0.0)


def _kodi(data: bytes) -> Reading | None:
    """An .nfo of Kodi; those of others are plain text and say nothing that can be told apart."""
    if b"<" not in data[:200]:
        return None
    root = parse_xml(data)
    if local_name(root) not in ("album", "book", "audiobook"):
        return None
    told: dict[str, list[str]] = {}
    for element in root:
        told.setdefault(local_name(element), []).append(element_text(element))
    first = {name: values[0] for name, values in told.items() if values}
    return Reading(
        album=clean_line(first.get("title", "")),
        year=find_year(first.get("year") or first.get("releasedate")),
        subjects=clean_names(told.get("genre", ())),
        description=clean_description(first.get("review") or first.get("plot") or first.get("outline") or ""),
    )


def _overlaid(reading: Reading, told: Reading) -> Reading:
    """The fields that the sidecar states; a recording's own title is that of a chapter, the sidecar's the book's."""
    changes: dict[str, Any] = {}
    names = ["kind", "creators", "narrators", "year", "series", "series_index", "publisher", "language", "subjects"]
    for name in [*names, "description", "identifiers"]:
        if value := getattr(told, name):
            changes[name] = value
    if told.title and reading.duration:
        changes["album"] = told.title
        if not reading.track and not _is_one_of_several(reading):
            changes["title"] = told.title
    elif told.title:
        changes["title"] = told.title
    if told.album and not reading.album:
        changes["album"] = told.album
    if told.chapters and not _is_one_of_several(reading):
        changes["chapters"] = told.chapters
    return replace(reading, **changes, inferred=reading.inferred - changes.keys())


def _is_one_of_several(reading: Reading) -> bool:
    return reading.track is not None or reading.disc is not None


def _lyrics(path: Path, folder: _Folder) -> str:
    """The words of an .lrc file, without its times."""
    name = folder.names.get(f"{path.stem.lower()}.lrc")
    if name is None:
        return ""
    try:
        text = decode_text((path.parent / name).read_bytes()[:MEGABYTE])
    except OSError:
        return ""
    lines = (_LRC_MARK.sub("", line).strip() for line in text.splitlines() if not re.match(r"\[[a-z]+:", line, re.I))
    return clean_text("\n".join(filter(None, lines)))


def _cover(path: Path, is_work: Callable[[str], bool]) -> bytes | None:
    """A picture of the work's own name, or one that is named as a cover, in its folder or above its discs."""
    for place in folders_of(path):
        folder = _folder(os.fspath(place), is_work)
        own = (f"{path.stem.lower()}{suffix}" for suffix in sorted(_PICTURES))
        for name in (*(name for name in own if name in folder.names), *folder.fronts):
            if cover := _thumbnail(os.fspath(place / folder.names[name])):
                return cover
    return None


@lru_cache(maxsize=4)
def _thumbnail(path: str) -> bytes | None:
    """An album's tracks share one picture."""
    try:
        return thumbnail(Path(path).read_bytes()) if os.path.getsize(path) <= _LARGEST else None
    except OSError:
        return None
