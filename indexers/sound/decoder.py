"""What libsndfile cannot decode, through the window's library for media, which runs as a program of its own."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr, trn
from assistant.security.privacy import bare_environment

FORMATS = {  # no words
    ".m4a": mark("AAC and ALAC"), ".m4b": "AAC", ".mp4": "AAC", ".aac": "AAC", ".alac": "ALAC",
    ".wma": "Windows Media Audio",
    ".asf": "Windows Media Audio", ".ape": "Monkey's Audio", ".wv": "WavPack", ".mpc": "Musepack", ".tta": "TTA",
}  # fmt: skip
"""By suffix; libsndfile reads none of them."""
RATE = 44_100
MOST_DECODED = 300
"""Seconds of a recording, from its beginning: the decoder cannot start in the middle."""
SECONDS = 22
"""Wall-clock seconds for one file: less than its reader has, more than the program allows itself."""
NO_DECODER, OUT_OF_TIME = 4, 124
"""Exit statuses."""
_ROOT = Path(__file__).resolve().parents[2]
PROGRAM = _ROOT / "gui" / "sound_decoder.py"
Opener = Callable[[str, int], int]
"""How a file is opened, as Python's own `open` takes it."""


class NoDecoder(UnreadableFile):
    """The format is known, but what would decode it is not installed. No fault of the file."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """A decoder at work: what it gives, how to wait for its exit status, and how to end it."""

    sound: BinaryIO
    ended: Callable[[], int]
    stop: Callable[[], None] = lambda: None


def start_decoder(path: Path, program: Path = PROGRAM, opener: Opener | None = None) -> Decoding | None:
    """Starts the decoder on a file, which it gets open; None where it is not installed. Raises OSError."""
    if not program.is_file():
        return None
    command = [sys.executable, "-B", "-P", str(program)]
    environment = bare_environment(_ROOT, "QT_")
    with open(path, "rb", buffering=0, opener=opener) as file:
        process = subprocess.Popen(
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    out_of_time = threading.Timer(SECONDS, process.kill)
    out_of_time.start()

    def ended() -> int:
        status = process.wait()
        late = not out_of_time.is_alive()
        out_of_time.cancel()
        return OUT_OF_TIME if late else status

    def stop() -> None:
        process.kill()
        ended()
        sound.close()

    assert process.stdout is not None
    sound: BinaryIO = process.stdout  # type: ignore[assignment]  # a pipe of bytes
    return Decoding(sound, ended, stop)


def decode(path: Path, program: Path = PROGRAM) -> tuple[NDArray[np.float32], int]:
    """((samples,), samples a second) of the first minutes, mixed to one channel; what could be decoded of a file that
    breaks off. Raises UnreadableFile where nothing could be, and NoDecoder where the decoder is missing."""
    decoding = start_decoder(path, program) if program is not PROGRAM else start_decoder(path)
    if decoding is None:
        raise _no_decoder(path)
    try:
        with decoding.sound:
            data = decoding.sound.read(2 * RATE * MOST_DECODED)
        status = decoding.ended()
    finally:
        decoding.stop()
    if len(data) > 1:
        whole = data[: len(data) // 2 * 2]
        return np.asarray(np.frombuffer(whole, np.int16) / 32768, np.float32), RATE
    if status == NO_DECODER:
        raise _no_decoder(path)
    if status == OUT_OF_TIME:
        raise UnreadableFile(
            trn(
                "Reading it took more than {n} second, and was stopped.",
                "Reading it took more than {n} seconds, and was stopped.",
                SECONDS,
            )
        )
    raise UnreadableFile(tr("Its sound cannot be decoded, so how it sounds is not known."))


def _no_decoder(path: Path) -> NoDecoder:
    name = tr(FORMATS[path.suffix.lower()])
    return NoDecoder(tr("Alcove has no decoder for {format}, so how it sounds is not known.", format=name))
