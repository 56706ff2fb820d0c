"""`alcove related`, `alcove map`, `alcove shelves`: what works have to do with each other, and how they divide."""

import argparse
from collections.abc import Mapping

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, command, how_many
from assistant.domain.entities import Item
from assistant.domain.relations import RELATION_NAMES, Edge
from assistant.domain.rows import Row
from assistant.explain.edge_words import edge_words
from assistant.messages import mark, one_line, quoted, tr, trn
from assistant.relations.graph import PER_RELATION
from assistant.relations.shelves import Shelf
from assistant.settings.paths import Paths

TYPICAL = 3
"""Works named of each shelf."""


@command(
    "related",
    mark("What an item has to do with the others: series, creators, mentions, rare subjects, what goes together."),
    argument("item", metavar="ITEM", help=mark("an id or an unambiguous title")),
    how_many(PER_RELATION),
)
def related(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        item = app.library.find(options.item)
        edges = app.related.edges(item.id, options.n)
        others = {edge.item_id: app.library.item(edge.item_id) for edge in edges}
    lines: list[str] = []
    for place, edge in enumerate(edges):
        if not place or edges[place - 1].relation is not edge.relation:
            lines.append(tr(RELATION_NAMES[edge.relation]))
        lines += [f"  {card(others[edge.item_id])}", f"      {edge_words(edge, others[edge.item_id])}"]
    none = tr("Nothing on your shelves is known to have to do with it.")
    output.result([edge_row(edge, others[edge.item_id]) for edge in edges], lines or [none])


@command("map", mark("Where each work lies among the others: what is near in meaning lies near."))
def map_works(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        found = app.maps.whole()
    rows: list[Row] = []
    lines: list[str] = []
    names = [found.regions[number].name for number in found.region.tolist()]
    for item, (x, y), name in zip(found.items, found.places.tolist(), names, strict=True):
        rows.append({"id": item.id, "title": item.title, "x": round(x, 4), "y": round(y, 4), "region": name})
        lines.append(f"{x:6.2f} {y:6.2f}  {card(item)}" + (f"  ({one_line(name)})" if name else ""))
    output.result(rows, lines or [tr("Nothing to lay out yet")])


@command("shelves", mark("Your works in shelves that are divided and named by what stands on them."))
def shelves(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        found = app.related.shelves()
        items = {shelf: app.related.shelf_items(shelf) for one in found for shelf in (one, *one.parts)}
    lines: list[str] = []
    for shelf in found:
        lines.append(_shelf_words(shelf, items))
        lines += [f"    {_shelf_words(part, items)}" for part in shelf.parts]
    none = tr("There is too little in the library to divide.")
    output.result([_shelf_row(shelf, items) for shelf in found], lines or [none])


def _shelf_words(shelf: Shelf, items: Mapping[Shelf, list[Item]]) -> str:
    typical = ", ".join(quoted(item.title) for item in items[shelf][:TYPICAL])
    held = trn("{n} item", "{n} items", len(shelf.rows))
    return f"{one_line(shelf.name)}  ({shelf.kind.value}, {held}): {typical}"


def _shelf_row(shelf: Shelf, items: Mapping[Shelf, list[Item]]) -> Row:
    return {
        "name": shelf.name,
        "kind": shelf.kind.value,
        "items": [item.id for item in items[shelf]],
        "shelves": [_shelf_row(part, items) for part in shelf.parts],
    }


def edge_row(edge: Edge, other: Item) -> Row:
    """An edge with what stands behind it; what it does not have is left out."""
    behind = {
        "names": list(edge.names),
        "sentence": edge.sentence,
        "place": edge.place,
        "days": edge.days,
        "lists": list(edge.lists),
    }
    return {
        **item_row(other),
        "relation": edge.relation,
        "weight": round(edge.weight, 4),
        "behind": {name: value for name, value in behind.items() if value},
        "reason": edge_words(edge, other),
    }
