"""What the courier tells: messages of the catalogue and their values, for whoever asked to put into words."""

import errno
from collections.abc import Callable

Told = dict[str, object]
"""{"says": a message, "with": its values}; a value may be such a pair, too."""
Report = Callable[[int], None]


def mark(message: str) -> str:
    """Names a message that whoever asked looks up: there is no catalogue here."""
    return message


DISK_FULL = mark("The disk is full. Free some space and ask again; the download goes on from where it stopped.")


def told(message: str, **values: object) -> Told:
    return {"says": message, "with": values}


class Refused(Exception):
    """The request cannot be met; the message is shown to the person, with its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.told = told(message, **values)


def what_failed(error: Exception) -> Told:
    if isinstance(error, Refused):
        return error.told
    if not isinstance(error, OSError):
        return told("{error}", error=f"{type(error).__name__}: {error}")
    reason = str(error.strerror or error)
    if error.errno == errno.ENOSPC:
        return told(DISK_FULL)
    if error.filename is None:
        return told(mark("The file: {reason}."), reason=reason)
    return told("{path}: {reason}.", path=str(error.filename), reason=reason)
