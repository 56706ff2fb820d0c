"""The stand-in's side for language models: a small one in use, a larger one to install, one of another program."""

import time
from collections.abc import Callable
from typing import Any

from assistant.domain.errors import Cancelled, ModelError
from assistant.settings.declarations import Settings


class FakeModels:
    """A download takes a hundred steps of `pause` seconds, and goes on where it was stopped."""

    pause: float
    refuses: str = ""

    def begin_models(self) -> None:
        self.settings = Settings()
        self.used, self.here = "small-talker", {"small-talker"}
        self.come: dict[str, int] = {}

    def _row(self, name: str, size: int, origin: str) -> dict[str, Any]:
        facts = {"name": name, "bytes": size, "licence": "Apache-2.0", "memory": 4 * size, "origin": origin}
        return {**facts, "installed": name in self.here or "/" in name, "in_use": name == self.used}

    def models(self, *, detected: bool = False) -> list[dict[str, Any]]:
        rows = [self._row("small-talker", 98_000_000, "comes with Alcove"), self._row("big-talker", 1_100_000_000, "x")]
        return rows + ([self._row("ollama/llama:1b", 800_000_000, "Ollama")] if detected else [])

    def install_model(self, name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Any:
        if self.refuses:
            raise ModelError(self.refuses)
        for step in range(self.come.get(name, 0), 100):
            time.sleep(self.pause)
            self.come[name] = step
            if cancelled():
                raise Cancelled("The download was stopped.")
            progress(step * 11_000_000, 1_100_000_000)
        self.here.add(name)

    def remove_model(self, name: str) -> None:
        self.here.discard(name)
        self.come.pop(name, None)

    def use_model(self, name: str) -> None:
        if self.refuses:
            raise ModelError(self.refuses)
        self.used = name

    def set_gpu_layers(self, layers: int | None) -> str:
        self.settings.gpu_layers = -1 if layers is None else layers
        return "No layer runs on a GPU."

    def follow_settings(self) -> None:
        self.used = self.settings.model or self.used

    def model_facts(self) -> dict[str, Any]:
        return {"layers": 30, "layers_offloaded": self.settings.gpu_layers, "threads": 2}
