"""The report card: how well Alcove would have guessed what the person came to like, in plain words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from assistant.domain.errors import Cancelled
from assistant.recommend.offline_evaluation import CHANCE, OURS, POPULAR, SIMILAR, Marks, ReportCard, TooLittleFeedback
from gui.look.labels import counted
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.interval_bar import IntervalBar
from gui.widgets.layouts import clear
from gui.widgets.surfaces import Card, Page
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure, Job

NAMES = {OURS: "Alcove", SIMILAR: "Plain similarity", POPULAR: "What is popular", CHANCE: "A random order"}
HOW = (
    "For each work you liked, Alcove goes back to just before you said so, ranks everything you had not judged yet, "
    "and checks how high the work comes out. Three simpler methods take the same test."
)


class ReportPage(QWidget):
    """Worked out when asked for, on a lane of its own; it can be stopped."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=820)
        outer.addWidget(page)
        body = page.body
        back = Button("Profile", "quiet", "back")
        back.clicked.connect(lambda: session.place_wanted.emit("profile"))
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(Text("How well does it guess?", "display", lines=2))
        body.addWidget(Text(HOW, "body", "soft"))
        body.addLayout(self._starting())
        self._results = QVBoxLayout()
        self._results.setSpacing(16)
        body.addLayout(self._results)
        body.addStretch(1)

    def _starting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.start_button = Button("Run the test", "primary", "chart")
        self.start_button.clicked.connect(self.start)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the report is")
        self.bar.hide()
        self.state = Text("", "small", "soft", lines=2)
        self.cancel_button = Button("Stop", "outline", "stop")
        self.cancel_button.clicked.connect(self.stop)
        self.cancel_button.hide()
        row.addWidget(self.start_button)
        row.addWidget(self.bar, 1)
        row.addWidget(self.state, 2)
        row.addWidget(self.cancel_button)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Else the keyboard's ring would land on whatever comes first.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Judge the lists; what was shown before stays until the new figures are there."""
        if self._job is not None:
            return
        self._busy(True)
        self.state.set_text("Reading your feedback…")
        self._job = self._session.run(
            self._session.app.maintenance.report_card,
            lane=self._session.lanes.work,
            progress=self._show_progress,
            cancelled="cancelled",
            done=self.show_card,
            failed=self._failed,
        )

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _busy(self, busy: bool) -> None:
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.start_button.setVisible(not busy)
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.cancel_button.setVisible(busy)

    def _show_progress(self, progress: Any) -> None:
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.state.set_text(f"{progress.done} of {counted(progress.total, 'work')}")

    def _failed(self, failure: Failure) -> None:
        self._job = None
        self._busy(False)
        self.state.set_text("")
        if isinstance(failure.error, Cancelled):
            self.state.set_text("Stopped. Nothing was changed.")
        elif isinstance(failure.error, TooLittleFeedback):
            clear(self._results)
            card, column = _card("Too early to tell")
            column.addWidget(Text(failure.message, "body", "soft"))
            self._results.addWidget(card)
        else:
            self._session.show_failure(failure)

    def show_card(self, card: ReportCard) -> None:
        """The figures, ours first, then what the lists are like."""
        self._job = None
        self._busy(False)
        self.start_button.set_words("Run again")
        self.state.set_text("")
        clear(self._results)
        self._results.addWidget(self._verdict(card))
        self._results.addWidget(_qualities(card))

    def _verdict(self, card: ReportCard) -> QWidget:
        box, column = _card(verdict_words(card))
        judged = f"{counted(card.likes, 'work')} that you like, each among about {card.candidates:,} others"
        left = f"; {card.left_out} more came before your first feedback" if card.left_out else ""
        column.addWidget(Text(f"{judged}{left}. The dashed line marks pure chance.", "small", "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, marks in enumerate(card.rankers):
            ours = marks.name == OURS
            name = Label(NAMES.get(marks.name, marks.name), "strong" if ours else "body", "ink" if ours else "soft")
            grid.addWidget(name, number, 0)
            if marks.ahead is None:
                grid.addWidget(Text(marks.note, "small", "faint"), number, 1, 1, 2)
                continue
            ahead = marks.ahead
            bar = IntervalBar(ahead.low, ahead.mean, ahead.high, ours=ours)
            bar.setAccessibleName(f"{NAMES.get(marks.name, marks.name)}: {bar.accessibleName()}")
            grid.addWidget(bar, number, 1)
            grid.addWidget(Label(share_words(marks), "small", "ink" if ours else "soft"), number, 2)
        column.addLayout(grid)
        for marks in card.rankers:
            if words := gain_words(marks):
                column.addWidget(Text(words, "small", "soft"))
        return box


def verdict_words(card: ReportCard) -> str:
    """The finding in a sentence."""
    ahead = card.rankers[0].ahead
    assert ahead is not None, "our own order is always judged"
    return f"It ranks what you turn out to like above {round(100 * ahead.mean)} of 100 other works."


def share_words(marks: Marks) -> str:
    """The share in 100, and what it may be."""
    assert marks.ahead is not None
    low, mean, high = (round(100 * value) for value in (marks.ahead.low, marks.ahead.mean, marks.ahead.high))
    return f"{mean} in 100" if low == high else f"{mean} in 100  ({low} to {high})"


def gain_words(marks: Marks) -> str:
    """What our lead over another order is worth; empty for ours and for what cannot rank."""
    if marks.gain is None or marks.name == OURS:
        return ""
    name = NAMES.get(marks.name, marks.name)
    name = name[0].lower() + name[1:]
    low, mean, high = (round(100 * value) for value in (marks.gain.low, marks.gain.mean, marks.gain.high))
    between = f"(between {low} and {high})"
    if marks.gain.low > 0:
        return f"That is {mean} more than {name} {between}."
    if marks.gain.high < 0:
        return f"That is {-mean} fewer than {name} (between {-high} and {-low})."
    return f"Compared with {name}, the difference is too small to tell yet {between}."


def _qualities(card: ReportCard) -> QWidget:
    box, column = _card("About these lists")
    fit = "matches" if card.calibration < 0.1 else "is close to" if card.calibration < 0.5 else "differs from"
    kinds = f"the mix of books, music and documents {fit} what you like"
    for words in (
        f"Variety: two works of a list differ by {card.diversity:.2f} on average (0: identical, 1: nothing in common).",
        f"Reach: {card.coverage:.0%} of your library appeared in at least one of these lists.",
        f"Novelty: a typical pick appears in 1 of {2**card.novelty:.1f} lists.",
        f"Balance: {kinds} ({card.calibration:.2f}; 0 is a perfect match).",
    ):
        column.addWidget(Text(words, "body", "soft"))
    return box


def _card(heading: str) -> tuple[Card, QVBoxLayout]:
    card = Card(radius=16)
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 22)
    column.setSpacing(12)
    column.addWidget(Text(heading, "heading"))
    return card, column
