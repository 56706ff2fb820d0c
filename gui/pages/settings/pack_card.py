"""What crowds know: which pack is used, taking one into use, and doing without."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant.messages import decimal, tr, trn
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Text


def ask_pack(parent: QWidget) -> Path | None:
    """The file of a pack; None if the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Use a pack"), str(Path.home()))
    return Path(chosen) if chosen else None


class PackCard(QWidget):
    """Says how much of the library a pack knows: one that knows nothing of it changes nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = vertical(10, self)
        self.words = Text("", "body", "soft")
        column.addWidget(self.words)
        row = horizontal(8)
        self.use, self.drop = Button(tr("Use a pack"), "outline", "folder"), Button(tr("Stop using it"), "quiet")
        self.use.clicked.connect(self._choose)
        self.drop.clicked.connect(self._drop)
        row.addWidget(self.use)
        row.addWidget(self.drop)
        row.addStretch(1)
        column.addLayout(row)
        self.drop.hide()

    def refresh(self) -> None:
        self._session.run(self._session.app.packs.reach, done=self._show, key="pack")

    def _show(self, reach: tuple[int, int] | None) -> None:
        self.drop.setVisible(reach is not None)
        if reach is None:
            self.words.set_text(tr("No pack is in use."))
            return
        works, own = reach
        self.words.set_text(
            trn(
                "A pack of {n} work is in use; your library holds {own} of them.",
                "A pack of {n} works is in use; your library holds {own} of them.",
                works,
                own=decimal(own),
            )
        )

    def _choose(self) -> None:
        file = ask_pack(self.window())
        if file is not None:
            self._change(lambda: self._session.app.packs.use(file))

    def _drop(self) -> None:
        self._change(self._session.app.packs.drop)

    def _change(self, act: Any) -> None:
        self._session.run(act, done=self._changed)

    def _changed(self, _: object) -> None:
        self.refresh()
