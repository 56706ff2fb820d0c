"""The first acquaintance: at most eight questions, and the list beside them that follows every answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item, Recommendation
from assistant.domain.errors import AssistantError
from assistant.language.concepts import subject_name
from assistant.messages import tr
from gui.look.covers import CoverView
from gui.look.labels import creators
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.rows import item_line
from gui.widgets.surfaces import Card, Page
from gui.widgets.text import Text
from gui.workers.lanes import Failure

if TYPE_CHECKING:
    from assistant.app.onboarding import OnboardingState

PICKS = 6


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the questions are, the items that the open one's answers show, and the list as it is now."""

    state: "OnboardingState"
    items: dict[str, Item]
    picks: Sequence[Recommendation]


@page("onboarding", always_read=True)
class OnboardingPage(QWidget):
    """A question with its answers at the left, the list at the right. Every answer can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.options: list[OptionCard] = []
        self.question_id = ""
        self._shown: tuple[str, ...] = ()
        self._before: tuple[str, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=1040)
        outer.addWidget(page)
        body = page.body
        body.addWidget(Text(tr("A few questions"), "display", lines=1))
        self.progress = Text("", "body", "soft", lines=2)
        body.addWidget(self.progress)
        row = horizontal(24)
        row.addLayout(self._asking(), 3)
        row.addLayout(self._list(), 2)
        body.addLayout(row)
        body.addStretch(1)

    def _asking(self) -> QVBoxLayout:
        column = vertical(12)
        self.question = Text("", "title")
        column.addWidget(self.question)
        self._answers = vertical(8)
        column.addLayout(self._answers)
        row = horizontal(8)
        self.back_button = Button(tr("Back"), "outline", "back")
        self.back_button.clicked.connect(self.back)
        self.skip_button = Button(tr("None of these"), "outline")
        self.skip_button.clicked.connect(lambda: self.answer(None))
        self.leave_button = Button(tr("Skip the rest"), "quiet")
        self.leave_button.clicked.connect(self.leave)
        self.picks_button = Button(tr("See your picks"), "primary")
        self.picks_button.clicked.connect(lambda: self._session.place_wanted.emit("for-you"))
        self.again_button = Button(tr("Start over"), "outline", "refresh")
        self.again_button.clicked.connect(lambda: self._act(self._session.app.onboarding.restart))
        for button in (self.back_button, self.skip_button, self.picks_button, self.again_button):
            row.addWidget(button)
            button.hide()
        self.leave_button.hide()
        row.addStretch(1)
        row.addWidget(self.leave_button)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _list(self) -> QVBoxLayout:
        column = vertical(8)
        column.addWidget(Text(tr("Your list so far"), "heading", lines=1))
        self._picks = vertical(6)
        column.addLayout(self._picks)
        column.addStretch(1)
        return column

    # Reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Numbers on the keyboard answer at once.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read how far the questions are."""
        self._session.run(self._read, done=self.show_stand, key="onboarding")

    def _read(self) -> Stand:
        app = self._session.app
        state = app.onboarding.state()
        items: dict[str, Item] = {}
        if not state.done:
            for option in state.questions[-1].options:
                for item_id in option.item_ids[:1]:
                    try:
                        items[item_id] = app.library.item(item_id)
                    except AssistantError:
                        continue  # It left the library meanwhile: its answer is shown in words alone.
        return Stand(
            state, items, app.recommendations.recommend(app.recommendations.request(n=PICKS), fresh=False, llm=False)
        )

    def show_stand(self, stand: Stand) -> None:
        """Show the open question, or that there is none, and the list as it is now."""
        state = stand.state
        clear(self._answers)
        self.options = []
        answered = sum(answer is not None for answer in state.answers.values())
        if state.done:
            self.question_id = ""
            self.progress.set_text(tr("Your answers are in your profile, where you can change them."))
            self.question.set_text(tr("Thank you, that helps.") if answered else tr("No questions left."))
        else:
            self._ask(state, stand.items)
        self.back_button.setVisible(bool(state.answers))
        for button in (self.skip_button, self.leave_button):
            button.setVisible(not state.done)
        self.picks_button.setVisible(state.done)
        self.again_button.setVisible(state.done)
        self._show_picks(stand.picks)
        focused = QApplication.focusWidget()
        if focused is None or self.isAncestorOf(focused):
            # The answer that was pressed is gone, and the next one is a key away.
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, state: "OnboardingState", items: dict[str, Item]) -> None:
        question = state.questions[-1]
        self.question_id = question.id
        self.progress.set_text(
            tr("Question {n} of at most {total}. Skip any you like.", n=len(state.questions), total=state.total)
        )
        self.question.set_text(question.text)
        for number, option in enumerate(question.options):
            item = items.get(option.item_ids[0]) if option.item_ids else None
            card = OptionCard(self._session, number, option.label, item)
            card.pressed.connect(lambda number=number: self.answer(number))
            self.options.append(card)
            self._answers.addWidget(card)

    def _show_picks(self, picks: Sequence[Recommendation]) -> None:
        clear(self._picks)
        # What is read again without a change keeps its marks: an answer is told of twice.
        if (ids := tuple(pick.item.id for pick in picks)) != self._shown:
            self._before, self._shown = self._shown, ids
        before = self._before
        for place, pick in enumerate(picks):
            old = before.index(pick.item.id) if pick.item.id in before else None
            news = "" if not before else tr("New") if old is None else tr("Moved up") if old > place else ""
            self._picks.addWidget(PickRow(self._session, pick.item, news))
        if not picks:
            self._picks.addWidget(Text(tr("Your first picks appear here."), "small", "soft"))

    # Answering

    def answer(self, option: int | None) -> None:
        """Take an answer, or None to leave the question out."""
        if self.question_id:
            question, self.question_id = self.question_id, ""
            self._act(self._session.app.onboarding.answer, question, option)

    def back(self) -> None:
        """Take the last answer back, and ask that question again."""
        self._act(self._session.app.onboarding.undo)

    def leave(self) -> None:
        """No more questions; what was answered stays."""
        self._act(self._session.app.onboarding.skip)

    def _act(self, function: Callable[..., object], *args: object) -> None:
        def failed(failure: Failure) -> None:
            self._session.show_failure(failure)
            self.refresh()

        def done(_: object) -> None:
            self.refresh()

        self._session.run(function, *args, done=done, failed=failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.options):
            self.answer(number)
        else:
            super().keyPressEvent(event)


