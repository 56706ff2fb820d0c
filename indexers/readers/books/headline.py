"""Finds what a PDF's first page says in its largest letters: a better title than its first line."""

import ctypes
import re
import statistics
from collections.abc import Iterator
from typing import Any

from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.titles import title_from_lines

_CHARACTERS = 3000
"""Characters of the page that are looked at."""
_ALIKE = 0.06
"""Share by which the height of letters of one size differs."""
_LARGER = 1.15
"""Times the usual letter that a headline's letters are at least."""
_LONGEST = 200


def headline(document: Any) -> str:
    """The first stretch of largest letters on the first page; empty if all letters are about alike."""
    import pypdfium2

    try:
        page = document[0]
        text_page = page.get_textpage()
        letters = list(_letters(text_page))
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    heights = [height for _, height in letters if height > 0]
    if len(heights) < 20:
        return ""
    usual = statistics.median(heights)
    for height in sorted({round(height, 1) for height in heights}, reverse=True):
        if height < _LARGER * usual:
            return ""
        found = _stretch(letters, height)
        if 8 <= len(found) <= _LONGEST and title_from_lines(found, _LONGEST):
            return found
    return ""


def _letters(text_page: Any) -> Iterator[tuple[str, float]]:
    """(character, height in points); blanks and line ends have the height 0."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    for number in range(min(text_page.count_chars(), _CHARACTERS)):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, number) or 32)
        known = raw.FPDFText_GetLooseCharBox(text_page.raw, number, ctypes.byref(box))
        yield letter, box.top - box.bottom if known and letter.strip() else 0.0


def _stretch(letters: list[tuple[str, float]], height: float) -> str:
    """The first run of letters about this high, over line ends, as one line. PDFium gives \\x02 for a final hyphen."""
    run: list[str] = []
    for letter, own in letters:
        if own and abs(own - height) <= _ALIKE * height:
            run.append(letter)
        elif own and run:
            break
        elif run:
            run.append(" " if letter.isspace() or not own else letter)
    line = re.sub(r"\x02\s*(?=[a-z])", "", "".join(run)).replace("\x02", "-")
    return clean_line(re.sub(r"(?<=\w)-\s+(?=[a-z])", "", line))
