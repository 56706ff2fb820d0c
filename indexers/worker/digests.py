"""What stands for a file's content, checked by the parent: a reader that states the digest of another file would make
one work of the two."""

import os
from typing import IO

from assistant.messages import tr
from indexers.readers.base import HEAD
from indexers.scanner import digest_of, start_digest
from indexers.worker.lending import Lender
from indexers.worker.protocol import Answer
from indexers.worker.wire import ProtocolBroken


def checked(lender: Lender, answer: Answer) -> Answer:
    """The answer, if the digest that it states is that of the file at hand. One of a file that has changed since it was
    opened has failed, and is tried again.

    Plain hashing, no parsing. Raises ProtocolBroken for any other digest.
    """
    if (answer.reading is None and not answer.digest) or _is_its_own(lender, answer):
        return answer
    if lender.has_changed():
        return Answer("failed", tr("It changed while it was read."), retire=answer.retire)
    raise ProtocolBroken("the digest of another file")


def digest_or_nothing(lender: Lender) -> bytes:
    """The file is not tried again until it changes."""
    try:
        with lender.file() as file:
            return digest_of(file)
    except OSError:
        return b""


def _is_its_own(lender: Lender, answer: Answer) -> bool:
    try:
        with lender.file() as file:
            # What is not read on is known by its start.
            by_start = answer.reading is None and answer.digest == _of_start(file)
            file.seek(0)
            return by_start or answer.digest == digest_of(file)
    except OSError:
        return False


def _of_start(file: IO[bytes]) -> bytes:
    return start_digest(file.read(HEAD), os.fstat(file.fileno()).st_size)
