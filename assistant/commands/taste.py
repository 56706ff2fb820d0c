"""Commands by which the person steers: feedback, hide, profile, pack."""

import argparse
from collections.abc import Callable
from pathlib import Path

from assistant.commands.opening import opened
from assistant.core.embedding import OnnxEmbedder
from assistant.core.entities import Feedback, Verdict
from assistant.core.errors import UsageError
from assistant.core.offline import lock_network
from assistant.core.settings import Paths, Settings, models_folder
from assistant.output import Output, statement_row, version_row
from assistant.recommend.packs import Pack
from assistant.service import Assistant, StatementChanges

VERDICTS = "like, dislike, not-now, opened, played, finished, dropped or rating=1..5"
PROFILE_ACTIONS = ("show", "add", "edit", "remove", "mute", "unmute", "revise", "history", "export", "erase")


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
