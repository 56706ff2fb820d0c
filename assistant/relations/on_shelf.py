"""Ties that the catalogue alone tells: series, creators, titles, rare subjects."""

import math
from collections.abc import Iterator

from assistant.domain.entities import Item
from assistant.domain.relations import Edge, Relation
from assistant.language.gazetteer import is_common, short_titles
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.text.series import bare_title, series_of
from assistant.recommend.text.text_features import content_words, names_key

_FEWEST_HOLDERS = 4
"""A subject that so few items carry is rare in the smallest library."""
_LONE_SUBJECT = 2.5
"""How much rarity the shared subjects must have together, in nats: log(items / holders), summed."""
NOBODY = frozenset(
    {"various artists", "various", "various authors", "anonymous", "unknown", "unknown artist", "traditional"}
)
"""Names that stand for nobody, by `names_key`: works of theirs have nothing in common."""


def on_shelf(catalogue: Catalogue, row: int) -> Iterator[Edge]:
    """Every tie of an item that needs no text: (series, titles, creators, subjects)."""
    yield from _series(catalogue, row)
    yield from _titles(catalogue, row)
    yield from _creators(catalogue, row)
    yield from _subjects(catalogue, row)


def _series(catalogue: Catalogue, row: int) -> Iterator[Edge]:
    """The nearest number above is what comes next, the nearest below what came before; gaps do not matter."""
    code = int(catalogue.series_codes[row])
    if code < 0:
        return
    name, own = series_of(catalogue.items[row])
    others = [int(other) for other in catalogue.series.holders[code] if other != row]
    numbers = {other: float(catalogue.series_numbers[other]) for other in others}
    above = [number for number in numbers.values() if own is not None and number > own]
    below = [number for number in numbers.values() if own is not None and number < own]
    for other in others:
        number = numbers[other]
        beside = above and number == min(above), below and number == max(below)
        relation = Relation.NEXT if beside[0] else Relation.BEFORE if beside[1] else Relation.SERIES
        near = 0.0 if math.isnan(number) or own is None else 1 / (1 + abs(number - own))
        yield Edge(catalogue.ids[other], relation, near, (name,))


def _titles(catalogue: Catalogue, row: int) -> Iterator[Edge]:
    """Works of the same title: of another kind a likely adaptation, of the same kind another making of it."""
    item = catalogue.items[row]
    keys = _title_keys(item)
    found = {int(other) for key in keys for other in catalogue.titles.items(key)} - {row}
    for other in sorted(found):
        one = catalogue.items[other]
        if _is_same_work(item, one, keys):
            yield Edge(catalogue.ids[other], Relation.TITLE, 1.0 if one.kind is not item.kind else 0.7, (one.title,))


def _title_keys(item: Item) -> list[str]:
    title = bare_title(item)
    return list(dict.fromkeys(key for one in (title, *sorted(short_titles(title))) if (key := names_key(one))))


def _is_same_work(item: Item, other: Item, keys: list[str]) -> bool:
    """Songs and pieces are often called alike by chance: a title of one word must be told by something else."""
    if item.form == other.form and item.kind is other.kind and set(_people(item)) & set(_people(other)):
        return False  # two recordings or editions of one maker: they are by the same creator
    words = content_words(names_key(other.title))
    telling = len(words) > 1 or (len(words) == 1 and item.kind is not other.kind and not is_common(words[0]))
    return telling and names_key(bare_title(other)) in keys


def _people(item: Item) -> tuple[str, ...]:
    return tuple(key for name in item.creators if (key := names_key(name)) and key not in NOBODY)


def _creators(catalogue: Catalogue, row: int) -> Iterator[Edge]:
    creators, shared = catalogue.creators, dict[int, list[str]]()
    for code in creators.of_item[row]:
        if names_key(creators.labels[code]) not in NOBODY:
            for other in creators.holders[code].tolist():
                shared.setdefault(other, []).append(creators.labels[code])
    for other, names in shared.items():
        if other != row:
            yield Edge(catalogue.ids[other], Relation.CREATOR, float(len(names)), tuple(names))


def _subjects(catalogue: Catalogue, row: int) -> Iterator[Edge]:
    """Subjects that few carry, the rarest first; weight: the sum of log(items / holders)."""
    subjects, size = catalogue.subjects, max(len(catalogue), 2)
    most = max(_FEWEST_HOLDERS, math.isqrt(size) // 2)
    shared: dict[int, dict[str, float]] = {}
    for code in subjects.of_item[row]:
        holders = subjects.holders[code]
        if 2 <= len(holders) <= most:
            for other in holders.tolist():
                shared.setdefault(other, {})[subjects.labels[code]] = math.log(size / len(holders))
    for other, rare in shared.items():
        if other != row and sum(rare.values()) >= min(_LONE_SUBJECT, math.log(size / 2)):
            names = sorted(rare, key=lambda name: -rare[name])
            yield Edge(catalogue.ids[other], Relation.SUBJECT, sum(rare.values()), tuple(names))
