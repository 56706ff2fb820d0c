"""Imports a Kindle's "My Clippings.txt": a book with clippings was opened."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import natural_order
from indexers.importers.base import ImportedAct, ImportedWork, importer
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.readers.decoding import decode_text

_BAR = re.compile(r"^={8,}\s*$", re.M)
_STAMP = re.compile(r"^- .+\|.+$", re.M)
_HEADING = re.compile(r"^(?P<title>.+?)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")


def _is_clippings(path: Path, head: bytes) -> bool:
    text = decode_text(head) if b"==========" in head else ""
    return bool(_STAMP.search(text)) and bool(_BAR.search(text))


@importer("kindle", recognises=_is_clippings)
def read_clippings(path: Path) -> Iterator[ImportedWork]:
    text = decode_text(path.read_bytes()).replace("\r", "").replace("\ufeff", "")
    headings = (clipping.strip().partition("\n")[0].strip() for clipping in _BAR.split(text))
    for heading in dict.fromkeys(filter(None, headings)):
        match = _HEADING.match(heading)
        authors = (match["author"] if match else "").split(";")
        yield ImportedWork(
            kind=Kind.BOOK,
            title=clean_line(match["title"] if match else heading),
            creators=clean_names(natural_order(name.strip()) for name in authors),
            acts=(ImportedAct(Verdict.OPENED),),
        )
