"""The map of the library: what is near in meaning lies near, to be looked at from far and from near."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from assistant.messages import mark, tr, trn
from gui.look.labels import kind_choices, kind_of
from gui.pages.map.view import MapView
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton, IconButton, Segments
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import EmptyState
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.app.looking_back.library_map import LibraryMap

_STEP = 1.6


@page(
    "map",
    label=mark("Map of your library"),
    icon="map",
    left_by_escape=True,
    concerns=lambda changes: changes.items or changes.feedback,
    keys=((mark("Arrows, +, −, 0"), mark("On the map: from work to work, nearer, further, all")),),
)
class MapPage(QWidget):
    """Laid out on the lane of the picks, which takes seconds when many works are new."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = vertical(12, self, margins=(32, 20, 22, 16))
        back = BackButton()
        back.clicked.connect(session.back_wanted)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        words = vertical(2)
        words.addWidget(Text(tr("Map of your library"), "display", lines=1))
        self.said = Text(tr("Laying out your library…"), "body", "soft", lines=1)
        words.addWidget(self.said)
        column.addLayout(words)
        head = horizontal(12)
        self.kinds = Segments(kind_choices(), tr("Show only"))
        head.addWidget(self.kinds)
        head.addStretch(1)
        self.view = MapView(session.covers)
        self.kinds.chosen.connect(lambda value: self.view.show_kind(kind_of(value)))
        self.view.opened.connect(session.item_wanted)
        for icon, tip, act in (
            ("minus", tr("Further away  (−)"), lambda: self.view.zoom(1 / _STEP)),
            ("plus", tr("Nearer  (+)"), lambda: self.view.zoom(_STEP)),
            ("map", tr("Show everything  (0)"), self.view.show_all),
        ):
            button = IconButton(icon, tip, size=36)
            button.clicked.connect(act)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self.empty = EmptyState(
            "map", tr("Nothing to lay out yet"), tr("Works find their place here once they have been read.")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)

    def refresh(self) -> None:
        session = self._session
        session.run(session.app.maps.whole, lane=session.lanes.picks, done=self.show_map, key="map")

    def show_map(self, found: "LibraryMap") -> None:
        self.view.show_map(found, self._session.verdicts, kind_of(self.kinds.value()))
        self.stack.setCurrentWidget(self.view if found.items else self.empty)
        n = len(found.items)
        self.said.set_text(trn("{n} work; the near ones are alike.", "{n} works; those that are near are alike.", n))

    def first_focus(self) -> QWidget:
        """The map itself: the arrows go from work to work."""
        return self.view

    def resume_focus(self) -> QWidget:
        """The map, where the ring stands on the work that was left."""
        return self.view
