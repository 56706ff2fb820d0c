"""Imports what PubMed saves: MEDLINE records in an .nbib or text file."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.people import people_of
from indexers.importers.base import Entry, ImportedWork, Problem, importer, no_title
from indexers.importers.tables import isbns
from indexers.importers.text.lines import file_lines
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.metadata.identifiers import identifier

_BEGINS = re.compile(rb"^PMID ?- ?\d", re.M)
_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}- (.*)$")
_INITIALS = re.compile(r"\s+([A-Z]{1,3})$")
"""Older records write "Holm AB"."""
_FOREIGN = re.compile(r"^\[(.*?)\]?\.?$")
"""A title that was put into English stands in brackets."""
_QUALIFIER = re.compile(r"^\*|/.*$")
"""The mark of a main subject, and the side of it that a paper looks at."""


@importer("pubmed", recognises=lambda path, head: bool(_BEGINS.search(head)), curated=True)
def read_pubmed(path: Path) -> Iterator[Entry]:
    """Records stand apart by their number, which comes first; a line that begins with blanks goes on."""
    fields: dict[str, list[str]] = {}
    began, last = 0, ""
    for number, line in file_lines(path):
        if match := _TAG.match(line):
            last = match[1]
            if last == "PMID":
                yield from _record(fields, began)
                fields, began = {}, number
            fields.setdefault(last, []).append(match[2].strip())
        elif line.startswith("  ") and fields.get(last):
            fields[last][-1] += f" {line.strip()}"
    yield from _record(fields, began)


def _record(fields: Mapping[str, list[str]], line: int) -> Iterator[Entry]:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    if "PMID" not in fields:
        return
    book = not first("TI") and bool(first("BTI"))
    title = clean_line(_FOREIGN.sub(r"\1", first("TI", "BTI").removesuffix(".")))
    if not title:
        yield Problem(no_title(), line=line, entry=first("PMID"))
        return
    short = [_INITIALS.sub(r", \1", name) for name in fields.get("AU", ())]
    codes = [identifier("doi", text) for tag in ("LID", "AID") for text in fields.get(tag, ()) if "[doi]" in text]
    yield ImportedWork(
        kind=Kind.BOOK if book else Kind.DOCUMENT,
        title=title,
        creators=people_of(fields.get("FAU") or short or fields.get("CN") or fields.get("FED") or ()),
        year=find_year(first("DP")),
        publisher=clean_line(first("PB") if book else first("JT", "TA")),
        subjects=clean_names(_QUALIFIER.sub("", text) for tag in ("MH", "OT") for text in fields.get(tag, ())),
        description=clean_line(first("AB"), 4000),
        identifiers=tuple(dict.fromkeys(pair for pair in (*codes, *isbns(*fields.get("ISBN", ()))) if pair)),
    )
