"""The password of locked files: typed, tried, and kept if the person wants that."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from assistant.messages import quoted, tr, trn
from gui.pages.activity.problem_list import shown
from gui.shell.session import Session
from gui.shell.unlock_page import secret_field
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.switch import Switch
from gui.widgets.text import Text
from gui.workers.lanes import Failure


class PasswordBar(Card):
    """`opened` fires when files were read with their password; the bar closes then, or when it is left."""

    opened = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(radius=12)
        self._session = session
        self._paths: list[Path] = []
        column = vertical(8, self, margins=(16, 12, 16, 12))
        self.heading = Text("", "strong", lines=1)
        column.addWidget(self.heading)
        row = horizontal(8)
        self.field = secret_field(tr("Password"))
        self.open_button, self.cancel = Button(tr("Open"), "primary"), Button(tr("Cancel"), "quiet")
        row.addWidget(self.field, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.cancel)
        column.addLayout(row)
        self.problem = Text("", "small", "negative")
        self.problem.hide()
        column.addWidget(self.problem)
        kept = tr("Keep it for next time, encrypted with your library")
        row = horizontal(8)
        self.keep = Switch(kept)
        row.addWidget(self.keep)
        row.addWidget(Text(kept, "small", "soft", lines=2), 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.field.returnPressed.connect(self._give)
        self.open_button.clicked.connect(self._give)
        self.cancel.clicked.connect(self.leave)
        self.cancel.set_leaves()
        self.hide()

    def ask(self, paths: list[Path]) -> None:
        """Ask for the password of these files."""
        self._paths = paths
        one = tr("Password for {file}", file=quoted(shown(Path(paths[0].name))))
        self.heading.set_text(
            one if len(paths) == 1 else trn("Password for {n} file", "Password for {n} files", len(paths))
        )
        self._say("")
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Forget what was typed, and close."""
        self.field.clear()
        self.hide()
        self.left.emit()

    def _give(self) -> None:
        if not self._paths or not self.field.text():
            return
        self._say("")
        self._wait(True)
        keep = self.keep.isChecked()

        def unlocked(_: object) -> None:
            self._wait(False)
            self.leave()
            self.opened.emit()

        def refused(failure: Failure) -> None:
            self._wait(False)
            self._say(failure.message)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

        unlock = self._session.app.indexing.unlock
        self._session.run(unlock, self._paths, self.field.text(), keep=keep, done=unlocked, failed=refused)

    def _wait(self, waiting: bool) -> None:
        self.field.setReadOnly(waiting)
        self.open_button.setEnabled(not waiting)

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
