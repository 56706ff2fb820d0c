"""`python -m gui.measuring PASSPHRASE STARTED` opens the window on ALCOVE_HOME, uses it, and prints what it took.

STARTED is the time (Unix seconds) at which whoever measures started this process. With a folder behind it, that folder
is read and every work in it is opened (see gui.measuring.reading). The last line of the output is a
JSON object: milliseconds by name, and shares and megabytes where the name says so (assistant.evaluation.window_bench).
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import sys
from pathlib import Path

from assistant.settings.paths import Paths


def main(passphrase: str, started: float, folder: str = "") -> int:
    from gui.workers.apart import outside

    with outside() as courier:
        from gui.measuring.reading import ReadingTour
        from gui.measuring.tour import Tour

        if folder:
            return ReadingTour(Paths.default(), courier, passphrase, started, Path(folder)).run()
        return Tour(Paths.default(), courier, passphrase, started).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), *sys.argv[3:]))
