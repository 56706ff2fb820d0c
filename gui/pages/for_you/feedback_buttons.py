"""Like, dislike, not now: three buttons that stand wherever an item can be judged; and what else is said of one."""

from collections.abc import Container, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from assistant.domain.entities import Item, Verdict
from assistant.domain.feedback import Standing
from assistant.domain.recordings import sounds
from assistant.messages import mark, tr
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal
from gui.widgets.stars import Stars

CHOICES = (
    (Verdict.LIKED, "like", "liked", mark("Like")),
    (Verdict.DISLIKED, "dislike", "dislike", mark("Not for me: show fewer like this")),
    (Verdict.NOT_NOW, "not-now", "not-now", mark("Not now: hide it for a while")),
)
PROGRESS = (
    (Verdict.READING, "book", "book", mark("I am reading it")),
    (Verdict.FINISHED, "check", "check", mark("I finished it")),
    (Verdict.ASIDE, "pause", "pause", mark("I put it aside")),
)
HEARD = (
    (Verdict.READING, "music", "music", mark("I am listening to it")),
    (Verdict.FINISHED, "check", "check", mark("I heard all of it")),
    PROGRESS[-1],
)


def progress_of(item: Item) -> Sequence[tuple[Verdict, str, str, str]]:
    """How far one may be with an item: what sounds is heard, not read."""
    return HEARD if sounds(item) else PROGRESS


class VerdictButtons(QWidget):
    """The buttons for one item, or `only` some of them. The one that holds is lit, and pressed again
    it is taken back; the session offers the undo."""

    def __init__(
        self,
        session: Session,
        item: Item,
        *,
        size: int = 34,
        only: Container[Verdict] = tuple(Verdict),
        choices: Sequence[tuple[Verdict, str, str, str]] = CHOICES,
    ) -> None:
        super().__init__()
        self._session, self._item = session, item
        row = horizontal(2, self)
        self.buttons: dict[Verdict, IconButton] = {}
        for verdict, name, checked, words in (choice for choice in choices if choice[0] in only):
            tip = tr(words)
            button = IconButton(name, tip, size=size, checkable=True)
            button.set_icon(name, checked=checked)
            button.setAccessibleName(f"{tip}: {item.title}")
            button.clicked.connect(lambda _=False, verdict=verdict: self._give(verdict))
            self.buttons[verdict] = button
            row.addWidget(button)
        session.verdict_given.connect(self._follow)
        session.verdicts_read.connect(self._reread)
        self._reread()

    def wait_for_pointer(self) -> None:
        """Take no click for as long as a second one may follow a first: that one was meant for another item."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        later = lambda: self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)  # noqa: E731
        QTimer.singleShot(QApplication.doubleClickInterval(), self, later)

    def _give(self, verdict: Verdict) -> None:
        standing = self._session.standings.get(self._item.id)
        if standing is not None and standing.holds(verdict):
            self._session.judging.withdraw(self._item, verdict)
            return
        # Lit at once; what it is written down as follows.
        self._show((standing or Standing(verdict)).after(verdict, 1.0, 0.0))
        self._session.record(self._item, verdict)

    def _follow(self, item_id: str, _: Verdict | None) -> None:
        if item_id == self._item.id:
            self._reread()

    def _reread(self) -> None:
        self._show(self._session.standings.get(self._item.id))

    def _show(self, standing: Standing | None) -> None:
        for verdict, button in self.buttons.items():
            button.setChecked(standing is not None and standing.holds(verdict))


class RatingStars(Stars):
    """The stars of one item, as they stand."""

    def __init__(self, session: Session, item: Item) -> None:
        super().__init__()
        self._session, self._item = session, item
        self.rated.connect(self._give)
        session.verdict_given.connect(self._follow)
        session.verdicts_read.connect(self.refresh)
        self.refresh()

    def _follow(self, item_id: str, _: Verdict | None) -> None:
        if item_id == self._item.id:
            self.refresh()

    def refresh(self) -> None:
        standing = self._session.standings.get(self._item.id)
        self.show_value(standing.stars if standing is not None else None)

    def _give(self, stars: float) -> None:
        if stars == self.value:
            self._session.judging.withdraw(self._item, Verdict.RATED)
        else:
            self.show_value(stars)
            self._session.record(self._item, Verdict.RATED, value=stars)
