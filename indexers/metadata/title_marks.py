"""What stands in a stated title beside it: markup, signs spelt out, quotation marks around all of it, its series."""

import re
from dataclasses import replace
from html import unescape

from assistant.domain.entities import Kind
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.base import Reading

_SERIES = re.compile(
    r"^(?P<title>.+?)\s*\((?P<series>[^()#;]+?)(?:,\s*|\s+)(?:#|vol(?:ume|\.)?\s*|book\s+|band\s+|tome\s+|n[o°]\.?\s*)"
    r"(?P<number>\d+(?:\.\d+)?)[^()]*\)\s*$",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d?);", re.I)
_TAG = re.compile(r"</?(?:b|i|em|strong|u|sub|sup|span|font|small|cite)(?:\s[^<>]*)?>", re.I)
_BREAK = re.compile(r"</?(?:p|br|div)\b[^<>]*>", re.I)
_QUOTED = re.compile(r"^(?:《([^《》]+)》|『([^『』]+)』|「([^「」]+)」|〈([^〈〉]+)〉)$")


def spelt_out(text: str) -> str:
    """A text whose signs a program wrote as in HTML: "Otto & Ada" for "Otto &amp; Ada"."""
    return unescape(text) if _ENTITY.search(text) else text


def plain_title(title: str) -> str:
    """A title, or a name, as it is read: "Tom & Jerry’s" for "Tom &amp; Jerry&#8217;s", "H2O" for "H<sub>2</sub>O"."""
    text = spelt_out(title)
    text = _TAG.sub("", _BREAK.sub(" ", text)) if "<" in text else text
    match = _QUOTED.match(text.strip())
    inner = next(filter(None, match.groups()), "") if match else text
    return clean_line(inner) or title if inner != title else title


def without_marks_of_titles(reading: Reading) -> Reading:
    """The reading with plain titles and names, and the series of a book that stands in its title alone."""
    title, series, place = plain_title(reading.title), reading.series, reading.series_index
    if reading.kind is Kind.BOOK and not series and not reading.duration:
        title, series, place = without_series(title)
    changes = {"title": title, "series": series, "series_index": place, "album": plain_title(reading.album)}
    names = tuple(map(plain_title, reading.creators))
    if names == reading.creators and all(getattr(reading, name) == value for name, value in changes.items()):
        return reading
    return replace(reading, creators=names, **changes)  # type: ignore[arg-type]


def without_series(title: str) -> tuple[str, str, float | None]:
    """(title, series, number) of "Ice (North, #2)" and the like."""
    match = _SERIES.match(title)
    return (match["title"], match["series"].strip(), float(match["number"])) if match else (title, "", None)
