"""The pass that recognises what stands on pictures of pages: file by file, page by page, each remembered at once.

Whatever ends it, no page is looked at twice. A file's item hears of the new text when the last page is read, and now
and then before.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from assistant.messages import tr
from assistant.settings.paths import DETECTOR_FILE, OCR_FOLDER, RECOGNISER_FILE, models_folder
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.files import FileRecord
from assistant.storage.library.scans import PageRow
from assistant.storage.library.store import LibraryStore
from indexers.item_writer import ItemWriter
from indexers.ocr.recognised import SCRIPTS, Page, pack_pages
from indexers.passwords import kept_password
from indexers.scanner import FoundFile
from indexers.throttle import Pace
from indexers.worker.belonging import belongs_to
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import LOOK, TELL, Answer
from indexers.worker.weighing import line, number, text

SECONDS = 180.0
"""Wall-clock seconds for one page."""
TOLD_EVERY = 50
"""Pages after which the item of a long scan hears of them."""
LONGEST_PAGE = 20_000
"""Characters of one page: a newspaper's has fewer."""
MOST_SECONDS = 60.0
"""Seconds that a run gives to scans, unless it is to read them all: enough for a few letters, not for a book."""

Show = Callable[[str, int, int, str], None]


def can_recognise() -> bool:
    """Whether the models are there; without them scans wait."""
    return all((models_folder() / OCR_FOLDER / name).is_file() for name in (DETECTOR_FILE, RECOGNISER_FILE))


@dataclass
class Looked:
    """How many pages were looked at, and how many pictures turned out to be documents."""

    pages: int = 0
    found: int = 0


@dataclass(frozen=True)
class ScanReading:
    """What the pass works on. It begins no page once `seconds` are over."""

    library: LibraryStore
    journal: JournalStore
    pace: Pace
    show: Show
    seconds: float = float("inf")

    def run(self) -> Looked:
        """Looks at pages until none waits or the time is over. Raises Cancelled."""
        files = self.library.scans.files() if self.seconds > 0 and can_recognise() else []
        looked, until = Looked(), time.monotonic() + self.seconds
        if not files:
            return looked
        # What will not all be read now has no end to be told.
        waiting = self.library.scans.waiting().pages if self.seconds == float("inf") else 0
        belongs = belongs_to(self.library, self.journal)
        with ReaderPool(1, SECONDS, partial(kept_password, self.journal), belongs) as pool:
            for record in files:
                for _ in self._read(pool, record, until):
                    looked.pages += 1
                    self.show("scans", looked.pages, waiting, tr("Reading scanned pages"))
                now = self.library.files.get(record.path)
                looked.found += record.item_id is None and now is not None and now.item_id is not None
                if time.monotonic() >= until:
                    break
        return looked

    def _read(self, pool: ReaderPool, record: FileRecord, until: float) -> Iterator[int]:
        """The pages of a file that were looked at just now."""
        for fresh, page in enumerate(self.library.scans.left(record.digest), 1):
            if time.monotonic() >= until or not record.path.exists():
                break
            self.pace.step()
            *_, answer = pool.ask(record.path, LOOK, page.to_bytes(4))
            if answer.state == "skipped":
                return
            self.library.scans.put(record.digest, page, recognised(answer))
            yield page
            if fresh % TOLD_EVERY == 0:
                self.tell(pool, record)
        self.tell(pool, record)

    def tell(self, pool: ReaderPool, record: FileRecord) -> None:
        """Reads the file once more, together with what was recognised, if there is anything new."""
        said = {page: Page(*row) for page, row in self.library.scans.said(record.digest).items()}
        now = self.library.files.get(record.path)
        if not said or now is None or now.digest != record.digest:
            return
        *_, answer = pool.ask(record.path, TELL, pack_pages(said))
        if answer.digest == record.digest and answer.state != "failed":
            found = FoundFile(str(record.path), now.size, now.mtime_ns, now.inode)
            writer = ItemWriter(self.library, self.journal)
            writer.add(found, now, answer)
            writer.store()
        self.library.scans.told(record.digest, len(said))


def recognised(answer: Answer) -> PageRow:
    """What was read on a page; a page over which the reader stumbled has nothing."""
    try:
        words, sure, script, heading = answer.extra
        known = script if isinstance(script, str) and script in SCRIPTS else ""
        return text(words)[:LONGEST_PAGE], min(max(number(sure), 0.0), 1.0), known, line(heading)
    except (TypeError, ValueError):
        return "", 0.0, "", ""
