"""Encodes sound and writes its tags and cover by hand: FLAC (RFC 9639), Ogg Vorbis (RFC 3533, Vorbis I §5), ID3v2.4."""

import base64
import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.demo.sound import RATE, Samples

FRONT_COVER = 3
_FORMATS = {"flac": ("FLAC", "PCM_16"), "ogg": ("OGG", "VORBIS"), "mp3": ("MP3", "MPEG_LAYER_III")}
_ID3 = {
    "TITLE": "TIT2", "ARTIST": "TPE1", "COMPOSER": "TCOM", "ALBUM": "TALB", "DATE": "TDRC", "TRACKNUMBER": "TRCK",
    "INITIALKEY": "TKEY", "BPM": "TBPM", "GENRE": "TCON", "ENCODEDBY": "TENC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """Vorbis names with their values, several for one name where it repeats; a JPEG of the cover with its side."""

    fields: Sequence[tuple[str, str]]
    cover: bytes
    side: int


def encode(samples: Samples, kind: str, tags: Tags) -> bytes:
    """The file's bytes. `kind` is flac, ogg or mp3."""
    import soundfile

    out = io.BytesIO()
    container, subtype = _FORMATS[kind]
    soundfile.write(out, samples, RATE, format=container, subtype=subtype)
    return {"flac": _flac, "ogg": _ogg, "mp3": _mp3}[kind](out.getvalue(), tags)


def _comments(fields: Sequence[tuple[str, str]]) -> bytes:
    entries = [f"{name}={value}".encode() for name, value in fields]
    head = struct.pack("<I", len(b"Alcove")) + b"Alcove" + struct.pack("<I", len(entries))
    return head + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)


def _picture(tags: Tags) -> bytes:
    """A FLAC picture block, RFC 9639 §8.8."""
    mime = b"image/jpeg"
    head = struct.pack(">II", FRONT_COVER, len(mime)) + mime + struct.pack(">I", 0)
    return head + struct.pack(">5I", tags.side, tags.side, 24, 0, len(tags.cover)) + tags.cover


def _flac(data: bytes, tags: Tags) -> bytes:
    """Keeps the stream's own description and puts our comments and picture in place of the other blocks."""
    stream, place, last = b"", 4, False
    while not last:
        kind, size = data[place] & 0x7F, int.from_bytes(data[place + 1 : place + 4], "big")
        last = bool(data[place] & 0x80)
        if kind == 0:
            stream = data[place + 4 : place + 4 + size]
        place += 4 + size
    blocks = ((0, stream), (4, _comments(tags.fields)), (0x80 | 6, _picture(tags)))
    head = b"".join(bytes([kind]) + len(block).to_bytes(3, "big") + block for kind, block in blocks)
    return b"fLaC" + head + data[place:]


def _ogg(data: bytes, tags: Tags) -> bytes:
    """Replaces the comment header; the pages are numbered and summed anew, with a serial number of our own."""
    pages = list(_ogg_pages(data))
    headers: list[bytes] = []
    rest, begun = 1, b""
    while len(headers) < 2:
        ended, begun = pages[rest].packets(begun)
        headers += ended
        rest += 1
    cover = base64.b64encode(_picture(tags)).decode()
    comment = b"\x03vorbis" + _comments([*tags.fields, ("METADATA_BLOCK_PICTURE", cover)]) + b"\x01"
    fresh = [pages[0], *_paged([comment, headers[1]]), *pages[rest:]]
    serial = zlib.crc32(repr(tags.fields).encode())
    return b"".join(page.to_bytes(serial, number) for number, page in enumerate(fresh))


@dataclass(frozen=True, slots=True)
class _OggPage:
    flags: int
    granule: int
    lacing: bytes
    body: bytes

    def packets(self, begun: bytes) -> tuple[list[bytes], bytes]:
        """The packets that end on this page, and what it leaves open; `begun` is what the page before left open."""
        found, place, packet = [], 0, begun
        for size in self.lacing:
            packet += self.body[place : place + size]
            place += size
            if size < 255:
                found.append(packet)
                packet = b""
        return found, packet

    def to_bytes(self, serial: int, number: int) -> bytes:
        head = b"OggS\0" + struct.pack("<BqIII", self.flags, self.granule, serial, number, 0)
        page = bytearray(head + bytes([len(self.lacing)]) + self.lacing + self.body)
        page[22:26] = struct.pack("<I", _ogg_sum(page))
        return bytes(page)


def _ogg_pages(data: bytes) -> Iterator[_OggPage]:
    place = 0
    while place < len(data):
        flags, granule = data[place + 5], struct.unpack_from("<q", data, place + 6)[0]
        lacing = data[place + 27 : place + 27 + data[place + 26]]
        start = place + 27 + len(lacing)
        place = start + sum(lacing)
        yield _OggPage(flags, granule, lacing, data[start:place])


def _paged(packets: Sequence[bytes]) -> list[_OggPage]:
    """Packets cut into pages of 255 segments. No packet ends on a page where nothing ends: granule −1."""
    segments: list[bytes] = []
    for packet in packets:
        segments += [packet[place : place + 255] for place in range(0, len(packet) + 1, 255)]
        if segments[-1] and len(segments[-1]) == 255:
            segments.append(b"")
    pages, continued = [], False
    for place in range(0, len(segments), 255):
        part = segments[place : place + 255]
        ends = any(len(segment) < 255 for segment in part)
        lacing = bytes(len(segment) for segment in part)
        pages.append(_OggPage(int(continued), 0 if ends else -1, lacing, b"".join(part)))
        continued = len(part[-1]) == 255
    return pages


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _ogg_sum(page: bytes | bytearray) -> int:
    """CRC-32 with the bits of every byte and of the sum in Ogg's order; zlib counts them from the other end."""
    mirrored = zlib.crc32(bytes(page).translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def _mp3(data: bytes, tags: Tags) -> bytes:
    """Puts an ID3v2.4 tag before the sound."""
    values: dict[str, list[str]] = {}
    for name, value in tags.fields:
        values.setdefault(name, []).append(value)
    named = [(_ID3[name], "\0".join(several)) for name, several in values.items() if name in _ID3]
    frames = [_frame(name, b"\x03" + text.encode()) for name, text in named]
    frames += [_frame("COMM", b"\x03eng\0" + text.encode()) for text in values.get("DESCRIPTION", [])]
    frames.append(_frame("APIC", b"\x03image/jpeg\0" + bytes([FRONT_COVER]) + b"\0" + tags.cover))
    body = b"".join(frames)
    return b"ID3\x04\0\0" + _synchsafe(len(body)) + body + data


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes of seven, ID3v2.4 §6.2."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
