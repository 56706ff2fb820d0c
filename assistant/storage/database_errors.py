"""SQLite's errors in plain words. What is a bug (wrong SQL, a broken constraint) passes through unchanged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from assistant.domain.errors import StoreError


@contextmanager
def explained(path: Path, advice: str) -> Iterator[None]:
    """Turns errors of the file and the disk into StoreError; `advice` says whose move it is after damage."""
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError) as error:
        raise StoreError(f"{path} is damaged, or locked with another key. {advice}") from error
    except (apsw.ConnectionClosedError, apsw.InterruptError) as error:
        raise StoreError(f"{path.name} was closed meanwhile. Start Alcove again.") from error
    except apsw.FullError as error:
        raise StoreError(
            f"The disk of {path} is full. Free some space and try again; what was saved is safe."
        ) from error
    except (apsw.BusyError, apsw.LockedError, apsw.ProtocolError) as error:
        raise StoreError(f"Another Alcove keeps {path} busy. Wait until it is done, or close it.") from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError, apsw.CantOpenError) as error:
        raise StoreError(
            f"{path} cannot be opened for writing. Mend its rights, or choose another ALCOVE_HOME."
        ) from error
    except apsw.IOError as error:
        raise StoreError(f"Reading or writing {path} failed ({error}). Check the disk. {advice}") from error
    except UnicodeEncodeError as error:
        if error.object != str(path):
            raise
        raise StoreError(f"The name of {ascii(str(path))} cannot be used. Choose another ALCOVE_HOME.") from error
