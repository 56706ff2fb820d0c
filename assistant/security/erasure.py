"""Erasing all that Alcove has made: the keys first, after which nothing can be read any more.

A mark is left in the home before anything else, so that an erasure that was broken off is finished by whoever comes
next: a home half erased would open for nobody.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.security.keyrings import Keyrings
from assistant.security.vault import destroy_vault
from assistant.settings.files import write_atomically
from assistant.settings.paths import Paths
from assistant.storage.home_lock import LOCK_FILES, lock_of
from assistant.storage.replacement import database_files
from assistant.storage.scratch import PREFIX, drafts_in


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed, and what lay in the home that is not Alcove's and was left alone."""

    destroyed: tuple[str, ...]
    left: tuple[str, ...]


def erase_everything(paths: Paths, keyrings: Keyrings | None = None) -> Erased:
    """Destroys the keys and then every file of Alcove's in the home, the sample library's home included.

    Raises HomeBusy while Alcove is open, and AssistantError.
    """
    homes = [home for home in (paths.demo(), paths) if home.home.is_dir()]
    destroyed: list[str] = []
    with _all_alone(homes):
        for home in homes:
            write_atomically(_mark(home), b"")
        for home in homes:
            destroyed += [_said(paths, path) for path in _erase(home, keyrings)]
    left = tuple(sorted(path.name for path in paths.home.iterdir())) if paths.home.is_dir() else ()
    return Erased(tuple(destroyed), left)


def is_erasing(paths: Paths) -> bool:
    """Whether an erasure was broken off here."""
    return _mark(paths).exists()


def finish_erasing(paths: Paths) -> None:
    """Erases what is left, if an erasure was broken off; to be called alone with the home."""
    if is_erasing(paths):
        _erase(paths, None)


@contextmanager
def _all_alone(homes: list[Paths]) -> Iterator[None]:
    """Alone with several homes, which are gone afterwards if nothing of another's lies in them."""
    with ExitStack() as stack:
        for home in homes:
            stack.enter_context(lock_of(home).alone())
        yield
        for home in homes:
            for name in LOCK_FILES:
                # Whoever waits for a lock looks whether its file still stands. Windows keeps what is open.
                with suppress(OSError):
                    (home.home / name).unlink(missing_ok=True)
            with suppress(OSError):
                home.home.rmdir()


def _erase(home: Paths, keyrings: Keyrings | None) -> list[Path]:
    """What was removed, the mark aside, which goes last."""
    gone = [home.vault] if home.vault.exists() else []
    destroy_vault(home, keyrings)
    gone += [path for path in _own_files(home) if _remove(path)]
    _mark(home).unlink(missing_ok=True)
    return gone


def _mark(paths: Paths) -> Path:
    return paths.home / "erasing"


def _own_files(paths: Paths) -> list[Path]:
    """What Alcove puts into a home. Anything else there is the person's, whatever it is."""
    own = [*database_files(paths.journal), *database_files(paths.library)]
    own += [paths.settings, paths.pack, paths.backups, paths.log, paths.log.with_name(f"{paths.log.name}.1")]
    own += [paths.home / name for name in ("window.json", "window.lock", "window.sock", "restoring")]
    own += [one for what in (f"{PREFIX}*", ".*.db-*", "*.part") for one in sorted(paths.home.glob(what))]
    own += drafts_in(paths)
    if (paths.home / "library" / ".alcove-demo.json").exists():
        own.append(paths.home / "library")
    return own


def _remove(path: Path) -> bool:
    if not path.exists() and not path.is_symlink():
        return False
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise AssistantError(
            tr(
                "{path} cannot be removed ({reason}). The keys are gone; remove the rest by hand.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    return True


def _said(paths: Paths, path: Path) -> str:
    return str(path.relative_to(paths.home))
