"""The language models' side of the façade."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.app.background_work import Idle
from assistant.llm.client import ModelClient
from assistant.llm.models import install
from assistant.llm.models.catalogue import (
    ModelChoice,
    describe_backend,
    installed_model,
    model_rows,
    row_of,
)
from assistant.llm.models.detection import detect
from assistant.security.network_helper import Courier
from assistant.settings.declarations import ALL_LAYERS
from assistant.settings.paths import models_folder


class Models(Idle):
    """Which model words the replies."""

    _chosen: ModelChoice | None = None
    """What the model in use was chosen by; None where somebody brought it, or where none is wanted."""
    courier: Courier | None = None
    """The way to downloads; whoever opens this puts it here, for it has to start before the network lock."""

    def models(self, *, detected: bool = False) -> list[dict[str, Any]]:
        """The catalogue's models and those installed; with `detected`, those of other programs on this machine too."""
        in_use = self._model.name if self._model is not None else ""
        return model_rows(in_use=in_use) + (
            [row_of(entry, in_use) for entry in detect(Path.home())] if detected else []
        )

    def offered_model(self, name: str) -> dict[str, Any]:
        """What is to be said before a download: size, licence, memory. Raises ModelError for a name not known."""
        return row_of(install.offered(name))

    def install_model(
        self,
        name: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> dict[str, Any]:
        """Bring a model of the catalogue here, or a .gguf file of the person's own; returns its row.

        progress: (bytes here, bytes in all). Stopped by `cancelled`, it goes on from there when asked again. The first
        model there is is taken into use. Raises ModelError, CourierError and Cancelled.
        """
        entry = install.install(install.offered(name), _folder(), self.courier, progress, cancelled)
        if self._model is None:
            self.use_model(entry.name)
        return row_of(entry, self._model.name if self._model is not None else "")

    def remove_model(self, name: str) -> dict[str, Any]:
        """Take a model off this machine; the one that is left, if any, is used then. Raises ModelError."""
        entry = install.remove(name, _folder())
        if self._model is not None and self._model.name == entry.name:
            chosen = replace(ModelChoice.of(self.settings), name="")
            self._take(chosen, installed_model(chosen))
        return row_of(replace(entry, file=Path(entry.file.name)))

    def use_model(self, name: str) -> None:
        """Take another model from now on. Raises ModelError if it is not on this machine or llama.cpp refuses it."""
        chosen = replace(ModelChoice.of(self.settings), name=name)
        fresh = installed_model(chosen)
        if fresh is not None:
            self._start(fresh)
        self._take(chosen, fresh)

    def set_gpu_layers(self, layers: int | None) -> str:
        """Put so many layers on the GPU, None for as many as fit, 0 for none; returns what that means here in words.

        Raises ModelError if the model does not open so; the setting is as before then.
        """
        layers = ALL_LAYERS if layers is None else max(0, layers)
        chosen = replace(ModelChoice.of(self.settings), gpu_layers=layers)
        backend = describe_backend()
        fresh = installed_model(chosen)
        facts: dict[str, Any] = {}
        if fresh is not None:
            facts = self._start(fresh)
        self._take(chosen, fresh)
        if layers and not backend.gpu:
            return backend.detail
        on = facts.get("layers_offloaded", 0)
        return (
            f"{on} of {facts.get('layers', 0)} layers run on the GPU. {backend.detail}"
            if on
            else "No layer runs on a GPU."
        )

    def model_facts(self) -> dict[str, Any]:
        """What is known of the model in use and of the last call: layers, layers on the GPU, tokens. Empty without."""
        if not isinstance(self._model, ModelClient):
            return {}
        facts = self._model.start()
        stats = self._model.last_stats
        return {**facts, "evaluated": stats.evaluated, "reused": stats.reused, "generated": stats.generated}

    def _start(self, fresh: ModelClient) -> dict[str, Any]:
        """Opens a model before it is taken into use. The one before frees its memory, and starts again if asked."""
        if isinstance(self._model, ModelClient):
            self._model.close()
        try:
            return fresh.start()
        except BaseException:
            fresh.close()
            raise

    def follow_settings(self) -> None:
        """Take the model that the settings name, where another process changed them. Raises ModelError."""
        chosen = ModelChoice.of(self.settings)
        if self._chosen not in (None, chosen):
            self._chosen = chosen
            self._take(chosen, installed_model(chosen))

    def _take(self, chosen: ModelChoice, fresh: ModelClient | None) -> None:
        """Use a model from now on, write down which, and let go of the one before."""
        before, self._model = self._model, fresh
        self._chosen = chosen
        self.settings.model, self.settings.gpu_layers = chosen.name, chosen.gpu_layers
        try:
            self.settings.flush()
        finally:
            if before is not None:
                before.close()


def _folder() -> Path:
    return models_folder() / "models"
