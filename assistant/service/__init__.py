"""Assistant: the façade that the window and the command line hold. Every method may be called from any thread.

It is one class in parts that stand on each other: stores, shelves, ranking, feedback, profile, talk, models,
upkeep.
"""

from collections.abc import Callable
from typing import Self

from assistant.conversation.memory import Turn
from assistant.core.embedding import Embedder
from assistant.core.errors import ModelError
from assistant.core.journal import open_journal
from assistant.core.language_model import LanguageModel
from assistant.core.library import open_library
from assistant.core.model_catalogue import installed_model
from assistant.core.settings import Paths, Settings
from assistant.core.vault import open_vault
from assistant.recommend.history import Request
from assistant.recommend.judging import ReportCard
from assistant.recommend.recommender import Placement, WhyNot
from assistant.searching import SearchHit
from assistant.service.changes import Changes, ErasedProfile, ImportedProfile, StatementChanges
from assistant.service.models import Models
from assistant.service.upkeep import Upkeep
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
        key = open_vault(paths, passphrase, ask=ask)
        journal = open_journal(paths, key)
        library = open_library(paths, key)
        if language_model is None and llm:
            language_model = _model_or_none(settings)
        return cls(paths, library, journal, settings, embedder=embedder, language_model=language_model)


def _model_or_none(settings: Settings) -> LanguageModel | None:
    """Everything but conversation works without a model; `doctor` says why there is none."""
    try:
        return installed_model(settings)
    except ModelError:
        return None
