"""What a person wrote about an item, or underlined in it, and the rules for its text and its date."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assistant.domain.entities import Interaction
from assistant.domain.errors import UsageError
from assistant.domain.kinds import Colour as Colour
from assistant.domain.kinds import NoteKind as NoteKind
from assistant.messages import quoted, tr

LONGEST = 1_000_000
"""Characters of one note; a novel has fewer."""
SPEAKING, OF_ONE_ITEM = 500, 20
"""Beyond these, more notes take time with every list and tell nothing new of a taste."""
SHORTEST = 12
"""Characters of a note that says something; “ha!” does not."""
EARLIEST = date(1900, 1, 1)
"""Nobody who uses this read anything before."""


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
    colour: Colour = Colour.YELLOW
    """Of a highlight; the first for what was underlined without one."""

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


def speaking(notes: Sequence[Note]) -> list[Note]:
    """The notes that tell most of the person, to be compared with what might be recommended: first what they wrote,
    then what they underlined, the latest of each first; at most SPEAKING, and OF_ONE_ITEM of one item."""
    taken: Counter[str] = Counter()
    found = []
    order = sorted(notes, key=lambda note: (note.kind is NoteKind.HIGHLIGHT, -(note.at or 0.0), note.id))
    for note in order:
        if taken[note.item_id] < OF_ONE_ITEM and len(note.text) >= SHORTEST:
            taken[note.item_id] += 1
            found.append(note)
    return found[:SPEAKING]


def excerpt(text: str, most: int = 140) -> str:
    """Words of a note to quote: its first sentence that says something, or as much of that as `most` characters hold,
    cut at a word with "…"."""
    line = " ".join(text.split())
    ends = [match.end() for match in re.finditer(r"[.!?…]+[\"”’)»]*(?=\s|$)", line)]
    end = next((end for end in ends if end >= SHORTEST), len(line))
    return line[:end] if end <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def with_reasons(interactions: Iterable[Interaction], notes: Iterable[Note]) -> list[Interaction]:
    """What was said, with the latest review of its item as its reason where none was given."""
    reviews = {note.item_id: note.text for note in notes if note.kind is NoteKind.REVIEW}
    return [
        replace(one, because=reviews[one.item_id]) if one.item_id in reviews and not one.because else one
        for one in interactions
    ]
