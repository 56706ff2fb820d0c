"""What a captured process can do: one row an attack. 0 says that it was prevented."""

import sys

from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.ground import Ground
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.security.kernel import landlock

CAPTURED = ("reader", "reader-alone", "decoder", "player", "model", "fetcher")
"""The processes that meet other people's files and servers; the second as on a kernel without Landlock."""


@probe("captured")
def captured(scale: Scale) -> list[Row]:
    """Every attack by every kind of captured process, on Linux, and how many succeeded."""
    if sys.platform != "linux":
        return []
    scale.say(f"Landlock {landlock.version() or 'absent'}")
    with Ground() as ground:
        results = list(ground.results(*CAPTURED))
    return [row for which in CAPTURED for row in _by(which, results, scale)]


def _by(which: str, results: list[tuple[str, str, bool]], scale: Scale) -> list[Row]:
    rows = [Row(f"{which}: {name}", float(won), "succeeded") for kind, name, won in results if kind == which]
    succeeded = sum(row.value for row in rows)
    scale.say(f"{which}: {succeeded:.0f} of {len(rows)} attacks succeeded")
    return [*rows, Row(f"{which}: all {len(rows)} attacks", succeeded, "succeeded")]
