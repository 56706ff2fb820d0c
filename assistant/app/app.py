"""App: all that Alcove does, in parts. The one place where the parts are put together."""

from collections.abc import Callable
from functools import partial
from typing import Self

from assistant.app.cards import ItemCards
from assistant.app.changes import Listeners
from assistant.app.chat import Chat
from assistant.app.chat_services import ChatServices
from assistant.app.encoder import Encoder
from assistant.app.feedback import FeedbackLog
from assistant.app.indexing import Indexing
from assistant.app.library import Library
from assistant.app.lists.bundles import Bundles
from assistant.app.lists.lists import Lists
from assistant.app.lists.playlists import Playlists
from assistant.app.lists.radio import Radio
from assistant.app.lists.saved_lists import SavedLists
from assistant.app.looking_back.digest import Digests
from assistant.app.looking_back.year import Years
from assistant.app.media.handover import Handover
from assistant.app.media.listening import Listening
from assistant.app.media.reader import TextReader
from assistant.app.models import Models, model_or_none
from assistant.app.mutations import Mutations
from assistant.app.notes import NoteBook
from assistant.app.onboarding import Onboarding
from assistant.app.profile import UserProfile
from assistant.app.recommend.last_list import LastList
from assistant.app.recommend.llm_rerank import Reranking
from assistant.app.recommend.packs import Packs
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.recommendations import Recommendations
from assistant.app.recommend.shelf_rows import ShelfRows
from assistant.app.recommend.wording import Wording
from assistant.app.related import Related
from assistant.app.stores import Stores
from assistant.app.upkeep.access import Access
from assistant.app.upkeep.background_work import BackgroundWork
from assistant.app.upkeep.foreground import Foreground
from assistant.app.upkeep.maintenance import Maintenance
from assistant.embedding.encoder import Embedder
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import ModelChoice
from assistant.security.network_helper import Courier
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths


class App:
    """One open library. Make it with `open`, ask its parts, close it at the end.

    Every method of every part may be called from any thread. The rule that makes this so: there are three kinds of
    locks, and whoever holds one takes only those that come after it.

    1. The turn of a mutation (`Mutations`): one change of the person's own at a time, from the ranking before it to the
       ranking after it. An index or an import, which run for minutes, take no turn.
    2. A store's transaction, one at a time for each of the two databases.
    3. The memory (`Stores.memory`): whatever a part keeps between two calls is read and replaced while it is held. It
       is the last: under it stores are read, but nothing is written, no model is asked and no listener is told.

    Listeners of `changed` are told without any lock, on the thread that made the change.
    """

    def __init__(
        self,
        stores: Stores,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
        chosen: ModelChoice | None = None,
        courier: Courier | None = None,
    ) -> None:
        memory = stores.memory
        self.stores = stores
        self.changed = Listeners()
        self.settings = settings
        """The settings as they are now, the same object for all."""
        self.encoder = Encoder(embedder, settings.threads, memory)
        foreground = Foreground(memory)
        self.ranking = Ranking(stores, self.encoder, settings)
        mutations = Mutations(self.ranking.places, self.changed)
        self.models = Models(settings, mutations, language_model, chosen, courier, memory)

        def model() -> LanguageModel | None:
            return self.models.current

        wording = Wording(stores, model)
        self.reranking = Reranking(stores, self.ranking, model)
        self.library = Library(stores, self.encoder, mutations)
        self.cards = ItemCards(stores, mutations)
        self.reader = TextReader(stores)
        self.handover = Handover(stores)
        self.packs = Packs(stores.paths, self.ranking, mutations)
        self.recommendations = Recommendations(self.ranking, wording, self.library, self.reranking.polished, foreground)
        self.last_list = LastList(stores)
        self.shelf_rows = ShelfRows(stores, self.ranking)
        self.feedback = FeedbackLog(stores, mutations)
        self.listening = Listening(stores, self.feedback, settings)
        self.notes = NoteBook(stores, self.encoder, mutations)
        self.profile = UserProfile(stores, self.library.gazetteer, mutations)
        self.onboarding = Onboarding(stores, self.ranking, self.feedback, self.profile, mutations)
        saved = SavedLists(stores, self.ranking.catalogue)
        self.related = Related(stores, self.ranking, saved)
        self.digests = Digests(stores, self.ranking, wording)
        self.years = Years(stores)
        services = partial(
            ChatServices, self.library, self.ranking, self.recommendations, self.profile, self.feedback, self.cards
        )
        self.lists = Lists(stores, saved, self.library, self.encoder, services, mutations)
        self.radio = Radio(stores, self.ranking, self.lists)
        self.bundles = Bundles(self.ranking, wording, self.lists)
        self.chat = Chat(stores, self.lists.services, model, foreground, mutations)
        playlists = Playlists(stores, saved)
        self.indexing = Indexing(stores, self.encoder, mutations, follow=playlists.follow, keep=playlists.keep)
        self.background = BackgroundWork(
            self.ranking,
            self.library,
            self.lists,
            self.reranking,
            wording,
            model,
            foreground,
            self.indexing.read_scans,
        )
        self.access = Access(stores)
        self.maintenance = Maintenance(stores, settings, self.ranking, self.profile)

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
        courier: Courier | None = None,
    ) -> Self:
        """Unlocks the vault and opens both databases; models are loaded when first used.

        Raises VaultError, StoreError and what else a person can mend.
        """
        stores = Stores.open(paths, passphrase, ask=ask)
        return cls.over(stores, embedder=embedder, language_model=language_model, llm=llm, courier=courier)

    @classmethod
    def over(
        cls,
        stores: Stores,
        *,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
        llm: bool = True,
        courier: Courier | None = None,
    ) -> Self:
        """On stores that are open already; where it fails, they are closed. Raises what a person can mend."""
        try:
            settings = Settings.load(stores.paths)
            chosen = ModelChoice.of(settings) if language_model is None and llm else None
            model = model_or_none(chosen) if chosen is not None else language_model
            return cls(stores, settings, embedder=embedder, language_model=model, chosen=chosen, courier=courier)
        except BaseException:
            stores.close()
            raise

    def version(self) -> tuple[int, int]:
        """Changes whenever library or journal do, whichever process wrote; cheap enough to ask every second."""
        return self.stores.version()

    def foreign_version(self) -> tuple[int, int]:
        """Changes only when another process has written: its changes are not told by `changed`."""
        return self.stores.foreign_version()

    def close(self) -> None:
        """Ends the model and closes the stores. Raises AssistantError where the settings could not be written."""
        self.indexing.close()
        self.reader.close()
        self.models.close()
        self.stores.close()
        self.settings.flush()
