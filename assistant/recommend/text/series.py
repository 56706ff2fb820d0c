"""Series of works: from metadata, else from a title such as “Shadow (Ender's Shadow, #2)”."""

import re
from functools import lru_cache

from assistant.domain.entities import Item
from assistant.recommend.text.text_features import names_key

_IN_TITLE = re.compile(r"\(([^()#]+?),?\s*#\s*(\d+(?:\.\d+)?)\s*\)\s*$")


@lru_cache(maxsize=200_000)
def _read_title(title: str) -> tuple[str, float] | None:
    found = _IN_TITLE.search(title)
    return (found.group(1).strip(), float(found.group(2))) if found else None


def series_of(item: Item) -> tuple[str, float | None]:
    """(name, number) of the series an item belongs to; ("", None) when it stands alone."""
    if item.series:
        return item.series, item.series_index
    return _read_title(item.title) or ("", None)


def bare_title(item: Item) -> str:
    """The title without the series that stands in brackets behind it."""
    return item.title if item.series or not _read_title(item.title) else _IN_TITLE.sub("", item.title).strip()


def bare_name(title: str) -> str:
    """A title without the series in brackets behind it."""
    return _IN_TITLE.sub("", title).strip()


def series_key(item: Item) -> str:
    return names_key(series_of(item)[0])
