"""A reader and an importer are added as one file each, used from the command line, and taken out again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READER = """
from pathlib import Path

from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.registry import reader


@reader("logbook", {".logbook": "text/x-logbook"}, largest=MEGABYTE, magic=(b"LOGBOOK",))
def read_logbook(path: Path) -> Reading:
    _, title, text = path.read_text().split("\\n", 2)
    return Reading(title=title, creators=("Ann Smith",), sections=(Section(text),))
"""
IMPORTER = """
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from indexers.importers.base import ImportedAct, ImportedWork, importer


def _is_library(path: Path, head: bytes) -> bool:
    return head.startswith(b"HARBOUR LIBRARY")


@importer("harbour library", recognises=_is_library)
def read_library(path: Path) -> Iterator[ImportedWork]:
    for title in path.read_text().splitlines()[1:]:
        yield ImportedWork(Kind.DOCUMENT, title, ("Ann Smith",), acts=(ImportedAct(Verdict.LIKED),))
"""


class House:
    """A copy of the indexers that the command line runs on, so that files can be added to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "indexers", folder / "indexers", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "passphrase").write_text("a quiet harbour\n")
        self.shelf = folder / "shelf"
        self.shelf.mkdir()

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        more = {"ALCOVE_HOME": str(self.folder / "home"), "ALCOVE_PASSPHRASE_FILE": str(self.folder / "passphrase")}
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli.main", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, **more, "PYTHONPATH": os.pathsep.join([str(self.folder), str(ROOT)])},
            capture_output=True,
            text=True,
        )

    def add(self, place: str, source: str) -> Path:
        path = self.folder / "indexers" / place
        path.write_text(source)
        return path

    def index(self) -> dict:
        return json.loads(self.run("index", self.shelf, "--json").stdout)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_reader_is_one_file(house: House) -> None:
    (house.shelf / "a.logbook").write_text("LOGBOOK\nThe Gull's Year\nGulls came in May and left in September.\n")
    before = house.index()
    assert (before["added"], before["skipped"]) == (0, 1)
    added = house.add("readers/plain/logbook.py", READER)
    (house.shelf / "by its first bytes.dat").write_text("LOGBOOK\nOther Gulls\nThey stayed.\n")
    now = house.index()
    assert (now["added"], now["skipped"]) == (2, 0)
    (first, *_) = json.loads(house.run("search", "gulls in September", "--json").stdout)
    assert (first["title"], first["creators"]) == ("The Gull's Year", ["Ann Smith"])
    added.unlink()
    (house.shelf / "c.logbook").write_text("LOGBOOK\nLate\nToo late.\n")
    after = house.index()
    assert (after["added"], after["skipped"]) == (0, 1)


def test_an_importer_is_one_file(house: House) -> None:
    (house.shelf / "note.md").write_text("---\nauthor: Ann Smith\n---\n# The Gull's Year\n\nGulls came in May.\n")
    assert house.index()["added"] == 1
    export = house.folder / "export.lib"
    export.write_text("HARBOUR LIBRARY\nThe Gull's Year\nA Book of Boats\n")
    refused = house.run("import", export, "--json")
    assert refused.returncode == 1 and "no export that Alcove knows" in refused.stderr
    added = house.add("importers/books/harbour_library.py", IMPORTER)
    report = json.loads(house.run("import", export, "--json").stdout)
    assert (report["matched"], report["unmatched"], report["interactions"]) == (1, 1, 2)
    added.unlink()
    assert house.run("import", export).returncode == 1
