"""Reading in Alcove: the whole text of a work from its file, and the place where one stopped."""

from collections.abc import Sequence
from contextlib import closing, suppress

from assistant.app.stores import Stores
from assistant.domain.entities import Passage
from assistant.domain.whole_text import Bookmark, TextPart, WholeText
from assistant.messages import tr
from indexers.worker.pool import ReaderProcess
from indexers.worker.protocol import WHOLE

_BOOKMARK = "bookmark:{}"
"""The small value of the journal that keeps the place in an item."""


class TextReader:
    """Files are read by a reader process, as at indexing; nothing that they hold runs in this one."""

    def __init__(self, stores: Stores) -> None:
        self._library, self._journal = stores.library, stores.journal

    def text(self, item_id: str) -> WholeText:
        """All text of an item. Where its file cannot be read now, or was read as pictures of pages, what the index
        holds of it. Raises UnknownItem."""
        item = self._library.items.get(item_id)
        reason = tr("Its file is not where it was; this is what Alcove has kept of its text.")
        if item.path is not None and item.path.is_file() and not item.recognised:
            with closing(ReaderProcess()) as reader:
                answer = reader.read(item.path, task=WHOLE)
            if answer.passages:
                return WholeText(item_id, tuple(TextPart(place, text) for place, text in answer.passages))
            reason = answer.reason or reason
        elif item.recognised:
            reason = tr("Its pages are pictures; this is the text that was recognised in them.")
        kept = sorted(self._library.items.passages(item_id), key=lambda one: one.position)
        return WholeText(item_id, _joined(kept), reason)

    def bookmark(self, item_id: str) -> Bookmark | None:
        """Where one stopped; None for what was never opened here."""
        found = self._journal.get(_BOOKMARK.format(item_id))
        with suppress(TypeError, ValueError):
            part, offset, share = found
            return Bookmark(int(part), int(offset), float(share))
        return None

    def keep_bookmark(self, item_id: str, place: Bookmark) -> None:
        """Remember the place; the file itself stays as it is."""
        self._journal.set(_BOOKMARK.format(item_id), [place.part, place.offset, place.share])


def _joined(passages: Sequence[Passage]) -> tuple[TextPart, ...]:
    """Passages of one place are one part."""
    parts: list[TextPart] = []
    for one in passages:
        if parts and parts[-1].place == one.place:
            parts[-1] = TextPart(one.place, f"{parts[-1].text}\n{one.text}")
        else:
            parts.append(TextPart(one.place, one.text))
    return tuple(parts)
