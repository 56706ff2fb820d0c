"""Commands for what is in the library: index, import, search."""

import argparse
from pathlib import Path

from assistant.commands.opening import interruptible, opened
from assistant.core.settings import Paths
from assistant.output import Output, card, search_row


def index(options: argparse.Namespace, paths: Paths) -> int | None:
    output = Output(options)
    with opened(options, paths) as assistant, interruptible() as stop:
        report = assistant.index(
            [Path(path).expanduser() for path in options.paths], progress=output.progress, cancelled=stop.is_set
        )
    output.progress_done()
    counts = {
        name: getattr(report, name) for name in ("added", "changed", "moved", "gone", "unchanged", "skipped", "failed")
    }
    problems = [{"path": str(path), "reason": reason} for path, reason in report.problems]
    lines = [", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to do"]
    lines += [f"  {problem['path']}: {problem['reason']}" for problem in problems]
    output.result({**counts, "seconds": round(report.seconds, 3), "problems": problems}, lines)
    return 130 if stop.is_set() else None


def import_history(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        report = assistant.import_file(Path(options.file).expanduser())
    works = [{"kind": work.kind, "title": work.title, "creators": list(work.creators)} for work in report.unmatched]
    row = {"source": report.source, "matched": report.matched, "unmatched": len(works), "unmatched_works": works}
    lines = [f"{report.source}: {report.matched} matched, {len(works)} not, {report.interactions} new notes of yours"]
    lines += [f"  not found: {work.title}, {', '.join(work.creators)}" for work in report.unmatched]
    output.result({**row, "interactions": report.interactions}, lines)


def search(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        hits = assistant.search(options.query, kind=options.kind, n=options.n)
    lines = [f"{card(hit.item)}" + (f"\n    {hit.passage}" if hit.passage else "") for hit in hits]
    output.result([search_row(hit) for hit in hits], lines or ["Nothing found."])
