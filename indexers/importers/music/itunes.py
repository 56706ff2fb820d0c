"""Imports the library file of iTunes and of Apple's Music."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.names.abridged import without_abridged
from assistant.language.people import people, performers
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, acts, each, importer, no_title
from indexers.importers.places import local_path
from indexers.importers.text.dates import unix_time
from indexers.importers.text.xml_entries import xml_elements
from indexers.metadata.audiobooks import is_part_name
from indexers.metadata.clean_metadata import clean_line, clean_names, word_set

_DEPTH = 3
"""A track is a dict in the dict of tracks in the dict of the library, which is the plist's."""
_LEFT_OUT = {
    "Movie": "film", "Music Video": "film", "Home Video": "film", "TV Show": "television", "Podcast": "podcast",
    "iTunesU": "podcast",
}  # fmt: skip
_KINDS = (
    ("podcast", "podcast"),
    ("internet audio stream", "stream"),
    ("radio", "stream"),
    ("movie", "film"),
    ("ringtone", "ringtone"),
    ("voice memo", "memo"),
)  # no words
_MEMOS = word_set("dictaphone ボイスメモ 语音备忘录 語音備忘錄") | {
    "voice memo", "voice memos", "sprachmemo", "sprachmemos", "sprachnotiz", "mémo vocal", "mémos vocaux",
    "nota de voz", "notas de voz", "memo vocale", "memo vocali",
}  # fmt: skip # no words
"""The genre that iTunes gives to what a phone recorded, in the language in which it ran."""


def _is_library(path: Path, head: bytes) -> bool:
    return b"<plist" in head and b"<key>Tracks</key>" in head


@importer("itunes", recognises=_is_library, curated=True)
def read_itunes(path: Path) -> Iterator[Entry]:
    yield from _whole(each(xml_elements(path, frozenset({"dict"}), _DEPTH), _read))


def _whole(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The chapters of an audiobook as one book."""
    books: dict[tuple[str, tuple[str, ...]], ImportedWork] = {}
    for entry in entries:
        if not isinstance(entry, ImportedWork) or entry.kind is not Kind.BOOK or not entry.album:
            yield entry
            continue
        title = entry.album if is_part_name(entry.title, entry.album) else entry.title
        key = (title, entry.creators)
        books[key] = _joined(books[key], entry) if key in books else replace(entry, title=title, album="")
    yield from books.values()


def _joined(book: ImportedWork, part: ImportedWork) -> ImportedWork:
    """A book is finished when its last chapter was heard."""
    said = {act.verdict: act for act in sorted((*book.acts, *part.acts), key=lambda act: act.at or 0)}
    return replace(book, acts=tuple(said.values()), duration=(book.duration or 0) + (part.duration or 0) or None)


def _read(element: Any) -> Entry | None:
    return element if isinstance(element, Problem) else _entry(_fields(element))


def _fields(element: Any) -> Row:
    """{key: text} of a dict: "true" for a mark that is set."""
    names = [child.text or "" for child in element[::2]]
    return {
        name: (child.text or "").strip() or str(child.tag) for name, child in zip(names, element[1::2], strict=False)
    }


def _entry(track: Row) -> Entry | None:
    if not track.get("Name") and "Track ID" in track and len(track) > 1:
        return Problem(no_title(), entry=track["Track ID"])
    if not track.get("Name") or "Track ID" not in track and "Artist" not in track and "Location" not in track:
        return None
    if what := _left_out(track):
        return LeftOut(what)
    return _work(track)


def _left_out(track: Row) -> str:
    """What is no music and no book, by its marks, its kind and its genre."""
    marks = (what for name, what in _LEFT_OUT.items() if track.get(name) == "true")
    told = f"{track.get('Media Kind', '')} {track.get('Kind', '')}".lower()
    kinds = (what for word, what in _KINDS if word in told or (word == "podcast" and word in _genre(track)))
    video = "film" if track.get("Has Video") == "true" else "stream" if track.get("Track Type") == "URL" else ""
    return next(marks, "") or next(kinds, "") or ("memo" if _is_memo(track) else video)


def _is_memo(track: Row) -> bool:
    return _genre(track) in _MEMOS or "/Voice%20Memos/" in str(track.get("Location", ""))


def _genre(track: Row) -> str:
    return str(track.get("Genre", "")).lower()


def _is_book(track: Row) -> bool:
    """Audiobooks are books, whether a mark, a genre or their file says so."""
    told = f"{_genre(track)} {track.get('Kind', '')} {track.get('Media Kind', '')}".lower()
    words = (
        "audiobook",
        "audio book",
        "spoken word",
        "hörbuch",
        "hörbücher",
        "livre audio",
        "livres audio",
        "audible",
        "books & spoken",
        "bücher & gesprochenes",
        "livres et spoken",
    )  # no words
    marks = any(track.get(name) == "true" for name in ("Audiobook", "Audiobooks", "Books"))  # no words
    return marks or any(word in told for word in words) or str(track.get("Location", "")).lower().endswith(".m4b")


def _work(track: Row) -> ImportedWork:
    at = unix_time(track.get("Play Date UTC", ""))
    computed = "true" in (track.get("Album Rating Computed"), track.get("Rating Computed"))
    stars = 0.0 if computed else _number(track, "Rating") / 20  # no words
    book = _is_book(track)
    plain = without_abridged if book else str
    plays = _number(track, "Play Count")  # no words
    # A book that was heard to its end was finished; how often it was is no matter of taste.
    done = acts(finished=plays > 0, stars=stars, at=at) if book else acts(plays=plays, stars=stars, at=at)
    return ImportedWork(
        kind=Kind.BOOK if book else Kind.DOCUMENT if _is_booklet(track) else Kind.MUSIC,
        title=plain(clean_line(track["Name"])),  # no words
        creators=people(track.get("Artist", "")) if book else performers(track.get("Artist", "")),  # no words
        year=int(_number(track, "Year")) or None,  # no words
        subjects=() if book else clean_names([track.get("Genre", "")]),  # no words
        album=plain(clean_line(track.get("Album", ""))),
        duration=_number(track, "Total Time") / 1000 or None,  # no words
        path=local_path(track.get("Location")),
        acts=(*done, *_said(track, at)),
    )


def _is_booklet(track: Row) -> bool:
    return "pdf" in str(track.get("Kind", "")).lower()


def _number(track: Row, name: str) -> float:
    try:
        return float(track.get(name, 0))
    except ValueError:
        return 0.0


def _said(track: Row, at: float | None) -> tuple[ImportedAct, ...]:
    if "true" in (track.get("Loved"), track.get("Favorited")):
        return (ImportedAct(Verdict.LIKED, 1.0, at),)
    return (ImportedAct(Verdict.DISLIKED, 1.0, at),) if track.get("Disliked") == "true" else ()
