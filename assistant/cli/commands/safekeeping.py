"""Commands that keep things safe: backup, restore, erase, passphrase."""

import argparse
import sys
import time
from pathlib import Path

from assistant.cli.apart import apart
from assistant.cli.opening import ask_passphrase, opened
from assistant.cli.output import Output
from assistant.cli.registry import OneOf, argument, command, flag
from assistant.cli.words import spoken
from assistant.domain.errors import UsageError
from assistant.messages import decimal, joined, mark, tr, trn
from assistant.security.backup import Backup
from assistant.security.home import enter_home
from assistant.security.vault import describe_vault, first_line, open_vault
from assistant.security.vault_changes import keep_in_keyring, leave_keyring, remove_passphrase, set_passphrase
from assistant.settings.paths import Paths


@command(
    "backup",
    mark("Write all that cannot be made again into one encrypted file."),
    argument("file", nargs="?", metavar="FILE"),
    argument("--check", metavar="FILE", help=mark("prove that this backup restores, and change nothing")),
    flag("--scheduled", help=mark("write the one that the settings ask for, if it is due")),
)
def backup(options: argparse.Namespace, paths: Paths) -> None:
    if [options.file is not None, options.check is not None, options.scheduled].count(True) != 1:
        raise UsageError(tr("alcove backup needs a FILE, --check FILE or --scheduled."))
    if options.check is not None:
        _check(options, paths)
        return
    with opened(options, paths) as app:
        made = app.maintenance.back_up_if_due() if options.scheduled else app.maintenance.backup(Path(options.file))
    if made is None:
        Output(options).result({"file": None}, [tr("No backup is due. When one is, the settings say: alcove settings")])
    else:
        _written(options, made)


def _written(options: argparse.Namespace, made: Backup) -> None:
    row = {
        "file": str(made.file),
        "bytes": made.bytes,
        "holds": list(made.holds),
        "opens_with": list(made.opens_with),
        "warning": made.warning,
    }
    said = tr(
        "Wrote {file} ({bytes} bytes): {parts}. It opens with: {ways}.",
        file=made.file,
        bytes=decimal(made.bytes),
        parts=", ".join(made.holds),
        ways=", ".join(map(spoken, made.opens_with)),
    )
    Output(options).result(row, [said, *([made.warning] if made.warning else [])])


def _check(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.security.restore import check_backup

    with apart():
        found = check_backup(paths, Path(options.check), ask=ask_passphrase)
    row = {
        "file": options.check,
        "restores": True,
        "holds": list(found.holds),
        "made": found.made,
        "statements": found.statements,
        "feedback": found.feedback,
    }
    said = tr(
        "{file} restores. It was made on {day} and holds {what}.",
        file=options.check,
        day=_day(found.made),
        what=_counts(found.statements, found.feedback),
    )
    Output(options).result(row, [said])


def _day(made: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(made))


def _counts(statements: int, feedback: int) -> str:
    parts = [trn("{n} statement", "{n} statements", statements)]
    parts.append(trn("{n} piece of feedback", "{n} pieces of feedback", feedback))
    return joined(parts)


@command(
    "restore", mark("Put a backup in place of what is here, which is kept aside."), argument("file", metavar="FILE")
)
def restore(options: argparse.Namespace, paths: Paths) -> None:
    from assistant.security.restore import restore_backup

    with apart():
        done = restore_backup(paths, Path(options.file), ask=ask_passphrase)
    row = {
        "holds": list(done.holds),
        "made": done.made,
        "statements": done.statements,
        "feedback": done.feedback,
        "before": str(done.before) if done.before else None,
        "index_again": done.index_again,
    }
    what = _counts(done.statements, done.feedback)
    lines = [tr("Restored what was kept on {day}: {what}.", day=_day(done.made), what=what)]
    if done.before:
        lines.append(tr("What was here before lies in {folder}; restore that folder to go back.", folder=done.before))
    if done.index_again:
        lines.append(tr("The library here had another key and was removed. Read your folders again with: alcove index"))
    Output(options).result(row, lines)


@command(
    "erase",
    mark("Destroy the keys, and then every file that Alcove has made."),
    flag("--everything", help=mark("needed, so that it is meant")),
    flag("--yes", help=mark("without asking")),
)
def erase(options: argparse.Namespace, paths: Paths) -> int | None:
    from assistant.security.erasure import erase_everything

    if not options.everything:
        raise UsageError(tr("alcove erase needs --everything; the profile alone goes with: alcove profile erase"))
    if not options.yes and not _confirmed(paths):
        raise UsageError(tr("Nothing was erased. Type ERASE when asked, or add --yes."))
    with apart():
        done = erase_everything(paths)
    gone, left = ", ".join(done.destroyed), ", ".join(done.left)
    lines = [tr("Destroyed {files}.", files=gone) if gone else tr("There was nothing to destroy.")]
    if left:
        lines.append(tr("Left alone in {home}, because it is not Alcove's: {files}.", home=paths.home, files=left))
    lines.append(
        tr("Your own files were not touched. Backups that you keep elsewhere still open with your passphrase.")
    )
    Output(options).result({"destroyed": list(done.destroyed), "left": list(done.left)}, lines)
    return None


def _confirmed(paths: Paths) -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        return False
    print(
        tr(
            "This destroys the library, the profile, all feedback and conversations in {home}, for good.",
            home=paths.home,
        )
    )
    try:
        return input(tr("Type ERASE to go on:") + " ").strip() == "ERASE"
    except EOFError:
        return False


@command(
    "passphrase",
    mark("Change the passphrase or remove it, and choose whether the keyring of this system opens the library."),
    argument("--new", metavar="FILE", help=mark("the new passphrase is the first line of this file")),
    OneOf(
        (
            flag("--remove", help=mark("the keyring alone opens the library from now on")),
            flag("--keyring", help=mark("the keyring opens it too, without asking")),
            flag("--no-keyring", help=mark("the keyring opens it no longer")),
        )
    ),
)
def passphrase(options: argparse.Namespace, paths: Paths) -> None:
    with apart(), enter_home(paths):
        key = open_vault(paths, ask=ask_passphrase)
        if options.remove:
            remove_passphrase(paths)
        elif options.keyring:
            keep_in_keyring(paths, key)
        elif options.no_keyring:
            leave_keyring(paths)
        else:
            set_passphrase(paths, key, _new_passphrase(options))
        state = describe_vault(paths)
    opens = state.opens_with
    lines = [tr("The library opens with: {ways}.", ways=", ".join(map(spoken, opens)))]
    lines.append(tr("Backups that were made before still open with what opened the library then."))
    Output(options).result({"opens_with": list(opens), "keyring": state.holder}, lines)


def _new_passphrase(options: argparse.Namespace) -> str:
    if options.new is not None:
        try:
            return first_line(options.new)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(tr("{file} cannot be read ({reason}).", file=options.new, reason=reason)) from error
    typed = ask_passphrase(tr("New passphrase:"))
    if not typed:
        raise UsageError(tr("Run this in a terminal, or name a file with: --new FILE"))
    if typed != ask_passphrase(tr("New passphrase, once more:")):
        raise UsageError(tr("The two passphrases differ. Nothing was changed."))
    return typed
