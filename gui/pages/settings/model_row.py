"""One language model: what it is and costs, and what can be done with it."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from assistant.domain.rows import RowView
from assistant.messages import decimal, tr
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Label, Text


def size_words(size: float) -> str:
    """Bytes in words: 7 KB, 98 MB, 1.1 GB."""
    if size < 1e6:
        return tr("{n} KB", n=decimal(ceil(size / 1e3)))
    return tr("{n} MB", n=decimal(size / 1e6)) if size < 1e9 else tr("{n} GB", n=decimal(size / 1e9, 1))


def fact_words(model: RowView) -> str:
    """Size, licence and memory on one line, as they are to be known before a download."""
    memory = tr("needs about {size} of memory", size=size_words(model["memory"])) if model.get("memory") else ""
    return "  ·  ".join(filter(None, [size_words(model["bytes"]), model["licence"], memory]))


class ModelRow(Card):
    """A download is asked about first; under way it can be paused and given up."""

    install_wanted = Signal(str)
    use_wanted = Signal(str)
    remove_wanted = Signal(str)
    pause_wanted = Signal(str)
    give_up_wanted = Signal(str)

    def __init__(self, model: RowView, free: int | None, *, ours: bool) -> None:
        super().__init__(radius=14)
        self.model, self.name = model, str(model["name"])
        column = vertical(8, self, margins=(20, 14, 14, 14))
        top = horizontal(8)
        words = vertical(3)
        words.addWidget(Text(self.name, "strong", lines=1))
        words.addWidget(Text(fact_words(model), "small", "soft", lines=3))
        words.addWidget(Text(str(model["origin"]), "caption", "faint", lines=2))
        top.addLayout(words, 1)
        self.buttons: dict[str, Button] = {}
        for name, label, variant, act in (
            ("install", tr("Install"), "outline", lambda: self._ask("install")),
            ("use", tr("Use"), "primary", lambda: self.use_wanted.emit(self.name)),
            ("remove", tr("Remove"), "quiet", lambda: self._ask("remove")),
            ("pause", tr("Pause"), "outline", lambda: self.pause_wanted.emit(self.name)),
            ("resume", tr("Resume"), "primary", lambda: self.install_wanted.emit(self.name)),
            ("give up", tr("Cancel"), "quiet", lambda: self.give_up_wanted.emit(self.name)),  # no words
        ):
            button = Button(label, variant)
            button.setAccessibleName(f"{label}: {self.name}")
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            top.addWidget(button)
            button.hide()
        self.in_use = Label(tr("In use"), "label", "accent")
        top.addWidget(self.in_use, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(tr("Download of {model}", model=self.name))
        self.bar.hide()
        self.state = Text("", "caption", "soft", lines=3)
        self.state.hide()
        column.addWidget(self.bar)
        column.addWidget(self.state)
        column.addWidget(self._question(free))
        self._ours = ours
        self.rest()

    def _question(self, free: int | None) -> QWidget:
        self.question = QWidget()
        row = horizontal(8, self.question)
        self._free, self._asked = free, ""
        self.asks = Text("", "small")
        row.addWidget(self.asks, 1)
        self.no, self.yes = Button(tr("Not now"), "quiet"), Button(tr("Download"), "primary")
        self.no.set_leaves()
        self.no.clicked.connect(lambda: self._answer(False))
        self.yes.clicked.connect(lambda: self._answer(True))
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.question.hide()
        return self.question

    def _removal_question(self) -> str:
        size = size_words(self.model["bytes"])
        return tr("Delete {model} from this machine? This frees {size}.", model=self.name, size=size)

    def _ask(self, what: str) -> None:
        self._asked = what
        self.asks.set_text(install_question(self.model, self._free) if what == "install" else self._removal_question())
        self.yes.set_words(tr("Download") if what == "install" else tr("Remove"))
        self.question.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, yes: bool) -> None:
        self.question.hide()
        if yes:
            (self.install_wanted if self._asked == "install" else self.remove_wanted).emit(self.name)

    # What is going on

    def rest(self) -> None:
        """Nothing is going on with it."""
        installed, used = bool(self.model["installed"]), bool(self.model["in_use"])
        self._offer(*(["install"] if not installed else ["remove"] if used else ["use", "remove"]))
        if not self._ours and not used:
            self._offer("use")
        elif not self._ours:
            self._offer()
        self.in_use.setVisible(used)
        self.bar.hide()
        self.state.hide()

    def go(self, words: str, here: int = 0, whole: int = 0) -> None:
        """A download is under way, or is about to be."""
        self._offer("pause")
        self.question.hide()
        self.bar.show()
        self.bar.setValue(1000 * here // whole if whole else 0)
        far = tr("{done} of {total}", done=size_words(here), total=size_words(whole)) if whole else ""
        self._say("  ".join(filter(None, [words, far])))

    def wait(self, words: str) -> None:
        """Something else is going on that takes a moment."""
        self._offer()
        self._say(words)

    def halt(self, words: str) -> None:
        """Stopped on the way: what came stays, and it can go on."""
        self._offer("resume", "give up")  # no words
        self._say(words)

    def _offer(self, *names: str) -> None:
        for name, button in self.buttons.items():
            button.setVisible(name in names)

    def _say(self, words: str) -> None:
        self.state.set_text(words)
        self.state.show()


def install_question(model: RowView, free: int | None) -> str:
    """What a download would bring, and whether it can run here."""
    words = tr(
        "Download {size} under the licence {licence}?", size=size_words(model["bytes"]), licence=model["licence"]
    )
    needed = model.get("memory") or 0
    if free is None or not needed:
        return words
    sizes = {"needed": size_words(needed), "free": size_words(free)}
    if needed > free:
        memory = tr("It needs {needed} of memory, and only {free} is free now.", **sizes)
    else:
        memory = tr("It needs {needed} of memory; {free} is free now.", **sizes)
    return f"{words} {memory}"
