"""The sentence encoders, loaded when they are first needed."""

import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError, ModelMissing
from assistant.embedding.encoder import Embedder, OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

if TYPE_CHECKING:
    from assistant.chat.understand.heads import MessageHeads


class Encoder:
    """Hands out the encoders of the App; a session of the network costs half a second to make.

    With an embedder of one's own, there is none for all languages.
    """

    def __init__(self, embedder: Embedder | None, threads: int, lock: threading.RLock) -> None:
        self._embedder = embedder
        self._alone = embedder is not None
        self._worldly: Embedder | None = None
        self._heads: MessageHeads | None = None
        self._threads = threads
        self._lock = lock

    def __call__(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = OnnxEmbedder(models_folder() / "encoder", self._threads)
            return self._embedder

    def worldly(self) -> Embedder | None:
        """The encoder for all languages; None where set-up has not made it."""
        with self._lock:
            if self._worldly is None and not self._alone:
                try:
                    self._worldly = MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER, self._threads)
                except ModelError:
                    # Everything works without it, in English.
                    self._alone = True
            return self._worldly

    def heads(self) -> "MessageHeads | None":
        """What reads messages; None where the encoder for all languages is not there."""
        # The conversation comes with them: whoever sends no message does without it.
        from assistant.chat.understand.heads import default_heads

        with self._lock:
            if self._heads is None and self.worldly() is not None:
                self._heads = default_heads(models_folder() / MULTILINGUAL_FOLDER, self._threads)
            return self._heads

    def heard(self, text: str) -> NDArray[np.float32]:
        """What the heads hear in a wish, as `MessageHeads.heard`. Raises ModelMissing where they are not there."""
        heads = self.heads()
        if heads is None:
            raise ModelMissing(models_folder() / MULTILINGUAL_FOLDER)
        return heads.heard(text)
