"""`python -m gui [--demo]`: the window."""

import os

# onnxruntime sends telemetry unless this stands before its first import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import sys

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.paths import Paths
from gui.shell.app import display_available, run


def main(arguments: list[str]) -> int:
    """Returns the exit status: 1 for what a person can mend, said in one line."""
    demo = "--demo" in arguments
    if not display_available():
        print(tr("There is no display, so no window can open. `alcove --help` lists what works here."), file=sys.stderr)
        return 1
    try:
        paths = Paths.default()
        return run(paths.demo() if demo else paths, demo)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
