"""Commands by which the person steers: feedback, hide, profile, pack."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.app.app import App
from assistant.app.changes import Changes, Revised
from assistant.cli.opening import opened
from assistant.cli.output import Output, Row, statement_row, version_row
from assistant.cli.registry import argument, choice, command, flag
from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.domain.errors import UnknownItem, UnknownStatement, UsageError
from assistant.domain.targets import Target, TargetKind
from assistant.embedding.encoder import OnnxEmbedder
from assistant.recommend.packs.packs import Pack
from assistant.security.network_lock import lock_network
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths, models_folder

VERDICTS = "like, dislike, not-now, opened, played, finished, dropped or rating=1..5"
PROFILE_ACTIONS = (
    *("show", "add", "edit", "remove", "mute", "unmute", "undo"),
    *("revise", "accept", "decline", "history", "export", "import", "erase"),
)
_NEEDS = {"add": "a sentence", "export": "a folder", "import": "a file"} | dict.fromkeys(
    ("edit", "remove", "mute", "unmute", "accept", "decline"), "the id of a statement"
)


def parse_verdict(item_id: str, words: str | None, because: str) -> Feedback:
    """Raises UsageError for anything but the verdicts of the command line and stars from 1 to 5."""
    if not words:
        raise UsageError(f"What do you say of it? Use {VERDICTS}.")
    name, _, stars = words.partition("=")
    if name not in list(Verdict) or (name == Verdict.RATED) != bool(stars):
        raise UsageError(f"“{words}” is no verdict. Use {VERDICTS}.")
    if name == Verdict.RATED and stars not in ("1", "2", "3", "4", "5"):
        raise UsageError(f"A rating is a whole number from 1 to 5, not “{stars}”.")
    return Feedback(item_id, Verdict(name), float(stars or 1), because)


@command(
    "feedback",
    "Say what you think of an item; the next list follows.",
    argument("item", nargs="?", metavar="ITEM"),
    argument("verdict", nargs="?", metavar="VERDICT", help=VERDICTS),
    argument("--because", default="", metavar="TEXT"),
    flag("--undo", help="take the last one back"),
)
def feedback(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.undo == bool(options.item):
        raise UsageError("Give an item and a verdict, or --undo alone.")
    if not options.undo:
        parse_verdict("", options.verdict, "")  # a wrong word is told before anything is opened
    with opened(options, paths) as app:
        if options.undo:
            changes = app.feedback.undo()
            said = "Undone." if changes.row else "There is nothing to undo."
        else:
            item = app.library.find(options.item)
            changes = app.feedback.record(parse_verdict(item.id, options.verdict, options.because))
            said = f"Noted: {options.verdict}, {item.title}."
        output.result({"changes": output.changes(changes)}, [said, *output.shifts(changes, app)])


TARGET = argument("target", nargs="?", metavar="ITEM|PATH|subject:NAME")


@command("hide", "Never recommend an item, a folder or a subject; without one, list what is hidden.", TARGET)
def hide(options: argparse.Namespace, paths: Paths) -> None:
    if options.target is None:
        show_hidden(options, paths)
    else:
        _hide(options, paths, hidden=True)


@command("unhide", "Allow it again.", TARGET)
def unhide(options: argparse.Namespace, paths: Paths) -> None:
    if options.target is None:
        raise UsageError("alcove unhide needs an item, a folder or subject:NAME; list what is hidden with: alcove hide")
    _hide(options, paths, hidden=False)


def _hide(options: argparse.Namespace, paths: Paths, hidden: bool) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        target = (app.feedback.hide if hidden else app.feedback.unhide)(options.target).row
        name = hidden_name(app, target)
    word = "hidden" if hidden else "unhidden"
    output.result({word: str(target)}, [f"{name} is {'never' if hidden else 'again'} recommended."])


def show_hidden(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        rows = [{"target": str(target), "name": hidden_name(app, target)} for target in app.feedback.hidden()]
    output.result({"hidden": rows}, [f"{row['target']}  {row['name']}" for row in rows] or ["Nothing is hidden."])


def hidden_name(app: App, target: Target) -> str:
    """What is hidden in plain words: an item's title, a folder, a subject."""
    if target.kind is TargetKind.FOLDER:
        return f"everything in {target.name}"
    if target.kind is TargetKind.SUBJECT:
        return f"everything about “{target.name}”"
    try:
        return app.library.item(target.name).title
    except UnknownItem:
        return "an item that has left the library"


