"""How fast, how small and how safe indexing is on this machine, each beside its peer in one run."""

import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.domain.errors import AssistantError, UsageError
from assistant.evaluation.bench.index_embedding import bench_embedding
from assistant.evaluation.bench.index_run import ALL, PROMISE, open_stores, sync_home
from assistant.evaluation.bench.index_tree import touch_some, write_tree
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.probes import unknown_part
from assistant.storage.scratch import passing_folder

PARTS = ("reading", "embedding", "sync", "memory", "kills")
_MEGABYTE = 1 << 20
_MOST_MEMORY = 700
_SAMPLE_EVERY = 0.25
_EMBEDDED = 512
"""Passages embedded before memory is taken as settled: all batches are alike from the first on."""
_KILLED_FILES = 300
_ROUNDS = 7


def bench_index(
    files: int = 10_000,
    kills: int = 50,
    replay_set: Path | None = None,
    parts: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> list[dict[str, Any]]:
    """Measure the named parts, or all, on `files` made-up files in temporary homes, which are removed.

    replay_set: a folder with items.tsv and requests-validation.tsv, for the quality of the passages' vectors.
    """
    if unknown := set(parts) - set(PARTS):
        raise UsageError(unknown_part(unknown, PARTS))
    parts = parts or PARTS
    rows: list[Row] = []
    with passing_folder("bench") as name:
        work = Path(name)
        if {"reading", "sync", "memory"} & set(parts):
            progress(f"making {files} files")
            write_tree(work / "tree", files)
        if {"reading", "sync"} & set(parts):
            progress("reading")
            rows += bench_reading(work, files, peer="reading" in parts)
        if "sync" in parts:
            progress("syncing again")
            rows.append(bench_unchanged(work, files))
        if "memory" in parts:
            progress("measuring memory")
            rows += bench_memory(work, files)
        if "kills" in parts:
            progress("killing syncs")
            rows.append(bench_kills(work, kills, min(files, _KILLED_FILES)))
        if "embedding" in parts:
            progress("embedding passages")
            rows += bench_embedding(replay_set, work)
    return [asdict(row) for row in rows]


def bench_reading(work: Path, files: int, peer: bool = True) -> list[Row]:
    """Text and metadata of a whole tree into a new library, without vectors, against recollindex on the same tree."""
    started = time.perf_counter()
    with _syncing(work / "read", work / "tree", "read") as process:
        process.wait()
    ours = time.perf_counter() - started
    if not peer:
        return []
    theirs = _recoll_seconds(work)
    name = f"reading {files} files, text and metadata"
    if theirs is None:
        return [Row(name, round(ours, 1), "s", "recollindex (absent: apt install recollcmd)")]
    return [Row(name, round(ours, 1), "s", f"recollindex, {theirs:.1f} s", ours / theirs)]


def _recoll_seconds(work: Path) -> float | None:
    """Seconds that recollindex takes for the tree, with its own defaults; None where it is not installed."""
    if shutil.which("recollindex") is None:
        return None
    folder = work / "recoll"
    folder.mkdir()
    # Left alone it would step back behind every other program.
    settings = {"topdirs": work / "tree", "loglevel": 1, "idxniceprio": 0}
    (folder / "recoll.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
    # Its filters want the system's Python, not that of this program.
    path = os.pathsep.join(["/usr/bin", "/bin", os.environ.get("PATH", "")])
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(folder))
    started = time.perf_counter()
    subprocess.run(
        ["recollindex", "-c", str(folder), "-z"],
        env={**os.environ, **homes, "PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - started


def bench_unchanged(work: Path, files: int) -> Row:
    """A sync that finds nothing new, against a walk with scandir that asks for each file's size and time."""
    sync_home(work / "read", work / "tree")
    ours, walks = [], []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        _walk(work / "tree")
        walks.append(time.perf_counter() - started)
        report = _quiet_sync(work / "read", work / "tree")
        ours.append(report)
    value, peer = statistics.median(ours), statistics.median(walks)
    return Row(
        f"sync of {files} unchanged files", round(1000 * value, 1), "ms", f"os.scandir, {1000 * peer:.1f} ms",
        value / peer,
    )  # fmt: skip


def _quiet_sync(home: Path, tree: Path) -> float:
    """Seconds of the sync alone: the stores are open in a program that runs."""
    from indexers.sync import sync

    library, journal = open_stores(home)
    started = time.perf_counter()
    report = sync(library, journal, None, [tree], progress=lambda _: None, cancelled=lambda: False)
    taken = time.perf_counter() - started
    library.close()
    journal.close()
    if report.added or report.changed:
        raise AssistantError("The sync found changes where there were none.")
    return taken


def _walk(folder: Path) -> int:
    count, pending = 0, [str(folder)]
    while pending:
        for entry in os.scandir(pending.pop()):
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                count += entry.stat().st_size > 0
    return count


def bench_memory(work: Path, files: int) -> list[Row]:
    """The highest proportional set size over all processes of a first index, for the library and for a quarter."""
    write_tree(work / "quarter", files // 4)
    small, large = (_peak_memory(work / f"home {tree}", work / tree) for tree in ("quarter", "tree"))
    cut = f"first {_EMBEDDED} passages embedded"
    return [
        Row(f"peak memory, first index of {files} files, {cut}", large, "MB", "700 MB", large / _MOST_MEMORY),
        Row(f"the same, growth from {files // 4} files", large - small, "MB", f"{small} MB", large / max(small, 1)),
    ]


def _peak_memory(home: Path, tree: Path) -> int:
    peak = 0
    with _syncing(home, tree, "real", _EMBEDDED) as process:
        while process.poll() is None:
            peak = max(peak, sum(_proportional_size(pid) for pid in family(process.pid)))
            time.sleep(_SAMPLE_EVERY)
    if process.returncode:
        raise AssistantError(f"The index to be measured ended with status {process.returncode}.")
    return round(peak / _MEGABYTE)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(folder.name))
    found = [pid]
    for member in found:
        found += parents.get(member, [])
    return found


def _proportional_size(pid: int) -> int:
    """Bytes in memory, shared pages divided among those that share them; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def _syncing(home: Path, tree: Path, mode: str, most: int = ALL) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.evaluation.bench.index_run", str(home), str(tree), mode, str(most)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE if mode == "made-up" else subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def bench_kills(work: Path, kills: int, files: int) -> Row:
    """Kill a first index, then syncs of a changed tree, at random moments. Raises AssistantError on any loss."""
    tree, home, chance = work / "killed tree", work / "killed home 0", random.Random(0)
    write_tree(tree, files)
    started = time.perf_counter()
    with _syncing(work / "whole", tree, "made-up") as process:
        process.communicate()
    longest = time.perf_counter() - started
    known: set[Path] = set()
    for number in range(kills):
        if number >= kills // 2:
            touch_some(tree, 0.2, chance)
            known = set()
        elif number and _is_complete(home, tree):
            home, known = work / f"killed home {number}", set()
        promised = _kill_one(home, tree, chance.uniform(0, longest))
        known = _check_stores(home, promised, known)
    if sync_home(home, tree) is None or not _is_complete(home, tree):
        raise AssistantError("The sync after the last kill did not complete.")
    return Row(f"syncs of {files} files killed, nothing lost", kills, "kills", "50 kills", None)


def _kill_one(home: Path, tree: Path, seconds: float) -> int:
    """The last number that a sync printed before it was killed; 0 if none."""
    with _syncing(home, tree, "made-up") as process:
        try:
            out, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, _ = process.communicate()
    whole = out[: out.rfind("\n") + 1].split()
    return int(whole[-1]) if whole else 0


def _check_stores(home: Path, promised: int, known: set[Path]) -> set[Path]:
    """The files that the library knows now; `known` are those that it must not have forgotten."""
    if not (home / "library.db").exists() and not promised:
        return set()
    library, journal = open_stores(home)
    verdicts = [store.database.integrity() for store in (library, journal)]
    kept, files = int(journal.get(PROMISE, 0)), set(library.files.all())
    library.close()
    journal.close()
    if verdicts != ["ok", "ok"]:
        raise AssistantError(f"A killed sync left a damaged database: {', '.join(verdicts)}.")
    if kept < promised:
        raise AssistantError(f"A killed sync lost what it had promised: {promised} were said, {kept} are there.")
    if not known <= files:
        raise AssistantError("A killed sync forgot files that it had read.")
    return files


def _is_complete(home: Path, tree: Path) -> bool:
    """Whether every file of the tree has its record."""
    if not (home / "library.db").exists():
        return False
    library, journal = open_stores(home)
    known = set(library.files.all())
    library.close()
    journal.close()
    return {path for path in tree.rglob("*") if path.is_file()} <= known
