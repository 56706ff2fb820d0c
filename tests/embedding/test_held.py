"""What is large is made when it is asked for, and let go when nobody asks."""

import time

from assistant.embedding.held import Held


def test_it_is_made_once_and_let_go_when_idle() -> None:
    made: list[object] = []
    held = Held(lambda: made.append(object()) or made[-1], idle=0.05)
    assert not held.is_loaded
    with held as first, held as second:
        assert first is second
        time.sleep(0.15)
        assert held.is_loaded
    wait_until_gone(held)
    with held as again:
        assert again is made[1] and len(made) == 2


def test_it_is_let_go_at_once_where_nobody_uses_it() -> None:
    held = Held(object)
    with held as first:
        held.let_go()
        with held as second:
            assert first is second
    held.let_go()
    assert not held.is_loaded


def wait_until_gone(held: Held[object]) -> None:
    deadline = time.monotonic() + 5
    while held.is_loaded and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not held.is_loaded
