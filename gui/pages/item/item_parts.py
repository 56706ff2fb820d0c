"""Parts of an item's page: its tracks, its chapters, how it sounds, its files, and what was guessed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.domain.entities import Item
from assistant.messages import decimal, duration, joined, mark, tr, trn
from assistant.storage.library.files import FileRecord, FileState
from gui.look.labels import clock, length
from gui.pages.activity.problem_list import STATE_WORDS, shown
from gui.pages.settings.folders_card import Picture
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.rows import LinkRow
from gui.widgets.surfaces import Card
from gui.widgets.text import Label, Text

if TYPE_CHECKING:
    from indexers.sound.signal import SoundFeatures

FIELD_WORDS = {
    "title": mark("title"),
    "creators": mark("author or artist"),
    "year": mark("year"),
    "series": mark("series"),
    "series_index": mark("number in the series"),
    "album": mark("album"),
    "track": mark("track number"),
    "language": mark("language"),
    "kind": mark("whether it is a book or a document"),
}
ENERGIES = (mark("calm"), mark("even"), mark("lively"), mark("driving"))
MODES = (mark("major"), mark("minor"))
"""What `sound.mode` may say."""


class SectionCard(Card):
    """A card with a heading; what it holds stands in `body`."""

    def __init__(self, heading: str) -> None:
        super().__init__(radius=18)
        self.body = vertical(8, self, margins=(24, 20, 24, 20))
        self.body.addWidget(Text(heading, "heading", lines=1))


class TrackList(SectionCard):
    """An album's tracks in their order, each leading to its page."""

    wanted = Signal(str)

    def __init__(self, tracks: Sequence[Item]) -> None:
        total = sum(track.duration or 0.0 for track in tracks) / 60
        heading = [trn("{n} track", "{n} tracks", len(tracks)), duration(total) if total else ""]
        super().__init__("  ·  ".join(filter(None, heading)))
        self.rows: dict[str, LinkRow] = {}
        self.body.setSpacing(1)
        for place, track in enumerate(tracks, 1):
            words = f"{track.track or place}.  {track.title}"
            row = self.rows[track.id] = LinkRow("  ·  ".join(filter(None, (words, length(track)))), "music")
            row.clicked.connect(lambda _=False, track=track: self.wanted.emit(track.id))
            self.body.addWidget(row)


class ChapterList(SectionCard):
    """An audiobook's chapters, each with the time at which it begins."""

    def __init__(self, item: Item) -> None:
        super().__init__(trn("{n} chapter", "{n} chapters", len(item.chapters)))
        self.body.setSpacing(1)
        self.lines = [f"{clock(start)}  ·  {name}" for name, start in item.chapters]
        for line in self.lines:
            self.body.addWidget(Text(line, "body", lines=1))


class FileList(SectionCard):
    """The files that stand for an item: its editions, each to be opened or found."""

    open_wanted = Signal(Path)
    folder_wanted = Signal(Path)

    def __init__(self, files: Sequence[FileRecord], sound: "SoundFeatures | None" = None) -> None:
        super().__init__(tr("Details") if sound is not None else tr("Files") if len(files) > 1 else tr("File"))
        self.rows: dict[Path, QWidget] = {}
        if sound is not None:
            self.body.addLayout(_grid(sound_facts(sound)))
        for record in files:
            row = self.rows[record.path] = self._row(record)
            self.body.addWidget(row)

    def _row(self, record: FileRecord) -> QWidget:
        box = QWidget()
        row = horizontal(10, box)
        away = record.state is FileState.AWAY
        row.addWidget(Picture("drive" if away else "folder", "faint" if away else "soft"))
        words = vertical(1)
        words.addWidget(Text(shown(Path(record.path.name)), "body", lines=1))
        words.addWidget(Text(shown(record.path.parent), "caption", "faint", lines=1))
        if record.state is not FileState.INDEXED:
            reason = f"{tr(STATE_WORDS[record.state])}. {record.reason}".strip()
            words.addWidget(Text(reason, "caption", "soft", lines=2))
        row.addLayout(words, 1)
        name = shown(Path(record.path.name))
        for icon, tip, signal in (
            ("open", tr("Open {file}", file=name), self.open_wanted),
            ("folder", tr("Show {file} in its folder", file=name), self.folder_wanted),
        ):
            button = IconButton(icon, tip)
            button.setEnabled(not away)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(record.path))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return box


class Guessed(QWidget):
    """Says which fields were guessed from file and folder names, and whether the text was recognised."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        row = horizontal(8, self)
        row.addWidget(Picture("info", "faint"))
        self.words = Text(guessed(item), "caption", "faint", lines=2)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)


def guessed(item: Item) -> str:
    """Sentences on what nobody stated: fields that were guessed, text that was recognised; empty if there is none."""
    names = [tr(words) for field, words in FIELD_WORDS.items() if field in item.inferred]
    said = [tr("Guessed from the names of the file and its folder: {fields}.", fields=joined(names))] if names else []
    if item.recognised:
        said.append(tr("Recognised text: it was read off pictures of the pages, and may hold errors."))
    return " ".join(said)


def sound_facts(sound: "SoundFeatures") -> list[tuple[str, str]]:
    """(name, value) of a recording's measured sound, in words; what was not found is left out."""
    loud = {"n": decimal(sound.loudness, 1).replace("-", "−"), "range": decimal(sound.loudness_range)}
    tempo = trn("{n} beat a minute", "{n} beats a minute", round(sound.tempo)) if sound.tempo else ""
    found = [
        (tr("Tempo"), tempo),
        (tr("Key"), f"{sound.key} {tr(sound.mode)}".strip() if sound.mode else sound.key),
        (tr("Loudness"), tr("{n} LUFS, varying by {range}", **loud)),
        (tr("Energy"), tr(ENERGIES[min(3, int(sound.energy * 4))])),
    ]
    return [(name, value) for name, value in found if value]


def _grid(facts: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(Label(name, "small", "soft"), row, 0)
        grid.addWidget(Text(value, "small", lines=1), row, 1)
    return grid
