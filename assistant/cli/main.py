"""`alcove …`: the command line. Progress goes to standard error, results to standard output, one JSON with --json."""

import os

# onnxruntime sends telemetry unless this stands before its first import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# Before numpy's first import: its threads spin for milliseconds after each small product, and take the processor from
# the very thread they wait for. What is worth sharing among processors is shared by `recommend.scanning`.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from assistant.cli.commands import chat, library, lists, maintenance, onboarding, profile, recommend
from assistant.cli.commands.opening import Command, open_window, version
from assistant.domain.entities import Kind
from assistant.domain.errors import AssistantError, UsageError
from assistant.settings.paths import Paths

EXIT_DONE, EXIT_MENDABLE, EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 0, 1, 2, 70, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage wall."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}. See: {self.prog} --help")


def share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} does not lie between 0 and 1")
    return number


def count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 10000")
    return number


def build_parser() -> Parser:
    parser = Parser(prog="alcove", description="Recommends from your own books, music and documents, on your machine.")
    parser.add_argument("--demo", action="store_true", help="use the generated sample library")
    parser.add_argument("--version", action="version", version=version())
    every = Parser(add_help=False)
    every.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    every.add_argument("--demo", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(name: str, help: str, run: Command) -> Parser:
        sub: Parser = subparsers.add_parser(name, help=help, description=help, parents=[every])
        sub.set_defaults(run=run)
        return sub

    def with_kind(sub: Parser, default_n: int) -> None:
        sub.add_argument("--kind", type=Kind, choices=list(Kind), metavar="K", help="book, music or document")
        sub.add_argument("-n", type=count, default=default_n, metavar="N", help="how many")

    sub = command("index", "Read folders and files into the library.", library.index)
    sub.add_argument("paths", nargs="*", metavar="PATH", help="remembered for the next time; none means all known ones")
    judging = sub.add_mutually_exclusive_group()
    judging.add_argument("--retry", action="store_true", help="read these files again that had problems, or all")
    judging.add_argument("--ignore", action="store_true", help="leave these files out from now on")
    judging.add_argument("--stop-ignoring", action="store_true", help="take these files in again, or all")

    sub = command("import", "Take over ratings and histories from another program's export.", library.import_history)
    sub.add_argument("file", metavar="FILE")

    sub = command("search", "Find items by words or meaning.", library.search)
    sub.add_argument("query")
    with_kind(sub, 10)

    sub = command("recommend", "What to read, hear or open next, with reasons.", recommend.recommend)
    with_kind(sub, 10)
    sub.add_argument("--request", default="", metavar="TEXT", help="what you are in the mood for")
    sub.add_argument(
        "--like", action="append", default=[], metavar="ITEM", help="near to it; with --kind, across kinds"
    )
    sub.add_argument("--surprise", type=share, metavar="0..1", help="familiar to surprising")
    sub.add_argument("--variety", type=share, metavar="0..1", help="narrow to varied")
    sub.add_argument("--no-llm", action="store_true", help="without the language model")

    for name, help, run in (
        ("why", "What raised or lowered an item, with the evidence.", recommend.why),
        ("why-not", "What holds an item down, and what would change it.", recommend.why_not),
    ):
        sub = command(name, help, run)
        sub.add_argument("item", metavar="ITEM", help="an id or an unambiguous title")
        sub.add_argument("--no-llm", action="store_true", help="without the language model")

    sub = command("what-if", "How the list would look without a liked item, a statement or a kind.", recommend.what_if)
    sub.add_argument("--without", required=True, metavar="ID")

    sub = command("feedback", "Say what you think of an item; the next list follows.", profile.feedback)
    sub.add_argument("item", nargs="?", metavar="ITEM")
    sub.add_argument("verdict", nargs="?", metavar="VERDICT", help=profile.VERDICTS)
    sub.add_argument("--because", default="", metavar="TEXT")
    sub.add_argument("--undo", action="store_true", help="take the last one back")

    for name, help, run in (
        ("hide", "Never recommend an item, a folder or a subject; without one, list what is hidden.", profile.hide),
        ("unhide", "Allow it again.", profile.unhide),
    ):
        sub = command(name, help, run)
        sub.add_argument("target", nargs="?", metavar="ITEM|PATH|subject:NAME")

    sub = command("intent", "How the conversation reads a sentence.", chat.intent)
    sub.add_argument("text")
    sub.add_argument("--no-llm", action="store_true", help="by rules alone")

    sub = command("chat", "Talk about your library; without TEXT, until you leave with Ctrl+D.", chat.chat)
    sub.add_argument("text", nargs="?")
    sub.add_argument("--conversation", default="", metavar="ID", help="go on with this one, or with the last")
    sub.add_argument("--new", action="store_true", help="begin a new conversation")
    sub.add_argument("--list", action="store_true", help="earlier conversations; with TEXT, those that say so")
    sub.add_argument("--erase", default="", metavar="ID", help="erase a conversation, or all")
    sub.add_argument("--no-llm", action="store_true", help="without the language model")

    sub = command("list", "Make and keep playlists, reading plans, bundles and living shelves.", lists.lists)
    sub.add_argument("action", nargs="?", default="show", choices=lists.ACTIONS)
    sub.add_argument("words", nargs="*", metavar="TEXT|ID")
    sub.add_argument("--out", metavar="FILE", help="write it as .m3u8, .md or .opds")
    sub.add_argument("--title", metavar="TEXT", help="with edit: another title")
    sub.add_argument("--add", action="append", default=[], metavar="ITEM", help="with edit: put an item in")
    sub.add_argument("--without", action="append", default=[], metavar="ITEM", help="with edit: take an item out")

    sub = command("profile", "The sentences that describe your taste.", profile.profile)
    sub.add_argument("action", nargs="?", default="show", choices=list(profile.PROFILE_ACTIONS))
    sub.add_argument("words", nargs="*", metavar="ID|TEXT|DIR")

    sub = command("models", "The language models on this machine.", chat.models)
    sub.add_argument("action", nargs="?", default="list", choices=list(chat.MODEL_ACTIONS))
    sub.add_argument("name", nargs="?", metavar="NAME|FILE.gguf|N|auto")
    sub.add_argument("--yes", action="store_true", help="with install: download without asking")

    sub = command("pack", "What crowds know of works: build, use, drop or show a pack.", profile.pack)
    sub.add_argument("action", nargs="?", default="list", choices=("build", "use", "drop", "list"))
    sub.add_argument("file", nargs="?", metavar="RATINGS|PACK")
    sub.add_argument("--items", metavar="ITEMS.tsv")
    sub.add_argument("--out", metavar="PACK")

    sub = command("replay", "Rank a replay set with the product's own code.", maintenance.replay)
    sub.add_argument("set", metavar="SET")
    sub.add_argument("--pack")
    sub.add_argument("--requests", metavar="REQUESTS.tsv")
    sub.add_argument("--profile-alone", action="store_true", help="from the sentences that a history gives, without it")
    sub.add_argument("--no-llm", action="store_true")
    sub.add_argument("--out", required=True, metavar="FILE")

    sub = command("onboard", "A few questions to begin with; any of them may be left out.", onboarding.onboard)
    sub.add_argument("--answer", metavar="N|skip", help="answer the open question")
    sub.add_argument("--undo", action="store_true", help="take the last answer back")
    sub.add_argument("--stop", action="store_true", help="leave the rest out")
    sub.add_argument("--again", action="store_true", help="begin anew; earlier answers stay")

    command("evaluate", "How well Alcove would have guessed what you came to like.", maintenance.evaluate)

    sub = command("backup", "Write all that cannot be made again into one encrypted file.", maintenance.backup)
    sub.add_argument("file", metavar="FILE")

    sub = command("restore", "Put a backup in place of what is here, which is kept aside.", maintenance.restore)
    sub.add_argument("file", metavar="FILE")

    sub = command("erase", "Destroy the keys, and then every file that Alcove has made.", maintenance.erase)
    sub.add_argument("--everything", action="store_true", help="needed, so that it is meant")
    sub.add_argument("--yes", action="store_true", help="without asking")

    sub = command("bench", "How fast this is on your machine, beside its peers.", maintenance.bench)
    sub.add_argument("names", nargs="*", metavar="NAME", help="recommend, index, chat")
    sub.add_argument("--items", type=int, default=100_000, metavar="N", help="size of the made-up library")
    sub.add_argument("--files", type=int, default=10_000, metavar="N", help="index: files of the made-up folder")
    sub.add_argument("--kills", type=int, default=50, metavar="N", help="index: syncs that are killed")
    sub.add_argument("--data", metavar="FOLDER", help="chat: the folders tomt, musicreconer and cpcd, to replay them")
    sub.add_argument("--replies", type=int, default=0, metavar="N", help="chat: check so many replies with other eyes")
    sub.add_argument("--set", metavar="SET", help="index: a replay set with requests-validation.tsv, for the quality")
    sub.add_argument(
        "--part", action="append", choices=("reading", "embedding", "sync", "memory", "kills"), help="index: only this"
    )

    sub = command("doctor", "Check that everything this program stands on is in order.", maintenance.doctor)
    sub.add_argument("--recovery-code", metavar="FILE", help="write the recovery code there and nowhere else")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        options = build_parser().parse_args(arguments)
        paths = Paths.default().demo() if options.demo else Paths.default()
        if options.command is None:
            return open_window(paths, demo=options.demo)
        return options.run(options, paths) or EXIT_DONE
    except UsageError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    except AssistantError as error:
        print(f"alcove: {error}", file=sys.stderr)
        return EXIT_MENDABLE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; silence the flush at exit as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except Exception:  # the outermost frame: whatever reaches it is a bug, and is told as one
        traceback.print_exc()
        print("alcove: this is a bug in Alcove; nothing that was saved is lost.", file=sys.stderr)
        return EXIT_BUG


if __name__ == "__main__":
    sys.exit(main())
