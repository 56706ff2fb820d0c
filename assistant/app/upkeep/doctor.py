"""`alcove doctor`: checks everything that the program stands on, and says whose move it is where something is amiss."""

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from assistant.app.stores import Stores
from assistant.domain.errors import AssistantError, VaultError
from assistant.embedding.encoder import OnnxEmbedder
from assistant.explain.checker_counts import counts_kept
from assistant.llm.client import GPU_DIED
from assistant.llm.models.catalogue import ModelChoice, describe_backend, installed_model, model_in_use
from assistant.llm.server.confined import gpu_devices
from assistant.messages import decimal, tr, trn
from assistant.security import network_lock
from assistant.security.kernel import landlock
from assistant.security.kernel.calls import this_machine
from assistant.security.session_bus import has_session_bus
from assistant.security.vault import DataKey, describe_vault
from assistant.security.vault_changes import recovery_code
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths, models_folder
from assistant.storage.database import Database
from assistant.storage.journal.store import JournalStore

ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Check:
    """What is optional and absent is ok, with the state "absent"."""

    ok: bool
    state: str
    detail: str = ""


def examine(
    paths: Paths, *, ask: Callable[[], str] | None = None, recovery_file: Path | None = None
) -> dict[str, Check]:
    """All checks by name. With `recovery_file`, a new recovery code is written there and nowhere else."""
    opened = _attempt(lambda: Stores.open(paths, ask=ask))
    if recovery_file is not None:
        if isinstance(opened, AssistantError):
            raise opened
        recovery_code(paths, DataKey(opened.journal.database.data_key()), recovery_file)
    databases = _databases(opened)
    try:
        return _checks(paths, databases)
    finally:
        if isinstance(opened, Stores):
            opened.close()


def _checks(paths: Paths, databases: list[Database] | Check) -> dict[str, Check]:
    return {
        "python": Check(sys.version_info >= (3, 11), platform.python_version(), sys.executable),
        "qt": _package("pyside6-essentials"),
        "llama": _package("llama-cpp-python"),
        "onnxruntime": _package("onnxruntime"),
        "database": databases if isinstance(databases, Check) else Check(True, "open", str(paths.home)),
        "cipher": _cipher(databases),
        "keyring": _keyring(paths),
        "model": _guarded(lambda: _model(paths)),
        "encoder": _guarded(_encoder),
        "network_lock": _lock(),
        "sandbox": _sandbox(),
        "integrity": _integrity(databases),
        "gpu": _guarded(lambda: _gpu(paths)),
        "checker": _checked(databases),
    }


def _attempt(action: Callable[[], Stores]) -> Stores | AssistantError:
    try:
        return action()
    except AssistantError as error:
        return error


def _guarded(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except AssistantError as error:
        return Check(False, "unusable", str(error))


def _package(name: str) -> Check:
    try:
        return Check(True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(False, "missing", tr("{name} is not installed. Run `make setup`.", name=name))


def _databases(opened: Stores | AssistantError) -> list[Database] | Check:
    if isinstance(opened, AssistantError):
        return Check(False, "locked" if isinstance(opened, VaultError) else "unusable", str(opened))
    return [opened.journal.database, opened.library.database]


def _cipher(databases: list[Database] | Check) -> Check:
    if isinstance(databases, Check):
        return Check(False, "unknown", tr("No database could be opened."))
    plain = [database.path.name for database in databases if _header(database.path).startswith(b"SQLite format 3")]
    if plain:
        return Check(
            False, "plain", tr("Not encrypted: {files}. Run `make setup`, then index anew.", files=", ".join(plain))
        )
    return Check(True, databases[0].cipher)


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _integrity(databases: list[Database] | Check) -> Check:
    if isinstance(databases, Check):
        return Check(False, "unknown", tr("No database could be opened."))
    found = {database.path.name: database.integrity() for database in databases}
    broken = {name: said for name, said in found.items() if said != "ok"}
    return Check(not broken, "ok" if not broken else "damaged", "; ".join(f"{n}: {said}" for n, said in broken.items()))


def _checked(databases: list[Database] | Check) -> Check:
    """What became of the model's sentences: counted, never kept."""
    if isinstance(databases, Check):
        return Check(True, ABSENT, tr("No database could be opened."))
    counts = counts_kept(JournalStore(databases[0]))
    if not counts:
        return Check(True, ABSENT, tr("No sentence of a model was checked yet."))
    checked = trn("{n} sentence checked", "{n} sentences checked", counts.passed + counts.dropped)
    detail = trn(
        "{dropped} dropped; built-in wording stepped in {n} time.",
        "{dropped} dropped; built-in wording stepped in {n} times.",
        counts.fallback,
        dropped=decimal(counts.dropped),
    )
    return Check(True, checked, detail)


def _keyring(paths: Paths) -> Check:
    vault = describe_vault(paths)
    if vault.stranded:
        return Check(
            False,
            "changed",
            tr("The key lies in {keyring}; unlock with the passphrase or recovery code.", keyring=vault.holder),
        )
    ways = ((tr("passphrase"), vault.passphrase), (tr("recovery code"), vault.recovery))
    opens = ", ".join(word for word, there in ways if there)
    detail = tr("The vault also opens with: {ways}.", ways=opens) if opens else ""
    return Check(True, vault.keyring or ABSENT, detail)


def _model(paths: Paths) -> Check:
    entry = model_in_use(Settings.load(paths).model, models_folder() / "models")
    if entry is None:
        return Check(True, ABSENT, tr("Alcove works without one. Install the default with `make setup`."))
    return Check(True, entry.name, f"{decimal(entry.bytes / 1e6)} MB, {entry.licence}")


def _encoder() -> Check:
    embedder = OnnxEmbedder(models_folder() / "encoder", 1)
    embedder.embed("Is the encoder in order?")  # no words
    return Check(True, embedder.name, tr("{n} dimensions", n=decimal(embedder.dimensions)))


def _lock() -> Check:
    kind, detail = network_lock.lock_state()
    if not network_lock.probe():
        return Check(False, "open", tr("This process can open network sockets. {detail}", detail=detail))
    if has_session_bus():
        detail += "; " + tr(
            "the window speaks with the desktop through a broker that passes a fixed list of calls; code that had "
            "taken over the window itself could still write your files, and on an X display type into other programs"
        )
    return Check(True, kind, detail)


def _sandbox() -> Check:
    """What holds the processes that open other people's files."""
    if this_machine() is None:
        left = tr(
            "On this system the processes that read files are apart and limited, but not confined: one that a hostile "
            "file took over could read and change your files, yet has no network."
        )
        return Check(True, ABSENT, left)
    known = landlock.version()
    model = tr(
        "This kernel has no Landlock: a hostile model file could read your files, though not change or send them."
    )
    if gpu_devices():
        model = tr("With a GPU the process of the model may use its devices.")
    readers = tr("Readers see one file and what lies beside it, and can neither open others nor speak with anybody.")
    state = f"seccomp, Landlock {known}" if known else "seccomp"  # no words
    return Check(True, state, readers if known and not gpu_devices() else f"{readers} {model}")


def _gpu(paths: Paths) -> Check:
    """Where layers are to run on a GPU, the model is opened so: many a driver shows itself only then."""
    backend = describe_backend()
    chosen = ModelChoice.of(Settings.load(paths))
    model = installed_model(chosen) if chosen.gpu_layers else None
    if model is not None:
        died = model.start()["gpu_died"]
        model.close()
        if died:
            return Check(False, "unusable", tr(GPU_DIED))
    return Check(True, backend.gpu or ABSENT, backend.detail)
