"""Small phrases that are the same everywhere: a quoted title, "title by creator", "A, B and C"."""

import re
from collections.abc import Sequence

from assistant.messages.catalogue import current_language, tr

_MARKS = {"en": ("“", "”", "‘", "’"), "de": ("„", "“", "‚", "‘"), "fr": ("«", "»", "“", "”")}
_OPENING, _CLOSING = "“„«", "”»"


def quoted(text: str) -> str:
    """A title in the quotation marks of the language; marks inside it become single ones, so that pairs stay pairs."""
    opening, closing, inner_opening, inner_closing = _MARKS[current_language()]
    inner = re.sub(r'"([^"]*)"', rf"{inner_opening}\1{inner_closing}", text)
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


def joined(parts: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return tr("{most} and {last}", most=", ".join(parts[:-1]), last=parts[-1])
