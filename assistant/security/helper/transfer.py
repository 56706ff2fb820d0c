"""Brings a file of known size and SHA-256 to its place, whole and checked, or not at all.

What came before an interruption lies in TARGET.part and is gone on with.
"""

import hashlib
import http.client
import os
import shutil
import time
import urllib.error
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.security.helper.addresses import ANSWERED, LOST, Opener, bare, in_pieces, reason_of, status_of
from assistant.security.helper.telling import Refused, Report, mark, told

CHUNK = 256 * 1024
ATTEMPTS = 4
SPARE_BYTES = 64 << 20
"""Left free on the disk after a download."""


@dataclass(frozen=True)
class Errand:
    """A file that is wanted: where it goes, its SHA-256 and size in bytes, and who hears of progress."""

    target: Path
    sha256: str
    size: int
    report: Report

    def is_done(self) -> bool:
        here = self.target.is_file() and self.target.stat().st_size == self.size
        return here and digest(self.target) == self.sha256

    def piece(self, size: int) -> Path:
        """Where `size` bytes are gathered, with room on the disk for the rest of them. Raises Refused."""
        part = self.target.with_name(f"{self.target.name}.part")
        here = part.stat().st_size if part.exists() else 0
        _check_space(self.target.parent, size - min(here, size))
        return part


@dataclass(frozen=True)
class Source:
    """Where bytes come from; with `start`, they begin there in something larger."""

    url: str
    opener: Opener
    start: int | None = None


def download(source: Source, errand: Errand) -> None:
    """Raises Refused."""
    part = errand.piece(errand.size)
    complete(source, part, errand)
    put(part, errand.target)


def put(part: Path, target: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)


def complete(source: Source, part: Path, errand: Errand) -> None:
    """Brings `part` to its full size and checks it."""
    resumed = part.exists()
    fetch(source, part, errand)
    if digest(part) == errand.sha256:
        return
    part.unlink()
    if not resumed:
        raise Refused(
            mark("What came from {url} is not the file that was expected. It was deleted; try another source."),
            url=bare(source.url),
        )
    # The piece from before may have been of another version of the file.
    complete(source, part, errand)


def fetch(source: Source, part: Path, errand: Errand) -> None:
    """Brings `part` to its full size, going on after a lost connection."""
    reason: object = ""
    for attempt in range(ATTEMPTS):
        time.sleep(attempt * 0.5)
        try:
            _fetch_rest(source, part, errand)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 416:
                    part.unlink(missing_ok=True)
                elif error.code < 500:
                    raise Refused(ANSWERED, url=bare(source.url), status=status_of(error)) from error
            reason = status_of(error)
        except LOST as error:
            reason = reason_of(error)
        else:
            if part.stat().st_size == errand.size:
                return
            reason = told(mark("the connection ended early"))
    raise Refused(
        mark("{url} could not be reached ({reason}). Check the connection and try again; it goes on from there."),
        url=bare(source.url),
        reason=reason,
    )


def _fetch_rest(source: Source, part: Path, errand: Errand) -> None:
    """One request for what `part` still lacks."""
    here = part.stat().st_size if part.exists() else 0
    if here > errand.size:
        part.unlink()
        here = 0
    if here == errand.size:
        return
    headers, start = {"Accept-Encoding": "identity"}, source.start
    first = here + (start or 0)
    if here or start is not None:
        headers["Range"] = f"bytes={first}-" if start is None else f"bytes={first}-{start + errand.size - 1}"
    with source.opener.open(source.url, headers) as answer:
        begins = answer.headers.get("Content-Range", "").startswith(f"bytes {first}-")
        goes_on = first > 0 and answer.status == 206 and begins
        if start is not None and not goes_on:
            raise in_pieces(source.url)
        with part.open("ab" if goes_on and here else "wb") as file:
            _copy(answer, file, here if goes_on else 0, errand)


def _copy(answer: http.client.HTTPResponse, file: BinaryIO, here: int, errand: Errand) -> None:
    errand.report(here)
    while block := answer.read1(CHUNK):
        here += len(block)
        if here > errand.size:
            file.truncate(0)
            raise Refused(
                mark("The source sends more than the file that was expected. It was deleted; try another source.")
            )
        file.write(block)
        errand.report(here)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_space(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + SPARE_BYTES:
        short = (wanted + SPARE_BYTES - free) >> 20
        raise Refused(
            mark("The disk of {folder} lacks {megabytes} MB for this download. Free some space and try again."),
            folder=str(folder),
            megabytes=short + 1,
        )
