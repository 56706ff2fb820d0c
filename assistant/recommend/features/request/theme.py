"""What a request wants an item to be about: its themes, told by the item's title, subjects or description."""

from dataclasses import dataclass

import numpy as np

from assistant.domain.cards import Source
from assistant.domain.entities import Item
from assistant.domain.evidence import Evidence, PartId
from assistant.language.normalise import flatten
from assistant.language.sentences import split_sentences
from assistant.language.taste.content import wished_themes
from assistant.language.taste.themes import Theme
from assistant.messages import mark, quoted, tr
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, Telling, register

_TELLING = {
    Source.SUBJECT: mark("One of its subjects is {words}"),
    Source.DESCRIPTION: mark("Its description says: {words}"),
    Source.GUIDE: mark("Alcove’s guide says: {words}"),
}
_LONGEST = 220
_COMMON, _LEAST = 0.6, 0.25
"""Share of the candidates from which on a theme tells least, and how much that is."""
_OF_NEED = 0.6
"""How much less a theme counts where the words tell of a need."""
_BEST = 0.4
"""What the theme that is told best counts beside all of them."""


@dataclass(frozen=True, slots=True)
class ThemeFit(Evidence):
    """The item tells of a theme that was asked for: by its subject or a sentence of its description, `said`."""

    called = "theme"

    item_id: str
    said: str
    source: Source

    @property
    def id(self) -> str:
        return self.item_id

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.said,)


def _measure(context: RankingContext, rows: Rows) -> Columns:
    themes = wished_themes(context.request.text)
    if not themes:
        return {}
    items = [context.catalogue.items[row] for row in rows.tolist()]
    shown = np.asarray([[one.shown_by(item) for one in themes] for item in items], np.float64)
    # What most works tell of, such as a family, says little of what is meant.
    telling = np.clip(1 - (shown > 0).mean(axis=0) / _COMMON, _LEAST, 1)
    told = shown * telling
    best = _BEST * told.max(axis=1) + (1 - _BEST) * told.sum(axis=1) / telling.sum()
    return {"theme": best * (1 - _OF_NEED * context.of_need)} if shown.any() else {}


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[ThemeFit]:
    item = context.catalogue.items[row]
    for theme in sorted(wished_themes(context.request.text), key=lambda one: -one.shown_by(item)):
        said, source = _telling(theme, item)
        if said:
            return [ThemeFit(part, item.id, said, source)]
    return []


def _telling(theme: Theme, item: Item) -> tuple[str, Source]:
    """The subject that tells of the theme, else the sentence of the description or of the guide."""
    subject = next((one for one in item.subjects if theme.told_in(one)), "")
    if subject or not theme.shown_by(item):
        return subject, Source.SUBJECT
    for text, source in ((item.description, Source.DESCRIPTION), (item.guide, Source.GUIDE)):
        for sentence in split_sentences(flatten(text, 1500)):
            if theme.told_in(sentence):
                return sentence, source
    return "", Source.DESCRIPTION


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, ThemeFit)
    line = tr(_TELLING[fact.source], words=quoted(flatten(fact.said, _LONGEST).rstrip(".")))
    return Telling(line, line, line)


register(
    Feature(
        mark("What it is about"),
        "search",
        (Column("theme", 8.0, direct=True),),
        _measure,
        find=_find,
        tell=_tell,
        whole=True,
    )
)
