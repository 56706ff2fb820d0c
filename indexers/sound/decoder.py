"""What libsndfile cannot decode, through the window's library for media, which runs as a program of its own."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr, trn

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
_NO_DECODER = 4
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = _ROOT / "gui" / "sound_decoder.py"


class NoDecoder(UnreadableFile):
    """The format is known, but what would decode it is not installed. No fault of the file."""


def decode(path: Path, program: Path = _PROGRAM) -> tuple[NDArray[np.float32], int]:
    """((samples,), samples a second) of the first minutes, mixed to one channel; what could be decoded of a file that
    breaks off. Raises UnreadableFile where nothing could be, and NoDecoder where the decoder is missing."""
    if not program.is_file():
        raise _no_decoder(path)
    command = [sys.executable, "-B", "-P", str(program), os.fspath(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, env=environment) as process:
        assert process.stdout is not None
        out_of_time = threading.Timer(SECONDS, process.kill)
        out_of_time.start()
        try:
            data = process.stdout.read(2 * RATE * MOST_DECODED)
            process.stdout.close()
            status = process.wait()
        finally:
            late = not out_of_time.is_alive()
            out_of_time.cancel()
            process.kill()
    if len(data) > 1:
        whole = data[: len(data) // 2 * 2]
        return np.asarray(np.frombuffer(whole, np.int16) / 32768, np.float32), RATE
    if status == _NO_DECODER:
        raise _no_decoder(path)
    if late:
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
