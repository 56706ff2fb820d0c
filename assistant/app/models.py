"""Which language model words the replies: installed, taken into use, removed."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.domain.errors import ModelError
from assistant.domain.rows import Row
from assistant.llm.client import GPU_DIED, LanguageModel, ModelClient
from assistant.llm.models import install
from assistant.llm.models.catalogue import ModelChoice, describe_backend, installed_model, model_rows, row_of
from assistant.llm.models.detection import detect
from assistant.messages import tr
from assistant.security.network_helper import Courier
from assistant.settings.declarations import ALL_LAYERS, Settings
from assistant.settings.paths import models_folder


class Models:
    """`courier` is the way to downloads; it has to start before the network lock, so whoever opens the App has it."""

    def __init__(
        self,
        settings: Settings,
        mutations: Mutations,
        model: LanguageModel | None,
        chosen: ModelChoice | None,
        courier: Courier | None,
        lock: threading.RLock,
    ) -> None:
        self._settings = settings
        self._mutations = mutations
        self._model = model
        self._chosen = chosen
        """What the model in use was chosen by; None where somebody brought it, or where none is wanted."""
        self._courier = courier
        self._lock = lock

    @property
    def current(self) -> LanguageModel | None:
        """The model in use."""
        return self._model

    def close(self) -> None:
        if self._model is not None:
            self._model.close()

    def all(self, *, detected: bool = False) -> list[Row]:
        """The catalogue's models and those installed; with `detected`, those of other programs on this machine too."""
        in_use = self._name()
        return model_rows(in_use=in_use) + (
            [row_of(entry, in_use) for entry in detect(Path.home())] if detected else []
        )

    def install(
        self,
        name: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes[Row]:
        """Bring a model of the catalogue here, or a .gguf file of the person's own; its row says what it is.

        progress: (bytes here, bytes in all). Stopped by `cancelled`, it goes on from there when asked again. The first
        model there is is taken into use. Raises ModelError, CourierError and Cancelled.
        """
        entry = install.install(install.offered(name), _folder(), self._courier, progress, cancelled)
        if self._model is None:
            self.use(entry.name)
        return self._mutations.told(Changes(row_of(entry, self._name()), settings=True))

    def remove(self, name: str) -> Changes[Row]:
        """Take a model off this machine; the one that is left, if any, is used then. Raises ModelError."""
        entry = install.remove(name, _folder())
        if self._model is not None and self._model.name == entry.name:
            chosen = replace(ModelChoice.of(self._settings), name="")
            self._take(chosen, installed_model(chosen))
        return self._mutations.told(Changes(row_of(replace(entry, file=Path(entry.file.name))), settings=True))

    def use(self, name: str) -> Changes[str]:
        """Take another model from now on. Raises ModelError if it is not on this machine or llama.cpp refuses it."""
        chosen = replace(ModelChoice.of(self._settings), name=name)
        fresh = installed_model(chosen)
        if fresh is not None:
            self._start(fresh)
        self._take(chosen, fresh)
        return self._mutations.told(Changes(name, settings=True))

    def set_gpu_layers(self, layers: int | None) -> Changes[str]:
        """Put so many layers on the GPU, None for as many as fit, 0 for none; its row says what that means here.

        Raises ModelError if the model does not open so; the setting is as before then.
        """
        layers = ALL_LAYERS if layers is None else max(0, layers)
        chosen = replace(ModelChoice.of(self._settings), gpu_layers=layers)
        fresh = installed_model(chosen)
        facts = self._start(fresh) if fresh is not None else {}
        self._take(chosen, fresh)
        return self._mutations.told(Changes(_layers_said(layers, facts), settings=True))

    def follow_settings(self) -> None:
        """Take the model that the settings name, where another process changed them. Raises ModelError."""
        chosen = ModelChoice.of(self._settings)
        if self._chosen not in (None, chosen):
            self._chosen = chosen
            self._take(chosen, installed_model(chosen))
            self._mutations.told(Changes(chosen, settings=True))

    def facts(self) -> Row:
        """What is known of the model in use and of the last call: layers, layers on the GPU, tokens. Empty without."""
        if not isinstance(self._model, ModelClient):
            return {}
        facts = self._model.start()
        stats = self._model.last_stats
        return {**facts, "evaluated": stats.evaluated, "reused": stats.reused, "generated": stats.generated}

    def _name(self) -> str:
        return self._model.name if self._model is not None else ""

    def _start(self, fresh: ModelClient) -> Row:
        """Opens a model before it is taken into use. The one before frees its memory, and starts again if asked."""
        if isinstance(self._model, ModelClient):
            self._model.close()
        try:
            return fresh.start()
        except BaseException:
            fresh.close()
            raise

    def _take(self, chosen: ModelChoice, fresh: ModelClient | None) -> None:
        """Use a model from now on, write down which, and let go of the one before."""
        with self._lock:
            before, self._model = self._model, fresh
            self._chosen = chosen
        self._settings.model, self._settings.gpu_layers = chosen.name, chosen.gpu_layers
        try:
            self._settings.flush()
        finally:
            if before is not None:
                before.close()


def model_or_none(chosen: ModelChoice) -> LanguageModel | None:
    """Everything but conversation works without a model; `doctor` says why there is none."""
    try:
        return installed_model(chosen)
    except ModelError:
        return None


def _layers_said(layers: int, facts: Row) -> str:
    backend, on = describe_backend(), facts.get("layers_offloaded", 0)
    if facts.get("gpu_died"):
        return tr(GPU_DIED)
    if layers and not backend.gpu:
        return backend.detail
    if not on:
        return tr("No layer runs on a GPU.")
    every = facts.get("layers", 0)
    return tr("{part} of {whole} layers run on the GPU. {detail}", part=on, whole=every, detail=backend.detail)


def _folder() -> Path:
    return models_folder() / "models"
