"""What settings do to the window as a whole, whoever changes them: another page, or the command line."""

from PySide6.QtCore import QObject

from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from gui.look.theme import theme
from gui.shell.session import Session

_OF_THE_MODEL = frozenset({Settings.model.key, Settings.gpu_layers.key, Settings.threads.key})


class Effects(QObject):
    """Follows the settings of one library from the moment it is open."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.settings_changed.connect(self.follow)
        if (theme().appearance, theme().accent) != (session.settings.appearance, session.settings.accent):
            self._show_appearance()

    def follow(self, keys: Keys) -> None:
        """Bring these settings into force."""
        if {Settings.appearance.key, Settings.accent.key} & keys:
            self._show_appearance()
        if keys & _OF_THE_MODEL:
            # On the model's lane, behind whatever took the model that the settings name.
            self._session.run(
                self._session.app.models.follow_settings,
                lane=self._session.lanes.model,
                done=lambda _: self._session.model_changed.emit(),
                key="follow",
            )

    def _show_appearance(self) -> None:
        theme().set_appearance(self._session.settings.appearance, self._session.settings.accent)
