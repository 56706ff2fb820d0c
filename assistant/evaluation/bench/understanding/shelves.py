"""Libraries made of rows for a measurement: real files, written by the script of the corpus and indexed as ever."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.app.app import App
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row, RowView
from assistant.evaluation.bench.pacing import Say
from assistant.evaluation.fit.message_examples import CORPUS
from assistant.messages import tr
from assistant.settings.paths import Paths
from assistant.storage.scratch import passing_folder

MAKER = CORPUS / "library" / "make.py"


def corpus_rows(file: Path) -> list[Row]:
    """The lines of a set of the corpus. Raises AssistantError where it is not there: it comes with the source."""
    if not file.is_file():
        raise AssistantError(tr("{path} is not there: it comes with the source of Alcove.", path=file))
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@contextmanager
def shelves(sources: Sequence[Path], say: Say) -> Iterator[App]:
    """An app without a language model over libraries as `make.py` writes them, with the true lengths of the music."""
    with passing_folder("bench") as made:
        folders = [Path(made) / f"library{place}" for place, _ in enumerate(sources)]
        for source, folder in zip(sources, folders, strict=True):
            command = [sys.executable, str(MAKER), str(folder), f"--of={source}", "--true-lengths"]
            subprocess.run(command, check=True, capture_output=True)
        home = Path(made) / "home"
        home.mkdir()
        app = App.open(Paths(home), ask=lambda: "measuring understanding", llm=False)
        try:
            say("making the library")
            app.indexing.index(folders)
            yield app
        finally:
            app.close()


def write_source(folder: Path, rows: Sequence[RowView]) -> Path:
    """A source for `make.py` with these rows and no documents."""
    (folder / "documents").mkdir(parents=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "library.jsonl").write_text(lines, encoding="utf-8")
    return folder
