"""Language models: those that were checked, those here, those of other programs, and one's own."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from assistant.domain.errors import Cancelled
from assistant.domain.rows import RowView
from assistant.llm.models.free_memory import free_memory
from assistant.messages import tr
from gui.pages.registry import page
from gui.pages.settings.gpu_card import GpuCard
from gui.pages.settings.model_row import ModelRow
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear, vertical
from gui.widgets.surfaces import Page
from gui.widgets.text import Text
from gui.workers.lanes import Failure, Job

_STEPS = 400
"""So often at most a download tells how far it is."""
Rows = Sequence[RowView]


def ask_model(parent: QWidget) -> str:
    models = tr("Models")
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Add a model file"), str(Path.home()), f"{models} (*.gguf)")
    return chosen


@page("models", always_read=True, left_by_escape=True)
class ModelsPage(QWidget):
    """Nothing is downloaded before the person says so; what is under way goes on while other pages are in front."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: dict[str, ModelRow] = {}
        self._jobs: dict[str, Job] = {}
        self._state: dict[str, str] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=820)
        outer.addWidget(page)
        body = page.body
        back = Button(tr("Settings"), "quiet", "back")
        back.set_edge()
        back.clicked.connect(lambda: session.place_wanted.emit("settings"))
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(Text(tr("Language models"), "display", lines=1))
        body.addWidget(
            Text(
                tr(
                    "A model words the explanations and the chat. The picks and the facts never depend on it. It runs "
                    "on this machine, and nothing is downloaded until you say so."
                ),
                "body",
                "soft",
            )
        )
        self._lists = vertical(8)
        body.addLayout(self._lists)
        self.add_button = Button(tr("Add your own model file"), "outline", "plus")
        self.add_button.clicked.connect(self._add)
        body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.gpu = GpuCard(session)
        body.addWidget(self.gpu)
        body.addStretch(1)
        session.model_changed.connect(self._follow)

    # Reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Else the keyboard's ring would land on whatever comes first.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read what there is, and where the model in use runs."""
        self._read_again()
        self.gpu.refresh()

    def _read_again(self) -> None:
        self._session.run(self._read, done=self.show_models, key="models")

    def _read(self) -> tuple[Rows, int | None]:
        return self._session.app.models.all(detected=True), free_memory()

    def show_models(self, answer: tuple[Rows, int | None]) -> None:
        models, free = answer
        clear(self._lists)
        self.rows = {}
        theirs = [model for model in models if "/" in model["name"]]
        ours = [model for model in models if model not in theirs]
        self._group(tr("On this machine"), [model for model in ours if model["installed"]], free)
        self._group(tr("Available to install"), [model for model in ours if not model["installed"]], free)
        self._group(tr("Found in other programs"), theirs, free)
        for name, words in self._state.items():
            if name in self.rows:
                (self.rows[name].go if name in self._jobs else self.rows[name].halt)(words)

    def _group(self, heading: str, models: Rows, free: int | None) -> None:
        if not models:
            return
        self._lists.addSpacing(8)
        self._lists.addWidget(Text(heading, "heading", lines=1))
        for model in models:
            row = ModelRow(model, free, ours="/" not in model["name"])
            row.install_wanted.connect(self.install)
            row.use_wanted.connect(self._use)
            row.remove_wanted.connect(self._remove)
            row.pause_wanted.connect(self._pause)
            row.give_up_wanted.connect(self._give_up)
            self.rows[row.name] = row
            self._lists.addWidget(row)

    # Installing

    def install(self, name: str) -> None:
        """Bring a model here; what came of it before is gone on with."""
        if name in self._jobs:
            return
        self._tell(name, tr("Starting…"))
        self._jobs[name] = self._session.run(
            self._install,
            name,
            lane=self._session.lanes.work,
            progress=lambda here, whole: self._progress(name, here, whole),
            cancelled="cancelled",
            done=lambda _: self._installed(name),
            failed=lambda failure: self._not_installed(name, failure),
        )
        if name in self.rows:
            self.rows[name].go(tr("Starting…"))

    def _install(self, name: str, progress: Callable[..., None], cancelled: Callable[[], bool]) -> Any:
        last = -1

        def coarse(here: int, whole: int) -> None:
            nonlocal last
            step = here * _STEPS // max(1, whole)
            if step != last:
                last = step
                progress(here, whole)

        return self._session.app.models.install(name, coarse, cancelled)

    def _tell(self, name: str, words: str) -> None:
        self._state[name] = words

    def _progress(self, name: str, here: int, whole: int) -> None:
        self._tell(name, tr("Downloading…"))
        if name in self.rows and name in self._jobs:
            self.rows[name].go(tr("Downloading…"), here, whole)

    def _installed(self, name: str) -> None:
        self._jobs.pop(name, None)
        self._state.pop(name, None)
        self._session.say(
            tr("{model} is installed.", model=Path(name).stem),
            tr("Models"),
            lambda: self._session.place_wanted.emit("models"),
        )
        self._read_again()

    def _not_installed(self, name: str, failure: Failure) -> None:
        self._jobs.pop(name, None)
        stopped = isinstance(failure.error, Cancelled)
        self._tell(name, tr("Paused. Resuming continues from here.") if stopped else failure.message)
        if name in self.rows:
            self.rows[name].halt(self._state[name])
        else:
            self._state.pop(name)
            self._session.show_failure(failure)
        if failure.details:
            self._session.show_failure(failure)

    def _pause(self, name: str) -> None:
        if name in self._jobs:
            self._jobs[name].stop()
            self.rows[name].wait(tr("Pausing…"))

    def _give_up(self, name: str) -> None:
        self._state.pop(name, None)
        # Where nothing of it had come yet, there is nothing to remove.
        remove, again = self._session.app.models.remove, self._read_again
        self._session.run(remove, name, done=lambda _: again(), failed=lambda _: again())

    # Using and removing

    def _use(self, name: str) -> None:
        self.rows[name].wait(tr("Opening the model…"))

        def done(_: object) -> None:
            self._session.say(tr("{model} now writes the replies.", model=name))
            self.refresh()

        self._on_model(self._session.app.models.use, name, done)

    def _remove(self, name: str) -> None:
        def done(_: object) -> None:
            self._session.say(tr("{model} was removed.", model=name))
            self._read_again()

        self._on_model(self._session.app.models.remove, name, done)

    def _on_model(self, function: Callable[[str], Any], name: str, done: Callable[[Any], None]) -> None:
        def failed(failure: Failure) -> None:
            self._session.show_failure(failure)
            self._read_again()

        self._session.run(function, name, lane=self._session.lanes.model, done=done, failed=failed)

    def _add(self) -> None:
        path = ask_model(self.window())
        if path:
            self.install(path)
