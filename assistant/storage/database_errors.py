"""SQLite's errors in plain words. What is a bug (wrong SQL, a broken constraint) passes through unchanged."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from assistant.domain.errors import DiskFull, StoreError
from assistant.messages import tr

_TOO_LITTLE = 64 * 1024
"""Bytes: fewer do not hold what SQLite keeps beside an open database."""


@contextmanager
def explained(path: Path, advice: str) -> Iterator[None]:
    """Turns errors of the file and the disk into StoreError; `advice` says whose move it is after damage."""
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError) as error:
        raise StoreError(
            tr("{path} is damaged, or locked with another key. {advice}", path=path, advice=tr(advice))
        ) from error
    except (apsw.ConnectionClosedError, apsw.InterruptError) as error:
        raise StoreError(tr("{name} was closed meanwhile. Start Alcove again.", name=path.name)) from error
    except apsw.FullError as error:
        raise DiskFull(path) from error
    except (apsw.BusyError, apsw.LockedError, apsw.ProtocolError) as error:
        raise StoreError(
            tr("Another Alcove keeps {path} busy. Wait until it is done, or close it.", path=path)
        ) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError, apsw.CantOpenError) as error:
        raise StoreError(
            tr("{path} cannot be opened for writing. Mend its rights, or choose another ALCOVE_HOME.", path=path)
        ) from error
    except apsw.IOError as error:
        if is_full(path, error):
            raise DiskFull(path) from error
        raise StoreError(
            tr(
                "Reading or writing {path} failed ({reason}). Check the disk. {advice}",
                path=path,
                reason=error,
                advice=tr(advice),
            )
        ) from error
    except UnicodeEncodeError as error:
        if error.object != str(path):
            raise
        raise StoreError(
            tr("The name of {path} cannot be used. Choose another ALCOVE_HOME.", path=ascii(str(path)))
        ) from error


def is_full(path: Path, error: apsw.Error) -> bool:
    """Whether an error comes of a full disk, which SQLite calls an error of input and output in some places."""
    if isinstance(error, apsw.FullError) or getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHMSIZE:
        return True
    try:
        return shutil.disk_usage(path.parent).free < _TOO_LITTLE
    except OSError:
        return False
