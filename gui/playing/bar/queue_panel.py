"""What plays next and the chapters of what plays, in a panel above the bar."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr, trn
from gui.look.labels import clock, length
from gui.playing.player import Player
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

SHOWN = 60


class QueuePanel(QWidget):
    """Each row leads there; what is to come can be taken out."""

    done = Signal()

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self.chapters: list[LinkRow] = []
        self.coming: list[LinkRow] = []
        self._column = vertical(2, self, margins=(0, 0, 6, 0))
        self._add_chapters()
        self._add_coming()
        self._column.addStretch(1)

    def _add_chapters(self) -> None:
        now = self._player.queue.now
        if now is None or not now.item.chapters:
            return
        sounding = now.chapter(self._player.at)
        self._column.addWidget(Text(tr("Chapters"), "label", "soft", lines=1))
        for number, (name, start) in enumerate(now.item.chapters):
            row = LinkRow(f"{clock(start)}  ·  {name}", "play" if number == sounding else "book")
            row.clicked.connect(lambda _=False, start=start: self._go(lambda: self._player.seek(start)))
            self.chapters.append(row)
            self._column.addWidget(row)

    def _add_coming(self) -> None:
        queue = self._player.queue
        if not queue.coming:
            words = tr("Nothing comes after this.")
            self._column.addWidget(Text(words, "small", "soft"))
            return
        self._column.addWidget(Text(tr("Comes next"), "label", "soft", lines=1))
        first = queue.at.recording + 1
        for number, recording in enumerate(queue.coming[:SHOWN], first):
            self._add_row(number, "  ·  ".join(filter(None, (recording.item.title, length(recording.item)))))
        if len(queue.coming) > SHOWN:
            more = len(queue.coming) - SHOWN
            self._column.addWidget(Text(trn("And {n} more.", "And {n} more.", more), "small", "faint"))

    def _add_row(self, number: int, words: str) -> None:
        line = horizontal(2)
        row = LinkRow(words, "music")
        row.clicked.connect(lambda: self._go(lambda: self._player.go_to(number)))
        remove = IconButton("close", tr("Take it out: {title}", title=words), size=28, icon_size=14)
        remove.clicked.connect(lambda: self._go(lambda: self._player.drop(number)))
        line.addWidget(row, 1)
        line.addWidget(remove)
        self.coming.append(row)
        self._column.addLayout(line)

    def _go(self, act: Callable[[], object]) -> None:
        act()
        self.done.emit()
