"""The process that opens other people's files: no network, little memory, nothing written, one file at a time.

Started as `python -m indexers.worker.process KIND`; talks over its standard input and output (see
indexers.worker.protocol).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import use_language
from assistant.security.kernel.confinement import confine
from assistant.security.network_lock import lock_network
from assistant.security.privacy import keep_private
from indexers.worker.borrowing import Borrower
from indexers.worker.limits import (
    NOT_LOCKED,
    RETIRE_AT,
    RETIRE_LOOKING_AT,
    SECONDS,
    allow_seconds,
    end_with_parent,
    limit_process,
    resident_bytes,
)
from indexers.worker.preparing import TEXTS, prepare
from indexers.worker.protocol import (
    HEAR,
    IMPORT,
    LOOK,
    SECONDS_BY_TASK,
    SHOW,
    TELL,
    WHOLE,
    Answer,
    Request,
    receive_request,
    send_answer,
)


def main(kind: str = TEXTS) -> None:
    try:
        lock_network()
        keep_private()
    except NetworkLockFailed:
        sys.exit(NOT_LOCKED)
    # Our own code comes before the limits, which would keep Python from storing it compiled; compiling it at each start
    # makes that a quarter longer.
    from indexers.readers.registry import formats
    from indexers.worker import reading, showing  # noqa: F401
    from indexers.worker.wire import process_end

    formats()
    prepare(kind)
    os.chdir(os.path.sep)
    limit_process()
    end_with_parent()
    resident_bytes()
    sys.dont_write_bytecode = True
    requests, answers, line = process_end()
    borrower = Borrower(requests, answers, line) if line is not None else None
    if borrower is not None:
        borrower.install()
    try:
        confine()
    except NetworkLockFailed:
        sys.exit(NOT_LOCKED)
    send_answer(answers, Answer("ready"))
    while (request := receive_request(requests)) is not None:
        if borrower is not None:
            borrower.begin(request.path, request.error)
        _serve(request, answers)


def _serve(request: Request, answers: IO[bytes]) -> None:
    from indexers.readers.books.pdf_file import use_password

    use_language(request.language)
    use_password(request.password)
    allow_seconds(SECONDS_BY_TASK.get(request.task, SECONDS))
    most = RETIRE_LOOKING_AT if request.task == LOOK else RETIRE_AT
    for answer in _answers(request.path, request.known, request.task):
        send_answer(answers, replace(answer, retire=True) if resident_bytes() > most else answer)


def _answers(path: Path, known: bytes, task: str) -> Iterator[Answer]:
    """What belongs to the other tasks is loaded when the first of them comes."""
    from indexers.worker.reading import read_file, read_whole

    if task == HEAR:
        from indexers.sound.audio_features import measure_file

        yield measure_file(path)
    elif task == IMPORT:
        from indexers.importers.export_reader import read_export

        yield from read_export(path, known)
    elif task == LOOK:
        from indexers.ocr.looking import look_at_page

        yield look_at_page(path, int.from_bytes(known))
    elif task == TELL:
        from indexers.ocr.recognised import unpack_pages

        yield read_file(path, said=unpack_pages(known))
    elif task == WHOLE:
        yield read_whole(path)
    elif task == SHOW:
        from indexers.worker.showing import show_page

        yield show_page(path, int.from_bytes(known))
    else:
        yield read_file(path, known)


if __name__ == "__main__":
    main(*sys.argv[1:])
