"""A living shelf: a sentence as a filter and a vector that anyone can read, and that needs no model to be asked."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from assistant.chat.fit.breaking import breaks
from assistant.chat.understand.intent import READ, content_words, read_by_rules
from assistant.domain.entities import Item, Kind
from assistant.domain.kinds import MANY
from assistant.domain.lengths import minutes_of
from assistant.domain.rows import Row, RowView
from assistant.language.concepts import concept_name, language_name
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.lists.list_request import read_wish
from assistant.messages import alternatives, duration, joined, mark, quoted, tr

MOST = 50
NEAREST = 0.30
"""Cosine from which a text counts as near in meaning."""
SHARE = 0.75
"""Items whose likeness is below this share of the best one's are left out, where only meaning decides."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """What belongs on the shelf: the facets hold, nothing of `avoid` does, and the meaning is near to `near`."""

    facets: Facets
    avoid: tuple[str, ...] = ()
    near: str = ""
    """Words whose vector is compared; empty where the facets say it all."""
    vector: bytes = b""
    """float32, unit length; empty with `near`."""
    encoder: str = ""
    most: int = MOST

    def to_data(self) -> Row:
        """For JSON, in the journal."""
        named = {entry.name: getattr(self.facets, entry.name) for entry in fields(Facets)}
        kept = {name: value for name, value in named.items() if value}
        vector = base64.b64encode(self.vector).decode()
        rest = {"avoid": list(self.avoid), "near": self.near, "encoder": self.encoder, "most": self.most}
        return {"facets": kept, "vector": vector, **rest}

    @classmethod
    def from_data(cls, data: RowView) -> "ShelfQuery":
        """Reads what `to_data` wrote."""
        given: Row = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data["facets"].items()
        }
        if "kind" in given:
            given["kind"] = Kind(given["kind"])
        vector = base64.b64decode(data["vector"])
        return cls(Facets(**given), tuple(data["avoid"]), data["near"], vector, data["encoder"], data["most"])


def read_query(text: str, names: Gazetteer | None = None, now: float | None = None) -> ShelfQuery:
    """Reads a sentence by rules; the vector of `near` is for the caller to add."""
    intent = read_by_rules(text, names, now)
    wish = read_wish(text)
    kind = intent.kind or (wish.kinds[0] if len(wish.kinds) == 1 else None)
    facets = replace(intent.facets, kind=kind, titles=())
    open_words = content_words(replace(intent, text=wish.about or text))
    wanted = " ".join(split_negations(wish.about or text)[0][:READ].split()).strip(" ,;.-")
    near = wanted if open_words or _groups(facets) else ""
    return ShelfQuery(facets, tuple(dict.fromkeys(intent.avoid)), near, most=min(wish.n or MOST, 200))


def on_shelf(query: ShelfQuery, items: Sequence[Item], vectors: Floats) -> list[Item]:
    """The items of the shelf, best first: those that hold all that was asked for, then those near in meaning.

    vectors: (items, dimensions), unit rows, zero rows where none is known yet.
    """
    groups = _groups(query.facets)
    forms = [tuple(form for word in group for form in _forms(word)) for group in groups]
    rows = [row for row, item in enumerate(items) if item.owned and fits(query, item)]
    likeness = _likeness(query, vectors[rows])
    texts = [_text(items[row]) for row in rows] if groups else []
    met = [sum(_holds(text, group) for group in forms) for text in texts] or [0] * len(rows)
    if query.near:
        others = [cosine for cosine, count in zip(likeness, met, strict=True) if not groups or count < len(groups)]
        floor = max(NEAREST, SHARE * float(max(others, default=0.0)))
    else:
        floor = -1.0
    places = [at for at in range(len(rows)) if (groups and met[at] == len(groups)) or likeness[at] >= floor]
    # The sort is stable: what came to the library first stands first among equals.
    places.sort(key=lambda at: (-met[at], -float(likeness[at])))
    return [items[rows[at]] for at in places[: query.most]]


