"""Finds MPEG audio and ADTS frames in a file whose tags cannot be trusted (ISO 11172-3, 13818-3, 13818-7)."""

from dataclasses import dataclass
from pathlib import Path

_SEARCHED = 1 << 20
"""Bytes at the start of a file that are searched for frames."""
_ENOUGH_FRAMES = 3
_MOST_FRAMES = 200

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KILOBITS = {
    (3, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_ADTS_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its bytes, and the seconds that it lasts."""

    size: int
    seconds: float


def parse_frame(header: bytes) -> Frame | None:
    """The frame that starts with these (at least 7) bytes; None if none does."""
    if len(header) < 7 or header[0] != 0xFF:
        return None
    if header[1] & 0xF6 == 0xF0:
        return _adts_frame(header)
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bits, rate_index, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if header[1] & 0xE0 != 0xE0 or version == 1 or layer == 0 or bits in (0, 15) or rate_index == 3:
        return None
    rate = _RATES[version][rate_index]
    kilobits = _KILOBITS[(3, layer) if version == 3 else (2, 3 if layer == 3 else 2)][bits - 1]
    samples = 384 if layer == 3 else 576 if layer == 1 and version != 3 else 1152
    slot = 4 if layer == 3 else 1
    return Frame((samples // 8 // slot * kilobits * 1000 // rate + padding) * slot, samples / rate)


def _adts_frame(header: bytes) -> Frame | None:
    rate_index = header[2] >> 2 & 15
    size = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    if rate_index >= len(_ADTS_RATES) or size < 7:
        return None
    return Frame(size, 1024 / _ADTS_RATES[rate_index])


def starts_with_frame(head: bytes) -> bool:
    """Whether two frames stand at the very start."""
    first = parse_frame(head[:7])
    if first is None:
        return False
    return len(head) < first.size + 7 or parse_frame(head[first.size : first.size + 7]) is not None


def frame_seconds(path: Path) -> float | None:
    """Seconds of sound, estimated from the mean of the first frames in a row; None if there are no such frames."""
    with open(path, "rb") as file:
        head = file.read(10)
        size = file.seek(0, 2)
        behind_tag = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=False))
        offset = behind_tag if head[:3] == b"ID3" and behind_tag < size else 0
        file.seek(offset)
        data = file.read(_SEARCHED)
        file.seek(max(size - 128, 0))
        size -= 128 if file.read(3) == b"TAG" else 0
    start = data.find(b"\xff")
    while start >= 0:
        frames = _frames_from(data, start)
        to_the_end = len(frames) > 1 and offset + start + sum(frame.size for frame in frames) == size
        if len(frames) >= _ENOUGH_FRAMES or to_the_end:
            seconds = sum(frame.seconds for frame in frames)
            return seconds * (size - offset - start) / sum(frame.size for frame in frames)
        start = data.find(b"\xff", start + 1)
    return None


def _frames_from(data: bytes, place: int) -> list[Frame]:
    frames: list[Frame] = []
    while len(frames) < _MOST_FRAMES and (frame := parse_frame(data[place : place + 7])) is not None:
        frames.append(frame)
        place += frame.size
    return frames
