"""The façade's side of looking after things: judging the lists, and backups."""

import time
from collections.abc import Callable
from pathlib import Path

from assistant.app.onboarding import Beginnings
from assistant.recommend.offline_evaluation import JudgingProgress, ReportCard, judge
from assistant.security.backup import Backup, write_backup


class Upkeep(Beginnings):
    """How well it works, and that nothing is lost."""

    def evaluate(
        self,
        progress: Callable[[JudgingProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ReportCard:
        """The report card on the person's own feedback. Raises TooLittleFeedback, and Cancelled."""
        return judge(
            self.recommender(),
            self.history(),
            time.time(),
            self.profile.history(),
            request=self.request(),
            progress=progress,
            cancelled=cancelled,
        )

    def backup(self, file: Path) -> Backup:
        """Write all that cannot be made again into one encrypted file, and read it back.

        Restoring and erasing need the stores closed: see `assistant.security.backup`. Raises AssistantError.
        """
        return write_backup(self.paths, self.journal, file)
