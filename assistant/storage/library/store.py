"""LibraryStore: what the person's files hold. All of it can be rebuilt from disk."""

from assistant.settings.paths import Paths
from assistant.storage.database import Database
from assistant.storage.derived import Derived
from assistant.storage.library import counted
from assistant.storage.library.albums import Albums
from assistant.storage.library.cards import Cards
from assistant.storage.library.files import Files
from assistant.storage.library.items import Items
from assistant.storage.library.noted import Noted
from assistant.storage.library.parts import Parts
from assistant.storage.library.scans import Scans
from assistant.storage.library.schema import library_migrations
from assistant.storage.library.search import Search
from assistant.storage.library.sounds import Sounds
from assistant.storage.library.vectors import Vectors
from assistant.storage.library.world import WorldVectors
from assistant.storage.opening import open_database


def open_library(paths: Paths, key: bytes) -> "LibraryStore":
    """Opens library.db, or makes it. Raises StoreError and StoreTooNew as Database does."""
    return LibraryStore(open_database(paths, paths.library, key, library_migrations))


class LibraryStore:
    """One database in parts, each for what it knows. May be called from any thread; a change is a transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.files = Files(database)
        self.items = Items(database)
        self.albums = Albums(database)
        self.parts = Parts(database)
        self.sounds = Sounds(database)
        self.scans = Scans(database)
        self.vectors = Vectors(database)
        self.world = WorldVectors(database)
        self.search = Search(database)
        self.noted = Noted(database)
        self.cards = Cards(database)
        self.derived = Derived(database)

    def version(self) -> int:
        """Grows with every change, whichever process made it."""
        return counted.version(self.database)

    def close(self) -> None:
        self.database.close()
