"""A sync that is killed at any moment harms nothing, and the next one goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.indexers import samples

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
from tests.indexers.conftest import Home
home = Home(Path(sys.argv[1]))
print(home.sync(Path(sys.argv[2]), readers=2).added, flush=True)
"""
KILLS = int(os.environ.get("ALCOVE_TEST_KILLS", "4"))


def _start(home: Path, shelf: Path) -> subprocess.Popen:
    here = Path(__file__).parent
    code = CHILD.format(tests=str(here), root=str(here.parents[1]))
    return subprocess.Popen([sys.executable, "-c", code, home, shelf], stdout=subprocess.PIPE)


def test_killed_syncs_lose_nothing(home, shelf) -> None:
    for number in range(60):
        samples.write_epub(shelf / f"{number}.epub", f"Book {number}", (f"Writer {number}",))
        (shelf / f"{number}.md").write_text(f"# Note {number}\n\n{samples.prose(60)}")
    chance = random.Random(7)
    kept: set[str] = set()
    for _ in range(KILLS):
        child = _start(home.paths.home, shelf)
        time.sleep(chance.uniform(0.4, 2.5))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert home.library.database.integrity() == "ok"
        assert home.journal.database.integrity() == "ok"
        now = {item.id for item in home.library.items.all()}
        assert kept <= now
        kept = now
    home.sync(shelf, readers=2)
    assert home.library.items.count() == 120
    assert home.library.vectors.waiting_items(1) == [] and home.library.vectors.unembedded_passages(1) == []
    assert home.sync(shelf).unchanged == 120


IMPORTING = """
import sys, time
from pathlib import Path
from indexers.worker.pool import ReaderProcess
from indexers.worker.protocol import IMPORT
reader = ReaderProcess(program=("-c", sys.argv[1]))
next(reader.answers(Path(sys.argv[2]), task=IMPORT))
print(reader.pid, flush=True)
time.sleep(600)
"""
WITHOUT_END = """
import sys
from indexers.worker import process
from indexers.worker.protocol import Answer

def without_end(path, known, task):
    yield Answer("more")
    while True:
        pass

process._answers = without_end
process.main(*sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reader_ends_with_who_started_it_in_the_middle_of_an_export(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,Author\n")
    command = [sys.executable, "-c", IMPORTING, WITHOUT_END, tmp_path / "a.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as started:
        assert started.stdout is not None
        reader = int(started.stdout.readline())
        started.kill()
    while _runs(reader):
        time.sleep(0.1)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
