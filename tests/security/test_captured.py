"""Processes that a hostile file has taken over, let loose on a home of their own: the real ones, with all limits."""

import os
import sys

import pytest

from assistant.evaluation.bench.trust.ground import Ground
from assistant.security.kernel import landlock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere doctor says what is not held back")

BY_PATH = {"keys in ~/.ssh", "another file of the person, read"}
"""What only Landlock keeps from the model's process, which must open files by their paths."""
IF_ALMIGHTY = {"environment of the parent", "memory of the parent, as a file", "memory of the helper"}
"""What a process that is not private keeps from everybody but one who has all rights, as tests in a container may."""


def succeeded(which: str) -> set[str]:
    with Ground() as ground:
        return {name for name, got_through in ground.results(which) if got_through}


@pytest.mark.parametrize("which", ["reader", "reader-alone", "model", "fetcher"])
def test_a_captured_process_gets_nothing(which: str) -> None:
    if which in ("model", "fetcher") and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    assert succeeded(which) == set()


def test_without_landlock_the_model_may_read_and_no_more() -> None:
    assert succeeded("model-alone") <= BY_PATH | (IF_ALMIGHTY if os.getuid() == 0 else set())


def test_the_attacks_are_real() -> None:
    assert len(succeeded("reader-unconfined")) > 20