@command(
    "profile",
    "The sentences that describe your taste.",
    choice("action", PROFILE_ACTIONS, "show"),
    argument("words", nargs="*", metavar="ID|TEXT|DIR"),
)
def profile(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    action, words = options.action, options.words
    if action in _NEEDS and not words:
        raise UsageError(f"alcove profile {action} needs {_NEEDS[action]}.")
    with opened(options, paths) as app:
        if action in PROFILE_READS:
            output.result(*PROFILE_READS[action](app, words, output))
        else:
            changes = PROFILE_CHANGES[action](app, words)
            output.result(*_changed(action, changes, app, output))


def _changed(action: str, changes: Changes[Revised | None], app: App, output: Output) -> tuple[Row, list[str]]:
    if changes.row is None:
        return {}, ["There is nothing to take back."]
    statement, contradictions = changes.row.statement, changes.row.contradictions
    row = {**statement_row(statement), "contradictions": list(contradictions)}
    lines = [f"{action}: {statement.id}  {statement.text}", *contradictions]
    return {**row, **output.moves(changes)}, [*lines, *output.shifts(changes, app)]


Shown = tuple[Any, list[str]]


def _show(app: App, words: list[str], output: Output) -> Shown:
    statements = app.profile.statements()
    lines = [output.statement(one) for one in statements]
    lines += [str(one) for one in app.profile.contradictions()]
    empty = ["The profile is empty. Write a first sentence with: alcove profile add TEXT"]
    return [statement_row(one) for one in statements], lines or empty


def _revise(app: App, words: list[str], output: Output) -> Shown:
    proposed = app.profile.proposals()
    lines = [output.statement(one) for one in proposed]
    how = ["Take one in with: alcove profile accept ID, or never see it again with: alcove profile decline ID"]
    return [statement_row(one) for one in proposed], lines + how if lines else ["Nothing new to propose."]


def _history(app: App, words: list[str], output: Output) -> Shown:
    versions = app.profile.history()
    return [version_row(one) for one in versions], [output.version(one) for one in versions]


def _export(app: App, words: list[str], output: Output) -> Shown:
    files = app.profile.export(Path(words[0]).expanduser())
    return {"files": [str(file) for file in files]}, [f"Wrote {file}" for file in files]


def _import(app: App, words: list[str], output: Output) -> Shown:
    changes = app.profile.import_file(Path(words[0]).expanduser())
    done = changes.row
    row = {
        "added": [statement_row(one) for one in done.added],
        "known": len(done.known),
        "rejected": [{"text": text, "reason": reason} for text, reason in done.rejected],
        "contradictions": list(done.contradictions),
        **output.moves(changes),
    }
    lines = [f"{len(done.added)} statements added, {len(done.known)} were there already."]
    lines += [f"  left out: “{text}”. {reason}" for text, reason in done.rejected]
    return row, [*lines, *done.contradictions, *output.shifts(changes, app)]


def _decline(app: App, words: list[str], output: Output) -> Shown:
    one = _proposal(app, words[0])
    app.profile.decline(one.id)
    return {"declined": one.id, "text": one.text}, [f"“{one.text}” is not proposed again."]


def _erase(app: App, words: list[str], output: Output) -> Shown:
    erased = app.profile.erase().row
    said = f"Destroyed {erased.statements} statements and their whole history. Backups and exports that you made keep"
    return {"erased": erased.statements, "versions": erased.versions}, [f"{said} theirs."]


def _proposal(app: App, statement_id: str) -> Statement:
    """Raises UnknownStatement."""
    for one in app.profile.proposals():
        if one.id == statement_id:
            return one
    raise UnknownStatement(statement_id)


PROFILE_READS: dict[str, Callable[[App, list[str], Output], Shown]] = {
    "show": _show,
    "revise": _revise,
    "history": _history,
    "export": _export,
    "import": _import,
    "decline": _decline,
    "erase": _erase,
}
PROFILE_CHANGES: dict[str, Callable[[App, list[str]], Changes[Revised | None]]] = {
    "add": lambda app, words: app.profile.add(" ".join(words)),
    "edit": lambda app, words: app.profile.edit(words[0], " ".join(words[1:])),
    "remove": lambda app, words: app.profile.remove(words[0]),
    "mute": lambda app, words: app.profile.mute(words[0]),
    "unmute": lambda app, words: app.profile.mute(words[0], False),
    "accept": lambda app, words: app.profile.accept(_proposal(app, words[0])),
    "undo": lambda app, words: app.profile.undo(),
}


@command(
    "pack",
    "Packs of what people enjoy together: build, use, drop or show one.",
    choice("action", ("build", "use", "drop", "list"), "list"),
    argument("file", nargs="?", metavar="RATINGS|PACK"),
    argument("--items", metavar="ITEMS.tsv"),
    argument("--out", metavar="PACK"),
)
def pack(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action == "build":
        if not (options.file and options.items and options.out):
            raise UsageError("alcove pack build needs RATINGS, --items ITEMS and --out PACK.")
        row = build(options)
    else:
        if options.action == "use" and not options.file:
            raise UsageError("alcove pack use needs the file of a pack.")
        with opened(options, paths) as app:
            if options.action == "drop":
                app.packs.drop()
            used = app.packs.use(Path(options.file)).row if options.action == "use" else app.packs.current()
        row = pack_row(used, paths.pack) if used is not None else {}
    output.result(row, [", ".join(f"{name}: {value}" for name, value in row.items()) or "No pack is in use."])


def build(options: argparse.Namespace) -> dict[str, int]:
    from assistant.recommend.packs.build import build_pack

    lock_network()
    embedder = OnnxEmbedder(models_folder() / "encoder", Settings.load(Paths.default()).threads)
    return build_pack(Path(options.file), Path(options.items), Path(options.out), embedder)


def pack_row(known: Pack, file: Path) -> dict[str, int]:
    neighbours = sum(int((table.index >= 0).sum()) for table in known.tables.values())
    return {"items": len(known), "neighbours": neighbours, "bytes": file.stat().st_size}
