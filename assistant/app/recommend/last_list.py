"""The list that was on screen last, so that the next start shows something before anything is ranked."""

import json
from collections.abc import Sequence
from contextlib import suppress

from assistant.app.stores import Stores
from assistant.domain.entities import Explanation, Recommendation, Score
from assistant.domain.errors import DiskFull
from assistant.domain.feedback import standing_verdicts
from assistant.messages import current_language
from assistant.storage.derived import LAST_LIST
from assistant.storage.serialisation import clean_text

_ANY = b""


class LastList:
    """Kept in library.db. Its reasons are told again only while nothing was said, done or read since."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def keep(self, picks: Sequence[Recommendation], told: Sequence[bool]) -> None:
        """Keeps these picks; `told` says of each whether its reason was shown."""
        rows = [
            [pick.item.id, clean_text(pick.explanation.text) if shown and pick.explanation else ""]
            for pick, shown in zip(picks, told, strict=True)
        ]
        # On a full disk a list can be shown, but not kept.
        with suppress(DiskFull):
            value = json.dumps({"state": self._state(), "hidden": self._hidden(), "rows": rows})
            self._stores.library.derived.keep(LAST_LIST, _ANY, value.encode())

    def picks(self) -> list[Recommendation]:
        """The picks without ledger, with their reasons as far as these still hold; without what was judged since."""
        value = self._stores.library.derived.find(LAST_LIST, _ANY)
        kept = json.loads(value) if value is not None else None
        if kept is None or kept["hidden"] != self._hidden():
            return []
        holds = kept["state"] == self._state()
        items = self._stores.library.items.by_id([item_id for item_id, _ in kept["rows"]])
        out = set() if holds else self._judged()
        return [
            Recommendation(items[item_id], Score(), (), Explanation(reason) if reason and holds else None)
            for item_id, reason in kept["rows"]
            if item_id in items and item_id not in out
        ]

    def _state(self) -> list[str | int]:
        """What the reasons depend on; the words are of one language."""
        return [*self._stores.version(), current_language()]

    def _hidden(self) -> list[str]:
        return sorted(map(repr, self._stores.journal.hidden()))

    def _judged(self) -> set[str]:
        return set(standing_verdicts(self._stores.journal.interactions()))
