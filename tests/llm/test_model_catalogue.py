"""The catalogue, what is installed, which model is in use, and whether a file is the one that was checked."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from assistant.domain.errors import ModelError
from assistant.llm.models import entries
from assistant.llm.models.catalogue import (
    ModelChoice,
    ModelEntry,
    catalogue,
    checker,
    describe_backend,
    digest,
    digests_of,
    installed,
    installed_model,
    model_in_use,
    model_rows,
)
from assistant.llm.models.gguf import read_header
from assistant.llm.server.backend import check_memory, layers_that_fit
from assistant.setup.default_models import LANGUAGE_MODEL
from tests.llm.gguf_files import sound

DEFAULT = catalogue()[0]


def test_the_default_model_is_the_file_that_setup_checks(model_file: Path) -> None:
    assert DEFAULT.sha256 == LANGUAGE_MODEL.digest and DEFAULT.file.name == Path(LANGUAGE_MODEL.file).name
    assert DEFAULT.bytes == model_file.stat().st_size
    assert hashlib.sha256(model_file.read_bytes()).hexdigest() == DEFAULT.sha256


def test_every_entry_is_complete() -> None:
    for entry in catalogue():
        assert len(entry.sha256) == 64 and entry.licence and entry.origin and not entry.installed
        assert entry.bytes < entry.memory and entry.context >= 2048
    assert len({entry.name for entry in catalogue()}) == len(catalogue())


def test_installed_lists_the_catalogue_first_and_leaves_out_what_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "another.gguf").write_bytes(sound(name="Another"))
    (tmp_path / "letter.gguf").write_bytes(b"Dear reader")
    (tmp_path / "encoder.gguf").write_bytes(sound("bert"))
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / DEFAULT.file).write_bytes(b"short")
    assert [entry.name for entry in installed(tmp_path)] == [DEFAULT.name, "another"]
    other = installed(tmp_path)[1]
    assert (other.licence, other.context, other.sha256, other.origin) == ("mit", 2048, "", "added by hand")
    assert other.file == tmp_path / "another.gguf" and other.installed
    assert installed(tmp_path / "nowhere") == []


def test_a_base_model_without_a_template_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "base.gguf").write_bytes(sound(**{"tokenizer.chat_template": False}))
    assert installed(tmp_path) == []


def test_the_model_in_use_is_the_named_one_or_the_default(tmp_path: Path) -> None:
    assert model_in_use("", tmp_path) is None
    (tmp_path / "another.gguf").write_bytes(sound())
    first = model_in_use("", tmp_path)
    assert first is not None and first.name == "another"
    (tmp_path / DEFAULT.file).write_bytes(b"x")
    for named, expected in (("", DEFAULT.name), ("another", "another")):
        entry = model_in_use(named, tmp_path)
        assert entry is not None and entry.name == expected
    assert model_in_use("gone", tmp_path) is None


def test_a_model_of_another_program_may_be_chosen(tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = home / ".lmstudio/models/maker/repo"
    folder.mkdir(parents=True)
    (folder / "talker.gguf").write_bytes(sound())
    entry = model_in_use("lm-studio/talker", tmp_path, home)
    assert entry is not None and entry.file == (folder / "talker.gguf").resolve()


def test_the_client_of_the_model_in_use(tmp_path: Path) -> None:
    assert installed_model(ModelChoice(), tmp_path) is None
    with pytest.raises(ModelError, match="alcove models list"):
        installed_model(ModelChoice("gone"), tmp_path)
    (tmp_path / DEFAULT.file).write_bytes(b"not the file that was checked")
    client = installed_model(ModelChoice(), tmp_path)
    assert client is not None and client.name == DEFAULT.name
    with pytest.raises(ModelError, match="not the file that was checked"):
        client.start()


def test_rows_hold_what_the_interface_promises(tmp_path: Path) -> None:
    rows = model_rows(tmp_path)
    assert {"name", "file", "bytes", "licence", "installed", "in_use", "origin"} <= set(rows[0])
    assert not rows[0]["installed"]
    (tmp_path / DEFAULT.file).write_bytes(b"x")
    (tmp_path / "another.gguf").write_bytes(sound())
    rows = model_rows(tmp_path, in_use="another")
    assert [(row["name"], row["installed"], row["in_use"]) for row in rows if row["installed"]] == [
        (DEFAULT.name, True, False),
        ("another", True, True),
    ]


def test_a_wrong_hash_of_the_right_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / DEFAULT.file
    path.write_bytes(b"abc")
    monkeypatch.setattr(entries, "catalogue", lambda: (_entry(path, b"abd"),))
    with pytest.raises(ModelError, match="Remove it and run"):
        checker(tmp_path)(path)
    monkeypatch.setattr(entries, "catalogue", lambda: (_entry(path, b"abc"),))
    checker(tmp_path)(path)
    checker(tmp_path)(tmp_path / "unlisted.gguf")


def test_what_a_download_writes_beside_the_models_vouches_for_none(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    path = folder / "m.gguf"
    path.write_bytes(b"abc")
    monkeypatch.setattr(entries, "catalogue", lambda: (_entry(path, b"abc"),))
    checker(folder)(path)
    path.write_bytes(b"abd")
    state = path.stat()
    kept = [state.st_size, state.st_mtime_ns, state.st_ino, hashlib.sha256(b"abc").hexdigest()]
    (folder / digests_of(folder).name).write_text(json.dumps({str(path): kept}))
    with pytest.raises(ModelError, match="not the file that was checked"):
        checker(folder)(path)


def _entry(path: Path, content: bytes) -> ModelEntry:
    return ModelEntry("m", Path(path.name), 3, hashlib.sha256(content).hexdigest(), "mit", 9, 9, "x")


def test_a_digest_is_read_once_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, kept = tmp_path / "m.gguf", tmp_path / "verified.json"
    path.write_bytes(b"one")
    assert digest(path, kept) == hashlib.sha256(b"one").hexdigest()
    reads: list[object] = []
    whole = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda file, name: reads.append(file) or whole(file, name))
    assert digest(path, kept) == hashlib.sha256(b"one").hexdigest() and not reads
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert digest(path, kept) == hashlib.sha256(b"two").hexdigest() and len(reads) == 1
    kept.write_text("{damaged")
    assert digest(path, kept) == hashlib.sha256(b"two").hexdigest()


def test_a_digest_without_a_place_to_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"one")
    assert digest(path, tmp_path / "no" / "such" / "folder.json") == hashlib.sha256(b"one").hexdigest()
    with pytest.raises(ModelError, match="cannot be read"):
        digest(tmp_path / "gone.gguf", tmp_path / "verified.json")


def test_the_backend_says_what_it_runs_on() -> None:
    backend = describe_backend()
    assert backend.detail and "=" in backend.system
    assert bool(backend.gpu) == bool(backend.devices)


def test_layers_go_to_the_gpu_as_far_as_its_memory_goes(model_file: Path) -> None:
    header = read_header(model_file)
    assert layers_that_fit(header, 4096, 8 << 30) == header.layers + 1
    assert layers_that_fit(header, 4096, 1 << 20) == 0
    some = layers_that_fit(header, 4096, header.work_space + 10 * (header.layer_bytes + 4096 * 768))
    assert some == 10


def test_memory_is_checked_without_what_the_gpu_holds(model_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = read_header(model_file)
    monkeypatch.setattr("assistant.llm.server.backend.free_memory", lambda: header.memory(1024) - 1)
    with pytest.raises(ModelError, match="Choose a smaller model"):
        check_memory(header, 1024)
    check_memory(header, 1024, offloaded=1)
    monkeypatch.setattr("assistant.llm.server.backend.free_memory", lambda: None)
    check_memory(header, 1024)
