"""What was recognised on the pages of a file, and how it becomes part of what the file says."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.domain.kinds import Kind
from assistant.messages import mark, tr, trn
from indexers.metadata.identifiers import doi_in, isbns_in
from indexers.metadata.titles import sane_title, title_from_lines
from indexers.readers.base import Reading, Section

RECOGNISED = mark("recognised text")
"""Stands behind the page in the place of each passage that was read off a picture."""
SCRIPTS = {
    "hangul": mark("Hangul"),
    "arabic": mark("Arabic"),
    "hebrew": mark("Hebrew"),
    "devanagari": mark("Devanagari"),
    "bengali": mark("Bengali"),
    "tamil": mark("Tamil"),
    "telugu": mark("Telugu"),
    "thai": mark("Thai"),
}
"""Scripts that are known by sight, and cannot be read."""
_FRONT = 5
"""Pages on which numbers of the work are looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was recognised on a page: how sure that is, 0 to 1, the script, where it is one that cannot be read, and
    what stands there in large letters."""

    text: str = ""
    sure: float = 0.0
    script: str = ""
    heading: str = ""


Pages = Mapping[int, Page]
"""By their number from 0."""


def pack_pages(pages: Pages) -> bytes:
    rows = [[number, page.text, page.sure, page.script, page.heading] for number, page in sorted(pages.items())]
    return zlib.compress(json.dumps(rows).encode())


def unpack_pages(packed: bytes) -> dict[int, Page]:
    """The inverse of pack_pages."""
    return {int(number): Page(*page) for number, *page in json.loads(zlib.decompress(packed))}


def with_recognised(reading: Reading, said: Pages) -> Reading:
    """The reading with the text of its pictures between its own, in the order of the pages."""
    left = tuple(page for page in reading.scans if page not in said)
    new = {number: page.text for number, page in said.items() if page.text and number in reading.scans}
    own = {_page(section): section for section in reading.sections}
    front = [section for section in reading.sections if _page(section) is None]
    read = {number: Section(text, place(number, reading)) for number, text in new.items()}
    pages = {number: section for number, section in own.items() if number is not None}
    longer = {
        number: section
        for number, section in read.items()
        if number not in pages or len(pages[number].text) < len(section.text)
    }
    sections = (*front, *(section for _, section in sorted({**pages, **longer}.items())))
    reading = replace(reading, sections=sections, scans=left, recognised=bool(longer))
    return _with_front(reading, left=len(left), said=said)


def place(number: int, reading: Reading) -> str:
    """Where a page's text stands: "page 12, recognised text"."""
    return f"page {number + 1}, {RECOGNISED}" if (reading.pages or 1) > 1 else RECOGNISED


def _page(section: Section) -> int | None:
    word, _, number = section.place.partition(" ")
    return int(number) - 1 if word == "page" and number.isdigit() else None


def _with_front(reading: Reading, left: int, said: Pages) -> Reading:
    """Title and numbers that the first pages tell, where the file itself does not; and what is missing."""
    front = "\n".join(section.text for section in reading.sections[:_FRONT])
    if not reading.title and reading.recognised and (title := _title(reading, said)):
        reading = replace(reading, title=title, inferred=reading.inferred | {"title"})
    if not reading.identifiers and reading.recognised:
        isbns, doi = isbns_in(front), doi_in(front[:4000])
        numbers = [("isbn", number) for number in isbns] if len(isbns) <= 3 else []
        reading = replace(reading, identifiers=(*numbers, *([("doi", doi)] if doi else [])))
    return replace(reading, partial=reading.partial or missing(left, said, text=bool(reading.sections)))


def _title(reading: Reading, said: Pages) -> str:
    """What stands in large letters on the first page, else its first line if no sentence goes on from there."""
    first = reading.sections[0]
    if not first.place.endswith(RECOGNISED) or 0 not in said or reading.kind is Kind.BOOK:
        return ""
    if title := sane_title(said[0].heading):
        return title
    title, rest = title_from_lines(first.text), first.text.partition("\n")[2]
    return "" if title[:1].islower() or rest.strip()[:1].islower() else title


def missing(left: int, said: Pages, *, text: bool) -> str:
    """What a person should know of the pages that are pictures; empty where all is well."""
    unread = Counter(page.script for page in said.values() if page.script in SCRIPTS).most_common(1)
    if unread:
        return trn(
            "{n} page is in {script} script, which cannot be read off pictures; what was read there is uncertain.",
            "{n} pages are in {script} script, which cannot be read off pictures; what was read there is uncertain.",
            unread[0][1],
            script=tr(SCRIPTS[unread[0][0]]),
        )
    if left:
        return trn(
            "The text of {n} page is still to be read off its picture.",
            "The text of {n} pages is still to be read off their pictures.",
            left,
        )
    if said and not text:
        return tr("No text was found on the pictures of its pages; its title and cover are used.")
    return ""
