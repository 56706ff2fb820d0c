"""Works about the people who made others: their names in titles and among subjects."""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.domain.entities import Item
from assistant.domain.relations import Edge, Relation
from assistant.language.normalise import fold
from assistant.relations.names import Names, names_of

_DATES = re.compile(r"[,\s(]*(?:b\.|c\.|ca\.|fl\.)?\s*\d{3,4}\??(?:\s*[-–]\s*(?:\d{3,4}\??)?)?\)?\.?\s*$")
"""As catalogues write them behind a name: "Shakespeare, William, 1564-1616"."""
_WORKS_OF_NAME = 5
_WEIGHT = 1.0
Titled = Callable[[Sequence[Sequence[str]]], list[str]]
"""Phrases → ids of the items whose title or subjects hold one of them."""


def about(item: Item, names: Names) -> Iterator[Edge]:
    """Works by the people whom an item's title or subjects name, unless they made the item themselves."""
    own = {name.words for name in names_of(item) if name.creator}
    for text in (item.title, *map(turned, item.subjects)):
        for name, ids in names.among(fold(text).split()).items():
            if name.creator and name.words not in own:
                others = [other for other in ids if other != item.id][:_WORKS_OF_NAME]
                yield from (Edge(other, Relation.ABOUT, _WEIGHT, (name.text,)) for other in others)


def about_this(item: Item, titled: Titled) -> Iterator[Edge]:
    """Works whose title or subjects name who made an item."""
    for name in names_of(item):
        if name.creator:
            around = (*name.words[-1:], *name.words[:-1])
            found = [other for other in titled((name.words, around)) if other != item.id]
            yield from (Edge(other, Relation.ABOUT_THIS, _WEIGHT, (name.text,)) for other in found)


def turned(subject: str) -> str:
    """A person among subjects as one speaks of them: "Shakespeare, William, 1564-1616" is William Shakespeare."""
    bare = _DATES.sub("", subject)
    last, comma, first = bare.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else bare
