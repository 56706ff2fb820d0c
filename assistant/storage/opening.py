"""Opening a database of a home: under the home's lock, and in this version's form."""

from contextlib import suppress
from pathlib import Path

from assistant.domain.errors import StoreBehind
from assistant.settings.paths import Paths
from assistant.storage.database import Database, Migrations
from assistant.storage.home_lock import HomeBusy, lock_of


def open_database(paths: Paths, path: Path, key: bytes, migrations: Migrations) -> Database:
    """A database of a home, which this process shares until it is closed. One of an earlier version is brought to this
    one's form while nobody else has the home.

    Raises StoreBehind where this process has that home open already; else as Database and HomeLock do.
    """
    lock = lock_of(paths)
    for _ in range(2):
        hold = lock.share()
        try:
            return Database(path, key, migrations, hold=hold, migrate=lock.is_alone)
        except StoreBehind:
            if lock.is_shared:
                raise
        except BaseException:
            hold.release()
            raise
        with suppress(HomeBusy), lock.alone():
            # Whoever is in may have been quicker: then the second look finds nothing left to do.
            Database(path, key, migrations).close()
    raise HomeBusy(lock.still_open())
