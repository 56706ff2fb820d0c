"""What the sandbox of readers costs: the same files read with it and without, taking turns in the same run."""

import time
from contextlib import closing
from pathlib import Path

from assistant.evaluation.bench.index_tree import write_tree
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.storage.scratch import passing_folder
from indexers.worker.pool import ReaderProcess

_TOLD_EVERY = 500


@probe("sandbox")
def sandbox(scale: Scale) -> list[Row]:
    """`files` made-up files, each read by a reader as it is and by one that nothing confines."""
    with passing_folder("trust") as name:
        write_tree(Path(name), scale.files, scale.seed)
        paths = sorted(path for path in Path(name).rglob("*.*") if path.is_file())
        confined = ReaderProcess()
        free = ReaderProcess(program=("-m", "assistant.evaluation.bench.trust.unconfined"))
        spent = {confined: 0.0, free: 0.0}
        with closing(confined), closing(free):
            for number, path in enumerate(paths):
                # Who comes second finds the file in memory.
                for reader in (confined, free) if number % 2 else (free, confined):
                    reader.prepare()
                    began = time.perf_counter()
                    reader.read(path)
                    spent[reader] += time.perf_counter() - began
                if number % _TOLD_EVERY == 0:
                    scale.say(f"sandbox, {number} of {len(paths)}: {spent[confined]:.1f} to {spent[free]:.1f} s")
    added = round(100 * (spent[confined] / spent[free] - 1), 1)
    return [Row(f"reading {len(paths)} files: time that the sandbox adds", added, f"% of {spent[free]:.0f} s")]
