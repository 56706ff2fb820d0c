"""Puts a large file where the program looks without a second copy on the disk."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def link_or_copy(source: Path, target: Path) -> None:
    """`target` becomes the same file as `source`, or a copy of it on file systems without hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def drop_copy(source: Path, target: Path) -> None:
    """Takes `source` away if `target` is a copy of it on the same disk, as where there are no hard links."""
    if not source.exists() or source.samefile(target) or source.stat().st_dev != target.stat().st_dev:
        return
    # Where the wheel may only be read, it stays.
    with suppress(OSError):
        source.unlink()
