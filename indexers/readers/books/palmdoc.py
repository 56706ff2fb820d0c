"""Unpacks the text of MOBI files: PalmDOC (LZ77) and HUFF/CDIC compression, as documented by the MobileRead wiki."""

import struct

from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr

_DAMAGED = mark("This MOBI file is damaged: its text cannot be unpacked.")
_DEEPEST = 32


def unpack_palmdoc(data: bytes, most: int) -> bytes:
    """One record. Bytes 01–08 copy as many, 80–BF refer back (11 bits of distance, 3 of length), C0–FF add a blank."""
    out = bytearray()
    place = 0
    while place < len(data) and len(out) < most:
        byte = data[place]
        place += 1
        if 1 <= byte <= 8:
            out += data[place : place + byte]
            place += byte
        elif byte < 0x80:
            out.append(byte)
        elif byte >= 0xC0:
            out += bytes((0x20, byte ^ 0x80))
        elif place < len(data):
            pair = byte << 8 | data[place]
            place += 1
            distance, length = pair >> 3 & 0x7FF, (pair & 7) + 3
            if not 0 < distance <= len(out):
                raise UnreadableFile(tr(_DAMAGED))
            for _ in range(length):
                out.append(out[-distance])
    return bytes(out)


class HuffmanText:
    """The HUFF record's code tables and the phrases of the CDIC records."""

    def __init__(self, huff: bytes, dictionaries: list[bytes]) -> None:
        try:
            if huff[:4] != b"HUFF":
                raise UnreadableFile(tr(_DAMAGED))
            first, second = struct.unpack_from(">LL", huff, 8)
            table = struct.unpack_from(">256L", huff, first)
            self._short = [(value & 0x1F, value & 0x80, value >> 8) for value in table]
            bounds = struct.unpack_from(">64L", huff, second)
            self._least = [0, *(value << (32 - length) for length, value in enumerate(bounds[0::2], 1))]
            self._most = [0, *((value + 1 << (32 - length)) - 1 for length, value in enumerate(bounds[1::2], 1))]
            self._phrases = [phrase for record in dictionaries for phrase in _phrases(record)]
        except struct.error as error:
            raise UnreadableFile(tr(_DAMAGED)) from error

    def unpack(self, data: bytes, most: int, depth: int = 0) -> bytes:
        """One record; phrases may be packed themselves, to a depth."""
        if depth > _DEEPEST:
            raise UnreadableFile(tr(_DAMAGED))
        bits = int.from_bytes(data + b"\0" * 8)
        left, out = len(data) * 8, bytearray()
        position = left + 32
        while left > 0 and len(out) < most:
            code = bits >> position & 0xFFFFFFFF
            length, final, top = self._short[code >> 24]
            if not final:
                while length < 32 and code < self._least[length]:
                    length += 1
                top = self._most[length] >> (32 - length) if length else 0
            if length == 0:
                raise UnreadableFile(tr(_DAMAGED))
            position, left = position - length, left - length
            if left < 0:
                break
            index = top - (code >> (32 - length))
            if not 0 <= index < len(self._phrases):
                raise UnreadableFile(tr(_DAMAGED))
            phrase, plain = self._phrases[index]
            out += phrase if plain else self.unpack(phrase, most, depth + 1)
        return bytes(out)


def _phrases(record: bytes) -> list[tuple[bytes, bool]]:
    """(bytes, whether they stand as they are) of one CDIC record."""
    if record[:4] != b"CDIC":
        raise UnreadableFile(tr(_DAMAGED))
    total, bits = struct.unpack_from(">LL", record, 8)
    count = min(1 << min(bits, 16), total, (len(record) - 16) // 2)
    found = []
    for offset in struct.unpack_from(f">{count}H", record, 16):
        (size,) = struct.unpack_from(">H", record, 16 + offset)
        found.append((record[18 + offset : 18 + offset + (size & 0x7FFF)], bool(size & 0x8000)))
    return found
