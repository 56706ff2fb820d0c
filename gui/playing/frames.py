"""What a decoder says to the sound process: a letter, a length, and that many bytes.

The other end opened somebody else's file, so a frame that claims more than LARGEST ends the line.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

LENGTH, SOUND, END, FAILED = b"L", b"S", b"E", b"F"
"""Milliseconds of the whole recording, eight bytes; samples; nothing more comes; why nothing comes, as a Reason."""
LARGEST = 4 << 20
CHANNELS, BYTES = 2, 2
"""Of the sound that is passed on: stereo, 16 bits each, at the rate that was asked for."""
FRAME = CHANNELS * BYTES
_HEADER = struct.Struct(">cI")
_NUMBER = struct.Struct(">q")

SOUND_PROCESS = ("-P", "-m", "gui.playing.sound_process")
"""Of Python: what it runs to be heard."""
SOUND_KEEPS = ("PULSE_", "PIPEWIRE_", "ALSA_", "XDG_RUNTIME_DIR", "QT_")
"""How the variables begin that this process needs."""

DAMAGED, SILENT, NO_DECODER, NO_DEVICE, GONE = "damaged", "silent", "no decoder", "no device", "gone"  # no words
"""Why something cannot be heard."""


@dataclass(frozen=True, slots=True)
class Frame:
    letter: bytes
    body: bytes

    @property
    def number(self) -> int:
        """The milliseconds of a LENGTH; 0 where it is malformed."""
        return max(0, _NUMBER.unpack(self.body)[0]) if len(self.body) == _NUMBER.size else 0


def packed(letter: bytes, body: bytes = b"") -> bytes:
    return _HEADER.pack(letter, len(body)) + body


def packed_number(letter: bytes, number: int) -> bytes:
    return packed(letter, _NUMBER.pack(number))


def next_frame(pipe: BinaryIO) -> Frame | None:
    """The next one; None where the other end closed, or said what it must not."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    letter, size = _HEADER.unpack(header)
    if size > LARGEST:
        return None
    body = pipe.read(size)
    return Frame(letter, body) if len(body) == size else None
