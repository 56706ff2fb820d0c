"""What stands for a file's content, checked by the parent: a reader that states the digest of another file would make
one work of the two."""

import os
from pathlib import Path

from assistant.messages import tr
from indexers.readers.base import HEAD
from indexers.scanner import content_digest, start_digest
from indexers.worker.protocol import Answer
from indexers.worker.wire import ProtocolBroken

State = tuple[int, int, int] | None
"""Size, time of the last change and inode of a file; None where it is not there."""


def state_of(path: Path) -> State:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def checked(path: Path, before: State, answer: Answer) -> Answer:
    """The answer, if the digest that it states is that of the file. One of a file that has changed since `before` has
    failed, and is tried again.

    Plain hashing, no parsing. Raises ProtocolBroken for any other digest, and OSError.
    """
    if answer.reading is None and (not answer.digest or answer.digest == _of_start(path)):
        return answer
    if answer.digest == content_digest(path):
        return answer
    if state_of(path) != before:
        return Answer("failed", tr("It changed while it was read."), retire=answer.retire)
    raise ProtocolBroken("the digest of another file")


def digest_or_nothing(path: Path) -> bytes:
    """The file is not tried again until it changes."""
    try:
        return content_digest(path)
    except OSError:
        return b""


def _of_start(path: Path) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return start_digest(file.read(HEAD), os.fstat(file.fileno()).st_size)
