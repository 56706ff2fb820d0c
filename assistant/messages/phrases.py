"""Small phrases that are the same everywhere: a quoted title, "title by creator", "A, B and C"."""

import re
from collections.abc import Sequence

from assistant.messages.catalogue import current_language, decimal, tr, trn
from assistant.messages.lines import one_line

_MARKS = {"en": ("“", "”", "‘", "’"), "de": ("„", "“", "‚", "‘"), "fr": ("«", "»", "“", "”")}
_OPENING, _CLOSING = "“„«", "”»"


def quoted(text: str) -> str:
    """A title in the quotation marks of the language; marks inside it become single ones, so that pairs stay pairs."""
    opening, closing, inner_opening, inner_closing = _MARKS[current_language()]
    inner = re.sub(r'"([^"]*)"', rf"{inner_opening}\1{inner_closing}", one_line(text))
    inner = "".join(_inner(mark, inner_opening, inner_closing) for mark in inner)
    space = "\u00a0" if opening == "«" else ""
    return f"{opening}{space}{inner}{space}{closing}"


def _inner(mark: str, opening: str, closing: str) -> str:
    if mark in _OPENING:
        return opening
    return closing if mark in _CLOSING or mark == '"' else mark


def titled(title: str, creators: Sequence[str] = ()) -> str:
    """ "Title" by Creator; the title alone where nobody is named."""
    if not creators:
        return quoted(title)
    return tr("{title} by {creators}", title=quoted(title), creators=joined(creators))


def alternatives(parts: Sequence[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return tr("{most} or {last}", most=", ".join(parts[:-1]), last=parts[-1])


def joined(parts: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return tr("{most} and {last}", most=", ".join(parts[:-1]), last=parts[-1])


def duration(minutes: float) -> str:
    """ "40 seconds", "45 minutes", "2.5 hours": minutes up to two hours, as people ask for them."""
    if minutes < 1:
        return trn("{n} second", "{n} seconds", max(1, round(minutes * 60)))
    if minutes < 120:
        return trn("{n} minute", "{n} minutes", round(minutes))
    hours = round(minutes / 60, 1)
    return tr("{n} hours", n=decimal(hours, 0 if hours == int(hours) else 1))


def short_duration(minutes: float) -> str:
    """ "45 min", "4 h", "2 h 05 min": for a line of facts."""
    hours, rest = divmod(round(minutes), 60)
    if minutes < 90:
        return tr("{n} min", n=round(minutes))
    return tr("{hours} h {minutes:02d} min", hours=hours, minutes=rest) if rest else tr("{n} h", n=decimal(hours))
