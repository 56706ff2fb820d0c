"""Which language models there are: those that were checked, those installed, and the one in use."""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from assistant.domain.errors import AssistantError, ModelDied, ModelError
from assistant.domain.rows import Row
from assistant.llm.client import GPU_DIED, LanguageModel, ModelClient
from assistant.llm.connection import ModelConnection
from assistant.llm.models.detection import detect
from assistant.llm.models.entries import CONTEXT, ModelEntry, catalogue, describe_file, listed
from assistant.messages import decimal, mark, quoted, tr
from assistant.settings.declarations import Settings
from assistant.settings.files import write_atomically
from assistant.settings.paths import models_folder

__all__ = [
    "Backend",
    "ModelChoice",
    "ModelEntry",
    "catalogue",
    "checker",
    "describe_backend",
    "detect",
    "digest",
    "digests_of",
    "fingerprint",
    "installed",
    "installed_model",
    "model_in_use",
    "model_rows",
    "row_of",
    "take_in",
]

_DIGESTS = "verified.json"
HOW_TO_BUILD = mark(
    "This build of llama.cpp uses the processor alone, which is enough for small models. "
    "For a GPU, build it again: CMAKE_ARGS=-DGGML_CUDA=on (NVIDIA) or -DGGML_VULKAN=on "
    "(others), then pip install --force-reinstall --no-deps --no-binary :all: "
    "llama-cpp-python. On a Mac, Metal is built in."
)


@dataclass(frozen=True, slots=True)
class Backend:
    """What llama.cpp runs on here. `gpu` names the device, empty without one; `detail` says it in words."""

    gpu: str
    detail: str
    system: str = ""
    devices: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model, by its name in the catalogue or empty for the default one, and what it runs on."""

    name: str = ""
    gpu_layers: int = 0
    threads: int = 4

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(settings.model, settings.gpu_layers, settings.threads)


def installed(folder: Path) -> list[ModelEntry]:
    """Models in the folder that are what they claim to be, those of the catalogue first. Files alone are looked at."""
    found = [entry for path in sorted(folder.glob("*.gguf")) if (entry := describe_file(path, tr("added by hand")))]
    known = [entry.name for entry in catalogue()]
    return sorted(found, key=lambda entry: (entry.name not in known, entry.name))


def model_in_use(name: str, folder: Path, home: Path | None = None) -> ModelEntry | None:
    """The installed model of that name, or the default one where none is named, or None. `home`: see `detect`."""
    present = installed(folder)
    if not name:
        return next(iter(present), None)
    chosen = next((entry for entry in present if entry.name == name), None)
    if chosen is None and "/" in name:
        chosen = next((entry for entry in detect(home or Path.home()) if entry.name == name), None)
    return chosen


def installed_model(chosen: ModelChoice, folder: Path | None = None) -> ModelClient | None:
    """The client of the chosen model, not yet started; None without one. Raises ModelError if it is gone."""
    folder = folder or models_folder() / "models"
    entry = model_in_use(chosen.name, folder)
    if entry is None:
        if chosen.name:
            raise ModelError(
                tr("The model {name} is not on this machine. Choose one: alcove models list", name=quoted(chosen.name))
            )
        return None
    return ModelClient(
        entry.file,
        threads=chosen.threads,
        gpu_layers=chosen.gpu_layers,
        context=CONTEXT,
        name=entry.name,
        check=checker(folder),
    )


def model_rows(folder: Path | None = None, in_use: str = "") -> list[Row]:
    """The catalogue and what else is installed: {name, file, bytes, licence, installed, in_use, origin} each."""
    present = {entry.name: entry for entry in installed(folder or models_folder() / "models")}
    entries = {**{entry.name: entry for entry in catalogue()}, **present}
    return [row_of(entry, in_use) for entry in entries.values()]


def row_of(entry: ModelEntry, in_use: str = "") -> Row:
    """One row of `alcove models`."""
    return {
        "name": entry.name,
        "file": str(entry.file),
        "bytes": entry.bytes,
        "licence": entry.licence,
        "installed": entry.installed,
        "in_use": entry.name == in_use,
        "origin": entry.origin,
        "memory": entry.memory,
        "context": entry.context,
    }


def checker(folder: Path) -> Callable[[Path], None]:
    """A check for ModelClient: a file that bears a catalogue name must have its digest. Raises ModelError."""

    def check(path: Path) -> None:
        entry = listed(path)
        if entry is None:
            return
        if path.stat().st_size != entry.bytes or digest(path, digests_of(folder)) != entry.sha256:
            raise ModelError(
                tr("{name} is not the file that was checked. Remove it and run `make setup`.", name=path.name)
            )

    return check


def digests_of(folder: Path) -> Path:
    """Where the digests of models stand that were read already, so that each is read once: above their folder."""
    return folder.parent / _DIGESTS


def digest(path: Path, cache_file: Path) -> str:
    """SHA-256 of a file in hexadecimal, read again only when its size or time has changed. Raises ModelError."""
    try:
        mark = _mark(path)
        entry = _read_digests(cache_file).get(str(path))
        if entry is not None and entry[:3] == mark:
            return str(entry[3])
        found = _sha256(path)
    except OSError as error:
        raise ModelError(
            tr("{path} cannot be read ({reason}). Choose another model.", path=path, reason=error.strerror)
        ) from None
    _remember(cache_file, path, [*mark, found])
    return found


def take_in(landed: Path, target: Path, sha256: str) -> None:
    """Moves a download in among the models if it is the file that was checked, and deletes it otherwise.

    Raises ModelError.
    """
    try:
        mark, found = _mark(landed), _sha256(landed)
        if found != sha256:
            landed.unlink()
            raise ModelError(
                tr("What came is not {name} as it was checked. It was deleted; ask for it again.", name=target.name)
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(landed, target)
    except OSError as error:
        reason = error.strerror
        raise ModelError(
            tr("{name} cannot be put in its place ({reason}). Ask for it again.", name=target.name, reason=reason)
        ) from None
    _remember(digests_of(target.parent), target, [*mark, found])


def fingerprint(model: LanguageModel) -> bytes:
    """What stands for a model's file: its SHA-256 where somebody vouches for it, else name, size and time."""
    path = getattr(model, "file", None)
    if not isinstance(path, Path):
        return model.name.encode()
    known = listed(path)
    if known is not None:
        return bytes.fromhex(known.sha256)
    try:
        state = path.stat()
    except OSError:
        return str(path).encode()
    return f"{path}\0{state.st_size}\0{state.st_mtime_ns}".encode("utf-8", "surrogatepass")


