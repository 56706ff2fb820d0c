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

from assistant.cli.opening import open_window, version
from assistant.cli.registry import Parser, commands
from assistant.domain.errors import AssistantError, UsageError
from assistant.messages import tr
from assistant.security.privacy import keep_private
from assistant.settings.language import speak_chosen_language
from assistant.settings.paths import Paths
from assistant.storage.home_lock import name_this_process

EXIT_DONE, EXIT_MENDABLE, EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 0, 1, 2, 70, 130


def build_parser() -> Parser:
    parser = Parser(
        prog="alcove", description=tr("Recommends from your own books, music and documents, on your machine.")
    )
    parser.add_argument("--demo", action="store_true", help=tr("use the generated sample library"))
    parser.add_argument("--version", action="version", version=version())
    every = Parser(add_help=False)
    every.add_argument("--json", action="store_true", help=tr("print one JSON document and nothing else"))
    every.add_argument("--demo", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for one in commands():
        help = tr(one.help)
        one.add_to(subparsers.add_parser(one.name, help=help, description=help, parents=[every]))
    return parser


def _paths(demo: bool) -> Paths:
    return Paths.default().demo() if demo else Paths.default()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    keep_private()
    try:
        speak_chosen_language(_paths("--demo" in (sys.argv[1:] if arguments is None else arguments)))
        options = build_parser().parse_args(arguments)
        paths = _paths(options.demo)
        name_this_process(f"alcove {options.command}" if options.command else "alcove")
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
        print(tr("alcove: this is a bug in Alcove; nothing that was saved is lost."), file=sys.stderr)
        return EXIT_BUG


if __name__ == "__main__":
    sys.exit(main())
