"""What opens the library: changing the passphrase, choosing or leaving the keyring, and locking the window."""

from PySide6.QtWidgets import QLineEdit, QWidget

from assistant.messages import joined, tr
from assistant.security.vault import VaultState
from gui.shell.session import Session
from gui.shell.unlock_page import SHORTEST, secret_field
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow, vertical
from gui.widgets.text import Text


class SecurityCard(QWidget):
    """The keys themselves are changed on a lane: a keyring may keep one waiting."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._state: VaultState | None = None
        column = vertical(8, self)
        self.ways = Text("", "body")
        column.addWidget(self.ways)
        flow = Flow(8)
        self.change, self.keyring = (
            Button(tr("Change the passphrase"), "outline"),
            Button(tr("Let the keyring open it"), "outline"),
        )
        self.lock = Button(tr("Lock now"), "outline", "lock")
        for button, act in (
            (self.change, self._show_fields),
            (self.keyring, self._turn_keyring),
            (self.lock, session.lock_wanted.emit),
        ):
            button.clicked.connect(lambda _=False, act=act: act())
            flow.addWidget(button)
        column.addLayout(flow)
        self.fields = QWidget()
        self.current, self.first, self.second = (
            secret_field(hint) for hint in (tr("Passphrase now"), tr("New passphrase"), tr("Repeat the passphrase"))
        )
        self._lay_fields()
        column.addWidget(self.fields)

    def _lay_fields(self) -> None:
        column = vertical(8, self.fields)
        for field in self._all():
            column.addWidget(field)
            field.returnPressed.connect(self._give)
        self.problem = Text("", "small", "negative")
        self.problem.hide()
        self.save = Button(tr("Change it"), "outline")
        self.save.clicked.connect(self._give)
        column.addWidget(self.problem)
        column.addWidget(self.save)
        self.fields.hide()

    def _all(self) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        return self.current, self.first, self.second

    def refresh(self) -> None:
        """Read what opens the library; a keyring may answer late."""
        lane = self._session.lanes.work
        self._session.run(self._session.app.access.state, lane=lane, done=self._show, failed=lambda _: None, key="ways")

    def _show(self, state: VaultState) -> None:
        self._state = state
        self.ways.set_text(tr("Your library opens with: {ways}.", ways=joined([tr(way) for way in state.opens_with])))
        self.current.setVisible(state.passphrase)
        self.change.set_words(tr("Change the passphrase") if state.passphrase else tr("Choose a passphrase"))
        self.keyring.set_words(tr("Stop using the keyring") if state.holder else tr("Let the keyring open it"))
        self.keyring.setVisible(bool(state.holder or state.keyring))

    def _show_fields(self) -> None:
        self.fields.show()
        (self.current if self.current.isVisibleTo(self.fields) else self.first).setFocus()

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _give(self) -> None:
        current, first, second = (field.text() for field in self._all())
        if len(first) < SHORTEST:
            self._say(tr("Use at least {n} characters. A few words make a good passphrase.", n=SHORTEST))
        elif first != second:
            self._say(tr("The two passphrases differ. Please type them again."))
        else:
            self._say("")
            change = self._session.app.access.change_passphrase
            self._session.run(
                change, current, first, done=self._changed, failed=lambda failure: self._say(failure.message)
            )

    def _changed(self, state: VaultState) -> None:
        for field in self._all():
            field.clear()
        self.fields.hide()
        self._show(state)
        self._session.say(tr("The passphrase is changed. Backups made before still open with the old one."))

    def _turn_keyring(self) -> None:
        wanted = self._state is not None and not self._state.holder
        self._session.run(self._session.app.access.use_keyring, wanted, lane=self._session.lanes.work, done=self._show)
