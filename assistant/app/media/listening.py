"""Listening in Alcove: what of a work can be heard, where one stopped, and what was heard."""

import time
from collections.abc import Iterable
from contextlib import suppress

from assistant.app.changes import Changes
from assistant.app.feedback import FeedbackLog
from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Interaction, Item, Verdict
from assistant.domain.recordings import Piece, Recording, Stopped, sounds
from assistant.settings.declarations import Settings

_STOPPED = "listened:{}"
"""The small value of the journal that keeps the place in an item, and for how long it was heard."""

_VOLUME = "volume"


class Listening:
    """Reads no file: the window hands them to the process that plays."""

    def __init__(self, stores: Stores, feedback: FeedbackLog, settings: Settings) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._feedback, self._settings = feedback, settings

    def recordings(self, items: Iterable[Item]) -> list[Recording]:
        """What can be heard of these, in order, each once; an album stands for its tracks. What has no sound is left
        out."""
        found = {one.id: one for item in items for one in (self._library.albums.tracks(item.id) or [item])}
        return [Recording(item, pieces) for item in found.values() if (pieces := self._pieces(item))]

    def volume(self) -> float:
        """How loud it was left, 0..1."""
        found = self._journal.get(_VOLUME, 1.0)
        return min(1.0, max(0.0, float(found))) if isinstance(found, int | float) else 1.0

    def keep_volume(self, volume: float) -> None:
        """As loud it will be the next time."""
        self._journal.set(_VOLUME, round(volume, 3))

    def _pieces(self, item: Item) -> tuple[Piece, ...]:
        if not sounds(item):
            return ()
        # The readers of files come with it: what is shown does without them until something is heard.
        from indexers.shelve.wholes import pieces_of

        parts = pieces_of(self._library, item.id)
        if parts:
            return tuple(Piece(path, seconds) for path, seconds in parts)
        return (Piece(item.path, item.duration or 0.0),) if item.path is not None and not item.path.is_dir() else ()

    def stopped(self, item_id: str) -> Stopped:
        """Where one stopped; the beginning for what was never heard here."""
        found = self._journal.get(_STOPPED.format(item_id))
        with suppress(TypeError, ValueError):
            at, heard = found
            return Stopped(float(at), float(heard))
        return Stopped()

    def keep(self, item_id: str, at: float, seconds: float) -> None:
        """Remember the place, and that so many more seconds were heard, unless the person wants none of that noted."""
        before = self.stopped(item_id)
        heard = before.heard + seconds if self._settings.note_listening else before.heard
        self._journal.set(_STOPPED.format(item_id), [round(at, 1), round(heard, 1)])

    def note(self, item_id: str, verdict: Verdict) -> Changes[Interaction] | None:
        """Write down that it was played, begun, or skipped, unless the person wants none of that noted."""
        if not self._settings.note_listening:
            return None
        return self._feedback.record(Feedback(item_id, verdict), at=time.time())
