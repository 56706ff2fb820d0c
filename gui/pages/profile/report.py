"""The report card: how well Alcove would have guessed what the person came to like, in plain words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from assistant.domain.errors import Cancelled
from assistant.evaluation.report_card import (
    NAMES,
    basis_words,
    curve_words,
    lead_words,
    quality_shares,
    quality_words,
    share_words,
    verdict_words,
)
from assistant.messages import decimal, mark, tr, trn
from assistant.recommend.offline_evaluation import OURS, ReportCard, TooLittleFeedback
from gui.pages.profile.comparison_card import ComparisonCard
from gui.pages.profile.learning_curve import LearningCurve
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.interval_bar import IntervalBar, ShareBar
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.surfaces import Card, Page
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure, Job

HOW = mark(
    "For each work you liked, Alcove goes back to just before you said so, ranks everything you had not judged yet, "
    "and checks how high the work comes out. Three simpler methods take the same test."
)


@page("report", left_by_escape=True)
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
        back = Button(tr("Profile"), "quiet", "back")
        back.set_edge()
        back.clicked.connect(lambda: session.place_wanted.emit("profile"))
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(Text(tr("How well does it guess?"), "display", lines=2))
        body.addWidget(Text(tr(HOW), "body", "soft"))
        body.addLayout(self._starting())
        self._results = vertical(16)
        body.addLayout(self._results)
        self.comparison = ComparisonCard(session)
        body.addWidget(self.comparison)
        body.addStretch(1)

    def _starting(self) -> QHBoxLayout:
        row = horizontal(12)
        self.start_button = Button(tr("Run the test"), "primary", "chart")
        self.start_button.clicked.connect(self.start)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the test"))
        self.bar.hide()
        self.state = Text("", "small", "soft", lines=2)
        self.cancel_button = Button(tr("Stop"), "outline", "stop")
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
        self.comparison.refresh()

    def start(self) -> None:
        """Judge the lists; what was shown before stays until the new figures are there."""
        if self._job is not None:
            return
        self._busy(True)
        self.state.set_text(tr("Reading your feedback…"))
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
        self.state.set_text(
            trn("{done} of {n} work", "{done} of {n} works", progress.total, done=decimal(progress.done))
        )

    def _failed(self, failure: Failure) -> None:
        self._job = None
        self._busy(False)
        self.state.set_text("")
        if isinstance(failure.error, Cancelled):
            self.state.set_text(tr("Stopped. Nothing was changed."))
        elif isinstance(failure.error, TooLittleFeedback):
            clear(self._results)
            card, column = _card(tr("Too early to tell"))
            column.addWidget(Text(failure.message, "body", "soft"))
            self._results.addWidget(card)
        else:
            self._session.show_failure(failure)

    def show_card(self, card: ReportCard) -> None:
        """The figures, ours first, then what the lists are like."""
        self._job = None
        self._busy(False)
        self.start_button.set_words(tr("Run again"))
        self.state.set_text("")
        clear(self._results)
        self._results.addWidget(self._verdict(card))
        if len(card.curve) > 1:
            self._results.addWidget(_learning(card))
        self._results.addWidget(_qualities(card))

    def _verdict(self, card: ReportCard) -> QWidget:
        box, column = _card(verdict_words(card))
        dashed = tr("The dashed line marks pure chance.")
        column.addWidget(Text(f"{basis_words(card)} {dashed}", "small", "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, marks in enumerate(card.rankers):
            ours = marks.name == OURS
            named = tr(NAMES[marks.name]) if marks.name in NAMES else marks.name
            name = Label(named, "strong" if ours else "body", "ink" if ours else "soft")
            grid.addWidget(name, number, 0)
            if marks.ahead is None:
                grid.addWidget(Text(marks.note, "small", "faint"), number, 1, 1, 2)
                continue
            ahead = marks.ahead
            bar = IntervalBar(ahead.low, ahead.mean, ahead.high, ours=ours)
            bar.setAccessibleName(f"{named}: {bar.accessibleName()}")
            grid.addWidget(bar, number, 1)
            grid.addWidget(Label(share_words(marks), "small", "ink" if ours else "soft"), number, 2)
        column.addLayout(grid)
        for marks in card.rankers:
            if words := lead_words(card, marks):
                column.addWidget(Text(words, "small", "soft"))
        return box


def _learning(card: ReportCard) -> QWidget:
    box, column = _card(tr("What your feedback brought"))
    column.addWidget(LearningCurve(card.curve))
    column.addWidget(Text(" ".join(curve_words(card)), "body", "soft"))
    return box


def _qualities(card: ReportCard) -> QWidget:
    box, column = _card(tr("About these lists"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    for number, (name, share) in enumerate(quality_shares(card)):
        bar = ShareBar(share)
        bar.setAccessibleName(f"{name}: {bar.accessibleName()}")
        grid.addWidget(Label(name, "body", "soft"), number, 0)
        grid.addWidget(bar, number, 1)
    column.addLayout(grid)
    for words in quality_words(card):
        column.addWidget(Text(words, "body", "soft"))
    return box


def _card(heading: str) -> tuple[Card, QVBoxLayout]:
    card = Card(radius=16)
    column = vertical(12, card, margins=(24, 20, 24, 22))
    column.addWidget(Text(heading, "heading"))
    return card, column
