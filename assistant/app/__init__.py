"""Assistant: the façade that the window and the command line hold. Every method may be called from any thread.

It is one class in parts that stand on each other: stores, shelves, ranking, feedback, profile, talk, models,
upkeep.
"""

from collections.abc import Callable
from typing import Self

from assistant.app.changes import Changes, ErasedProfile, ImportedProfile, StatementChanges
from assistant.app.maintenance import Upkeep
from assistant.app.models import Models
from assistant.chat.session import Turn
from assistant.domain.errors import ModelError
from assistant.embedding.encoder import Embedder
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import ModelChoice, installed_model
from assistant.recommend.history import Request
from assistant.recommend.offline_evaluation import ReportCard
from assistant.recommend.recommender import Placement, WhyNot
from assistant.search.hybrid import SearchHit
from assistant.security.vault import open_vault
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from indexers.sync import Progress, SyncReport

__all__ = [
    "Assistant",
    "Changes",
    "ErasedProfile",
    "ImportedProfile",
    "Placement",
    "Progress",
    "ReportCard",
    "Request",
    "SearchHit",
    "StatementChanges",
    "SyncReport",
    "Turn",
    "WhyNot",
]


class Assistant(Upkeep, Models):
    """Holds the stores and the models. Make one with `open`; close it at the end."""

    @classmethod
    def open(
        cls,
        paths: Paths,
        *,
        passphrase: str | None = None,
        ask: Callable[[], str] | None = None,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
        llm: bool = True,
    ) -> Self:
        """Unlocks the vault and opens both databases; models are loaded when first used.

        Raises VaultError, StoreError and what else a person can mend.
        """
        settings = Settings.load(paths)
        chosen = ModelChoice.of(settings) if language_model is None and llm else None
        key = open_vault(paths, passphrase, ask=ask)
        journal = open_journal(paths, key)
        library = open_library(paths, key)
        if chosen is not None:
            language_model = _model_or_none(chosen)
        assistant = cls(paths, library, journal, settings, embedder=embedder, language_model=language_model)
        assistant._chosen = chosen
        return assistant


def _model_or_none(chosen: ModelChoice) -> LanguageModel | None:
    """Everything but conversation works without a model; `doctor` says why there is none."""
    try:
        return installed_model(chosen)
    except ModelError:
        return None
