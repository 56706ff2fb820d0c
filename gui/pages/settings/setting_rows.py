"""Rows of settings, made from their declarations: a label, what it does, and a control."""

from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.setting import Declaration, Place
from gui.shell.session import Session
from gui.widgets.controls import control_for
from gui.widgets.layouts import vertical
from gui.widgets.text import Text


class SettingRow(QWidget):
    """One setting. What is chosen here holds at once, and what is changed elsewhere is shown here."""

    def __init__(self, session: Session, one: Declaration) -> None:
        super().__init__()
        self._session, self._one = session, one
        column = vertical(6, self)
        self.label = Text(tr(one.label), "strong", lines=1)
        self.help = Text(tr(one.help), "small", "soft")
        self.control = control_for(one)
        for widget in (self.label, self.help, self.control):
            column.addWidget(widget)
        if one.override() is not None:
            self.control.setEnabled(False)
            self.help.set_text(tr("{variable} decides this for now.", variable=one.environment))
        self.control.show_value(session.settings.value(one))
        self.control.chosen.connect(self._choose)
        session.settings_changed.connect(self._follow)

    def _choose(self, value: object) -> None:
        self._session.settings.set(self._one, value)

    def _follow(self, keys: Keys) -> None:
        if self._one.key in keys:
            self.control.show_value(self._session.settings.value(self._one))


def rows_of(session: Session, place: Place) -> dict[str, SettingRow]:
    """A row for every setting that is shown at this place, by key."""
    return {key: SettingRow(session, one) for key, one in Settings.shown_at(place).items()}
