"""All edges of one work, in the order in which they are shown, with a few of each relation."""

from collections.abc import Iterable, Sequence

from assistant.domain.relations import Edge, Relation
from assistant.recommend.catalogue import Catalogue

PER_RELATION = 6


def chosen(catalogue: Catalogue, row: int, found: Iterable[Edge], each: int = PER_RELATION) -> list[Edge]:
    """The strongest edges of each relation, those to works of other kinds first among equals.

    What is on the same record is left out, and so is a track whose album is there by the same relation. A series comes
    before its creator: what is next in one need not be told again as being by the same hand.
    """
    by_relation: dict[Relation, dict[str, Edge]] = {relation: {} for relation in Relation}
    for edge in found:
        known = by_relation[edge.relation].get(edge.item_id)
        if edge.item_id in catalogue.row and (known is None or known.weight < edge.weight):
            by_relation[edge.relation][edge.item_id] = edge
    series = {*by_relation[Relation.NEXT], *by_relation[Relation.BEFORE], *by_relation[Relation.SERIES]}
    result: list[Edge] = []
    for relation, edges in by_relation.items():
        kept = [edge for edge in edges.values() if _stands(catalogue, row, edge, edges)]
        if relation is Relation.CREATOR:
            kept = [edge for edge in kept if edge.item_id not in series]
        result += sorted(kept, key=lambda edge: _order(catalogue, row, edge))[:each]
    return result


def _stands(catalogue: Catalogue, row: int, edge: Edge, beside: dict[str, Edge]) -> bool:
    other = catalogue.row[edge.item_id]
    album = int(catalogue.albums[other])
    if album >= 0 and album == catalogue.albums[row] and edge.relation is not Relation.TOGETHER:
        return False
    return album in (-1, other) or catalogue.ids[album] not in beside


def _order(catalogue: Catalogue, row: int, edge: Edge) -> tuple[float, bool, int]:
    other = catalogue.row[edge.item_id]
    return -edge.weight, bool(catalogue.kinds[other] == catalogue.kinds[row]), other


def neighbours(edges: Sequence[Edge], most: int) -> list[Edge]:
    """At most so many works, each once by its strongest relation: in turn one of each relation, for a picture."""
    waiting = {relation: [edge for edge in edges if edge.relation is relation] for relation in Relation}
    found: dict[str, Edge] = {}
    while any(waiting.values()) and len(found) < most:
        for queue in waiting.values():
            if queue and len(found) < most:
                edge = queue.pop(0)
                found.setdefault(edge.item_id, edge)
    return list(found.values())
