"""The sentence encoder, loaded when it is first needed."""

import threading

from assistant.embedding.encoder import Embedder, OnnxEmbedder
from assistant.settings.paths import models_folder


class Encoder:
    """Hands out the one encoder of the App; a session of the network costs half a second to make."""

    def __init__(self, embedder: Embedder | None, threads: int, lock: threading.RLock) -> None:
        self._embedder = embedder
        self._threads = threads
        self._lock = lock

    def __call__(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = OnnxEmbedder(models_folder() / "encoder", self._threads)
            return self._embedder
