"""Reads Monkey's Audio, WavPack, Musepack and DSF: APEv2 or ID3 tags, and the length from each format's header."""

import io
import struct
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.readers.audio.described import cover_of, describe, fields_of
from indexers.readers.audio.tags import load_tag_bytes
from indexers.readers.base import MEGABYTE, Reading
from indexers.readers.registry import reader

_FOOTER = 32
_LARGEST_TAG = 32 * MEGABYTE
_WAVPACK_RATES = (6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000)
_MUSEPACK_RATES = (44100, 48000, 37800, 32000)
_MAGICS = (b"MAC ", b"wvpk", b"MP+", b"MPCK", b"DSD ")


@reader(mark("audio"), {
    ".ape": "audio/x-ape", ".wv": "audio/x-wavpack", ".mpc": "audio/x-musepack", ".dsf": "audio/x-dsf",
}, largest=4096 * MEGABYTE, magic=_MAGICS)  # fmt: skip
def read_ape(path: Path) -> Reading:
    with open(path, "rb") as file:
        head = file.read(1024)
        if not head.startswith(_MAGICS):
            raise UnreadableFile(tr("This is not an audio file that Alcove can read."))
        try:
            seconds = _seconds(head)
        except (struct.error, IndexError, ZeroDivisionError) as error:
            raise UnreadableFile(tr("This audio file is damaged: its header cannot be understood.")) from error
        if head.startswith(b"DSD "):
            return _read_dsf(file, path, head, seconds)
        tag, cover = read_apev2(file)
    if not seconds and not tag:
        raise UnreadableFile(tr("This audio file is damaged: it holds no sound that can be recognised."))
    return describe(tag, path, duration=seconds, cover=cover)


def _seconds(head: bytes) -> float | None:
    if head.startswith(b"MAC "):
        return _monkey_seconds(head)
    if head.startswith(b"wvpk"):
        (samples,) = struct.unpack_from("<L", head, 12)
        (flags,) = struct.unpack_from("<L", head, 24)
        rate_index = flags >> 23 & 15
        return float(samples / _WAVPACK_RATES[rate_index]) if samples != 0xFFFFFFFF and rate_index < 15 else None
    if head.startswith(b"MP+"):
        (frames,) = struct.unpack_from("<L", head, 4)
        return float(frames * 1152 / _MUSEPACK_RATES[head[10] & 3])
    if head.startswith(b"MPCK"):
        return _musepack8_seconds(head)
    (rate,) = struct.unpack_from("<L", head, 28 + 28)
    (samples,) = struct.unpack_from("<Q", head, 28 + 36)
    return float(samples / rate)


def _monkey_seconds(head: bytes) -> float | None:
    """The descriptor was added in version 3.98; before, everything stood in one header."""
    (version,) = struct.unpack_from("<H", head, 4)
    if version >= 3980:
        (start,) = struct.unpack_from("<L", head, 8)
        per_frame, last, frames = struct.unpack_from("<LLL", head, start + 4)
        (rate,) = struct.unpack_from("<L", head, start + 20)
    else:
        (level,) = struct.unpack_from("<H", head, 6)
        large = version >= 3900 or (version >= 3800 and level == 4000)
        per_frame = 73728 * 4 if version >= 3950 else 73728 if large else 9216
        (rate,) = struct.unpack_from("<L", head, 12)
        frames, last = struct.unpack_from("<LL", head, 24)
    return float(((frames - 1) * per_frame + last) / rate) if frames else None


def _musepack8_seconds(head: bytes) -> float | None:
    """The stream header packet: SH, its size, a checksum, the version, then the number of samples."""
    place = head.find(b"SH", 4)
    if place < 0:
        return None
    _, place = _variable(head, place + 2)
    samples, place = _variable(head, place + 5)
    _, place = _variable(head, place)
    return samples / _MUSEPACK_RATES[head[place] >> 5 & 3]


def _variable(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    while True:
        value = value << 7 | data[place] & 0x7F
        place += 1
        if not data[place - 1] & 0x80:
            return value, place


def read_apev2(file: io.BufferedReader) -> tuple[dict[str, list[str]], bytes | None]:
    """({key in lower case: texts}, cover) of the tag at the end of a file; empty if there is none."""
    size = file.seek(0, io.SEEK_END)
    for behind in (0, 128):
        if size < _FOOTER + behind:
            break
        file.seek(size - behind - _FOOTER)
        footer = file.read(_FOOTER)
        if footer[:8] == b"APETAGEX":
            _, length, count, flags = struct.unpack_from("<LLLL", footer, 8)
            if not _FOOTER <= length <= min(_LARGEST_TAG, size):
                break
            file.seek(size - behind - length)
            return _items(file.read(length - _FOOTER), min(count, 1000))
    return {}, None


def _items(data: bytes, count: int) -> tuple[dict[str, list[str]], bytes | None]:
    """Texts are parted by zeros; a picture stands behind a file name and a zero."""
    found: dict[str, list[str]] = {}
    cover: bytes | None = None
    place = 0
    for _ in range(count):
        if place + 8 > len(data):
            break
        length, flags = struct.unpack_from("<LL", data, place)
        end = data.find(b"\0", place + 8)
        if end < 0 or end + 1 + length > len(data):
            break
        key, value = data[place + 8 : end].decode("ascii", "replace").lower(), data[end + 1 : end + 1 + length]
        if flags >> 1 & 3 != 1:
            found[key] = value.decode("utf-8", "replace").split("\0")
        elif key.startswith("cover art"):
            cover = cover or value.partition(b"\0")[2] or None
        place = end + 1 + length
    return found, cover


def _read_dsf(file: io.BufferedReader, path: Path, head: bytes, seconds: float | None) -> Reading:
    """An ID3 tag stands where the header says."""
    import tinytag

    (start,) = struct.unpack_from("<Q", head, 20)
    reading = Reading(kind=Kind.MUSIC)
    if 0 < start < file.seek(0, io.SEEK_END):
        file.seek(start)
        try:
            tag = load_tag_bytes(io.BytesIO(file.read(_LARGEST_TAG)))
            reading = describe(fields_of(tag), path, cover=cover_of(tag))
        except tinytag.TinyTagException:
            reading = replace(reading, partial=tr("Its tags are damaged; the title comes from the file's name."))
    return replace(reading, duration=round(seconds, 3) if seconds else None)
