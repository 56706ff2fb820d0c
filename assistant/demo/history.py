"""Prepares the demo library for its first look: made, indexed, and with a plausible past."""

import time
from collections.abc import Callable
from pathlib import Path

from assistant.app.app import App
from assistant.app.changes import Changes, everything
from assistant.demo import catalogue
from assistant.demo.maker import build
from assistant.domain.entities import Feedback, Kind, Verdict
from indexers.sync import Progress, SyncReport
from profiles.profile import Profile

DAY = 86_400.0
_DONE = "demo history"
"""The journal's name for: the history stands there, and what the person takes out of it stays out."""


def prepare(
    app: App,
    folder: Path,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool] = lambda: False,
) -> Changes[SyncReport]:
    """Make what is missing in the folder, index it, and record the history once.

    It may be interrupted anywhere and called again. Raises AssistantError, Cancelled and OSError.
    """
    build(folder, progress, cancelled)
    changes = app.indexing.index([folder], progress=progress, cancelled=cancelled)
    if not app.stores.journal.get(_DONE):
        record_history(app, time.time())
        app.stores.journal.set(_DONE, True)
        app.changed.tell(everything())
    return changes


def record_history(app: App, now: float) -> None:
    """Write down the catalogue's acts, counted back from `now` (Unix seconds), and its statements.

    What stands in the journal already, from an interrupted run, is not written again.
    """
    demo, journal = catalogue.load(), app.stores.journal
    ids = {item.title: item.id for item in app.library.items()}
    known = {(act.item_id, act.verdict) for act in journal.interactions()}
    for act in sorted(demo.acts, key=lambda act: -act.days):
        verdict, item_id = Verdict(act.verdict), ids.get(act.title)
        if item_id is not None and (item_id, verdict) not in known:
            journal.record(Feedback(item_id, verdict, act.value, act.because), now - act.days * DAY)
    # Written when the shelf was new, before anything on it was read: the report card asks what was known when.
    begun = now - (1 + max((act.days for act in demo.acts), default=0.0)) * DAY
    profile = Profile(journal, lambda: begun, app.library.gazetteer)
    for wish in demo.statements:
        profile.add(wish.text, Kind(wish.kind) if wish.kind else None)
