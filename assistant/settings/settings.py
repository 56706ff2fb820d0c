"""Where things lie, and the few settings that stay between runs."""

import os
import sys
import tempfile
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

import platformdirs
import tomli_w

from assistant.domain.errors import AssistantError

MOST_THREADS = 256
APPEARANCES = ("system", "light", "dark")
PACES = ("full", "gentle", "slow")


@dataclass(frozen=True, slots=True)
class Paths:
    """Every file of the person's own, under one folder."""

    home: Path

    @classmethod
    def default(cls) -> Self:
        """ALCOVE_HOME where it is set, otherwise the usual place of this system."""
        named = os.environ.get("ALCOVE_HOME", "")
        # appauthor=False: on Windows the author's name would otherwise be a second folder of the same name.
        home = Path(named).expanduser() if named else platformdirs.user_data_path("Alcove", appauthor=False)
        return cls(home.absolute())

    def demo(self) -> Self:
        """The home of the demo library, apart from the person's own."""
        return replace(self, home=self.home / "demo")

    @property
    def library(self) -> Path:
        return self.home / "library.db"

    @property
    def journal(self) -> Path:
        return self.home / "journal.db"

    @property
    def vault(self) -> Path:
        return self.home / "vault.json"

    @property
    def settings(self) -> Path:
        return self.home / "settings.toml"

    @property
    def pack(self) -> Path:
        """What crowds know, if the person took a pack into use; public knowledge, so not encrypted."""
        return self.home / "taste.pack"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def log(self) -> Path:
        return self.home / "alcove.log"

    def create_home(self) -> None:
        """Makes the home if need be, for its owner alone. Raises AssistantError where that is refused."""
        try:
            for folder in reversed((self.home, *self.home.parents)):
                if not folder.exists():
                    folder.mkdir(mode=0o700, exist_ok=True)
            # A folder with other things in it keeps the rights it was given.
            if not any(self.home.iterdir()):
                self.home.chmod(0o700)
        except OSError as error:
            reason = error.strerror or error
            raise AssistantError(
                f"The folder {self.home} cannot be made ({reason}). Choose another with ALCOVE_HOME."
            ) from error


def models_folder() -> Path:
    """Where set-up puts the models; nothing personal lies there."""
    return Path(sys.prefix) / "share" / "alcove"


def default_threads() -> int:
    """ALCOVE_THREADS where it is set, otherwise the processors this process may use, four at most."""
    named = os.environ.get("ALCOVE_THREADS", "").strip()
    if not named:
        allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return min(4, allowed)
    # isdecimal() also takes digits of other scripts, and int() reads those too.
    if not named.isdecimal() or not 1 <= int(named[:9]) <= MOST_THREADS:
        raise AssistantError(f"ALCOVE_THREADS is “{named}”. Give it a whole number from 1 to {MOST_THREADS}.")
    return int(named)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose. `surprise` and `variety` are the two sliders, 0 to 1."""

    threads: int = 4
    model: str = ""
    """The language model's name in the catalogue; empty for the one that came with Alcove."""
    gpu_layers: int = 0
    appearance: str = "system"
    pace: str = "gentle"
    """How much of the machine may be taken by reading files that nobody waits for."""
    surprise: float = 0.3
    variety: float = 0.3

    @classmethod
    def load(cls, paths: Paths) -> Self:
        """Reads settings.toml; what is not there takes its default. Raises AssistantError where it is malformed.

        ALCOVE_THREADS stands above the file. Names that this version does not know are left alone.
        """
        given = {name: value for name, value in _read(paths.settings).items() if name in _CHECKS}
        for name, value in given.items():
            allowed, fits = _CHECKS[name]
            if not fits(value):
                raise AssistantError(f"{paths.settings}: “{name}” must be {allowed}. Mend that line or remove it.")
        if os.environ.get("ALCOVE_THREADS", "").strip() or "threads" not in given:
            given["threads"] = default_threads()
        return cls(**given)

    def save(self, paths: Paths) -> None:
        """Writes settings.toml in one step; values equal to their default are left out, foreign names are kept."""
        document = _read(paths.settings)
        usual = type(self)(threads=default_threads())
        for entry in fields(self):
            value = getattr(self, entry.name)
            if value == getattr(usual, entry.name):
                # A number of threads from the environment is for this run only.
                if entry.name != "threads" or not os.environ.get("ALCOVE_THREADS", "").strip():
                    document.pop(entry.name, None)
            else:
                document[entry.name] = value
        paths.create_home()
        write_atomically(paths.settings, tomli_w.dumps(document).encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Replaces a file in one step, readable by its owner alone (0600), and on disk when this returns.

    Raises AssistantError where the disk is full or the folder cannot be written to; the old file then stands.
    """
    written = ""
    try:
        descriptor, written = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, path)
        sync_folder(path.parent)
    except OSError as error:
        if written:
            Path(written).unlink(missing_ok=True)
        reason = error.strerror or error
        raise AssistantError(f"{path} cannot be written ({reason}). Free some space or mend its rights.") from error


def sync_folder(folder: Path) -> None:
    """Makes renames within a folder durable, where the system knows how to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssistantError(f"{path} is not valid TOML ({error}). Mend it, or delete it to start afresh.") from error
    except OSError as error:
        raise AssistantError(f"{path} cannot be read ({error.strerror or error}). Mend its rights.") from error


def _whole(least: int, most: int) -> Any:
    return lambda value: type(value) is int and least <= value <= most


def _share(value: object) -> bool:
    return type(value) in (int, float) and 0 <= float(value) <= 1  # type: ignore[arg-type]


_CHECKS: dict[str, tuple[str, Any]] = {
    "threads": (f"a whole number from 1 to {MOST_THREADS}", _whole(1, MOST_THREADS)),
    "model": ("text", lambda value: isinstance(value, str)),
    "gpu_layers": ("a whole number from -1 (all) up", _whole(-1, 100_000)),
    "appearance": (f"one of {', '.join(APPEARANCES)}", lambda value: value in APPEARANCES),
    "pace": (f"one of {', '.join(PACES)}", lambda value: value in PACES),
    "surprise": ("a number from 0 to 1", _share),
    "variety": ("a number from 0 to 1", _share),
}
