"""Commands for what is in the library: index, import, search."""

import argparse
from pathlib import Path

from assistant.app.app import App
from assistant.cli.opening import interruptible, opened
from assistant.cli.output import Output, card, search_row
from assistant.cli.registry import KIND, OneOf, argument, command, flag, how_many
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.rows import Row
from assistant.messages import decimal, mark, one_line, quoted, tr, trn
from assistant.search.hybrid import SearchHit
from assistant.settings.paths import Paths
from indexers.importers.apply import ImportReport, left_out_words
from indexers.importers.base import NotAnImport, Problem
from indexers.importers.import_transfer import preview_table
from indexers.importers.tables_by_hand import Preview
from indexers.scans import MOST_SECONDS

_COUNTED = {
    "added": mark("{n} added"),
    "changed": mark("{n} changed"),
    "moved": mark("{n} moved"),
    "gone": mark("{n} gone"),
    "unchanged": mark("{n} unchanged"),
    "skipped": mark("{n} skipped"),
    "failed": mark("{n} failed"),
}
"""The counts of a report, and their words."""


@command(
    "index",
    mark("Read folders and files into the library."),
    argument("paths", nargs="*", metavar="PATH", help=mark("remembered for the next time; none means all known ones")),
    OneOf(
        (
            flag("--retry", help=mark("read these files again that had problems, or all")),
            flag("--ignore", help=mark("leave these files out from now on")),
            flag("--stop-ignoring", help=mark("take these files in again, or all")),
            flag("--apart", help=mark("these files are works of their own, not the parts of one")),
            flag("--together", help=mark("takes --apart back")),
            flag("--scans", help=mark("read all scanned pages now, however long it takes")),
            flag("--moved", help=mark("PATH PATH: a folder's old place and its new one; all that is known stays")),
        )
    ),
)
def index(options: argparse.Namespace, paths: Paths) -> int | None:
    output = Output(options)
    judging = options.retry or options.ignore or options.stop_ignoring
    given = [Path(path).expanduser().absolute() for path in options.paths]
    with opened(options, paths) as app, interruptible() as stop:
        if options.moved:
            _move(app, given)
        elif options.apart or options.together:
            _part(options, app, given)
        elif judging:
            _judge(options, app, given)
        roots = [] if judging or options.moved or options.apart or options.together else given
        seconds = float("inf") if options.scans else MOST_SECONDS
        indexed = app.indexing.index(roots, progress=output.progress, cancelled=stop.is_set, scan_seconds=seconds)
        states = {record.path: str(record.state) for record in app.indexing.problems()}
    output.progress_done()
    report = indexed.row
    counts = {name: getattr(report, name) for name in _COUNTED}
    problems = [
        {"path": str(path), "reason": reason, "state": states.get(path, "failed")} for path, reason in report.problems
    ]
    said = [tr(_COUNTED[name], n=decimal(count)) for name, count in counts.items() if count]
    lines = [", ".join(said) or tr("nothing to do")]
    if report.pending:
        pages = trn("{n} scanned page", "{n} scanned pages", report.pending_pages)
        lines.append(tr("  {pages} wait to be read: while the window rests, or with alcove index --scans", pages=pages))
    lines += [one_line(f"  {problem['path']}: {problem['reason']}") for problem in problems]
    waiting = {"pending": report.pending, "pending_pages": report.pending_pages}
    output.result({**counts, **waiting, "seconds": round(report.seconds, 3), "problems": problems}, lines)
    return 130 if stop.is_set() else None


def _move(app: App, given: list[Path]) -> None:
    if len(given) != 2:
        raise UsageError(tr("alcove index --moved: give the folder's old place and its new one."))
    app.indexing.move_root(*given)


def _part(options: argparse.Namespace, app: App, given: list[Path]) -> None:
    done = app.indexing.take_apart(given) if options.apart else app.indexing.put_together(given)
    if not done.row:
        raise AssistantError(
            tr("No files there are the parts of one work. Give the paths of such files, or their folder.")
        )


def _judge(options: argparse.Namespace, app: App, given: list[Path]) -> None:
    """Files to be read again, or left out from now on; a folder stands for all its files that are concerned."""
    if options.ignore and not given:
        raise UsageError(tr("alcove index --ignore: which files? Give their paths."))
    listed = app.indexing.ignored() if options.stop_ignoring else app.indexing.problems()
    below = [record.path for record in listed if not given or any(record.path.is_relative_to(path) for path in given)]
    chosen = [*dict.fromkeys([*given, *below])]
    if options.ignore:
        done = app.indexing.ignore(chosen).row
    elif options.stop_ignoring:
        done = app.indexing.stop_ignoring(chosen).row
    else:
        done = app.indexing.retry(chosen).row
    if given and not done:
        raise AssistantError(
            tr("{path} is no file that Alcove has looked at. List them with: alcove index --json", path=given[0])
        )


