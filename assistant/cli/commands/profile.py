"""Commands by which the person steers: feedback, hide, profile, pack."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.app.app import App
from assistant.app.changes import Changes, Revised
from assistant.cli.opening import opened
from assistant.cli.output import Output, statement_row, version_row
from assistant.cli.registry import DATE, argument, choice, command, flag
from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.domain.errors import UnknownItem, UnknownStatement, UsageError
from assistant.domain.feedback import parse_verdict
from assistant.domain.notes import parse_date
from assistant.domain.rows import Row
from assistant.domain.targets import Target, TargetKind
from assistant.embedding.encoder import OnnxEmbedder
from assistant.messages import decimal, mark, quoted, tr, trn
from assistant.recommend.packs.packs import Pack
from assistant.security.network_lock import lock_network
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths, models_folder

VERDICTS = mark("like, dislike, not-now, opened, played, reading, finished, aside, dropped or rating=0.5..5")
PROFILE_ACTIONS = (
    *("show", "add", "edit", "remove", "mute", "unmute", "confirm", "undo"),
    *("revise", "accept", "decline", "history", "export", "import", "erase"),
)
_NEEDS = {
    "add": mark("alcove profile add needs a sentence."),
    "export": mark("alcove profile export needs a folder."),
    "import": mark("alcove profile import needs a file."),
} | dict.fromkeys(
    ("edit", "remove", "mute", "unmute", "confirm", "accept", "decline"),
    mark("alcove profile {action} needs the id of a statement."),
)


@command(
    "feedback",
    mark("Say what you think of an item; the next list follows."),
    argument("item", nargs="?", metavar="ITEM"),
    argument("verdict", nargs="?", metavar="VERDICT", help=VERDICTS),
    argument("--because", default="", metavar="TEXT"),
    DATE,
    flag("--undo", help=mark("take the last one back")),
)
def feedback(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.undo == bool(options.item):
        raise UsageError(tr("Give an item and a verdict, or --undo alone."))
    # A wrong word or date is told before anything is opened.
    verdict, value = (Verdict.LIKED, 1.0) if options.undo else parse_verdict(options.verdict or "")
    at = parse_date(options.date) if options.date is not None else None
    with opened(options, paths) as app:
        if options.undo:
            changes = app.feedback.undo()
            said = tr("Undone.") if changes.row else tr("There is nothing to undo.")
        else:
            item = app.library.find(options.item)
            changes = app.feedback.record(Feedback(item.id, verdict, value, options.because), at=at)
            said = tr("Noted: {verdict}, {title}.", verdict=options.verdict, title=item.title)
        output.result({"changes": output.changes(changes)}, [said, *output.shifts(changes, app)])


TARGET = argument("target", nargs="?", metavar="ITEM|PATH|subject:NAME")


@command("hide", mark("Never recommend an item, a folder or a subject; without one, list what is hidden."), TARGET)
def hide(options: argparse.Namespace, paths: Paths) -> None:
    if options.target is None:
        show_hidden(options, paths)
    else:
        _hide(options, paths, hidden=True)


@command("unhide", mark("Allow it again."), TARGET)
def unhide(options: argparse.Namespace, paths: Paths) -> None:
    if options.target is None:
        raise UsageError(
            tr("alcove unhide needs an item, a folder or subject:NAME; list what is hidden with: alcove hide")
        )
    _hide(options, paths, hidden=False)


def _hide(options: argparse.Namespace, paths: Paths, hidden: bool) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        target = (app.feedback.hide if hidden else app.feedback.unhide)(options.target).row
        name = hidden_name(app, target)
    if hidden:
        output.result({"hidden": str(target)}, [tr("{name} is never recommended.", name=name)])
    else:
        output.result({"unhidden": str(target)}, [tr("{name} is again recommended.", name=name)])


def show_hidden(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as app:
        rows = [{"target": str(target), "name": hidden_name(app, target)} for target in app.feedback.hidden()]
    output.result({"hidden": rows}, [f"{row['target']}  {row['name']}" for row in rows] or [tr("Nothing is hidden.")])


def hidden_name(app: App, target: Target) -> str:
    """What is hidden in plain words: an item's title, a folder, a subject."""
    if target.kind is TargetKind.FOLDER:
        return tr("everything in {folder}", folder=target.name)
    if target.kind is TargetKind.SUBJECT:
        return tr("everything about {subject}", subject=quoted(target.name))
    try:
        return app.library.item(target.name).title
    except UnknownItem:
        return tr("an item that has left the library")


