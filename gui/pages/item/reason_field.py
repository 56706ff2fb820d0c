"""Why a person likes a work or does not, in their own words: a line that comes with the verdict and may stay empty."""

from PySide6.QtWidgets import QLineEdit

from assistant.domain.entities import Item, Verdict
from assistant.messages import tr
from gui.look.theme import font
from gui.shell.session import Session

LONGEST = 300
_WIDTH = 420


class ReasonField(QLineEdit):
    """Shown while a like or a dislike stands; Enter keeps what is typed as its reason."""

    def __init__(self, session: Session, item: Item) -> None:
        super().__init__()
        self._session, self._item = session, item
        self._kept = ""
        self.setFont(font("small"))
        self.setMaxLength(LONGEST)
        self.setMaximumWidth(_WIDTH)
        self.setPlaceholderText(tr("because… (press Enter to keep it)"))
        self.setAccessibleName(tr("Why you think so of {title}", title=item.title))
        self.returnPressed.connect(self._keep)
        session.verdict_given.connect(self._follow)
        session.verdicts_read.connect(self.refresh)
        if not self._is_asked():
            # To show it before it stands on a page would make a window of it.
            self.hide()
        self._read()

    def refresh(self) -> None:
        """Show it where it belongs, with the reason that stands."""
        self.setVisible(self._is_asked())
        self._read()

    def _is_asked(self) -> bool:
        return self._opinion() is not None

    def _opinion(self) -> Verdict | None:
        standing = self._session.standings.get(self._item.id)
        return standing.opinion if standing is not None else None

    def _read(self) -> None:
        reason = self._session.app.feedback.reason
        self._session.run(reason, self._item.id, done=self._show, key="reason")

    def _follow(self, item_id: str, _: Verdict | None) -> None:
        if item_id == self._item.id:
            self.refresh()

    def _show(self, reason: str) -> None:
        if self.text().strip() == self._kept:
            # What is being typed is not lost to what was kept before.
            self.setText(reason)
        self._kept = reason

    def _keep(self) -> None:
        said, verdict = self.text().strip(), self._opinion()
        if verdict is not None and said != self._kept:
            self._kept = said
            self._session.record(self._item, verdict, because=said)
