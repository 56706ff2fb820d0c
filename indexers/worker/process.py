"""The process that opens other people's files: no network, little memory, nothing written, one file at a time.

Started as `python -m indexers.worker.process`; talks over its standard input and output (see indexers.worker.protocol).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import use_language
from assistant.security.network_lock import lock_network
from indexers.worker.limits import (
    NOT_LOCKED,
    RETIRE_AT,
    RETIRE_LOOKING_AT,
    SECONDS,
    allow_seconds,
    limit_process,
    resident_bytes,
)

if TYPE_CHECKING:
    from indexers.worker.protocol import Answer


def main() -> None:
    try:
        lock_network()
    except NetworkLockFailed:
        sys.exit(NOT_LOCKED)
    # Our own code comes before the limits, which would keep Python from storing it compiled; compiling it at each start
    # makes that a quarter longer.
    from indexers.readers.registry import formats
    from indexers.worker import reading  # noqa: F401
    from indexers.worker.protocol import LOOK, SECONDS_BY_TASK, Answer, receive_request, send_answer

    formats()
    limit_process()
    sys.dont_write_bytecode = True
    # Libraries print on descriptor 1; what they say must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    send_answer(answers, Answer("ready"))
    while (request := receive_request(requests)) is not None:
        path, known, task, language = request
        use_language(language)
        allow_seconds(SECONDS_BY_TASK.get(task, SECONDS))
        most = RETIRE_LOOKING_AT if task == LOOK else RETIRE_AT
        for answer in _answers(path, known, task):
            send_answer(answers, replace(answer, retire=True) if resident_bytes() > most else answer)


def _answers(path: Path, known: bytes, task: str) -> "Iterator[Answer]":
    """What belongs to the other tasks is loaded when the first of them comes."""
    from indexers.worker.protocol import HEAR, IMPORT, LOOK, TELL, WHOLE
    from indexers.worker.reading import read_file, read_whole

    if task == HEAR:
        from indexers.sound.audio_features import measure_file

        yield measure_file(path)
    elif task == IMPORT:
        from indexers.importers.import_transfer import read_export

        yield from read_export(path, known)
    elif task == LOOK:
        from indexers.ocr.looking import look_at_page

        yield look_at_page(path, int.from_bytes(known))
    elif task == TELL:
        from indexers.ocr.recognised import unpack_pages

        yield read_file(path, said=unpack_pages(known))
    elif task == WHOLE:
        yield read_whole(path)
    else:
        yield read_file(path, known)


if __name__ == "__main__":
    main()
