"""App: all that Alcove does, in parts. The one place where the parts are put together."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Self

from assistant.app.changes import Listeners
from assistant.app.encoder import Encoder
from assistant.app.feedback import FeedbackLog
from assistant.app.library import Library
from assistant.app.media.listening import Listening
from assistant.app.models import Models, model_or_none
from assistant.app.mutations import Mutations
from assistant.app.onboarding import Onboarding
from assistant.app.part import Part
from assistant.app.profile import UserProfile
from assistant.app.recommend.last_list import LastList
from assistant.app.recommend.llm_rerank import Reranking
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.recommendations import Recommendations
from assistant.app.recommend.shelf_rows import ShelfRows
from assistant.app.recommend.wording import Wording
from assistant.app.stores import Stores
from assistant.app.upkeep.foreground import Foreground
from assistant.embedding.encoder import Embedder
from assistant.llm.client import LanguageModel
from assistant.llm.models.catalogue import ModelChoice
from assistant.security.network_helper import Courier
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths

if TYPE_CHECKING:
    # What the first list of a start does without is imported where it is made.
    from assistant.app.cards import ItemCards
    from assistant.app.chat import Chat
    from assistant.app.indexing import Indexing
    from assistant.app.lists.bundles import Bundles
    from assistant.app.lists.lists import Lists
    from assistant.app.lists.playlists import Playlists
    from assistant.app.lists.radio import Radio
    from assistant.app.lists.saved_lists import SavedLists
    from assistant.app.looking_back.digest import Digests
    from assistant.app.looking_back.library_map import Maps
    from assistant.app.looking_back.year import Years
    from assistant.app.media.handover import Handover
    from assistant.app.media.reader import TextReader
    from assistant.app.notes import NoteBook
    from assistant.app.recommend.packs import Packs
    from assistant.app.recommend.to_get import ToGetList
    from assistant.app.related import Related
    from assistant.app.upkeep.access import Access
    from assistant.app.upkeep.background_work import BackgroundWork
    from assistant.app.upkeep.duplicates import Duplicates
    from assistant.app.upkeep.maintenance import Maintenance


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
        self.making = threading.RLock()
        """Held while a part is made. To make one takes no other lock, and none is held when one is first asked for."""
        self.encoder = Encoder(embedder, settings.threads, memory)
        self._foreground = Foreground(memory)
        self.ranking = Ranking(stores, self.encoder, settings)
        self._mutations = Mutations(self.ranking.places, self.changed)
        self.models = Models(settings, self._mutations, language_model, chosen, courier, memory)
        self._wording = Wording(stores, self._model)
        self.reranking = Reranking(stores, self.ranking, self._model)
        self.library = Library(stores, self.encoder, self._mutations)
        self.recommendations = Recommendations(
            self.ranking, self._wording, self.library, self.reranking.polished, self._foreground
        )
        self.last_list = LastList(stores)
        self.shelf_rows = ShelfRows(stores, self.ranking, lambda item_id: self.related.together(item_id))
        self.feedback = FeedbackLog(stores, self._mutations)
        self.listening = Listening(stores, self.feedback, settings)
        self.profile = UserProfile(stores, self.library.gazetteer, self._mutations)
        self.onboarding = Onboarding(stores, self.ranking, self.feedback, self.profile, self._mutations)

    def _model(self) -> LanguageModel | None:
        return self.models.current

    def make_parts(self) -> None:
        """Make every part that nobody has asked for yet, so that whoever asks for one does not wait for it."""
        for name, part in vars(type(self)).items():
            if isinstance(part, Part):
                getattr(self, name)

    @Part
    def cards(self) -> "ItemCards":
        from assistant.app.cards import ItemCards

        return ItemCards(self.stores, self._mutations)

    @Part
    def duplicates(self) -> "Duplicates":
        from assistant.app.upkeep.duplicates import Duplicates

        return Duplicates(self.stores, self._mutations)

    @Part
    def reader(self) -> "TextReader":
        from assistant.app.media.reader import TextReader

        return TextReader(self.stores)

    @Part
    def handover(self) -> "Handover":
        from assistant.app.media.handover import Handover

        return Handover(self.stores)

    @Part
    def packs(self) -> "Packs":
        from assistant.app.recommend.packs import Packs

        return Packs(self.stores.paths, self.ranking, self._mutations)

    @Part
    def notes(self) -> "NoteBook":
        from assistant.app.notes import NoteBook

        return NoteBook(self.stores, self.encoder, self._mutations)

    @Part
    def _saved(self) -> "SavedLists":
        from assistant.app.lists.saved_lists import SavedLists

        return SavedLists(self.stores, self.ranking.catalogue)

    @Part
    def _playlists(self) -> "Playlists":
        from assistant.app.lists.playlists import Playlists

        return Playlists(self.stores, self._saved)

    @Part
    def related(self) -> "Related":
        from assistant.app.related import Related

        return Related(self.stores, self.ranking, self._saved)

    @Part
    def maps(self) -> "Maps":
        from assistant.app.looking_back.library_map import Maps

        return Maps(self.stores, self.ranking)

    @Part
    def digests(self) -> "Digests":
        from assistant.app.looking_back.digest import Digests

        return Digests(self.stores, self.ranking, self._wording)

    @Part
    def to_get(self) -> "ToGetList":
        from assistant.app.recommend.to_get import ToGetList

        return ToGetList(self.stores, self.ranking, self._wording, self._mutations)

    @Part
    def years(self) -> "Years":
        from assistant.app.looking_back.year import Years

        return Years(self.stores)

    @Part
    def lists(self) -> "Lists":
        from assistant.app.chat_services import ChatServices
        from assistant.app.lists.lists import Lists

        services = partial(
            ChatServices,
            self.library,
            self.ranking,
            self.recommendations,
            self.profile,
            self.feedback,
            self.cards,
            lambda: self.radio,
        )
        return Lists(self.stores, self._saved, self.library, self.encoder, services, self._mutations)

    @Part
    def radio(self) -> "Radio":
        from assistant.app.lists.radio import Radio

        return Radio(self.stores, self.ranking, self.lists)

    @Part
    def bundles(self) -> "Bundles":
        from assistant.app.lists.bundles import Bundles

        return Bundles(self.ranking, self._wording, self.lists)

    @Part
    def chat(self) -> "Chat":
        from assistant.app.chat import Chat

        return Chat(self.stores, self.lists.services, self._model, self._foreground, self._mutations)

    @Part
    def indexing(self) -> "Indexing":
        from assistant.app.indexing import Indexing

        follow, keep = self._playlists.follow, self._playlists.keep
        return Indexing(self.stores, self.encoder, self._mutations, follow=follow, keep=keep)

    @Part
    def background(self) -> "BackgroundWork":
        from assistant.app.upkeep.background_work import BackgroundWork

        return BackgroundWork(
            self.ranking,
            self.library,
            self.reranking,
            self._wording,
            self._model,
            self._foreground,
            self.indexing.read_scans,
        )

    @Part
    def access(self) -> "Access":
        from assistant.app.upkeep.access import Access

        return Access(self.stores)

    @Part
    def maintenance(self) -> "Maintenance":
        from assistant.app.upkeep.maintenance import Maintenance

        return Maintenance(self.stores, self.settings, self.ranking, self.profile)

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
        for made in ("indexing", "reader"):
            if made in vars(self):
                getattr(self, made).close()
        self.models.close()
        self.stores.close()
        self.settings.flush()