def fits(query: ShelfQuery, item: Item) -> bool:
    """True if what the query asks for exactly is known of the item and holds, and nothing to be avoided does."""
    facets = query.facets
    if facets.kind is not None and item.kind is not facets.kind:
        return False
    if facets.creators and not Facets(creators=facets.creators).names_any(item):
        return False
    # A filter, unlike a wish, leaves out what is not known.
    if facets.years is not None and item.year is None or facets.languages and not item.language:
        return False
    if (facets.minutes or facets.length) and minutes_of(item) is None:
        return False
    if facets.excludes(item):
        return False
    text = _text(item, *item.creators) if query.avoid else ""
    return not any(_may_hold(text, _forms(what)) and breaks(item, what) for what in query.avoid)


def described(query: ShelfQuery) -> str:
    """The query in one sentence."""
    facets = query.facets
    parts = [tr(MANY[facets.kind]) if facets.kind else tr("Everything")]
    parts += [tr("by {creators}", creators=alternatives(facets.creators))] if facets.creators else []
    parts += [_years(facets.years)] if facets.years else []
    languages = [language_name(code) for code in facets.languages]
    parts += [tr("in {languages}", languages=alternatives(languages))] if languages else []
    parts += [_minutes(facets.minutes)] if facets.minutes else []
    parts += [tr(_LENGTHS[facets.length])] if facets.length and not facets.minutes else []
    spoken = [_either(named) for named in (facets.genres, facets.moods, facets.themes) if named]
    spoken += [concept_name(facets.tempo)] if facets.tempo else []
    parts += [tr("marked {concepts}", concepts=joined(spoken))] if spoken else []
    held = " ".join(parts)
    if query.near:
        near = mark("{works}, or near in meaning to {words}") if spoken else mark("{works} near in meaning to {words}")
        held = tr(near, works=held, words=quoted(query.near))
    if query.avoid:
        held = tr("{works}; nothing with {avoided}", works=held, avoided=_either(query.avoid))
    return tr("{works}; at most {most}.", works=held, most=query.most)


def _either(concepts: Sequence[str]) -> str:
    return alternatives([concept_name(one) for one in concepts])


_LENGTHS = {
    "short": mark("that take little time"), "long": mark("that take much time"),
    "not short": mark("that take some time"), "not long": mark("that do not take long"),
}  # fmt: skip


def _groups(facets: Facets) -> list[tuple[str, ...]]:
    """The words asked for, in groups of which any one is enough."""
    groups = (facets.genres, facets.moods, facets.themes, (facets.tempo,) if facets.tempo else ())
    return [one for one in groups if one]


def _forms(word: str) -> tuple[str, ...]:
    return vocabulary().phrases.get(word) or (fold(word),)


def _text(item: Item, *more: str) -> str:
    return " | ".join((*item.subjects, item.title, item.told[:1000], *more))


def _holds(text: str, forms: Sequence[str]) -> bool:
    if not _may_hold(text, forms):
        return False
    folded = f" {fold(text)} "
    return any(f" {form} " in folded for form in forms)


def _may_hold(text: str, forms: Sequence[str]) -> bool:
    """False if none of the forms can stand in the text: folding a text costs fifty times as much as this look."""
    if not text.isascii():
        return True
    plain = text.lower().replace("'", "")
    return any(form.partition(" ")[0] in plain for form in forms)


def _likeness(query: ShelfQuery, vectors: Floats) -> Floats:
    """Cosine of each row with the query's vector; zeros where there is none, or of another size."""
    vector = np.frombuffer(query.vector, np.float32)
    if vector.size == 0 or vectors.shape[1:] != vector.shape:
        return np.zeros(len(vectors), np.float32)
    return np.asarray(vectors @ vector, np.float32)


def _years(years: tuple[int | None, int | None]) -> str:
    first, last = years
    if first is None:
        return tr("up to {year}", year=last)
    if last is None:
        return tr("from {year} on", year=first)
    return tr("from {year}", year=first) if first == last else tr("from {first} to {last}", first=first, last=last)


def _minutes(minutes: tuple[float | None, float | None]) -> str:
    least, most = minutes
    if least is None:
        return tr("of at most {length}", length=duration(most or 0.0))
    if most is None:
        return tr("of at least {length}", length=duration(least))
    return tr("of {least} to {most}", least=duration(least), most=duration(most))
