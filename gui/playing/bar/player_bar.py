"""The bar at the foot of the window while something plays, or is paused."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from assistant.domain.entities import Item
from assistant.messages import quoted, tr, trn
from gui.look.covers import Covers, CoverView
from gui.look.labels import clock, creators
from gui.look.theme import tokens
from gui.playing.bar.queue_panel import QueuePanel
from gui.playing.bar.seek_slider import SeekSlider
from gui.playing.player import Player
from gui.widgets.buttons import ByEnter, IconButton
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.menu import Menu
from gui.widgets.popover import Popover
from gui.widgets.shadow import SHADOW
from gui.widgets.surfaces import Card
from gui.widgets.text import Label, Text

SLEEP = (15, 30, 45, 60, 90)
"""Minutes that the sleep timer offers."""
LEAP = 30.0
"""Seconds by which long recordings are wound."""
WIDE, NARROW = 880, 640
"""Pixels below which the slider of the volume has no room, and below which only what one cannot do without has."""
PLAY, NEXT, PREVIOUS = ("Ctrl+P", "Media Play"), ("Ctrl+Shift+Right", "Media Next"), ("Ctrl+Shift+Left",)  # no words


class Title(ByEnter, QAbstractButton):
    """What plays: its cover, title, and who made it. Pressed, it opens its page; where it is cut, a tooltip has it."""

    def __init__(self, covers: Covers) -> None:
        super().__init__()
        self._covers = covers
        self.item: Item | None = None
        row = self._row = horizontal(0, self)
        self._cover = horizontal(0)
        row.addLayout(self._cover)
        words = vertical(0)
        words.addStretch(1)
        self.title = Text("", "strong", lines=1)
        self.maker = Text("", "caption", "soft", lines=1)
        words.addWidget(self.title)
        words.addWidget(self.maker)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Playing"))

    def show_item(self, item: Item) -> None:
        if item == self.item:
            return
        self.item = item
        clear(self._cover)
        self._cover.addWidget(CoverView(self._covers, item, QSize(40, 44), align=Qt.AlignmentFlag.AlignVCenter))
        self.title.set_text(item.title)
        self.setAccessibleName(tr("Playing: {title}", title=quoted(item.title)))

    def show_maker(self, words: str) -> None:
        """Who made it, and which of how many it is."""
        self.maker.set_text(words)
        self.setToolTip("\n".join(filter(None, (self.title.text(), words))))

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens().color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class PlayerBar(QWidget):
    """Shows what the player does; each button is one of its methods."""

    item_wanted = Signal(str)
    outside_wanted = Signal(object)

    def __init__(self, player: Player, covers: Covers) -> None:
        super().__init__()
        self.player = player
        self.setAccessibleName(tr("Player"))
        outer = vertical(0, self, margins=(32 - SHADOW, 0, 32 - SHADOW, 2))
        card = Card(radius=14, floats=True)
        outer.addWidget(card)
        row = horizontal(8, card, margins=(SHADOW + 4, SHADOW + 4, SHADOW + 8, SHADOW + 4))
        self.title = Title(covers)
        self.title.setFixedWidth(230)
        self.title.clicked.connect(self._open_page)
        row.addWidget(self.title)
        row.addLayout(self._transport())
        row.addLayout(self._place(), 1)
        row.addLayout(self._others())
        player.changed.connect(self.refresh)
        player.moved.connect(self._show_place)
        self.hide()

    def _button(self, icon: str, tip: str, act: Callable[[], object], size: int = 34) -> IconButton:
        button = IconButton(icon, tip, size=size)
        button.clicked.connect(lambda: act())
        return button

    def _transport(self) -> QHBoxLayout:
        row, player = horizontal(2), self.player
        self.rewind = self._button("rewind", tr("Back 30 seconds"), lambda: player.seek(player.at - LEAP))
        self.previous = self._button("previous", tr("Previous"), player.previous)
        self.play = self._button("play", tr("Play"), player.toggle, 40)
        self.play.fill = "wash"
        self.next = self._button("next", tr("Next piece"), player.next)
        for button in (self.rewind, self.previous, self.play, self.next):
            row.addWidget(button)
        return row

    def _place(self) -> QHBoxLayout:
        column = vertical(0)
        column.addStretch(1)
        self.chapter = Text("", "caption", "soft", lines=1)
        column.addWidget(self.chapter)
        line = horizontal(8)
        self.now, self.left = Label("0:00", "caption", "soft"), Label("", "caption", "soft")
        self.slider = SeekSlider(tr("Place"))
        self.slider.wanted.connect(lambda value: self.player.seek(float(value)))
        line.addWidget(self.now)
        line.addWidget(self.slider, 1)
        line.addWidget(self.left)
        column.addLayout(line)
        column.addStretch(1)
        row = horizontal(0)
        row.addLayout(column)
        return row

    def _others(self) -> QHBoxLayout:
        row, player = horizontal(2), self.player
        self.volume_button = self._button("volume", tr("Mute"), self._mute)
        self.volume = SeekSlider(tr("Volume"), step=5, page=20)
        self.volume.setFixedWidth(84)
        self.volume.setTracking(True)
        self.volume.show_place(100, 100)
        self.volume.wanted.connect(lambda value: player.volume.set(value / 100))
        self.sleep = self._button("sleep", tr("Sleep timer"), self._choose_sleep)
        self.queue = self._button("list", tr("What comes next, and chapters"), self.show_queue)
        self.outside = self._button("open", tr("Open in its usual program"), self._open_outside)
        self.close_button = self._button("close", tr("Stop and close the player"), player.stop)
        for widget in (self.volume_button, self.volume, self.sleep, self.queue, self.outside, self.close_button):
            row.addWidget(widget)
        self._loud = 1.0
        return row

    def add_keys(self, window: QWidget) -> None:
        """The keys that work wherever the keyboard is."""
        for keys, act in ((PLAY, self.player.toggle), (NEXT, self.player.next), (PREVIOUS, self.player.previous)):
            for key in keys:
                QShortcut(QKeySequence(key), window).activated.connect(partial(self._if_shown, act))

    def _open_page(self) -> None:
        if self.title.item is not None:
            self.item_wanted.emit(self.title.item.id)

    def _if_shown(self, act: Callable[[], object]) -> None:
        if self.player.queue.now is not None:
            act()

    # What plays

    def refresh(self) -> None:
        """Show what plays, and hide where nothing does."""
        player, now = self.player, self.player.queue.now
        self.setVisible(now is not None)
        if now is None:
            return
        item = now.item
        self.title.show_item(item)
        number, count = player.queue.at.recording + 1, len(player.queue.recordings)
        of = tr("{at} of {n}", at=number, n=count) if count > 1 else ""
        self.title.show_maker("  ·  ".join(filter(None, (creators(item), of))))
        self.play.set_icon("pause" if player.playing else "play")
        self.play.set_tip(tr("Pause") if player.playing else tr("Play"))
        self.next.setEnabled(bool(player.queue.coming))
        self.rewind.setVisible(now.is_long and self.width() >= NARROW)
        self.volume_button.set_icon("volume" if player.volume.value else "volume-off")
        self.volume_button.set_tip(tr("Mute") if player.volume.value else tr("Sound on"))
        self.volume.show_place(player.volume.value * 100, 100)
        self._show_sleep()
        self._show_place()

    def _show_place(self) -> None:
        player, now = self.player, self.player.queue.now
        if now is None:
            return
        at, length = player.at, player.length
        self.slider.show_place(at, length or at)
        self.slider.setEnabled(length > 0)
        self.now.setText(clock(at))
        self.left.setText(f"−{clock(max(0.0, length - at))}" if length else "")
        chapter = now.chapter(at)
        self.chapter.set_text(now.item.chapters[chapter][0] if chapter >= 0 else "")
        self.chapter.setVisible(chapter >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.volume.setVisible(width >= WIDE)
        for widget in (self.volume_button, self.outside, self.previous):
            widget.setVisible(width >= NARROW)
        self.title.setFixedWidth(230 if width >= WIDE else 186 if width >= NARROW else 110)
        self.refresh()

    # Volume, sleep, queue

    def _mute(self) -> None:
        if self.player.volume.value:
            self._loud = self.player.volume.value
            self.player.volume.set(0.0)
        else:
            self.player.volume.set(self._loud)

    def _show_sleep(self) -> None:
        player = self.player
        active = player.sleep.wanted
        self.sleep.colour = "accent" if active else "soft"
        if player.sleep.isActive():
            left = max(1, round(player.sleep.remainingTime() / 60_000))
            self.sleep.set_tip(trn("Stops in {n} minute", "Stops in {n} minutes", left))
        else:
            self.sleep.set_tip(tr("Stops at the end of this") if active else tr("Sleep timer"))
        self.sleep.update()

    def _choose_sleep(self) -> None:
        now, menu = self.player.queue.now, Menu(self)
        for minutes in SLEEP:
            act = menu.addAction(trn("In {n} minute", "In {n} minutes", minutes))
            act.triggered.connect(partial(self.player.set_sleep, minutes))
        chapters = now is not None and now.item.chapters
        words = tr("At the end of the chapter") if chapters else tr("At the end of this piece")
        menu.addAction(words).triggered.connect(lambda: self.player.set_sleep(0, at_end=True))
        if self.player.sleep.wanted:
            menu.addAction(tr("Do not stop")).triggered.connect(lambda: self.player.set_sleep(0))
        menu.popup(self.sleep.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def show_queue(self) -> None:
        """What comes next, and the chapters of what plays."""
        panel = QueuePanel(self.player)
        popover = Popover(tr("Playing"), panel, self.window(), width=400)
        panel.done.connect(popover.dismiss)
        popover.show_beside(self.queue)

    def _open_outside(self) -> None:
        if self.title.item is not None:
            self.player.pause()
            self.outside_wanted.emit(self.title.item)
