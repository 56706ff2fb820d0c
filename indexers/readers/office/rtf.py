"""Reads RTF with striprtf; title and author come from its information group."""

import codecs
import re
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.metadata.authors import sane_people
from indexers.metadata.clean_metadata import clean_line, clean_text, created_year, split_subjects
from indexers.metadata.titles import sane_title
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.registry import reader

_CODEPAGE = re.compile(r"\\ansicpg(\d{3,5})")
_YEAR = re.compile(r"\{\\creatim\s*\\yr(\d{4})")
_PICTURES = re.compile(r"(?:[0-9a-fA-F]{64,}\s*){4,}")
"""Long runs of hexadecimal: pictures and embedded objects."""
_STRAY_STAR = re.compile(r"(?<![{\s])\\\*(?=\\)")
"""An "ignorable" mark in the middle of a group, where it means nothing and striprtf would drop the rest."""


def _is_rtf(head: bytes) -> bool:
    return head.lstrip()[:5] == b"{\\rtf"


@reader("RTF", {".rtf": "application/rtf"}, largest=64 * MEGABYTE, recognises=_is_rtf)
def read_rtf(path: Path) -> Reading:
    data = path.read_bytes()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(tr("This is not an RTF file."))
    source = _STRAY_STAR.sub("", _PICTURES.sub("", data.decode("latin-1")))
    text = _plain(source)
    stated = {name: _info(source, name) for name in ("title", "author", "keywords", "subject", "doccomm")}
    year = _YEAR.search(source)
    return Reading(
        title=sane_title(stated["title"]),
        creators=sane_people(stated["author"]),
        year=created_year(year[1]) if year else None,
        subjects=split_subjects(stated["keywords"]),
        description=clean_line(stated["doccomm"] or stated["subject"], 2000),
        sections=(Section(text.strip()),) if text.strip() else (),
    )


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    page = _CODEPAGE.search(source)
    try:
        text = str(rtf_to_text(source, encoding=_codec(page[1] if page else "1252"), errors="replace"))  # type: ignore[no-untyped-call]
    # striprtf stumbles over damaged control words with plain errors of these kinds.
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableFile(tr("This RTF file is damaged.")) from error
    return clean_text(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _codec(page: str) -> str:
    """The codec of a code page; Western European for one that Python does not know."""
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"


def _info(source: str, name: str) -> str:
    """The text of one group of the information group; groups inside it are kept whole.

    Where a group is written twice, in bytes and for readers of Unicode (`\\upr`), the second says more.
    """
    group = r"\{(?:\\\*)?\\" + name + r"(?![a-z])"
    start = re.search(r"\\ud\s*" + group, source) or re.search(group, source)
    if not start:
        return ""
    depth, place = 1, start.end()
    while depth and place < min(len(source), start.end() + 4000):
        mark = source[place]
        if mark == "\\":
            place += 1
        depth += (mark == "{") - (mark == "}")
        place += 1
    page = _CODEPAGE.search(source)
    header = f"{{\\rtf1\\ansi\\ansicpg{page[1] if page else '1252'} "
    return clean_line(_plain(f"{header}{source[start.end() : place - 1]}}}"))
