"""How long a work takes: the one reading speed, and minutes from words or from the clock."""

from assistant.domain.entities import Item, Kind

WORDS_PER_MINUTE = 250.0
"""Reading speed behind every length in minutes. Brysbaert (2019) finds 238 for non-fiction and 260 for fiction."""
WORDS_PER_PAGE = 275.0
"""A printed page of a novel."""
MINUTES_PER_UNIT = {"m": 1.0, "h": 60.0, "p": WORDS_PER_PAGE / WORDS_PER_MINUTE, "w": 1 / WORDS_PER_MINUTE}
"""By the first letter of minutes, hours, pages and words."""
_WORDS_OF_A_PAGE = 40
"""The least that pages of text hold on average."""
SAMPLE_WORDS = 3000
"""A book of fewer words may be a sample of one: of how long the work is, its file tells nothing."""


def is_sample(item: Item) -> bool:
    """Whether a book's file is too short to tell how long the work is, and nothing else does."""
    return item.kind is Kind.BOOK and not item.pages and item.duration is None and (item.words or 0) < SAMPLE_WORDS


def pages_of(item: Item) -> int | None:
    """Pages of what is read, as its file says or else by its words; `None` if neither tells."""
    if item.pages:
        return item.pages
    if not item.words or item.kind is Kind.MUSIC or is_sample(item):
        return None
    return max(1, round(item.words / WORDS_PER_PAGE))


def minutes_of(item: Item) -> float | None:
    """Minutes that an item takes to hear, or to read at the usual speed; `None` if unknown."""
    if item.duration is not None:
        return item.duration / 60.0
    if item.words is not None and (item.pages is None or item.words >= item.pages * _WORDS_OF_A_PAGE):
        return item.words / WORDS_PER_MINUTE
    # A file with hardly a word a page holds a sample, or scans.
    if item.pages is not None:
        return item.pages * MINUTES_PER_UNIT["p"]
    return None
