"""How soon the window is there, and how quickly it answers, on a made-up library; measured in windows of their own."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Item, Kind, Passage, Verdict
from assistant.domain.errors import UsageError
from assistant.evaluation.bench.recommend import Row, unit_rows
from assistant.messages import tr
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.scratch import passing_folder

USUAL = 10_000
STARTS = 3
"""Windows that are measured, after one that warms the machine's memory of files."""
SECONDS = 300
PASSPHRASE = "a made-up passphrase"
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = ("-P", "-m", "gui.measuring")
_AT_ONCE = 500
_COMPLAINT = 2_000
"""Letters of what a window wrote before it ended."""
_WORDS = (  # no words
    """
    sea road harbour light winter orchard lamp tide river stone letter morning captain window garden silence paper
    engine storm valley copper meadow station library violin desert glass mirror ocean thunder
""".split()  # noqa: SIM905
)
_KINDS = (Kind.BOOK, Kind.BOOK, Kind.MUSIC, Kind.DOCUMENT)


def bench_window(
    items: int = USUAL, say: Callable[[str], None] = lambda _: None, *, starts: int = STARTS
) -> list[dict[str, Any]]:
    """Rows of what each window told, the median of `starts` after a first. Raises UsageError where none comes up."""
    with passing_folder("bench") as folder:
        home = Paths(Path(folder) / "home")
        say(tr("Making a library of {n} items", n=items))
        make_home(home, items)
        told: list[Mapping[str, float]] = []
        for number in range(starts + 1):
            say(tr("Opening window {at} of {n}", at=number + 1, n=starts + 1))
            told.append(told_by_window(home))
    counted = told[1:] or told
    return [asdict(Row(name, statistics.median(one[name] for one in counted), _unit(name))) for name in told[0]]


def make_home(home: Paths, items: int) -> None:
    """A library of works nobody wrote, some of them liked; one text is a file that can be read."""
    draw = np.random.default_rng(11)
    text = home.home.parent / "text.md"
    text.write_text("\n\n".join(" ".join(draw.choice(_WORDS, 90)) for _ in range(600)))
    stores = Stores.open(home, PASSPHRASE)
    try:
        for first in range(0, items, _AT_ONCE):
            made = [_item(number, draw, text) for number in range(first, min(items, first + _AT_ONCE))]
            rows = [(item, [Passage(item.id, 0, item.description)], None, _record(item)) for item in made]
            stores.library.items.put_many(rows)
            vectors = unit_rows(draw.standard_normal((len(made), 384)).astype(np.float32))
            stores.library.vectors.set_item_vectors([item.id for item in made], vectors, combined=False)
        for number in range(0, min(items, 400), 9):
            stores.journal.record(Feedback(f"made{number:06d}", Verdict.LIKED), time.time() - number * 3600.0, "you")
    finally:
        stores.close()


def _item(number: int, draw: np.random.Generator, text: Path) -> Item:
    words = [str(word) for word in draw.choice(_WORDS, 12)]
    kind = _KINDS[number % len(_KINDS)]
    return Item(
        f"made{number:06d}",
        kind,
        f"{words[0]} and {words[1]} {number}".capitalize(),
        (f"{words[2]} {words[3]}".title(),),
        path=text if number == 0 else text.with_name(f"{number}.epub"),
        year=1850 + number % 170,
        language=("en", "de", "fr")[number % 3],
        subjects=tuple(words[4:7]),
        description=" ".join(words),
        duration=180.0 if kind is Kind.MUSIC else None,
        words=None if kind is Kind.MUSIC else 60_000,
        added=time.time() - number * 600.0,
    )


def _record(item: Item) -> FileRecord:
    assert item.path is not None
    return FileRecord(item.path, 1, 1, 1, b"", item.id, FileState.INDEXED)


def told_by_window(home: Paths, folder: Path | None = None, seconds: float = SECONDS) -> Mapping[str, float]:
    """What one window told of itself (see gui.measuring); times count from before its process was started.

    folder: what it is to read. Raises UsageError where it ends without a word, or takes longer than so many seconds;
    behind the first line the error says how it ended, and the last that it wrote on standard error.
    """
    environment = {**os.environ, "ALCOVE_HOME": str(home.home), "PYTHONPATH": str(_ROOT)}
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, *_PROGRAM, PASSPHRASE, repr(time.time()), *([str(folder)] if folder else [])]
    with tempfile.TemporaryFile("w+", errors="replace") as complaints:
        ended = f"stopped after {seconds:.0f} s"
        try:
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=complaints, timeout=seconds)
            ended = f"exit status {done.returncode}"
            told = json.loads(done.stdout.splitlines()[-1])
        except (subprocess.TimeoutExpired, IndexError, ValueError) as error:
            complaints.seek(0)
            said = tr("The window could not be measured: it did not open, or did not answer.")
            raise UsageError("\n".join((said, ended, complaints.read()[-_COMPLAINT:].strip()))) from error
    return {str(name): float(value) for name, value in told.items()}


def _unit(name: str) -> str:
    return "MB" if name.endswith("memory") else "%" if name.startswith("frames") else "ms"
