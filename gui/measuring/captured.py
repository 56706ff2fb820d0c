"""The decoders as a hostile recording leaves them: `python -m gui.measuring.captured decoder` for sounds that are
measured, `player` for those that are heard, `decoder-alone` for what holds without Landlock.

They are the real ones with all their limits; only what they do with the file is another (see
assistant.evaluation.bench.trust.captured).
"""

import sys

from assistant.evaluation.bench.trust.attacks import Prey, attempt
from assistant.evaluation.bench.trust.captured import attacks_by_line
from assistant.security.kernel import confinement, landlock


def captured_decoder() -> None:
    from gui import sound_decoder

    def attacked(leave: confinement.Leave) -> None:
        confinement.confine(leave)
        attacks_by_line()

    setattr(sound_decoder, "confine", attacked)  # noqa: B010  # what the hostile file made of it
    sound_decoder.main()


def captured_player() -> None:
    from gui.playing import decoder
    from indexers.worker.wire import process_end, receive, send

    ends = process_end()

    def attacked(leave: confinement.Leave) -> None:
        confinement.confine(leave)
        while True:
            told, _ = receive(ends[0])
            send(ends[1], {"won": attempt(told["attack"], Prey.of(told["prey"]))})

    setattr(decoder, "process_end", lambda: ends)  # noqa: B010
    setattr(decoder, "confine", attacked)  # noqa: B010  # what the hostile file made of it
    decoder.main()


if __name__ == "__main__":
    captured, _, without = sys.argv[1].partition("-")
    if without == "alone":
        landlock.version = lambda: 0
    {"decoder": captured_decoder, "player": captured_player}[captured]()
