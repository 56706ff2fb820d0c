"""Finds, without touching them, model files that other programs of this person have already fetched."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.llm.models.entries import ModelEntry, describe_file

MOST_FILES = 2000
"""Looked at in one program's folder."""
MOST_DEPTH = 6
MOST_MANIFEST = 1 << 20

FOLDERS = {
    "LM Studio": (".lmstudio/models", ".cache/lm-studio/models"),
    "Jan": (
        "jan/models",
        ".local/share/Jan/data",
        ".config/Jan/data",
        "Library/Application Support/Jan/data",  # no words
        "AppData/Roaming/Jan/data",
    ),
    "GPT4All": (
        ".local/share/nomic.ai/GPT4All",
        "Library/Application Support/nomic.ai/GPT4All",  # no words
        "AppData/Local/nomic.ai/GPT4All",
    ),
    "Hugging Face": (".cache/huggingface/hub",),
    "llama.cpp": (".cache/llama.cpp", "Library/Caches/llama.cpp", "AppData/Local/llama.cpp"),
}
"""Under the home, on Linux, macOS and Windows."""
OLLAMA = ".ollama/models"
OLLAMA_MODEL = "application/vnd.ollama.image.model"

_PART = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def detect(home: Path) -> list[ModelEntry]:
    """Usable models of Ollama, LM Studio, Jan, GPT4All, the Hugging Face cache and llama.cpp, by name.

    Only whole models with a chat template whose header is in order; names look like "ollama/llama3.2:1b".
    """
    found: dict[Path, ModelEntry] = {}
    names: set[str] = set()
    for origin, name, path in _candidates(home):
        if path not in found and name not in names and (entry := describe_file(path, origin, name)):
            found[path] = replace(entry, name=name, origin=origin)
            names.add(name)
    return sorted(found.values(), key=lambda entry: entry.name)


def _candidates(home: Path) -> Iterator[tuple[str, str, Path]]:
    """(program, name, file)."""
    yield from _of_ollama(home / OLLAMA)
    for program, places in FOLDERS.items():
        for place in places:
            root = home / place
            for path in _model_files(root):
                yield program, f"{program.lower().replace(' ', '-')}/{_name(path)}", path.resolve()


def _name(path: Path) -> str:
    # Jan calls every file model.gguf, in a folder that bears the name.
    return path.parent.name if path.stem == "model" else path.stem


def _model_files(root: Path) -> Iterator[Path]:
    """Model files below a folder; links only where they stay in it, as in the Hugging Face cache."""
    seen = 0
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        if len(here.relative_to(root).parts) >= MOST_DEPTH:
            folders.clear()
        for name in sorted(names):
            seen += 1
            if seen > MOST_FILES:
                return
            path = here / name
            if name.lower().endswith(".gguf") and not _PART.search(name) and _stays(path, root):
                yield path


def _stays(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        # A ring of links, or a folder that may not be read.
        return False


def _of_ollama(root: Path) -> Iterator[tuple[str, str, Path]]:
    """Ollama keeps files by digest; manifests say which model each belongs to."""
    manifests = root / "manifests"
    seen = 0
    for folder, folders, tags in os.walk(manifests):
        if len(Path(folder).relative_to(manifests).parts) >= MOST_DEPTH:
            folders.clear()
        for tag in sorted(tags):
            seen += 1
            if seen > MOST_FILES:
                return
            manifest = Path(folder) / tag
            blob = _ollama_blob(manifest, root)
            if blob is not None:
                _, *owner, model = manifest.parent.relative_to(manifests).parts
                owner = [part for part in owner if part != "library"]
                yield "Ollama", "/".join(["ollama", *owner, f"{model}:{tag}"]), blob  # no words


def _ollama_blob(manifest: Path, root: Path) -> Path | None:
    """The model file that a manifest names, if it is there."""
    try:
        if manifest.stat().st_size > MOST_MANIFEST or len(manifest.relative_to(root / "manifests").parts) < 3:
            return None
        layers = json.loads(manifest.read_bytes()).get("layers", [])
        digests = [str(layer["digest"]) for layer in layers if layer.get("mediaType") == OLLAMA_MODEL]
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return None
    if len(digests) != 1 or not _DIGEST.fullmatch(digests[0]):
        return None
    blob = root / "blobs" / digests[0].replace(":", "-")
    return blob.resolve() if _stays(blob, root) else None
