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
_SAMPLE_SHARE = 0.25
"""A file that holds less of what the work usually takes is a sample of it."""
_SAMPLE_SECONDS = 60.0
"""No recording that lasts longer is taken for a sample."""


def is_sample(item: Item) -> bool:
    """Whether a file holds too little of a work to tell how long it is: a book that states no pages, or a recording of
    seconds of a piece of minutes."""
    if item.duration is not None:
        return bool(item.usual) and item.duration < min(_SAMPLE_SECONDS, 60 * _SAMPLE_SHARE * (item.usual or 0.0))
    if item.kind is not Kind.BOOK or item.pages:
        return False
    words = item.words or 0
    return words < SAMPLE_WORDS or words / WORDS_PER_MINUTE < _SAMPLE_SHARE * (item.usual or 0.0)


def is_of_unknown_length(item: Item) -> bool:
    """Whether neither its file nor the guide tells how long a work is."""
    return is_sample(item) and not item.usual


def pages_of(item: Item) -> int | None:
    """Pages of what is read, as its file says or else by its words, or as usual of the work; `None` if none tells."""
    if item.pages:
        return item.pages
    if item.kind is Kind.MUSIC or item.duration is not None or not (minutes := minutes_of(item)):
        return None
    return None if is_of_unknown_length(item) else max(1, round(minutes / MINUTES_PER_UNIT["p"]))


def minutes_of(item: Item) -> float | None:
    """Minutes that an item takes to hear, or to read at the usual speed: of a sample and of what no file stands for,
    those that the work usually takes; `None` if unknown."""
    if item.usual and is_sample(item):
        return item.usual
    if item.duration is not None:
        return item.duration / 60.0
    if item.words is not None and (item.pages is None or item.words >= item.pages * _WORDS_OF_A_PAGE):
        return item.words / WORDS_PER_MINUTE
    # A file with hardly a word a page holds a sample, or scans.
    if item.pages is not None:
        return item.pages * MINUTES_PER_UNIT["p"]
    return item.usual
