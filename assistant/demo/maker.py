"""Makes the files of the demo library, one after the other; it may be killed at any time and goes on from there."""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from assistant.demo import catalogue
from assistant.demo.catalogue import Book, DemoCatalogue, DemoWork, Document
from assistant.domain.errors import Cancelled
from assistant.domain.rows import Row
from assistant.messages import tr
from indexers.sync import Progress

STAMP = ".alcove-demo.json"
"""Holds the catalogue's digest, the files made from it, and whether all of them are there."""
PHASE = "making the sample library"
_FORBIDDEN = re.compile(r'[<>"/\\|?*“”]')


def build(folder: Path, progress: Callable[[Progress], None], cancelled: Callable[[], bool] = lambda: False) -> None:
    """Writes every file of the catalogue that is not there yet, and takes away those of an older catalogue.

    A file appears whole or not at all. `cancelled` is asked before each. Raises OSError and Cancelled.
    """
    wanted = dict(_files(catalogue.load()))
    digest, stamp = catalogue.load().digest, read_stamp(folder)
    fresh = stamp.get("digest") != digest
    missing = [path for path in wanted if fresh or not (folder / path).is_file()]
    if not missing and stamp.get("complete"):
        return
    folder.mkdir(parents=True, exist_ok=True)
    if fresh:
        _discard(folder, set(stamp.get("files", ())) - set(wanted))
    _write_stamp(folder, digest, list(wanted), complete=False)
    for done, path in enumerate(missing):
        if cancelled():
            raise Cancelled("The sample library was not finished. It goes on from there next time.")
        progress(Progress(PHASE, done, len(missing), tr("Making the sample library")))
        _replace(folder / path, wanted[path]())
    _write_stamp(folder, digest, list(wanted), complete=True)


def _files(demo: DemoCatalogue) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file's path below the folder, with what makes it."""
    for book in demo.books:
        yield f"Books/{file_name(book.creators[0])}/{file_name(book.title)}.epub", partial(_book, book)
    for piece in demo.pieces:
        number = f"{piece.track:02d} " if piece.track else ""
        place = f"Music/{file_name(piece.creators[0])}/{file_name(piece.album)}"
        yield f"{place}/{number}{file_name(piece.title)}.{piece.format}", partial(_piece, piece)
    for document in demo.documents:
        yield f"Documents/{document.folder}/{file_name(document.title)}.{document.format}", partial(_paper, document)


def file_name(title: str) -> str:
    """The title as a file name that every system accepts."""
    name = _FORBIDDEN.sub("", title.replace(": ", " - "))
    return unicodedata.normalize("NFC", name).strip(" .")


def _book(book: Book) -> bytes:
    from assistant.demo.books import epub

    return epub(book)


def _piece(piece: DemoWork) -> bytes:
    from assistant.demo import sound, tags
    from assistant.demo.drawing import covers

    cover = covers.music_cover(piece.title, piece.creators, piece.cover)
    side, _ = covers.MUSIC
    return tags.encode(sound.play(piece), piece.format, tags.Tags(_fields(piece), cover, side))


def _fields(piece: DemoWork) -> list[tuple[str, str]]:
    optional = {"TRACKNUMBER": str(piece.track or ""), "INITIALKEY": piece.key, "BPM": str(piece.tempo)}
    return [
        ("TITLE", piece.title),
        *(("ARTIST", name) for name in piece.creators),
        ("COMPOSER", piece.creators[0]),
        ("ALBUM", piece.album),
        ("DATE", str(piece.year)),
        *(("GENRE", name) for name in piece.subjects),
        ("DESCRIPTION", piece.description),
        *((name, value) for name, value in optional.items() if value),
        ("ENCODEDBY", "Alcove's sample library: the theme, synthesised"),
    ]


def _paper(document: Document) -> bytes:
    from assistant.demo import papers

    return papers.paper(document) if document.format == "pdf" else papers.markdown(document)


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden while it grows, so that indexing never meets half a file.
    growing = path.parent / f".{path.name}.part"
    growing.write_bytes(data)
    os.replace(growing, path)


def _discard(folder: Path, paths: set[str]) -> None:
    """Takes away files of an older catalogue, and folders that are empty then."""
    for path in sorted(paths):
        file = folder / path
        if not file.resolve().is_relative_to(folder.resolve()):
            continue  # The stamp is a file like any other: it may say nothing about what lies elsewhere.
        file.unlink(missing_ok=True)
        for parent in file.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def read_stamp(folder: Path) -> Row:
    """What an earlier build wrote down; empty if there was none, or if it cannot be read."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path, digest: str, files: list[str], *, complete: bool) -> None:
    stamp = {"digest": digest, "complete": complete, "files": files}
    _replace(folder / STAMP, json.dumps(stamp, ensure_ascii=False, indent=1).encode())
