"""What stands behind an edge of the graph, in words."""

from assistant.domain.entities import Item
from assistant.domain.relations import Edge, Relation
from assistant.explain.evidence_words import phrase
from assistant.language.concepts import subject_name
from assistant.language.normalise import flatten
from assistant.messages import joined, mark, quoted, tr, trn

_NAME, _MOST_NAMES = 100, 3
_SAID = {
    Relation.NEXT: mark("Next in the series {names}"),
    Relation.BEFORE: mark("Comes before it in the series {names}"),
    Relation.SERIES: mark("Also in the series {names}"),
    Relation.CREATOR: mark("Also by {names}"),
    Relation.ABOUT: mark("This one is about {names}, who made it"),
    Relation.ABOUT_THIS: mark("About {names}, who made this one"),
}


def edge_words(edge: Edge, other: Item) -> str:
    """Why `other` stands at the end of the edge, as a line without an end mark."""
    match edge.relation:
        case Relation.MENTIONS | Relation.MENTIONED:
            return _mention(edge, other)
        case Relation.TOGETHER:
            return _together(edge)
        case Relation.SUBJECT:
            names = joined([phrase(subject_name(name), _NAME) for name in edge.names[:_MOST_NAMES]])
            return trn("The subject {names} in common", "The subjects {names} in common", len(edge.names), names=names)
        case Relation.TITLE:
            return tr("Called {title}, too", title=phrase(other.title))
        case _:
            names = joined([flatten(name, _NAME) for name in edge.names[:_MOST_NAMES]])
            return tr(_SAID[edge.relation], names=names)


def _mention(edge: Edge, other: Item) -> str:
    sentence = quoted(flatten(edge.sentence, 300))
    place = flatten(edge.place, _NAME)
    return f"{sentence} ({place})" if place else sentence


def _together(edge: Edge) -> str:
    said = []
    if edge.days:
        counts = {"own": edge.own_days}
        said.append(
            trn(
                "Used on the same day {n} time of {own}", "Used on the same day {n} times of {own}", edge.days, **counts
            )
        )
    if edge.lists:
        titles = joined([phrase(title, _NAME) for title in edge.lists[:_MOST_NAMES]])
        said.append(trn("On your list {titles}", "On your lists {titles}", len(edge.lists), titles=titles))
    return "; ".join(said)
