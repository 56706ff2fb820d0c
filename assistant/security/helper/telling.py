"""What the courier tells: messages of the catalogue and their values, for whoever asked to put into words."""

import errno
import json
from collections.abc import Callable, Iterator
from string import Formatter

LONGEST_LINE = 64 * 1024
"""Bytes of a request or an answer."""
_LARGEST = 2**53
"""Above it a number read from JSON is no longer exact."""
Said = dict[str, object]
"""{"progress": [bytes here, bytes in all]}, {"done": True}, {"stopped": True} or {"error": …}."""
Told = dict[str, object]
"""{"says": a message, "with": its values}; a value may be such a pair, too."""
Report = Callable[[int], None]


def mark(message: str) -> str:
    """Names a message that whoever asked looks up: there is no catalogue here."""
    return message


DISK_FULL = mark("The disk is full. Free some space and ask again; the download goes on from where it stopped.")


def told(message: str, /, **values: object) -> Told:
    return {"says": message, "with": values}


class Refused(Exception):
    """The request cannot be met; the message is shown to the person, with its values."""

    def __init__(self, message: str, /, **values: object) -> None:
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


def understood(line: bytes) -> tuple[int, Said]:
    """The number of the request that a line answers, 0 where it names none, and what it says, if that has one of the
    forms that are known; empty otherwise. It was written by a process that a server may have taken over."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return 0, {}
    number = said.get("id", 0) if isinstance(said, dict) else 0
    return number if isinstance(number, int) else 0, _weighed(said)


def _weighed(said: object) -> Said:
    match said:
        case {"progress": [int(here), int(total)]} if 0 <= here <= total <= _LARGEST and total:
            return {"progress": [here, total]}
        case {"done": True}:
            return {"done": True}
        case {"stopped": True}:
            return {"stopped": True}
        case {"error": error} if (checked := _told(error)) is not None:
            return {"error": checked}
    return {}


def _told(error: object, depth: int = 0) -> Told | None:
    """A message and its values: texts, whole numbers, and at most two levels of such messages."""
    match error:
        case {"says": str(says), "with": dict(stated)} if depth < 3 and says and says.isprintable():
            values = dict(_values(stated, depth))
            return told(says, **values) if _fills_in(says, values) else None
    return None


def _values(values: dict[str, object], depth: int) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, str) or (isinstance(value, int) and abs(value) <= _LARGEST):
            yield name, value
        elif (inner := _told(value, depth + 1)) is not None:
            yield name, inner


def _fills_in(message: str, values: Told) -> bool:
    """Whether each place in braces is the name of a value and no more: a width of two billion would fill memory."""
    try:
        places = [tuple(place[1:]) for place in Formatter().parse(message) if place[1] is not None]
    except ValueError:
        return False
    return all(name in values and not form and not conversion for name, form, conversion in places)
