"""What each command of `alcove` does: opens the assistant, asks it, prints. No Qt here."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from assistant.core.embedding import OnnxEmbedder
from assistant.core.entities import Feedback, Verdict
from assistant.core.errors import UsageError
from assistant.core.offline import lock_network
from assistant.core.settings import Paths, Settings, models_folder
from assistant.output import Output, card, recommendation_row, search_row, statement_row, version_row
from assistant.recommend.packs import Pack
from assistant.service import Assistant, StatementChanges

Command = Callable[[argparse.Namespace, Paths], int | None]

VERDICTS = "like, dislike, not-now, opened, played, finished, dropped or rating=1..5"
PROFILE_ACTIONS = ("show", "add", "edit", "remove", "mute", "unmute", "revise", "history", "export", "erase")
MODEL_ACTIONS = ("list", "detect", "use")


def version() -> str:
    return f"Alcove {metadata.version('alcove')}"


@contextmanager
def opened(options: argparse.Namespace, paths: Paths) -> Iterator[Assistant]:
    """The assistant, behind the network lock; its databases are closed again whatever happens."""
    lock_network()
    assistant = Assistant.open(paths, ask=ask_passphrase, llm=not getattr(options, "no_llm", False))
    try:
        if options.demo:
            prepare_demo(assistant, paths, Output(options))
        yield assistant
    finally:
        assistant.close()


def ask_passphrase() -> str:
    """The passphrase, typed where there is a terminal; empty otherwise."""
    if not sys.stdin or not sys.stdin.isatty():
        return ""
    import getpass

    return getpass.getpass("Passphrase: ")


def prepare_demo(assistant: Assistant, paths: Paths, output: Output) -> None:
    from assistant.demo import prepare

    prepare(assistant, paths.home / "library", output.progress)
    output.progress_done()


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Ctrl+C asks the work to stop and keeps what is done; a second one stops at once."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def open_window(paths: Paths, demo: bool) -> int:
    """Hands over to the window; where there is no display, shows the same in the terminal on the sample library."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        from assistant.tour import tour

        print("There is no display, so no window: this is the same in the terminal, on a sample library.")
        return tour(paths if demo else paths.demo())
    return subprocess.call([sys.executable, "-m", "gui", *(["--demo"] if demo else [])])


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