class OptionCard(Card):
    """One answer: a work with its cover, or a sentence. Its number on the keyboard chooses it."""

    def __init__(self, session: Session, number: int, label: str, item: Item | None) -> None:
        super().__init__(lively=True, radius=14)
        row = horizontal(4, self, margins=(8 if item else 20, 0 if item else 14, 20, 0 if item else 14))
        if item is not None:
            row.addWidget(CoverView(session.covers, item, QSize(48, 68), align=Qt.AlignmentFlag.AlignVCenter))
        words = vertical(2)
        words.addStretch(1)
        words.addWidget(Text(item.title if item else label, "card", lines=2))
        if item is not None:
            words.addWidget(Text(" · ".join(filter(None, [creators(item), str(item.year or "")])), "small", "soft"))
            if item.subjects:
                words.addWidget(Text(", ".join(map(subject_name, item.subjects[:4])), "caption", "faint", lines=1))
        words.addStretch(1)
        row.addLayout(words, 1)
        key = Text(str(number + 1), "label", "faint", lines=1)
        key.setFixedWidth(12)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{number + 1}. {label}")


class PickRow(Card):
    """A pick in the list beside the questions, marked if the last answer brought it or raised it."""

    def __init__(self, session: Session, item: Item, news: str) -> None:
        super().__init__(lively=True, radius=12)
        self.item, self.news = item, news
        self.colour = "wash" if news else "surface"
        item_line(self, session.covers, item, " · ".join(filter(None, [news, creators(item)])), margin=14)
        self.setAccessibleName(", ".join(filter(None, [item.title, creators(item), news])))
        self.pressed.connect(lambda: session.item_wanted.emit(item.id))


class OnboardingOffer(Card):
    """A card that offers the questions to somebody of whom nothing is known; it hides itself for everybody else."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(radius=16)
        self._session = session
        self.colour = "wash"
        grid = QGridLayout(self)
        grid.setContentsMargins(22, 16, 16, 16)
        grid.setColumnStretch(0, 1)
        grid.addWidget(Text(tr("New here?"), "card", lines=1), 0, 0)
        grid.addWidget(
            Text(tr("Answer a few quick questions, and your picks fit you from the start."), "small", "soft"), 1, 0
        )
        self.no = Button(tr("No, thanks"), "quiet")
        self.yes = Button(tr("Ask me"), "primary")
        grid.addWidget(self.no, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.yes, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.yes.clicked.connect(lambda: session.place_wanted.emit("onboarding"))
        self.no.clicked.connect(self._decline)
        self.hide()
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes[object]) -> None:
        # In sight it stays until the next visit: going, it would draw what is being judged away from the pointer.
        if changes.ranking and not self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Find out whether the offer stands."""
        self._session.run(self._stands, done=self.setVisible, failed=lambda _: None, key="offer")

    def _stands(self) -> bool:
        app = self._session.app
        if app.onboarding.done() or app.feedback.verdicts() or app.profile.statements():
            return False
        state = app.onboarding.state()
        return not state.done and not state.answers

    def _decline(self) -> None:
        self.hide()
        self._session.run(self._session.app.onboarding.skip)
