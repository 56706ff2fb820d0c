"""The stand-in's side for what looks after things: the report card."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from assistant.domain.errors import Cancelled
from assistant.recommend.offline_evaluation import Interval, Marks, ReportCard


class FakeUpkeep:
    """Judges `judged` works, of which each takes `pause` seconds."""

    pause: float
    judged: int = 3
    evaluate_error: Exception | None = None

    def evaluate(
        self, progress: Callable[[Any], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> ReportCard:
        if self.evaluate_error is not None:
            raise self.evaluate_error
        for done in range(self.judged):
            time.sleep(self.pause)
            if cancelled and cancelled():
                raise Cancelled("The report card was stopped.")
            if progress:
                progress(SimpleNamespace(phase="judging", done=done, total=self.judged))
        rankers = (
            Marks("alcove", Interval(0.83, 0.76, 0.89), gain=None),
            Marks("plain similarity", Interval(0.62, 0.5, 0.7), gain=Interval(0.21, 0.12, 0.3)),
            Marks("popularity", note="not applicable: nobody else's choices are known here"),
            Marks("random", Interval(0.5, 0.5, 0.5), gain=Interval(0.33, 0.26, 0.39)),
        )
        return ReportCard(self.judged, 2, 150, rankers, 0.71, 3.2, 0.34, 0.05)
