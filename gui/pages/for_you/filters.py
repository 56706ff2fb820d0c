"""Filters of For You: what the list is kept to, each value with how many works it would leave."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from assistant.domain.rows import Row
from assistant.language.concepts import language_name, subject_name
from assistant.messages import decimal, short_duration, tr
from assistant.recommend.candidates.filters import Filters
from gui.widgets.fields import MenuBox
from gui.widgets.layouts import horizontal

NARROW, WIDE = 110, 220
MOST = 30
"""Values that a menu offers, those of the most works first."""


class FilterBox(MenuBox):
    """One filter: everything, or one of its values. It stands there only where there is something to choose."""

    def __init__(self, name: str, everything: str, words: Callable[[str], str]) -> None:
        super().__init__(name)
        self._words = words
        self._counts: Mapping[str, int] = {}
        self.addItem(everything, "")
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(WIDE)
        # As wide as its column, whatever is chosen; a long genre is cut off.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """What is chosen; empty for everything."""
        return str(self.currentData())

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Offer these values, and the chosen one in any case, without a word to anybody."""
        chosen, self._counts = self.value(), counts
        values = list(counts)[:MOST]
        if chosen and chosen not in values:
            values.append(chosen)
        with QSignalBlocker(self):
            while self.count() > 1:
                self.removeItem(1)
            for value in values:
                self.addItem(self._words(value), value)
            self.setCurrentIndex(max(0, self.findData(chosen)))
        self.setVisible(len(values) > 1 or bool(chosen))

    def words_of(self, place: int) -> str:
        """Each value with how many works it would leave."""
        count = f"\t{decimal(self._counts.get(self.itemData(place), 0))}" if place else ""
        return super().words_of(place) + count


class FilterBar(QWidget):
    """Genre, years, language and length side by side."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Filters"))
        self.genre = FilterBox(tr("Genre"), tr("Any genre"), subject_name)
        self.decade = FilterBox(tr("Years"), tr("Any year"), lambda first: f"{first}–{int(first) + 9}")
        self.language = FilterBox(tr("Language"), tr("Any language"), language_name)
        self.minutes = FilterBox(tr("Length"), tr("Any length"), _at_most)
        row = horizontal(8, self)
        self._boxes = (self.genre, self.decade, self.language, self.minutes)
        for box in self._boxes:
            row.addWidget(box, 1)
            box.hide()
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        row.addStretch(0)

    def wishes(self) -> Row:
        """What is chosen, as wishes for a list; empty where nothing is."""
        found: Row = {}
        if genre := self.genre.value():
            found["subjects"] = (genre,)
        if first := self.decade.value():
            found["years"] = (int(first), int(first) + 9)
        if language := self.language.value():
            found["language"] = language
        if most := self.minutes.value():
            found["minutes"] = float(most)
        return {**found, "strict": True} if found else {}

    def in_use(self) -> int:
        """How many filters are chosen."""
        return sum(bool(box.value()) for box in self._boxes)

    def show_counts(self, counts: Filters) -> None:
        """How many works each value would leave now."""
        self.genre.show_counts(counts.genres)
        self.decade.show_counts({str(first): n for first, n in counts.decades.items()})
        self.language.show_counts(counts.languages)
        self.minutes.show_counts({str(most): n for most, n in counts.minutes.items()})

    def clear(self) -> None:
        """Everything again, without a word to anybody."""
        for box in self._boxes:
            with QSignalBlocker(box):
                box.setCurrentIndex(0)


def _at_most(minutes: str) -> str:
    return tr("Up to {time}", time=short_duration(float(minutes)))
