"""`alcove related` and `alcove map`: what a work has to do with the others, and where each lies among them."""

import argparse

from assistant.cli.opening import opened
from assistant.cli.output import Output, card, item_row
from assistant.cli.registry import argument, command, how_many
from assistant.domain.entities import Item
from assistant.domain.relations import RELATION_NAMES, Edge
from assistant.domain.rows import Row
from assistant.explain.edge_words import edge_words
from assistant.messages import mark, one_line, tr
from assistant.relations.graph import PER_RELATION
from assistant.settings.paths import Paths


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
