"""Processes that a hostile file has taken over, let loose on a home of their own: the real ones, with all limits."""

import os
import sys
from collections import Counter

import pytest

from assistant.evaluation.bench.trust.ground import Ground, attacks_on
from assistant.security.kernel import landlock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere doctor says what is not held back")

BY_PATH = {"keys in ~/.ssh", "another file of the person, read"}
"""What only Landlock keeps from the model's process, which must open files by their paths."""
IF_ALMIGHTY = {"environment of the parent", "memory of the parent, as a file", "memory of the helper"}
"""What a process that is not private keeps from everybody but one who has all rights, as tests in a container may."""


def test_captured_processes_get_nothing_and_the_attacks_are_real() -> None:
    held = [
        "reader",
        "reader-alone",
        "decoder",
        "decoder-alone",
        "player",
        *(("model", "fetcher") if landlock.version() else ()),
    ]
    kinds = [*held, "model-alone", "reader-unconfined"]
    won: dict[str, set[str]] = {which: set() for which in kinds}
    tried = Counter[str]()
    with Ground() as ground:
        for which, name, got_through in ground.results(*kinds):
            tried[which] += 1
            won[which] |= {name} if got_through else set()
    assert len(won.pop("reader-unconfined")) > 20
    # Without Landlock the model's process may read, and no more.
    assert won.pop("model-alone") <= BY_PATH | (IF_ALMIGHTY if os.getuid() == 0 else set())
    assert won == {which: set() for which in held}
    assert tried == {which: len(attacks_on(which)) for which in kinds}
