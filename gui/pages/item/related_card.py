"""What an item has to do with others: by relation, each with what stands behind it, and as a picture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from assistant.domain.entities import Item
from assistant.domain.relations import RELATION_NAMES, Edge
from assistant.explain.edge_words import edge_words
from assistant.messages import tr
from gui.look.labels import KIND_ICONS, creators
from gui.pages.item.item_parts import SectionCard
from gui.pages.item.neighbourhood import Neighbourhood
from gui.widgets.layouts import clear, vertical
from gui.widgets.rows import LinkRow
from gui.widgets.text import Label, Text

if TYPE_CHECKING:
    from assistant.app.app import App

EACH = 3
"""Works of a relation on the page; `alcove related` lists more."""
LEAST_FOR_A_PICTURE = 3
Ties = Sequence[tuple[Edge, Item]]


def read_ties(app: "App", item_id: str) -> Ties:
    """Edges with the works they lead to. Raises UnknownItem."""
    return [(edge, app.library.item(edge.item_id)) for edge in app.related.edges(item_id, EACH)]


class RelatedCard(SectionCard):
    """Hidden until something is found; every title leads to its page."""

    wanted = Signal(str)

    def __init__(self, item: Item) -> None:
        super().__init__(tr("Related"))
        self._item = item
        self._rows = vertical(2)
        self.body.addLayout(self._rows)
        self.links: dict[tuple[str, str], LinkRow] = {}
        self.picture: Neighbourhood | None = None
        self.hide()

    def show_ties(self, ties: Ties) -> None:
        clear(self._rows)
        self.links, self.picture = {}, None
        if len({item.id for _, item in ties}) >= LEAST_FOR_A_PICTURE:
            self.picture = Neighbourhood(self._item, ties)
            self.picture.wanted.connect(self.wanted)
            self._rows.addWidget(self.picture)
        for place, (edge, item) in enumerate(ties):
            shared = _shared_reason(ties, edge)
            if not place or ties[place - 1][0].relation is not edge.relation:
                self._rows.addSpacing(6)
                self._rows.addWidget(Label(shared or tr(RELATION_NAMES[edge.relation]), "small", "soft"))
            self._add(edge, item, told=bool(shared))
        self.setVisible(bool(ties))

    def _add(self, edge: Edge, item: Item, *, told: bool) -> None:
        words = "  ·  ".join(filter(None, (item.title, creators(item), "" if item.owned else tr("Not owned"))))
        row = self.links[edge.relation, item.id] = LinkRow(words, KIND_ICONS[item.kind], role="body")
        row.setAccessibleDescription(edge_words(edge, item))
        row.clicked.connect(lambda: self.wanted.emit(item.id))
        self._rows.addWidget(row)
        if told:
            return
        reason = vertical(0, margins=(40, 0, 32, 4))
        reason.addWidget(Text(edge_words(edge, item), "small", "soft", lines=3))
        self._rows.addLayout(reason)


def _shared_reason(ties: Ties, edge: Edge) -> str:
    """What is said of all works of a relation alike: it stands above them once. Empty if each has its own."""
    reasons = [edge_words(one, item) for one, item in ties if one.relation is edge.relation]
    return reasons[0] if len(reasons) > 1 and len(set(reasons)) == 1 else ""
