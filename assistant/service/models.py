"""The language models' side of the façade."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.core.model_catalogue import installed_model, model_rows, row_of
from assistant.core.model_detection import detect
from assistant.core.settings import Settings
from assistant.service.talk import Talk


class Models(Talk):
    """Which model words the replies."""

    def models(self, *, detected: bool = False) -> list[dict[str, Any]]:
        """The catalogue's models and those installed; with `detected`, those of other programs on this machine too."""
        in_use = self._model.name if self._model is not None else ""
        return model_rows(in_use=in_use) + ([row_of(entry) for entry in detect(Path.home())] if detected else [])

    def use_model(self, name: str) -> None:
        """Take another model from now on. Raises ModelError if it is not on this machine."""
        settings = replace(Settings.load(self.paths), model=name)
        fresh = installed_model(settings)
        before, self._model = self._model, fresh
        settings.save(self.paths)
        self.settings = settings
        if before is not None:
            before.close()
