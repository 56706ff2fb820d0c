"""Which pages of a PDF are pictures of pages, with no text behind them."""

from typing import Any

_LITTLE = 40
"""Characters up to which a page's text may be a stamp, or its number, that a program put over the picture."""
_MOST_OBJECTS = 50
"""Objects of a page with a little text that are looked at."""


def is_picture(page: Any, text: str) -> bool:
    """Whether what stands on the page has to be recognised: there is something, and hardly any of it is text."""
    import pypdfium2.raw as raw

    if not text:
        return int(raw.FPDFPage_CountObjects(page.raw)) > 0
    return len(text) < _LITTLE and _covered(page) > 0.5


def _covered(page: Any) -> float:
    """The share of the page that its largest picture takes."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    largest = 0.0
    for number, part in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)):
        if number == _MOST_OBJECTS:
            break
        left, bottom, right, top = part.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(largest / max(width * height, 1.0))
