"""Bringing in what other programs know: ratings, histories, catalogues and playlists."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from assistant.app.changes import Changes
from assistant.messages import decimal, tr, trn
from assistant.messages.time_left import TimeLeft
from gui.pages.activity.problem_list import shown
from gui.pages.activity.progress import progress_words
from gui.pages.settings.columns_card import ask_columns
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.popover import Popover
from gui.widgets.text import Text
from gui.workers.lanes import Failure, Job

if TYPE_CHECKING:
    from indexers.importers.apply import ImportReport
    from indexers.importers.base import ImportedWork
    from indexers.importers.tables_by_hand import Preview
    from indexers.sync import Progress

TABLES = (".csv", ".tsv", ".txt")
ENDINGS = "*.csv *.tsv *.json *.zip *.xml *.db *.sqlite *.blb *.bib *.m3u *.m3u8 *.cue *.txt *.lua *.jsonl *.pls *.xspf"
LISTED = 200


def ask_files(parent: QWidget) -> list[Path]:
    """The exports to bring in; none if the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, tr("Import from another program"), str(Path.home()), file_filters()
    )
    return [Path(name) for name in chosen]


def file_filters() -> str:
    """What the dialog offers to choose from."""
    known, everything = tr("Exports of other programs"), tr("All files")
    return f"{known} ({ENDINGS});;{everything} (*)"


class ImportCard(QWidget):
    """One file after the other, behind the reading of folders; what was not found on the shelves is listed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._waiting: list[Path] = []
        self._job: Job | None = None
        self._file = Path()
        self._told: list[str] = []
        self._missing: list[ImportedWork] = []
        self._more = 0
        self.left = TimeLeft()
        self._unknown: Path | None = None
        self._columns: dict[Path, Mapping[str, str]] = {}
        self.panel: Popover | None = None
        column = vertical(10, self)
        row = horizontal(8)
        self.choose = Button(tr("Import files"), "outline", "download")
        self.choose.clicked.connect(lambda: self.take(ask_files(self.window())))
        self.stop = Button(tr("Stop"), "quiet")
        self.stop.clicked.connect(self._stop)
        self.missing = Button(tr("Show what is not in your library"), "link")
        self.missing.clicked.connect(self._show_missing)
        self.assign = Button(tr("Say what its columns are"), "link")
        self.assign.clicked.connect(self._look_at_table)
        for button in (self.choose, self.stop, self.missing, self.assign):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.words = Text("", "small", "soft")
        column.addWidget(self.words)
        for widget in (self.stop, self.missing, self.assign, self.words):
            widget.hide()

    def take(self, files: Sequence[Path]) -> None:
        """Bring these in, behind those that are under way."""
        self._waiting += files
        if self._job is None and self._waiting:
            self._told, self._missing, self._more, self._unknown = [], [], 0, None
            self._next()

    def _next(self) -> None:
        self._file = self._waiting.pop(0)
        self.missing.hide()
        self.assign.hide()
        self.stop.setEnabled(True)
        self.stop.show()
        self._say(tr("{file} is next.", file=self._name()))
        self._job = self._session.run(
            self._session.app.indexing.import_file,
            self._file,
            columns=self._columns.get(self._file),
            lane=self._session.lanes.index,
            progress=self._progress,
            cancelled="cancelled",
            done=self._done,
            failed=self._failed,
        )

    def _name(self) -> str:
        return shown(Path(self._file.name))

    def _progress(self, step: "Progress") -> None:
        self._say(progress_words(step, self.left))

    def _stop(self) -> None:
        self._waiting = []
        self.stop.setEnabled(False)
        if self._job is not None:
            self._job.stop()

    def _done(self, changes: "Changes[ImportReport]") -> None:
        report = changes.row
        self._told.append(f"{self._name()} ({report.source}): {', '.join(_results(report))}.")
        listed = list(islice(report.unmatched, LISTED - len(self._missing)))
        self._missing += listed
        self._more += len(report.unmatched) - len(listed)
        self._end()

    def _failed(self, failure: Failure) -> None:
        self._told.append(f"{self._name()}: {failure.message}")
        if failure.details:
            self._session.show_failure(failure)
        elif self._file.suffix.lower() in TABLES and self._file not in self._columns:
            self._unknown = self._file
        self._end()

    def _look_at_table(self) -> None:
        """Asks for the columns of the table that no program is known by."""
        if self._unknown is not None:
            self._session.run(
                self._session.app.indexing.preview_table,
                self._unknown,
                lane=self._session.lanes.index,
                done=self._ask_columns,
                failed=lambda failure: self._say(failure.message),
            )

    def _ask_columns(self, table: "Preview") -> None:
        file = self._unknown
        if file is not None:
            heading = tr("The columns of {file}", file=shown(Path(file.name)))
            self.panel = ask_columns(heading, table, partial(self._take_assigned, file), self.assign, self.window())

    def _take_assigned(self, file: Path, columns: Mapping[str, str]) -> None:
        self._columns[file] = columns
        self.take([file])

    def _end(self) -> None:
        self._job = None
        if self._waiting:
            self._next()
            return
        self.stop.hide()
        self.missing.setVisible(bool(self._missing))
        self.assign.setVisible(self._unknown is not None)
        self._say("\n".join(self._told))
        self._session.covers.forget()
        self._session.read_verdicts()

    def _say(self, words: str) -> None:
        self.words.set_text(words)
        self.words.setVisible(bool(words))

    def _show_missing(self) -> None:
        content = QWidget()
        column = vertical(8, content, margins=(0, 0, 12, 0))
        column.addWidget(
            Text(
                tr(
                    "Works with an author or artist can still be recommended, marked “not owned”. Hide those that you "
                    "do not want."
                ),
                "small",
                "soft",
            )
        )
        for work in self._missing:
            column.addWidget(Text(", ".join((work.title, *work.creators[:2])), "small", lines=1))
        if self._more:
            column.addWidget(Text(trn("and {n} more", "and {n} more", self._more), "small", "soft"))
        Popover(tr("Not in your library"), content, self.window(), 520).show_beside(self.missing)


def _results(report: "ImportReport") -> list[str]:
    """What an import found and noted, in parts of one sentence."""
    from indexers.importers.base import LEFT_OUT

    parts = [trn("{n} work found in your library", "{n} works found in your library", report.matched)]
    if report.unmatched:
        parts.append(trn("{n} not found", "{n} not found", len(report.unmatched)))
    parts.append(trn("{n} rating or play added", "{n} ratings and plays added", report.interactions))
    if report.notes:
        parts.append(
            trn("{n} note, highlight or review added", "{n} notes, highlights and reviews added", report.notes)
        )
    parts += (
        [trn("{n} entry cannot be read", "{n} entries cannot be read", len(report.problems))] if report.problems else []
    )
    return parts + [
        tr("{what}: {n} left out", what=tr(LEFT_OUT[what]), n=decimal(n)) for what, n in report.left_out.items()
    ]
