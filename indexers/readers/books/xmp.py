"""Finds title and creators in a PDF's XMP packet (ISO 16684-1), which most programs leave uncompressed."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from indexers.metadata.clean_metadata import clean_names
from indexers.readers.markup import element_text, local_name, parse_xml

_SEARCHED = 16 << 20
"""Bytes searched at either end of a file."""
_ESCAPED = re.compile(r"(?:\\[0-3][0-7]{2}|[\x20-\x7e]){2,}")
_PACKET = re.compile(rb"<rdf:RDF\b.{20,400000}?</rdf:RDF>", re.S)


@dataclass(frozen=True, slots=True)
class XmpPacket:
    title: str = ""
    creators: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    description: str = ""


def read_xmp(path: Path) -> XmpPacket:
    """The packet of the document itself; pictures inside carry packets too. Empty if there is none."""
    with open(path, "rb") as file:
        data = file.read(_SEARCHED)
        if (size := file.seek(0, 2)) > _SEARCHED:
            file.seek(max(size - _SEARCHED, _SEARCHED))
            data += file.read(_SEARCHED)
    if b"<rdf:RDF" not in data:
        return XmpPacket()
    packets = [match[0] for match in _PACKET.finditer(data)]
    # An appended revision comes last; a packet of the document names the PDF's own properties.
    own = [packet for packet in packets if b"ns.adobe.com/pdf/" in packet or b"pdfaid" in packet]
    for packet in reversed(own or packets[:1]):
        found = _parse(packet)
        if found.title or found.creators:
            return found
    return XmpPacket()


def _parse(packet: bytes) -> XmpPacket:
    names = set(re.findall(rb"(?:</?|\s)([A-Za-z][\w.-]*):[\w.-]+[\s=/>]", packet)) - {b"xml", b"xmlns"}
    missing = b" ".join(b'xmlns:%s="%s"' % (name, name) for name in sorted(names) if b"xmlns:%s=" % name not in packet)
    try:
        root = parse_xml(b"<x " + missing + b">" + packet + b"</x>")
    except UnreadableFile:
        return XmpPacket()
    stated: dict[str, list[str]] = {}
    for element in root.iter():
        name = local_name(element)
        if name in ("title", "creator", "subject", "description") and name not in stated:
            entries = [_unescaped(element_text(entry)) for entry in element.iter() if local_name(entry) == "li"]
            stated[name] = [entry for entry in entries or [_unescaped(element_text(element))] if entry]
    return XmpPacket(
        title=next(iter(stated.get("title", ())), ""),
        creators=clean_names(stated.get("creator", ())),
        subjects=clean_names(stated.get("subject", ())),
        description=next(iter(stated.get("description", ())), ""),
    )


def _unescaped(text: str) -> str:
    """What a program put into XML as it stands in a PDF's fields: UTF-16 with octal escapes (ISO 32000-1, 7.9.2)."""
    if not text.startswith("\\376\\377") or not _ESCAPED.fullmatch(text):
        return text
    data = re.sub(r"\\([0-3][0-7]{2})", lambda match: chr(int(match[1], 8)), text).encode("latin-1")
    return data.decode("utf-16", "replace")
