"""Looking after things: judging the lists, and backups."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.app.profile import UserProfile
from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.recommend.judging.learning_curve import learning_curve
from assistant.recommend.offline_evaluation import JudgingProgress, ReportCard, judge, temporal_cuts
from assistant.security.backup import Backup, write_backup
from assistant.security.restore import Checked, check_backup
from assistant.security.scheduled_backup import back_up_if_due
from assistant.settings.declarations import Settings


class Maintenance:
    """How well it works, and that nothing is lost."""

    def __init__(self, stores: Stores, settings: Settings, ranking: Ranking, profile: UserProfile) -> None:
        self._stores = stores
        self._settings = settings
        self._ranking = ranking
        self._profile = profile

    def report_card(
        self,
        progress: Callable[[JudgingProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ReportCard:
        """The report card on the person's own feedback. Raises TooLittleFeedback, and Cancelled."""
        recommender, request = self._ranking.recommender(), self._ranking.request()
        told = self._ranking.history(), time.time(), self._profile.history()
        card = judge(recommender, *told, request=request, progress=progress, cancelled=cancelled)
        cuts, _ = temporal_cuts(told[0], recommender.catalogue, *told[1:])
        curve = learning_curve(recommender, cuts, request, progress=progress, cancelled=cancelled)
        return replace(card, curve=curve)

    def backup(self, file: Path) -> Backup:
        """Write all that cannot be made again into one encrypted file, and read it back.

        To restore and to erase, the stores must be closed. Raises AssistantError.
        """
        return write_backup(self._stores.paths, self._stores.journal, file)

    def check_backup(self, file: Path, passphrase: str | None = None) -> Checked:
        """Prove that a backup restores, and change nothing. Raises AssistantError."""
        return check_backup(self._stores.paths, file, passphrase)

    def back_up_if_due(self) -> Backup | None:
        """Write the backup that the settings ask for; None if none is due. Raises AssistantError."""
        return back_up_if_due(self._stores.paths, self._stores.journal, self._settings)