def describe_backend() -> Backend:
    """What this machine's llama.cpp runs on, asked of a process that opens no model. Raises ModelError."""
    try:
        found = _asked(with_gpu=True)
    except ModelDied:
        return Backend("", tr(GPU_DIED), _asked(with_gpu=False)["system"])
    devices = tuple(found["devices"])
    if not found["supported"]:
        return Backend("", tr(HOW_TO_BUILD), found["system"])
    if not devices:
        return Backend(
            "", tr("This build of llama.cpp can use a GPU, but finds none; check its driver."), found["system"]
        )
    best = max(devices, key=lambda device: device["free"])
    detail = tr(
        "{device}: {free} of {total} GB free.",
        device=best["description"],
        free=decimal(best["free"] / 1e9, 1),
        total=decimal(best["total"] / 1e9, 1),
    )
    return Backend(best["name"], detail, found["system"], devices)


def _asked(*, with_gpu: bool) -> Row:
    """What `describe` says. Raises ModelError, and ModelDied where llama.cpp stops over the question."""
    connection = ModelConnection(with_gpu=with_gpu)
    try:
        found: Row = next(iter(connection.call({"op": "backend"})))["done"]
        return found
    finally:
        connection.close()


def _mark(path: Path) -> list[int]:
    """What changes where a file's content does, and stays where it is moved."""
    state = path.stat()
    return [state.st_size, state.st_mtime_ns, state.st_ino]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remember(cache_file: Path, path: Path, entry: list[Any]) -> None:
    # A folder that cannot be written to costs only the time of reading again.
    with contextlib.suppress(AssistantError, OSError):
        known = {**_read_digests(cache_file), str(path): entry}
        write_atomically(cache_file, json.dumps(known, indent=1).encode())


def _read_digests(cache_file: Path) -> dict[str, list[Any]]:
    """What was remembered; nothing where the file is absent or damaged."""
    try:
        known = json.loads(cache_file.read_bytes())
    except (OSError, ValueError):
        return {}
    entries = known.items() if isinstance(known, dict) else ()
    return {path: entry for path, entry in entries if isinstance(entry, list) and len(entry) == 4}
