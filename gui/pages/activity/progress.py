"""The strip at the foot of the pages while files are read, and what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from assistant.messages import decimal, tr, trn
from assistant.messages.time_left import TimeLeft
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.shadow import SHADOW
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

if TYPE_CHECKING:
    from indexers.sync import Progress, SyncReport

READ_IN = 5000
"""Milliseconds that a result without problems stays; one with problems waits for the person."""


class ProgressStrip(QWidget):
    """A bar with words and a way to stop; then the result, with a link to what could not be read."""

    cancel_wanted = Signal()
    pause_wanted = Signal(bool)
    problems_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.paused, self._said = False, ""
        self.left = TimeLeft()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32 - SHADOW, 0, 32 - SHADOW, 4)
        card = Card(radius=14, floats=True)
        outer.addWidget(card)
        row = horizontal(16, card, margins=(SHADOW + 20, SHADOW + 10, SHADOW + 10, SHADOW + 10))
        words = vertical(7)
        self.words = Text("", "small", lines=1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of reading your files"))
        words.addStretch(1)
        words.addWidget(self.words)
        words.addWidget(self.bar)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.problems = Button(tr("Show problems"), "link")
        self.problems.clicked.connect(self.problems_wanted)
        self.again = Button(tr("Resume"), "link")
        self.again.clicked.connect(self.again_wanted)
        self.pause = Button(tr("Pause"), "outline", "pause")
        self.pause.clicked.connect(lambda: self.show_paused(not self.paused, tell=True))
        self.cancel = Button(tr("Stop"), "outline")
        self.cancel.clicked.connect(self._cancel)
        self.close_button = IconButton("close", tr("Dismiss"), size=30, icon_size=16)
        self.close_button.clicked.connect(self.hide)
        for widget in (self.problems, self.again, self.pause, self.cancel, self.close_button):
            row.addWidget(widget)
        self._goes = QTimer(self, singleShot=True, interval=READ_IN)
        self._goes.timeout.connect(self.hide)
        self.hide()

    @property
    def offers_again(self) -> bool:
        """Whether a run was stopped, and the person may resume it."""
        return not (self.isHidden() or self.again.isHidden())

    def start(self) -> None:
        self.words.set_text(tr("Looking through your folders…"))
        self.bar.setRange(0, 0)
        self.show_paused(False)
        self.cancel.setEnabled(True)
        self.pause.setEnabled(True)
        self._show(running=True, problems=False)

    def show_paused(self, paused: bool, *, tell: bool = False) -> None:
        """Say that reading rests, or goes on; `tell` asks for it, too."""
        if paused and not self.paused:
            self._said = self.words.text()
            self.words.set_text(tr("Paused. {progress}", progress=self._said))
        elif self.paused and not paused:
            self.words.set_text(self._said)
        self.paused = paused
        self.left.forget()
        self.pause.set_words(tr("Resume") if paused else tr("Pause"))
        self.pause.set_icon("play" if paused else "pause")
        if tell:
            self.pause_wanted.emit(paused)

    def show_progress(self, progress: "Progress") -> None:
        """`progress` has a phase, a message, done and total; total is 0 while it is not known."""
        if self.paused:
            return  # Sent before the pause was felt: the next one follows when it goes on.
        if progress.total:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(min(progress.done, progress.total))
        else:
            self.bar.setRange(0, 0)
        self.words.set_text(progress_words(progress, self.left))

    def show_report(self, report: "SyncReport") -> None:
        """Say what was found; a problem is named, never hidden."""
        failed = report.failed
        self.words.set_text(report_words(report))
        self._show(running=False, problems=bool(failed))
        if not failed:
            self._goes.start()

    def problems_seen(self) -> None:
        """The person looks at the problems: a result that led there has said what it had to say."""
        if not self.problems.isHidden():
            self.hide()

    def show_stopped(self) -> None:
        self.words.set_text(tr("Stopped. What was read so far is kept; the rest follows next time."))
        self._show(running=False, problems=False)
        self.again.show()

    def show_failure(self, message: str) -> None:
        self.words.set_text(message)
        self._show(running=False, problems=False)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.pause.setEnabled(False)
        self.show_paused(False)
        self.words.set_text(tr("Stopping…"))
        self.cancel_wanted.emit()

    def _show(self, *, running: bool, problems: bool) -> None:
        self._goes.stop()
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.pause.setVisible(running)
        self.close_button.setVisible(not running)
        self.problems.setVisible(problems)
        self.again.hide()
        self.show()


def progress_words(progress: "Progress", left: TimeLeft) -> str:
    """How far a run is, and how long the rest takes where that is known."""
    if not progress.total:
        return f"{progress.message}…"
    done, total = decimal(progress.done), decimal(progress.total)
    said = tr("{what}: {done} of {total}", what=progress.message, done=done, total=total)
    return " · ".join(filter(None, (said, left.words(progress.phase, progress.done, progress.total))))


def report_words(report: "SyncReport") -> str:
    """What a run found, on one line."""
    counts = (
        (report.added, trn("{n} new file read", "{n} new files read", report.added)),
        (report.changed, trn("{n} changed file read", "{n} changed files read", report.changed)),
        (report.moved, trn("{n} file moved", "{n} files moved", report.moved)),
        (report.gone, trn("{n} file gone", "{n} files gone", report.gone)),
    )
    found = " · ".join(words for n, words in counts if n) or tr("Everything is up to date.")
    if not report.failed:
        return found
    failed = trn("{n} file could not be read", "{n} files could not be read", report.failed)
    return f"{found} · {failed}"