def recommend(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        request = assistant.request(
            text=options.request, kind=options.kind, n=options.n, surprise=options.surprise, variety=options.variety
        )
        picks = assistant.recommend(request, llm=not options.no_llm)
        empty = "The library is empty. Add a folder with: alcove index PATH" if not assistant.items(limit=1) else ""
    lines = [f"{place}. {card(pick.item)}\n    {output.reason(pick)}" for place, pick in enumerate(picks, 1)]
    output.result([recommendation_row(pick) for pick in picks], lines or [empty or "Nothing left to recommend."])


def why(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        answer = assistant.why(assistant.find(options.item).id)
    row = {"rank": answer.rank, **recommendation_row(answer.recommendation)}
    output.result(row, output.ledger(answer))


def why_not(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        answer = assistant.why_not(assistant.find(options.item).id)
    row = {
        "rank": answer.rank,
        **recommendation_row(answer.recommendation),
        "what_would_change_it": answer.what_would_change_it,
    }
    output.result(row, [*output.ledger(answer), answer.what_would_change_it])


def what_if(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        shifts = assistant.what_if(options.without)
        lines = [f"{old or '-':>4} → {new or '-':<4} {assistant.item(id_).title}" for id_, old, new in shifts[:20]]
    rows = [{"id": id_, "rank_before": before, "rank_after": after} for id_, before, after in shifts]
    output.result(rows, lines or ["Nothing would change."])


def parse_verdict(item_id: str, words: str | None, because: str) -> Feedback:
    """Raises UsageError for anything but the verdicts of the command line and stars from 1 to 5."""
    name, _, stars = (words or "").partition("=")
    if name not in list(Verdict) or (name == Verdict.RATED) != bool(stars):
        raise UsageError(f"“{words or ''}” is no verdict. Use {VERDICTS}.")
    if name == Verdict.RATED and stars not in ("1", "2", "3", "4", "5"):
        raise UsageError(f"A rating is a whole number from 1 to 5, not “{stars}”.")
    return Feedback(item_id, Verdict(name), float(stars or 1), because)


def feedback(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.undo == bool(options.item):
        raise UsageError("Give an item and a verdict, or --undo alone.")
    if not options.undo:
        parse_verdict("", options.verdict, "")  # a wrong word is told before anything is opened
    with opened(options, paths) as assistant:
        if options.undo:
            changes = assistant.undo()
            said = "Taken back." if changes.interaction else "There is nothing to take back."
        else:
            item = assistant.find(options.item)
            changes = assistant.record(parse_verdict(item.id, options.verdict, options.because))
            said = f"Noted: {options.verdict}, {item.title}."
        output.result({"changes": output.changes(changes)}, [said, *output.shifts(changes, assistant)])


def hide(options: argparse.Namespace, paths: Paths) -> None:
    _hide(options, paths, hidden=True)


def unhide(options: argparse.Namespace, paths: Paths) -> None:
    _hide(options, paths, hidden=False)


def _hide(options: argparse.Namespace, paths: Paths, hidden: bool) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        target = (assistant.hide if hidden else assistant.unhide)(options.target)
    word = "hidden" if hidden else "unhidden"
    output.result({word: target}, [f"{target} is {'never' if hidden else 'again'} recommended."])


def intent(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        row = assistant.intent(options.text)
    output.result(row, [f"{name}: {value}" for name, value in row.items() if value])


def chat(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.text is None and options.json:
        raise UsageError("alcove chat --json needs TEXT.")
    with opened(options, paths) as assistant:
        for text in [options.text] if options.text is not None else output.questions():
            with interruptible() as stop:
                turn = assistant.chat(text, on_text=output.stream, cancelled=stop.is_set)
            output.stream_done(turn)
            lines = [f"  • {card(assistant.item(id_))}" for id_ in turn.cards]
            lines += [f"  Shall I remember: “{text}”? alcove profile add {text!r}" for text in turn.memory]
            row = {"reply": turn.reply, "cards": turn.cards, "plan": turn.plan, "memory": turn.memory}
            output.result(row, lines)


def profile(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    action, words = options.action, options.words
    needs_id = {"edit", "remove", "mute", "unmute"}
    if action in needs_id and not words:
        raise UsageError(f"alcove profile {action} needs the id of a statement.")
    if action in ("add", "export") and not words:
        raise UsageError(f"alcove profile {action} needs {'a sentence' if action == 'add' else 'a folder'}.")
    with opened(options, paths) as assistant:
        if action == "show":
            lines = [f"{one.id}  {one.text}  ({one.origin})" for one in assistant.statements()]
            empty = ["The profile is empty. Write a first sentence with: alcove profile add TEXT"]
            output.result([statement_row(one) for one in assistant.statements()], lines or empty)
        elif action == "revise":
            proposed = assistant.propose_statements()
            lines = [f"  {one.text}" for one in proposed]
            output.result([statement_row(one) for one in proposed], lines or ["Nothing new to propose."])
        elif action == "history":
            versions = assistant.profile.history()
            lines = [output.version(version) for version in versions]
            output.result([version_row(version) for version in versions], lines)
        elif action == "export":
            files = assistant.export_profile(Path(words[0]).expanduser())
            output.result({"files": [str(file) for file in files]}, [f"Wrote {file}" for file in files])
        elif action == "erase":
            erased = assistant.erase_profile()
            output.result({"erased": erased}, [f"Erased {erased} statements."])
        else:
            changes = PROFILE_CHANGES[action](assistant, words)
            row = {**statement_row(changes.statement), "contradictions": list(changes.contradictions)}
            lines = [f"{action}: {changes.statement.id}  {changes.statement.text}", *changes.contradictions]
            output.result({**row, **output.moves(changes)}, [*lines, *output.shifts(changes, assistant)])


PROFILE_CHANGES: dict[str, Callable[[Assistant, list[str]], StatementChanges]] = {
    "add": lambda assistant, words: assistant.add_statement(" ".join(words)),
    "edit": lambda assistant, words: assistant.edit_statement(words[0], " ".join(words[1:])),
    "remove": lambda assistant, words: assistant.remove_statement(words[0]),
    "mute": lambda assistant, words: assistant.mute_statement(words[0]),
    "unmute": lambda assistant, words: assistant.mute_statement(words[0], False),
}


def models(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action == "use" and not options.name:
        raise UsageError("alcove models use needs the name of a model; list them with: alcove models list")
    with opened(options, paths) as assistant:
        if options.action == "use":
            assistant.use_model(options.name)
        rows = assistant.models(detected=options.action == "detect")
    lines = [
        f"{'*' if row['in_use'] else ' '} {row['name']}  {row['bytes'] / 1e6:,.0f} MB  {row['licence'] or 'unknown'}"
        f"  {'installed' if row['installed'] else 'not installed'}"
        for row in rows
    ]
    output.result(rows, lines or ["No language model is installed. Install the default one with: make setup"])


def pack(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action == "build":
        if not (options.file and options.items and options.out):
            raise UsageError("alcove pack build needs RATINGS, --items ITEMS and --out PACK.")
        row = build(options)
    else:
        if options.action == "use" and not options.file:
            raise UsageError("alcove pack use needs the file of a pack.")
        with opened(options, paths) as assistant:
            used = assistant.use_pack(Path(options.file)) if options.action == "use" else assistant.pack()
        row = pack_row(used, paths.pack) if used is not None else {}
    output.result(row, [", ".join(f"{name}: {value}" for name, value in row.items()) or "No pack is in use."])


def build(options: argparse.Namespace) -> dict[str, int]:
    from assistant.recommend.pack_build import build_pack

    lock_network()
    embedder = OnnxEmbedder(models_folder() / "encoder", Settings.load(Paths.default()).threads)
    return build_pack(Path(options.file), Path(options.items), Path(options.out), embedder)


def pack_row(known: Pack, file: Path) -> dict[str, int]:
    neighbours = sum(int((table.index >= 0).sum()) for table in known.tables.values())
    return {"items": len(known), "neighbours": neighbours, "bytes": file.stat().st_size}


def replay(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.replay import replay as run_replay

    output = Output(options)
    lock_network()
    summary = run_replay(
        Path(options.set),
        Path(options.out),
        pack=Path(options.pack) if options.pack else None,
        requests=Path(options.requests) if options.requests else None,
        progress=output.progress,
    )
    output.progress_done()
    output.result(summary, [", ".join(f"{name}: {value}" for name, value in summary.items())])


def bench(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.evaluation.bench import bench_recommend

    unknown = set(options.names) - {"recommend"}
    if unknown:
        raise UsageError(f"There is no bench called {', '.join(sorted(unknown))}. There is: recommend.")
    rows = bench_recommend(options.items)
    lines = [
        f"{row['name']}: {row['value']:.4g} {row['unit']}"
        + (f" ({row['ratio']:.2f} × {row['peer']})" if row["ratio"] else "")
        for row in rows
    ]
    Output(options).result(rows, lines)


def doctor(options: argparse.Namespace, paths: Paths) -> int:
    from assistant.doctor import examine

    output = Output(options)
    lock_network()
    recovery_file = Path(options.recovery_code).expanduser() if options.recovery_code else None
    checks = examine(paths, ask=ask_passphrase, recovery_file=recovery_file)
    rows = {name: {"ok": check.ok, "state": check.state, "detail": check.detail} for name, check in checks.items()}
    lines = [f"{'ok' if check.ok else '!!'}  {name:13} {check.state}  {check.detail}" for name, check in checks.items()]
    output.result(rows, lines)
    return 0 if all(check.ok for check in checks.values()) else 1
