"""One sync in a process of its own, to be measured or killed: HOME TREE MODE PASSAGES.

MODE is `read` (text and metadata alone), `real` (the encoder) or `made-up` (vectors that cost nothing). The sync stops
once PASSAGES passages have their vectors. What is promised as kept is printed, a number a line, after it was written.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from assistant.domain.errors import Cancelled
from assistant.embedding.encoder import Embedder, OnnxEmbedder
from assistant.evaluation.bench.recommend import MadeUpEmbedder
from assistant.security.network_lock import lock_network
from assistant.settings.paths import Paths, models_folder
from assistant.storage.journal.store import JournalStore, open_journal
from assistant.storage.library.store import LibraryStore, open_library
from indexers.sync import Progress, SyncReport, sync

KEY = bytes(range(32))
"""Homes of a measurement hold nothing secret."""
PROMISE = "bench-promise"
ALL = 1 << 40


def open_stores(home: Path) -> tuple[LibraryStore, JournalStore]:
    paths = Paths(home)
    return open_library(paths, KEY), open_journal(paths, KEY)


def sync_home(
    home: Path,
    tree: Path,
    embedder: Embedder | None = None,
    most: int = ALL,
    promise: Callable[[int], None] = lambda _: None,
    listen: bool = True,
) -> SyncReport | None:
    """Sync a home with a tree; None if it was stopped after `most` passages. `promise` is told what was kept."""
    library, journal = open_stores(home)
    promised = int(journal.get(PROMISE, 0))
    embedded = 0

    def progress(step: Progress) -> None:
        nonlocal embedded, promised
        embedded = step.done if step.phase == "passages" else 0
        promised += 1
        journal.set(PROMISE, promised)
        promise(promised)

    try:
        return sync(
            library, journal, embedder, [tree], progress=progress, cancelled=lambda: embedded >= most, listen=listen
        )
    except Cancelled:
        return None
    finally:
        library.close()
        journal.close()


def main(home: str, tree: str, mode: str, most: str) -> None:
    lock_network()
    embedder: Embedder | None = None
    if mode == "real":
        embedder = OnnxEmbedder(models_folder() / "encoder")
    elif mode == "made-up":
        embedder = MadeUpEmbedder()
    sync_home(Path(home), Path(tree), embedder, int(most), lambda number: print(number, flush=True), mode != "read")


if __name__ == "__main__":
    main(*sys.argv[1:])
