"""Reading in Alcove: the whole text of a work from its file, or its pages as pictures, and where one stopped."""

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from assistant.app.media.handover import Handover
from assistant.app.stores import Stores
from assistant.domain.entities import Item, Passage
from assistant.domain.whole_text import (
    Bookmark,
    Facing,
    PagePicture,
    TextPart,
    WholeText,
    is_looked_at,
    reads_leftwards,
)
from assistant.messages import current_language, tr
from indexers.metadata.covers import measured
from indexers.passwords import kept_password
from indexers.worker.pool import SECONDS, ReaderProcess
from indexers.worker.protocol import LARGEST_PAGE, SHOW, WHOLE, Answer

RESTS_AFTER = 300.0
"""Seconds without a text to read after which the reader process ends."""
_KEPT = 2
"""Texts that are remembered: the one that is read, and the one before."""
_BOOKMARK = "bookmark:{}"
"""The small value of the journal that keeps the place in an item."""
_TEXT_SIZE = "text_size"
_TWO, _LEFTWARDS = "two_pages", "leftwards:{}"
"""Whether pages lie two by two, of all works; and whether those of an item run leftwards, if the person said so."""


class TextReader:
    """Files are read by a reader process, as at indexing; nothing that they hold runs in this one.

    The process takes longer to start (0.4 s) than most texts to read, so it stays for a while, and may be started
    ahead.
    """

    def __init__(self, stores: Stores) -> None:
        self._library, self._journal = stores.library, stores.journal
        password = partial(kept_password, self._journal)
        self._process = ReaderProcess(password=password, belongs=Handover(stores).has)
        self._turn = threading.Lock()
        self._rest: threading.Timer | None = None
        self._known: OrderedDict[tuple[object, ...], Answer] = OrderedDict()

    def text(self, item_id: str) -> WholeText:
        """All text of an item. Where its file cannot be read now, or was read as pictures of pages, what the index
        holds of it. Raises UnknownItem."""
        item = self._library.items.get(item_id)
        reason = tr("Its file is not where it was; this is what Alcove has kept of its text.")
        if _is_read_from_file(item):
            assert item.path is not None
            answer = self._answer(item.path)
            if answer.passages:
                return WholeText(item_id, tuple(TextPart(place, text) for place, text in answer.passages))
            reason = answer.reason or reason
        elif item.recognised:
            reason = tr("Its pages are pictures; this is the text that was recognised in them.")
        kept = sorted(self._library.items.passages(item_id), key=lambda one: one.position)
        return WholeText(item_id, _joined(kept), reason)

    def page(self, item_id: str, number: int) -> PagePicture:
        """A page of an item, counted from 0, as a picture; with the reason where it cannot be shown. Raises
        UnknownItem."""
        item = self._library.items.get(item_id)
        if item.path is None or not item.path.is_file():
            return PagePicture(number, 0, missing=tr("Its file is not where it was."))
        with self._turn:
            answer = self._asked(item.path, SHOW, number.to_bytes(4))
        pages = answer.extra if isinstance(answer.extra, int) else 0
        if not answer.picture:
            return PagePicture(number, pages, missing=answer.reason)
        return PagePicture(number, pages, *measured(answer.picture, LARGEST_PAGE))

    def make_ready(self, item_id: str) -> None:
        """Read ahead what may be opened next; what stands in the way is told of when it is. Raises UnknownItem."""
        item = self._library.items.get(item_id)
        if is_looked_at(item):
            self.warm()
        elif _is_read_from_file(item):
            assert item.path is not None
            self._answer(item.path)

    def warm(self) -> None:
        """Start the process ahead."""
        with self._turn:
            self._process.prepare(WHOLE)
            self._stay()

    def close(self) -> None:
        """End the process; the next text starts it again."""
        with self._turn:
            self._process.close()
            if self._rest is not None:
                self._rest.cancel()
                self._rest = None

    def _answer(self, path: Path) -> Answer:
        """What the process says of a file, or said of it before, if it is the same still."""
        key = _state_of(path)
        with self._turn:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            answer = self._asked(path, WHOLE)
            if answer.passages:
                self._known[key] = answer
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return answer

    def _asked(self, path: Path, task: str, known: bytes = b"") -> Answer:
        out_of_time = threading.Timer(SECONDS, self._process.enforce, [float("inf")])
        out_of_time.daemon = True
        out_of_time.start()
        try:
            return self._process.read(path, known, task)
        finally:
            out_of_time.cancel()
            self._stay()

    def _stay(self) -> None:
        """The process is wanted for a while from now on."""
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(RESTS_AFTER, self.close)
        self._rest.daemon = True
        self._rest.start()

    def bookmark(self, item_id: str) -> Bookmark | None:
        """Where one stopped; None for what was never opened here."""
        found = self._journal.get(_BOOKMARK.format(item_id))
        with suppress(TypeError, ValueError):
            part, offset, share = found
            return Bookmark(int(part), int(offset), float(share))
        return None

    def facing(self, item: Item) -> Facing:
        """How the pages of an item lie: as the person wants them, else as its file tells."""
        leftwards = self._journal.get(_LEFTWARDS.format(item.id))
        return Facing(bool(self._journal.get(_TWO)), reads_leftwards(item) if leftwards is None else bool(leftwards))

    def keep_facing(self, item_id: str, facing: Facing) -> None:
        """Remember how the pages of an item lie, and that pages lie so."""
        self._journal.set(_TWO, facing.two)
        self._journal.set(_LEFTWARDS.format(item_id), facing.leftwards)

    def text_size(self) -> int | None:
        """How large the person reads, in pixels; None where nothing was said."""
        size = self._journal.get(_TEXT_SIZE)
        return size if isinstance(size, int) else None

    def keep_text_size(self, pixels: int) -> None:
        """Texts open in this size from now on."""
        self._journal.set(_TEXT_SIZE, pixels)

    def keep_bookmark(self, item_id: str, place: Bookmark) -> None:
        """Remember the place; the file itself stays as it is."""
        self._journal.set(_BOOKMARK.format(item_id), [place.part, place.offset, place.share])


def _is_read_from_file(item: Item) -> bool:
    return item.path is not None and item.path.is_file() and not item.recognised


def _state_of(path: Path) -> tuple[object, ...]:
    """The same as long as the file is, and reasons come in the same language."""
    with suppress(OSError):
        found = os.stat(path)
        return path, found.st_size, found.st_mtime_ns, found.st_ino, current_language()
    return path, current_language()


def _joined(passages: Sequence[Passage]) -> tuple[TextPart, ...]:
    """Passages of one place are one part."""
    parts: list[TextPart] = []
    for one in passages:
        if parts and parts[-1].place == one.place:
            parts[-1] = TextPart(one.place, f"{parts[-1].text}\n{one.text}")
        else:
            parts.append(TextPart(one.place, one.text))
    return tuple(parts)
