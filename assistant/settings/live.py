"""The settings of one home while the program runs: changed in one place, told to all who listen, never overwritten by
an older copy."""

import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Self

import tomli_w

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.files import one_writer, read_whole, write_atomically
from assistant.settings.paths import Paths
from assistant.settings.setting import Declaration, Place, Scalar, Setting, T

Keys = frozenset[str]
Listener = Callable[[Keys], object]
Stamp = tuple[int, int, int] | None
"""(time, size, number) of the file, by which another version of it is known; None where there is none."""


class LiveSettings:
    """Holds what the file says and what was changed since. Every method may be called from any thread.

    A change is in force, and told, at once; `flush` writes it. Only what was changed here is written: the rest of the
    file stays as another process, or another version of Alcove, left it. Without `paths` nothing is read or written.
    """

    def __init__(self, paths: Paths | None = None) -> None:
        self._paths = paths
        self._given: dict[str, Scalar] = {}
        self._unwritten: dict[str, Scalar] = {}
        self._stamp: Stamp = None
        self._listeners: list[tuple[Listener, Keys]] = []
        self._values_lock, self._file_lock = threading.RLock(), threading.RLock()

    @classmethod
    def load(cls, paths: Paths) -> Self:
        """Reads settings.toml; what is not there takes its default. Raises AssistantError where it is malformed.

        Names that this version does not know are left alone.
        """
        settings = cls(paths)
        settings.look()
        for one in cls.declared().values():
            one.override()
        return settings

    @classmethod
    def declared(cls) -> dict[str, Declaration]:
        """Every setting there is, by key, in the order of their declaration."""
        owners = reversed(cls.__mro__)
        return {key: one for owner in owners for key, one in vars(owner).items() if isinstance(one, Declaration)}

    @classmethod
    def shown_at(cls, place: Place) -> dict[str, Declaration]:
        """Those that this part of the window shows, by key."""
        return {key: one for key, one in cls.declared().items() if one.shown is place}

    # Values

    def value(self, one: Declaration) -> Scalar:
        """What holds now: the environment, a change, the file, or the default."""
        override = one.override()
        return self._kept(one) if override is None else override

    def _kept(self, one: Declaration) -> Scalar:
        with self._values_lock:
            return self._unwritten.get(one.key, self._given.get(one.key, one.default))

    def get(self, setting: Setting[T]) -> T:
        """As `value`, of the setting's own type."""
        return setting.values.check(self.value(setting))

    def set(self, one: Declaration, value: object) -> None:
        """Changes a setting from now on. Raises AssistantError for a value that does not fit."""
        try:
            fitting = one.values.check(value)
        except ValueError:
            raise AssistantError(one.values.refusal(one.key)) from None
        with self._values_lock:
            if self._kept(one) == fitting:
                return
            self._unwritten[one.key] = fitting
        self._tell(frozenset({one.key}))

    @property
    def unwritten(self) -> bool:
        """Whether there is anything for `flush` to write."""
        return bool(self._unwritten)

    # Listeners

    def listen(self, listener: Listener, *to: Declaration) -> Callable[[], None]:
        """Calls `listener` with the keys that changed, of these settings or of all, on the thread of the change.

        Returns what ends it.
        """
        entry = listener, frozenset(one.key for one in to)
        with self._values_lock:
            self._listeners.append(entry)

        def end() -> None:
            with self._values_lock:
                self._listeners.remove(entry)

        return end

    def _tell(self, keys: Keys) -> None:
        with self._values_lock:
            listeners = list(self._listeners)
        for listener, wanted in listeners:
            heard = keys & wanted if wanted else keys
            if heard:
                listener(heard)

    # The file

    def look(self) -> None:
        """Takes in what another process wrote since. Raises AssistantError, once, where that cannot be read."""
        if self._paths is None:
            return
        with self._file_lock:
            stamp = _stamp(self._paths.settings)
            if stamp == self._stamp:
                return
            # Before reading, so that what is wrong with a file is told once.
            self._stamp = stamp
            document = _read(self._paths.settings)
            wrong, changed = self._take_in(document)
        if changed:
            self._tell(changed)
        if wrong is not None:
            raise AssistantError(
                tr(
                    "{file}: {what} Mend that line or remove it.",
                    file=self._paths.settings,
                    what=wrong.values.refusal(wrong.key),
                )
            )

    def flush(self) -> None:
        """Writes what was changed here in one step; values equal to their default are left out.

        Raises AssistantError where that cannot be done; the changes stay in force, and are written the next time.
        """
        if self._paths is None:
            return
        with self._file_lock:
            with self._values_lock:
                writing = dict(self._unwritten)
            if not writing:
                return
            self._paths.create_home()
            with one_writer(self._paths.home):
                document = _read(self._paths.settings)
                _, changed = self._take_in(document)
                merged = self._merged(document, writing)
                if merged != document:
                    write_atomically(self._paths.settings, tomli_w.dumps(merged).encode())
                self._stamp = _stamp(self._paths.settings)
            self._written(writing)
        if changed:
            self._tell(changed)

    def _merged(self, document: dict[str, object], writing: dict[str, Scalar]) -> dict[str, object]:
        declared = self.declared()
        others = {key: value for key, value in document.items() if key not in writing}
        return others | {key: value for key, value in writing.items() if value != declared[key].default}

    def _written(self, writing: dict[str, Scalar]) -> None:
        """What stands in the file now is no longer to be written, unless it was changed again meanwhile."""
        with self._values_lock:
            self._given.update(writing)
            for key, value in writing.items():
                if self._unwritten.get(key) == value:
                    del self._unwritten[key]

    def _take_in(self, document: dict[str, object]) -> tuple[Declaration | None, Keys]:
        """(a setting whose value does not fit, the keys whose values are others now)."""
        given: dict[str, Scalar] = {}
        wrong = None
        declared = self.declared()
        for key, one in declared.items():
            try:
                if key in document:
                    given[key] = one.values.check(document[key])
            except ValueError:
                wrong = wrong or one
        with self._values_lock:
            before = {key: self.value(one) for key, one in declared.items()}
            self._given = given
            return wrong, frozenset(key for key, one in declared.items() if self.value(one) != before[key])


def _stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return -1, -1, -1  # Reading it says what is wrong.
    return state.st_mtime_ns, state.st_size, state.st_ino


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(read_whole(path).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssistantError(
            tr("{path} is not valid TOML ({reason}). Mend it, or delete it to start afresh.", path=path, reason=error)
        ) from error
    except OSError as error:
        raise AssistantError(
            tr("{path} cannot be read ({reason}). Mend its rights.", path=path, reason=error.strerror or error)
        ) from error
