"""Commands by which the person steers: feedback, hide, profile, pack."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.app import Assistant, StatementChanges
from assistant.cli.commands.opening import opened
from assistant.cli.output import Output, Row, statement_row, version_row
from assistant.domain.entities import Feedback, Statement, Verdict
from assistant.domain.errors import UnknownItem, UnknownStatement, UsageError
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
    if options.target is None:
        show_hidden(options, paths)
    else:
        _hide(options, paths, hidden=True)


def unhide(options: argparse.Namespace, paths: Paths) -> None:
    if options.target is None:
        raise UsageError("alcove unhide needs an item, a folder or subject:NAME; list what is hidden with: alcove hide")
    _hide(options, paths, hidden=False)


def _hide(options: argparse.Namespace, paths: Paths, hidden: bool) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        target = (assistant.hide if hidden else assistant.unhide)(options.target)
        name = hidden_name(assistant, target)
    word = "hidden" if hidden else "unhidden"
    output.result({word: target}, [f"{name} is {'never' if hidden else 'again'} recommended."])


def show_hidden(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    with opened(options, paths) as assistant:
        rows = [{"target": target, "name": hidden_name(assistant, target)} for target in assistant.hidden()]
    output.result({"hidden": rows}, [f"{row['target']}  {row['name']}" for row in rows] or ["Nothing is hidden."])


def hidden_name(assistant: Assistant, target: str) -> str:
    """What is hidden in plain words: an item's title, a folder, a subject."""
    what, _, name = target.partition(":")
    if what == "folder":
        return f"everything in {name}"
    if what == "subject":
        return f"everything about “{name}”"
    try:
        return assistant.item(name).title
    except UnknownItem:
        return "an item that has left the library"


def profile(options: argparse.Namespace, paths: Paths) -> None:
    output = Output(options)
    action, words = options.action, options.words
    if action in _NEEDS and not words:
        raise UsageError(f"alcove profile {action} needs {_NEEDS[action]}.")
    with opened(options, paths) as assistant:
        if action in PROFILE_READS:
            output.result(*PROFILE_READS[action](assistant, words, output))
        else:
            changes = PROFILE_CHANGES[action](assistant, words)
            output.result(*_changed(action, changes, assistant, output))


def _changed(
    action: str, changes: StatementChanges | None, assistant: Assistant, output: Output
) -> tuple[Row, list[str]]:
    if changes is None:
        return {}, ["There is nothing to take back."]
    row = {**statement_row(changes.statement), "contradictions": list(changes.contradictions)}
    lines = [f"{action}: {changes.statement.id}  {changes.statement.text}", *changes.contradictions]
    return {**row, **output.moves(changes)}, [*lines, *output.shifts(changes, assistant)]


Shown = tuple[Any, list[str]]


def _show(assistant: Assistant, words: list[str], output: Output) -> Shown:
    statements = assistant.statements()
    lines = [output.statement(one) for one in statements]
    lines += [str(one) for one in assistant.profile.contradictions()]
    empty = ["The profile is empty. Write a first sentence with: alcove profile add TEXT"]
    return [statement_row(one) for one in statements], lines or empty


def _revise(assistant: Assistant, words: list[str], output: Output) -> Shown:
    proposed = assistant.propose_statements()
    lines = [output.statement(one) for one in proposed]
    how = ["Take one in with: alcove profile accept ID, or never see it again with: alcove profile decline ID"]
    return [statement_row(one) for one in proposed], lines + how if lines else ["Nothing new to propose."]


def _history(assistant: Assistant, words: list[str], output: Output) -> Shown:
    versions = assistant.profile.history()
    return [version_row(one) for one in versions], [output.version(one) for one in versions]


def _export(assistant: Assistant, words: list[str], output: Output) -> Shown:
    files = assistant.export_profile(Path(words[0]).expanduser())
    return {"files": [str(file) for file in files]}, [f"Wrote {file}" for file in files]


def _import(assistant: Assistant, words: list[str], output: Output) -> Shown:
    done = assistant.import_profile(Path(words[0]).expanduser())
    row = {
        "added": [statement_row(one) for one in done.added],
        "known": len(done.known),
        "rejected": [{"text": text, "reason": reason} for text, reason in done.rejected],
        "contradictions": list(done.contradictions),
        **output.moves(done),
    }
    lines = [f"{len(done.added)} statements added, {len(done.known)} stood here already."]
    lines += [f"  left out: “{text}”. {reason}" for text, reason in done.rejected]
    return row, [*lines, *done.contradictions, *output.shifts(done, assistant)]


def _decline(assistant: Assistant, words: list[str], output: Output) -> Shown:
    one = _proposal(assistant, words[0])
    assistant.decline_statement(one.id)
    return {"declined": one.id, "text": one.text}, [f"“{one.text}” is not proposed again."]


def _erase(assistant: Assistant, words: list[str], output: Output) -> Shown:
    erased = assistant.erase_profile()
    said = f"Destroyed {erased.statements} statements and their whole history. Backups and exports that you made keep"
    return {"erased": erased.statements, "versions": erased.versions}, [f"{said} theirs."]


def _proposal(assistant: Assistant, statement_id: str) -> Statement:
    """Raises UnknownStatement."""
    for one in assistant.propose_statements():
        if one.id == statement_id:
            return one
    raise UnknownStatement(statement_id)


PROFILE_READS: dict[str, Callable[[Assistant, list[str], Output], Shown]] = {
    "show": _show,
    "revise": _revise,
    "history": _history,
    "export": _export,
    "import": _import,
    "decline": _decline,
    "erase": _erase,
}
PROFILE_CHANGES: dict[str, Callable[[Assistant, list[str]], StatementChanges | None]] = {
    "add": lambda assistant, words: assistant.add_statement(" ".join(words)),
    "edit": lambda assistant, words: assistant.edit_statement(words[0], " ".join(words[1:])),
    "remove": lambda assistant, words: assistant.remove_statement(words[0]),
    "mute": lambda assistant, words: assistant.mute_statement(words[0]),
    "unmute": lambda assistant, words: assistant.mute_statement(words[0], False),
    "accept": lambda assistant, words: assistant.accept_statement(_proposal(assistant, words[0])),
    "undo": lambda assistant, words: assistant.undo_statement(),
}


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
            if options.action == "drop":
                assistant.drop_pack()
            used = assistant.use_pack(Path(options.file)) if options.action == "use" else assistant.pack()
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
