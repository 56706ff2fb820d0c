"""The page before a locked library: a passphrase to open it, or to make it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assistant.messages import tr
from gui.look.theme import theme
from gui.widgets.buttons import Button
from gui.widgets.surfaces import paint_emblem
from gui.widgets.text import CentredText

SHORTEST = 8


class VaultPage(QWidget):
    """Asks once to unlock, twice to create; says plainly that a forgotten passphrase is gone for good."""

    passphrase_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._creating, self._secret = False, True
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(400)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(_Emblem())
        self.heading = CentredText("", "display")
        self.sentence = CentredText("", "body", "soft")
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addSpacing(12)
        self.first, self.second = secret_field(tr("Passphrase")), secret_field(tr("Repeat the passphrase"))
        self.first.returnPressed.connect(self._enter_first)
        self.second.returnPressed.connect(self._give)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.problem = CentredText("", "small", "negative")
        column.addWidget(self.problem)
        self.button = Button(tr("Unlock"), "primary")
        self.button.set_tall()
        self.button.clicked.connect(self._give)
        column.addWidget(self.button)
        column.addStretch(3)
        outer.addWidget(middle)
        outer.addStretch(1)
        self.ask(create=False)

    def ask(self, *, create: bool, problem: str = "", secret: bool = True) -> None:
        """Show the page for an existing library, or for a new one; without `secret` a click is enough."""
        self._creating, self._secret = create, secret
        self.first.setVisible(secret)
        self.heading.set_text(tr("Choose a passphrase") if create else tr("Your library is locked"))
        self.sentence.set_text(
            tr(
                "There is no keyring on this computer that Alcove can use, so a passphrase protects "
                "your library. Keep it safe: without it, nobody can open the library, not even you."
            )
            if create
            else tr("Enter your passphrase to open it.")
            if secret
            else tr("Your keyring opens it.")
        )
        self.button.set_words(tr("Create my library") if create else tr("Unlock"))
        self.second.setVisible(create)
        self.say(problem)
        self.set_busy(False)
        wanted = self.first if secret else self.button
        QTimer.singleShot(0, wanted, lambda: wanted.setFocus(Qt.FocusReason.OtherFocusReason))

    def say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.first.selectAll()

    def set_busy(self, busy: bool) -> None:
        for widget in (self.first, self.second, self.button):
            widget.setEnabled(not busy)

    def _enter_first(self) -> None:
        if self._creating:
            self.second.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._give()

    def _give(self) -> None:
        text = self.first.text()
        if self._creating and len(text) < SHORTEST:
            self.say(tr("Use at least {n} characters. A few words make a good passphrase.", n=SHORTEST))
        elif self._creating and text != self.second.text():
            self.say(tr("The two passphrases differ. Please type them again."))
        elif text or not self._secret:
            self.say("")
            self.set_busy(True)
            self.passphrase_given.emit(text)

    def forget(self) -> None:
        """Leave no passphrase in the fields."""
        self.first.clear()
        self.second.clear()


def secret_field(hint: str) -> QLineEdit:
    """A field that shows nothing of what is typed into it."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(hint)
    field.setAccessibleName(hint)
    field.setFixedHeight(44)
    return field


class _Emblem(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(80)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_emblem(self, "lock", 4)