@command(
    "profile",
    mark("The sentences that describe your taste."),
    choice("action", PROFILE_ACTIONS, "show"),
    argument("words", nargs="*", metavar="ID|TEXT|DIR"),
)
def profile(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    action, words = options.action, options.words
    if action in _NEEDS and not words:
        raise UsageError(tr(_NEEDS[action], action=action))
    with opened(options, paths) as app:
        if action in PROFILE_READS:
            output.result(*PROFILE_READS[action](app, words, output))
        else:
            changes = PROFILE_CHANGES[action](app, words)
            output.result(*_changed(action, changes, app, output))


def _changed(action: str, changes: Changes[Revised | None], app: App, output: Output) -> tuple[Row, list[str]]:
    if changes.row is None:
        return {}, [tr("There is nothing to take back.")]
    statement, contradictions = changes.row.statement, changes.row.contradictions
    row = {**statement_row(statement), "contradictions": list(contradictions)}
    lines = [f"{action}: {statement.id}  {statement.text}", *contradictions]
    return {**row, **output.moves(changes)}, [*lines, *output.shifts(changes, app)]


Shown = tuple[Any, list[str]]


def _show(app: App, words: list[str], output: Output) -> Shown:
    statements = app.profile.statements()
    lines = [output.statement(one) for one in statements]
    lines += [str(one) for one in app.profile.contradictions()]
    lines += [str(one) for one in app.profile.doubts()]
    empty = [tr("The profile is empty. Write a first sentence with: alcove profile add TEXT")]
    return [statement_row(one) for one in statements], lines or empty


def _revise(app: App, words: list[str], output: Output) -> Shown:
    proposed, doubted = app.profile.proposals(), app.profile.doubts()
    lines = [output.statement(one) for one in proposed]
    if lines:
        lines.append(
            tr("Take one in with: alcove profile accept ID, or never see it again with: alcove profile decline ID")
        )
    if doubted:
        lines += [f"{one.statement.id}  {one}" for one in doubted]
        lines.append(tr("Keep one with: alcove profile confirm ID, or take it out with: alcove profile remove ID"))
    rows = [{**statement_row(one), "proposes": "add"} for one in proposed]
    rows += [{**statement_row(one.statement), "proposes": "remove", "because": one.reason} for one in doubted]
    return rows, lines or [tr("Nothing new to propose.")]


def _history(app: App, words: list[str], output: Output) -> Shown:
    versions = app.profile.history()
    return [version_row(one) for one in versions], [output.version(one) for one in versions]


def _export(app: App, words: list[str], output: Output) -> Shown:
    files = app.profile.export(Path(words[0]).expanduser())
    return {"files": [str(file) for file in files]}, [tr("Wrote {file}", file=file) for file in files]


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
    added = trn("{n} statement added", "{n} statements added", len(done.added))
    lines = [tr("{added}, {known} were there already.", added=added, known=decimal(len(done.known)))]
    lines += [
        "  " + tr("left out: {sentence}. {reason}", sentence=quoted(text), reason=reason)
        for text, reason in done.rejected
    ]
    return row, [*lines, *done.contradictions, *output.shifts(changes, app)]


def _decline(app: App, words: list[str], output: Output) -> Shown:
    one = _proposal(app, words[0])
    app.profile.decline(one.id)
    return {"declined": one.id, "text": one.text}, [tr("{sentence} is not proposed again.", sentence=quoted(one.text))]


def _erase(app: App, words: list[str], output: Output) -> Shown:
    erased = app.profile.erase().row
    said = trn(
        "Destroyed {n} statement and its whole history. Backups and exports that you made keep theirs.",
        "Destroyed {n} statements and their whole history. Backups and exports that you made keep theirs.",
        erased.statements,
    )
    return {"erased": erased.statements, "versions": erased.versions}, [said]


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
    "confirm": lambda app, words: app.profile.confirm(words[0]),
    "accept": lambda app, words: app.profile.accept(_proposal(app, words[0])),
    "undo": lambda app, words: app.profile.undo(),
}


_PACK_FACTS = {
    "items": mark("items: {n}"),
    "neighbours": mark("neighbours: {n}"),
    "bytes": mark("bytes: {n}"),
}


@command(
    "pack",
    mark("Packs of what people enjoy together: build, use, drop or show one."),
    choice("action", ("build", "use", "drop", "list"), "list"),
    argument("file", nargs="?", metavar="RATINGS|PACK"),
    argument("--items", metavar="ITEMS.tsv"),
    argument("--out", metavar="PACK"),
)
def pack(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    if options.action == "build":
        if not (options.file and options.items and options.out):
            raise UsageError(tr("alcove pack build needs RATINGS, --items ITEMS and --out PACK."))
        row = build(options)
    else:
        if options.action == "use" and not options.file:
            raise UsageError(tr("alcove pack use needs the file of a pack."))
        with opened(options, paths) as app:
            if options.action == "drop":
                app.packs.drop()
            used = app.packs.use(Path(options.file)).row if options.action == "use" else app.packs.current()
        row = pack_row(used, paths.pack) if used is not None else {}
    said = ", ".join(tr(_PACK_FACTS[name], n=decimal(value)) for name, value in row.items() if name in _PACK_FACTS)
    output.result(row, [said or tr("No pack is in use.")])


def build(options: argparse.Namespace) -> dict[str, int]:
    from assistant.recommend.packs.build import build_pack

    lock_network()
    embedder = OnnxEmbedder(models_folder() / "encoder", Settings.load(Paths.default()).threads)
    return build_pack(Path(options.file), Path(options.items), Path(options.out), embedder)


def pack_row(known: Pack, file: Path) -> dict[str, int]:
    neighbours = sum(int((table.index >= 0).sum()) for table in known.tables.values())
    return {"items": len(known), "neighbours": neighbours, "bytes": file.stat().st_size}
