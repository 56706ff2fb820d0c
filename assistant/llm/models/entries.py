"""Model files as the rest of Alcove sees them, by the catalogue or by their own header."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.domain.errors import ModelError
from assistant.llm.models.gguf import read_header

CONTEXT = 4096
"""Tokens that prompt and reply share; a model's own limit may be lower."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A language model. `file` is a bare name in the catalogue, and a whole path once it is on this machine."""

    name: str
    file: Path
    bytes: int
    sha256: str
    """Empty where nobody vouches for the file."""
    licence: str
    memory: int
    """Bytes that it takes to run, about."""
    context: int
    """Tokens that it was trained for."""
    origin: str
    url: str = ""
    """Where the file lies on the network; empty where it comes in a Python package, or where nobody offers it."""
    hosts: tuple[str, ...] = ()
    """Where that address may send a download on to."""
    package: str = ""
    version: str = ""
    member: str = ""
    """The Python package whose wheel holds the file, and the file's name in it."""

    @property
    def installed(self) -> bool:
        return self.file.is_absolute()


@cache
def catalogue() -> tuple[ModelEntry, ...]:
    """The models that were checked; the first is the default."""
    rows = tomllib.loads(files("resources").joinpath("models.toml").read_text(encoding="utf-8"))["model"]
    return tuple(ModelEntry(**{**row, "file": Path(row["file"]), "hosts": tuple(row.get("hosts", ()))}) for row in rows)


def listed(path: Path) -> ModelEntry | None:
    """The catalogue's entry for a file of this name."""
    return next((entry for entry in catalogue() if entry.file.name == path.name), None)


def describe_file(path: Path, origin: str, name: str = "") -> ModelEntry | None:
    """The entry of a file: the catalogue's if it stands there, else by its header; None if it cannot be used."""
    path = path.absolute()
    known = listed(path)
    if known is not None:
        # Whether it is that file is for the checker to say, in words, when it is opened.
        return replace(known, file=path, bytes=path.stat().st_size)
    try:
        header = read_header(path)
    except ModelError:
        return None
    if not header.has_template:
        return None
    memory = header.memory(min(CONTEXT, header.context or CONTEXT))
    size = path.stat().st_size
    return ModelEntry(name or path.stem, path, size, "", header.licence or "unknown", memory, header.context, origin)
