"""Finding models of other programs, on made-up homes: read-only, bounded, and only what can be used."""

import json
import os
from pathlib import Path

import pytest

from assistant.llm.models import detection
from assistant.llm.models.detection import detect
from tests.llm.gguf_files import sound


def put(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content or sound())
    return path


def ollama(home: Path, model: str, digest: str = "a" * 64, blob: bytes | None = b"", **more: object) -> None:
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest = {"layers": [{"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:b"}, layer], **more}
    put(home / ".ollama/models/manifests" / model, json.dumps(manifest).encode())
    if blob is not None:
        put(home / ".ollama/models/blobs" / f"sha256-{digest}", blob)


def names(home: Path) -> list[str]:
    return [entry.name for entry in detect(home)]


def test_an_empty_home(tmp_path: Path) -> None:
    assert detect(tmp_path) == []


def test_every_program_has_its_place(tmp_path: Path) -> None:
    ollama(tmp_path, "registry.ollama.ai/library/llama3.2/1b", "a" * 64)
    ollama(tmp_path, "registry.ollama.ai/ann/tuned/latest", "c" * 64)
    put(tmp_path / ".lmstudio/models/maker/repo/Qwen-Q4.gguf")
    put(tmp_path / ".cache/lm-studio/models/maker/repo/Old.gguf")
    put(tmp_path / ".local/share/Jan/data/llamacpp/models/small-one/model.gguf")
    put(tmp_path / "Library/Application Support/Jan/data/models/mac-one/model.gguf")
    put(tmp_path / ".local/share/nomic.ai/GPT4All/orca-mini.gguf")
    put(tmp_path / "AppData/Local/nomic.ai/GPT4All/windows-mini.gguf")
    put(tmp_path / ".cache/llama.cpp/cached.gguf")
    hub = tmp_path / ".cache/huggingface/hub/models--maker--repo"
    blob = put(hub / "blobs" / ("d" * 64))
    (hub / "snapshots/rev").mkdir(parents=True)
    (hub / "snapshots/rev/tiny.gguf").symlink_to(os.path.relpath(blob, hub / "snapshots/rev"))
    found = {entry.name: entry for entry in detect(tmp_path)}
    assert sorted(found) == [
        "gpt4all/orca-mini",
        "gpt4all/windows-mini",
        "hugging-face/tiny",
        "jan/mac-one",
        "jan/small-one",
        "llama.cpp/cached",
        "lm-studio/Old",
        "lm-studio/Qwen-Q4",
        "ollama/ann/tuned:latest",
        "ollama/llama3.2:1b",
    ]
    assert found["hugging-face/tiny"].file == blob.resolve()
    assert found["ollama/llama3.2:1b"].origin == "Ollama" and found["ollama/llama3.2:1b"].sha256 == ""
    assert all(entry.installed and entry.licence == "mit" and entry.memory for entry in found.values())


def test_what_cannot_be_used_is_not_offered(tmp_path: Path) -> None:
    place = tmp_path / ".lmstudio/models"
    put(place / "letter.gguf", b"Dear reader")
    put(place / "half.gguf", sound()[:-100])
    put(place / "eyes.gguf", sound("clip"))
    put(place / "base.gguf", sound(**{"tokenizer.chat_template": False}))
    put(place / "part-00001-of-00002.gguf")
    put(place / "readme.md", b"x")
    (place / "folder.gguf").mkdir()
    assert names(tmp_path) == []


def test_links_that_lead_out_or_in_circles_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "private/diary.gguf")
    place = tmp_path / "home/.lmstudio/models"
    place.mkdir(parents=True)
    (place / "diary.gguf").symlink_to(outside)
    (place / "ring.gguf").symlink_to(place / "ring.gguf")
    (place / "folder").symlink_to(outside.parent, target_is_directory=True)
    (place / "gone.gguf").symlink_to(place / "nowhere")
    assert names(tmp_path / "home") == []


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{", b'{"layers": 3}', b'{"layers": [3]}', b'{"layers": [{"mediaType": "x"}]}', b"\xff\xfe", b"null"],
)
def test_damaged_manifests_are_passed_over(tmp_path: Path, manifest: bytes) -> None:
    path = tmp_path / ".ollama/models/manifests/registry/library/model/latest"
    path.parent.mkdir(parents=True)
    path.write_bytes(manifest)
    assert names(tmp_path) == []


def test_a_manifest_cannot_point_anywhere_else(tmp_path: Path) -> None:
    put(tmp_path / ".ollama/models/secret")
    ollama(tmp_path, "r/library/m/one", "../secret", blob=None)
    ollama(tmp_path, "r/library/m/two", "e" * 64, blob=None)
    ollama(tmp_path, "short", "f" * 64)
    assert names(tmp_path) == []


def test_the_same_file_is_named_once(tmp_path: Path) -> None:
    ollama(tmp_path, "r/library/m/latest", "a" * 64)
    ollama(tmp_path, "r/library/m/v1", "a" * 64)
    put(tmp_path / ".lmstudio/models/a/same.gguf")
    put(tmp_path / ".lmstudio/models/b/same.gguf")
    assert names(tmp_path) == ["lm-studio/same", "ollama/m:latest"]


def test_the_search_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / ".cache/llama.cpp"
    put(place / "a/b/c/d/e/f/g/h/deep.gguf")
    assert names(tmp_path) == []
    for number in range(20):
        put(place / f"{number:02}.gguf")
    monkeypatch.setattr(detection, "MOST_FILES", 5)
    assert len(names(tmp_path)) == 5


def test_nothing_is_written(tmp_path: Path) -> None:
    ollama(tmp_path, "r/library/m/latest")
    put(tmp_path / ".lmstudio/models/a/b.gguf")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    detect(tmp_path)
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before
