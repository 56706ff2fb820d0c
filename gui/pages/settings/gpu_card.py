"""What llama.cpp runs on here, and how much of the model the GPU takes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from assistant.app.changes import Changes
from assistant.domain.rows import Row
from assistant.llm.client import GPU_DIED
from assistant.messages import mark, tr, trn
from gui.shell.session import Session
from gui.widgets.buttons import Button, Segments
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.prose import Prose
from gui.widgets.surfaces import Card
from gui.widgets.text import Text
from gui.workers.lanes import Failure

if TYPE_CHECKING:
    from assistant.llm.models.catalogue import Backend

CHOICES = (("none", mark("Processor only")), ("auto", mark("As much GPU as fits")), ("some", mark("Number of layers")))


class GpuCard(Card):
    """Asked of a process of its own, on the model's lane; a change opens the model anew."""

    def __init__(self, session: Session) -> None:
        super().__init__(radius=16)
        self._session = session
        column = vertical(10, self, margins=(24, 20, 24, 20))
        column.addWidget(Text(tr("Processor and GPU"), "heading", lines=1))
        # How to get another build is something to copy, so it can be selected.
        self.detail = Prose(tr("Checking what this machine offers…"), "small", "soft")
        column.addWidget(self.detail)
        self.facts = Text("", "small", "soft")
        column.addWidget(self.facts)
        row = horizontal(10)
        self.choice = Segments([(value, tr(words)) for value, words in CHOICES], tr("Where the model runs"))
        self.choice.chosen.connect(lambda value: self._choose(value))
        self.layers = QSpinBox()
        self.layers.setRange(1, 999)
        self.layers.setAccessibleName(tr("Layers on the GPU"))
        self.layers.setFixedWidth(72)
        self.apply_button = Button(tr("Apply"), "primary")
        self.apply_button.clicked.connect(self._apply)
        row.addWidget(self.choice)
        row.addWidget(self.layers, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.apply_button)
        row.addStretch(1)
        column.addLayout(row)
        self._choose(self._chosen(session.settings.gpu_layers), apply=False)

    def refresh(self) -> None:
        """Ask what is there."""
        self._session.run(self._read, lane=self._session.lanes.model, done=self._show, failed=self._failed, key="gpu")

    def _read(self) -> "tuple[Backend, Row, int]":
        from assistant.llm.models.catalogue import describe_backend

        app = self._session.app
        return describe_backend(), dict(app.models.facts()), app.settings.gpu_layers

    def _show(self, answer: "tuple[Backend, Row, int]") -> None:
        backend, facts, layers = answer
        self.detail.show_text(backend.detail)
        self.facts.set_text(facts_words(facts))
        if layers > 0:
            self.layers.setValue(layers)
        self._choose(self._chosen(layers), apply=False)

    def _failed(self, failure: Failure) -> None:
        self.detail.show_text(failure.message)

    @staticmethod
    def _chosen(layers: int) -> str:
        return "auto" if layers < 0 else "some" if layers else "none"

    def _choose(self, value: str, *, apply: bool = True) -> None:
        self.choice.set_value(value)
        for widget in (self.layers, self.apply_button):
            widget.setEnabled(value == "some")
        if apply and value != "some":
            self._apply()

    def _apply(self) -> None:
        wanted = {"none": 0, "auto": None}.get(self.choice.value(), self.layers.value())
        self.facts.set_text(tr("Reopening the model…"))
        self.setEnabled(False)

        def done(changes: Changes[str]) -> None:
            self.setEnabled(True)
            self.facts.set_text(changes.row)

        def failed(failure: Failure) -> None:
            self.setEnabled(True)
            self.facts.set_text(failure.message)
            self.refresh()

        lane = self._session.lanes.model
        self._session.run(self._session.app.models.set_gpu_layers, wanted, lane=lane, done=done, failed=failed)


def facts_words(facts: Row) -> str:
    """Where the layers of the model in use are."""
    if not facts:
        return tr("No model is in use.")
    if facts.get("gpu_died"):
        return tr(GPU_DIED)
    on, layers = facts.get("layers_offloaded", 0), facts.get("layers", 0)
    if not on:
        threads = facts.get("threads", 1)
        return trn(
            "The model runs on the processor, in {n} thread; none of its {layers} layers is on a GPU.",
            "The model runs on the processor, in {n} threads; none of its {layers} layers is on a GPU.",
            threads,
            layers=layers,
        )
    return trn(
        "{n} of the model's {layers} layers runs on the GPU.",
        "{n} of the model's {layers} layers run on the GPU.",
        on,
        layers=layers,
    )
