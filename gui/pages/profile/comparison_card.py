"""Two ways to rank on the list that the person reads: which one, and whose picks they chose so far."""

from typing import TYPE_CHECKING

from assistant.evaluation.comparison import turns_words, verdict_words
from assistant.messages import tr
from assistant.settings.live import Keys
from assistant.settings.setting import Place
from gui.pages.settings.setting_rows import rows_of
from gui.shell.session import Session
from gui.widgets.layouts import vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.recommend.judging.sequential import Standing


class ComparisonCard(Card):
    """The switch, and below it where the two stand; counted when the page is shown and when the switch is moved."""

    def __init__(self, session: Session) -> None:
        super().__init__(radius=16)
        self._session = session
        column = vertical(12, self, margins=(24, 20, 24, 22))
        column.addWidget(Text(tr("Let another way take turns"), "heading"))
        self.rows = rows_of(session, Place.REPORT)
        for row in self.rows.values():
            column.addWidget(row)
        self.standing = Text("", "body", "soft")
        column.addWidget(self.standing)
        self.standing.hide()
        session.settings_changed.connect(self._follow)

    def refresh(self) -> None:
        """Count anew."""
        self._session.run(self._session.app.recommendations.comparison, done=self._show, key="comparison")

    def _follow(self, keys: Keys) -> None:
        if keys & self.rows.keys():
            self.refresh()

    def _show(self, found: "Standing") -> None:
        self.standing.setVisible(bool(found.rival))
        self.standing.set_text(f"{turns_words(found)} {verdict_words(found)}" if found.rival else "")
