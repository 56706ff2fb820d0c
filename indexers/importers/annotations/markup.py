"""Notes that their program keeps as HTML."""

import re

from indexers.readers.markup import fragment_text

_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?|!--)>|&(?:#\d+|[a-z]{2,8});", re.I)
_BREAK = re.compile(r"<(?:br|p|div|li)\b", re.I)


def without_markup(text: object) -> str:
    """The words of a note, in which lines may be broken by blocks or as they are."""
    if not isinstance(text, str) or not _MARKUP.search(text):
        return text if isinstance(text, str) else ""
    return fragment_text(text if _BREAK.search(text) else text.strip().replace("\n", "<br>"))