@command(
    "import",
    mark("Take over ratings and histories from another program's export."),
    argument("file", metavar="FILE"),
    argument(
        "--columns",
        default="",
        metavar="ROLE=NAME,…",
        help=mark("what the columns of a table are: title=…,creator=…,rating=…,finished=…,status=…"),
    ),
    flag("--preview", help=mark("show how a table would be read, and change nothing")),
)
def import_history(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    file = Path(options.file).expanduser()
    columns = _assigned(options.columns)
    if options.preview:
        _show_preview(output, preview_table(file, columns))
        return
    with opened(options, paths) as app, interruptible() as stop:
        try:
            report = app.indexing.import_file(
                file, columns=columns, progress=output.progress, cancelled=stop.is_set
            ).row
        except NotAnImport as error:
            raise AssistantError(f"{error} {_advice(file)}".strip()) from error
    output.progress_done()
    _show_import(output, report)


def _assigned(text: str) -> dict[str, str] | None:
    """ "title=Book,creator=Who" as {role: name}. Raises UsageError."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if any(not sign or not name.strip() for _, sign, name in pairs):
        raise UsageError(tr("Write --columns as ROLE=NAME, parted by commas: title=Book,creator=Who."))
    return {role.strip(): name.strip() for role, _, name in pairs} or None


def _advice(file: Path) -> str:
    """What may be done about a table that no program is known by; nothing for other files."""
    try:
        names = preview_table(file).names
    except AssistantError:
        return ""
    known = ", ".join(names)
    return tr(
        "If it is a table, say what its columns are with --columns title=…,creator=…; they are: {known}.", known=known
    )


def _show_preview(output: Output, shown: Preview) -> None:
    works = shown.works
    rows = [
        {
            "kind": work.kind,
            "title": work.title,
            "creators": list(work.creators),
            "acts": [{"verdict": act.verdict, "value": act.value, "at": act.at} for act in work.acts],
        }
        for work in works
    ]
    lines = [" | ".join(row) for row in (shown.names, *shown.rows)]
    lines += [f"{role} = {name}" for role, name in shown.columns.items()]
    lines += [", ".join([work.title, *work.creators, *(str(act.verdict) for act in work.acts)]) for work in works]
    if not shown.understood:
        lines.append(tr("Say which columns hold titles and authors: --columns title=…,creator=…"))
    output.result(
        {
            "columns": dict(shown.columns),
            "names": list(shown.names),
            "understood": shown.understood,
            "rows": [list(row) for row in shown.rows],
            "works": rows,
        },
        lines,
    )


def _show_import(output: Output, report: ImportReport) -> None:
    works = [{"kind": work.kind, "title": work.title, "creators": list(work.creators)} for work in report.unmatched]
    problems = [_problem_row(problem) for problem in report.problems]
    row = {
        "source": report.source,
        "matched": report.matched,
        "unmatched": len(works),
        "unmatched_works": works,
        "interactions": report.interactions,
        "plays": report.plays,
        "notes": report.notes,
        "filled": report.filled,
        "left_out": dict(report.left_out),
        "problems": problems,
    }
    output.result(
        row, [*_import_lines(report), *(f"  {_place(problem)}: {problem.reason}" for problem in report.problems)]
    )


def _problem_row(problem: Problem) -> Row:
    where: Row = {"line": problem.line} if problem.line is not None else {}
    return {**where, **({"entry": problem.entry} if problem.entry else {}), "reason": problem.reason}


def _place(problem: Problem) -> str:
    parts = [tr("line {n}", n=decimal(problem.line))] if problem.line is not None else []
    parts += [tr("entry {n}", n=problem.entry)] if problem.entry else []
    return ", ".join(parts) or tr("the file")


def _import_lines(report: ImportReport) -> list[str]:
    notes = trn("{n} rating or play added", "{n} ratings and plays added", report.interactions)
    matched, missed = decimal(report.matched), decimal(len(report.unmatched))
    lines = [
        tr(
            "{source}: {matched} matched, {missed} not, {notes}",
            source=report.source,
            matched=matched,
            missed=missed,
            notes=notes,
        )
    ]
    if report.notes:
        kept = trn("{n} note, highlight or review added", "{n} notes, highlights and reviews added", report.notes)
        lines.append(f"  {kept}")
    if report.filled:
        learned = trn(
            "{n} item learned a series, subjects or a year",
            "{n} items learned a series, subjects or a year",
            report.filled,
        )
        lines.append(f"  {learned}")
    lines += [f"  {words}" for words in left_out_words(report)]
    names = [", ".join([work.title, *work.creators]) for work in report.unmatched]
    return lines + ["  " + tr("not found: {work}", work=name) for name in names]


@command("search", mark("Find items by words or meaning."), argument("query"), KIND, how_many(10))
def search(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        hits = app.library.search(options.query, kind=options.kind, n=options.n)
    lines = [f"{card(hit.item)}" + (f"\n    {_passage(hit)}" if hit.passage else "") for hit in hits]
    output.result([search_row(hit) for hit in hits], lines or [tr("Nothing found.")])


def _passage(hit: SearchHit) -> str:
    if hit.noted:
        return tr("your note: {words}", words=quoted(hit.passage))
    return tr("recognised text: {words}", words=hit.passage) if hit.recognised else hit.passage
