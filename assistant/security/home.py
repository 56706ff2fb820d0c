"""Coming into a home: under its lock, after whatever was broken off there is finished and cleared away."""

from assistant.security.erasure import finish_erasing, is_erasing
from assistant.settings.paths import Paths
from assistant.storage.home_lock import Hold, lock_of
from assistant.storage.replacement import finish_replacing, is_replacing
from assistant.storage.scratch import clear_scratch


def enter_home(paths: Paths) -> Hold:
    """A share in the home, to be released at the end. Raises HomeBusy while another changes it as a whole."""
    return lock_of(paths).share(lambda: _tidy(paths), lambda: is_replacing(paths) or is_erasing(paths))


def _tidy(paths: Paths) -> None:
    finish_replacing(paths)
    finish_erasing(paths)
    clear_scratch(paths)
