"""One window for one home."""

from collections.abc import Callable
from pathlib import Path

from assistant.settings.paths import Paths
from gui.shell.single_instance import SingleWindow

Wait = Callable[..., None]


def test_a_second_start_wakes_the_first_and_another_home_is_its_own(qapp, tmp_path: Path, wait_until: Wait):
    woken: list[int] = []
    first = SingleWindow(Paths(tmp_path / "home"))
    assert first.first()
    assert (tmp_path / "home" / "window.lock").stat().st_mode & 0o777 == 0o600
    first.on_raise(lambda: woken.append(1))
    second, other = SingleWindow(Paths(tmp_path / "home")), SingleWindow(Paths(tmp_path / "other"))
    assert other.first() and not second.first()
    assert second.wake_first()
    wait_until(lambda: woken == [1])
    first.close()
    assert not second.wake_first()
    assert second.first()
    for one in (second, other):
        one.close()
