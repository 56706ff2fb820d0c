"""Prepares the demo library for its first look: made, indexed, and with a plausible past."""

import time
from collections.abc import Callable
from pathlib import Path

from assistant.app import Assistant, Progress, SyncReport
from assistant.demo import catalogue
from assistant.demo.maker import build
from assistant.domain.entities import Feedback, Kind, Verdict
from profiles.profile import Profile

DAY = 86_400.0
_DONE = "demo history"
"""The journal's name for: the history stands there, and what the person takes out of it stays out."""


def prepare(
    assistant: Assistant,
    folder: Path,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Make what is missing in the folder, index it, and record the history once.

    It may be interrupted anywhere and called again. Raises AssistantError, Cancelled and OSError.
    """
    build(folder, progress, cancelled)
    report = assistant.index([folder], progress=progress, cancelled=cancelled)
    if not assistant.journal.get(_DONE):
        record_history(assistant, time.time())
        assistant.journal.set(_DONE, True)
    return report


def record_history(assistant: Assistant, now: float) -> None:
    """Write down the catalogue's acts, counted back from `now` (Unix seconds), and its statements.

    What stands in the journal already, from an interrupted run, is not written again.
    """
    demo, journal = catalogue.load(), assistant.journal
    ids = {item.title: item.id for item in assistant.items()}
    known = {(act.item_id, act.verdict) for act in journal.interactions()}
    for act in sorted(demo.acts, key=lambda act: -act.days):
        verdict, item_id = Verdict(act.verdict), ids.get(act.title)
        if item_id is not None and (item_id, verdict) not in known:
            journal.record(Feedback(item_id, verdict, act.value, act.because), now - act.days * DAY)
    # Written when the shelf was new, before anything on it was read: the report card asks what was known when.
    begun = now - (1 + max((act.days for act in demo.acts), default=0.0)) * DAY
    profile = Profile(journal, lambda: begun, assistant.gazetteer)
    for wish in demo.statements:
        profile.add(wish.text, Kind(wish.kind) if wish.kind else None)
