"""How many processors at once the heavy work may take."""

import os

from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr

MOST_THREADS = 256
VARIABLE = "ALCOVE_THREADS"


def usual_threads() -> int:
    """The processors that this process may use, four at most."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, allowed)


def named_threads() -> int | None:
    """What ALCOVE_THREADS says; None where it is not set. Raises AssistantError where that is no such number."""
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return None
    # isdecimal() also takes digits of other scripts, and int() reads those too.
    if not named.isdecimal() or not 1 <= int(named[:9]) <= MOST_THREADS:
        raise AssistantError(
            tr(
                "{variable} is {value}. Give it a whole number from 1 to {most}.",
                variable=VARIABLE,
                value=quoted(named),
                most=MOST_THREADS,
            )
        )
    return int(named)


def default_threads() -> int:
    """ALCOVE_THREADS where it is set, otherwise the usual number."""
    return named_threads() or usual_threads()
