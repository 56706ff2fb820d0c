"""Which tests reach which line, and how long each takes: from one run under coverage, kept while no file changes."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mutants import ROOT, Mutant, files_of
from recorder import AFTER, SHARED


@dataclass(frozen=True)
class Record:
    tests: dict[str, float]
    """Every test and the seconds of processor that it took."""
    lines: dict[str, dict[int, list[str]]]
    """What reached each line of each file: tests, `SHARED`, or "" on import."""

    def on_import(self, mutant: Mutant) -> bool:
        return "" in self._contexts(mutant)

    def tests_of(self, mutant: Mutant, *, wherever: bool) -> list[str]:
        """Those that reach its statement, the quickest first. Of what may matter where it is not reached (`wherever`),
        and of what a fixture that is shared reaches, all: first those that reach any line of its file."""
        contexts = self._contexts(mutant)
        reaching = contexts & self.tests.keys()
        if wherever or SHARED in contexts:
            near = {one for line in self.lines.get(mutant.name.path, {}).values() for one in line}
            return sorted(self.tests, key=lambda test: (test not in reaching, test not in near, self.tests[test]))
        return sorted(reaching, key=self.tests.__getitem__)

    def _contexts(self, mutant: Mutant) -> set[str]:
        lines = self.lines.get(mutant.name.path, {})
        return {one for line in range(mutant.first, mutant.last + 1) for one in lines.get(line, ())}


def recorded(paths: list[str], tests: list[str], folder: Path) -> Record:
    kept = folder / f"record-{_fingerprint(paths, tests)}.json"
    if not kept.exists():
        kept.write_text(json.dumps(_run(paths, tests, folder)))
    read = json.loads(kept.read_text())
    lines = {file: {int(line): found for line, found in all_.items()} for file, all_ in read["lines"].items()}
    return Record(read["tests"], lines)


def _fingerprint(paths: list[str], tests: list[str]) -> str:
    texts = hashlib.blake2b(repr((paths, tests)).encode(), digest_size=8)
    for file in (*files_of(paths), *sorted((ROOT / "tests").glob("[!m]*/**/*.py"))):
        texts.update(file.read_bytes())
    return texts.hexdigest()


def _run(paths: list[str], tests: list[str], folder: Path) -> dict[str, object]:
    data, settings, log = folder / "coverage", folder / "settings", folder / "tests"
    for old in (data, log):
        old.unlink(missing_ok=True)
    folders = sorted({os.path.dirname(path) if path.endswith(".py") else path for path in paths})
    settings.write_text(f"[run]\ndata_file = {data}\nsource = {','.join(folders)}\n")
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-q", "--timeout=0"]
    environment = {**os.environ, "MUTATION_TESTS": str(log)}
    subprocess.run([*command, "-p", "tests.mutation.recorder", *tests], cwd=ROOT, env=environment, check=True)
    return {"tests": dict(map(json.loads, log.read_text().splitlines())), "lines": _lines(data)}


def _lines(data: Path) -> dict[str, dict[int, list[str]]]:
    import coverage

    record = coverage.CoverageData(str(data))
    record.read()
    return {
        str(Path(file).relative_to(ROOT)): {
            line: _without_after(contexts) for line, contexts in record.contexts_by_lineno(file).items()
        }
        for file in record.measured_files()
    }


def _without_after(contexts: Iterable[str]) -> list[str]:
    return [one for one in contexts if one != AFTER]
