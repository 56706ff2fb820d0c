"""What every part of the façade stands on: the two stores, the settings and the models."""

import threading

from assistant.embedding.encoder import Embedder, OnnxEmbedder
from assistant.language.gazetteer import Gazetteer
from assistant.llm.client import LanguageModel
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths, models_folder
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore


class Stores:
    """Holds the stores and the models; models are loaded when first used."""

    def __init__(
        self,
        paths: Paths,
        library: LibraryStore,
        journal: JournalStore,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
    ) -> None:
        self.paths = paths
        self.library = library
        self.journal = journal
        self.settings = settings
        self._embedder = embedder
        self._model = language_model
        self._lock = threading.RLock()
        self._gazetteer: tuple[int, Gazetteer] | None = None
        self.requests = 0
        self._idler: int | None = None
        """The thread that works while nobody asks for anything."""

    def close(self) -> None:
        """Ends the model and closes the stores. Raises AssistantError where the settings could not be written."""
        if self._model is not None:
            self._model.close()
        self.library.close()
        self.journal.close()
        self.settings.flush()

    def asked_for(self) -> None:
        """Called by whatever the person waits for: work for idle times stops for it."""
        if threading.get_ident() != self._idler:
            self.requests += 1

    def version(self) -> tuple[int, int]:
        """Changes whenever library or journal do, whichever process wrote; cheap enough to ask every second."""
        return self.library.version(), self.journal.taste_version()

    @property
    def embedder(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = OnnxEmbedder(models_folder() / "encoder", self.settings.threads)
            return self._embedder

    @property
    def model(self) -> LanguageModel | None:
        return self._model

    def gazetteer(self) -> Gazetteer:
        """The names that the library knows; built again when it has changed."""
        version = self.library.version()
        if self._gazetteer is None or self._gazetteer[0] != version:
            self._gazetteer = version, Gazetteer.build(self.library.items())
        return self._gazetteer[1]
