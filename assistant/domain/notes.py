"""What a person wrote about an item, or underlined in it, and the rules for its text and its date."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from assistant.domain.entities import Interaction
from assistant.domain.errors import UsageError
from assistant.messages import quoted, tr

LONGEST = 1_000_000
"""Characters of one note; a novel has fewer."""
EARLIEST = date(1900, 1, 1)
"""Nobody who uses this read anything before."""


class NoteKind(StrEnum):
    """The values are the words of the command line."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Note:
    """`place` is where it stands, for people: "page 12", a chapter's heading. `at` is Unix seconds, None if unknown.

    `source` is “you” for what was written here, else the program that it came from. `item_id` may name an item that is
    not in the library: its notes wait for it.
    """

    id: str
    item_id: str
    kind: NoteKind
    text: str
    place: str = ""
    at: float | None = None
    source: str = "you"

    @property
    def date(self) -> str:
        """The day as ISO 8601, in UTC like all days from exports; empty where it is not known."""
        return day_of(self.at)


def day_of(at: float | None) -> str:
    """ISO 8601 day of a time in Unix seconds; empty without one, or for one that no calendar holds."""
    if at is None:
        return ""
    try:
        return datetime.fromtimestamp(at, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


def tidy(text: str) -> str:
    """The text of a note without NULs, with plain line ends and nothing but words at its ends."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def check_note(text: str) -> str:
    """The text of a note, tidied. Raises UsageError where nothing is left of it, or far too much."""
    text = tidy(text)
    if not text:
        raise UsageError(tr("A note needs words."))
    if len(text) > LONGEST:
        raise UsageError(tr("A note may have a million characters. Put longer texts into a file of the library."))
    return text


def parse_date(text: str, now: float | None = None) -> float:
    """Unix seconds of an ISO day or time that lies not ahead; today means now. Raises UsageError."""
    now = time.time() if now is None else now
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(tr("{date} is no date. Write it like 2024-03-31.", date=quoted(text))) from None
    today = datetime.fromtimestamp(now).date()
    if found.date() > max(today, datetime.fromtimestamp(now, UTC).date()):
        raise UsageError(tr("{date} lies in the future.", date=quoted(text)))
    if found.date() < EARLIEST:
        raise UsageError(tr("{date} is too long ago to be true.", date=quoted(text)))
    if found.date() == today and len(text.strip()) <= len("2024-03-31"):
        return now
    stamp = found if found.tzinfo else found.replace(tzinfo=UTC)
    return min(stamp.timestamp(), now)


def with_reasons(interactions: Iterable[Interaction], notes: Iterable[Note]) -> list[Interaction]:
    """What was said, with the latest review of its item as its reason where none was given."""
    reviews = {note.item_id: note.text for note in notes if note.kind is NoteKind.REVIEW}
    return [
        replace(one, because=reviews[one.item_id]) if one.item_id in reviews and not one.because else one
        for one in interactions
    ]
