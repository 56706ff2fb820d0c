"""How much memory is free, by what the system says, and by what it leaves out."""

from pathlib import Path

import pytest

from assistant.llm.models import free_memory as module
from assistant.llm.models.free_memory import free_memory


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up /proc/meminfo and control group."""
    monkeypatch.setattr(module, "MEMORY_INFO", tmp_path / "meminfo")
    monkeypatch.setattr(module, "CONTROL_GROUP", tmp_path)
    return tmp_path


def test_this_machine_says_something_sensible() -> None:
    free = free_memory()
    assert free is None or 1 << 20 < free < 1 << 50


def test_available_memory(system: Path) -> None:
    (system / "meminfo").write_text("MemTotal: 900 kB\nMemFree: 1 kB\nMemAvailable:   512 kB\n")
    assert free_memory() == 512 * 1024


@pytest.mark.parametrize(("most", "expected"), [("max", 512 * 1024), ("300000", 300000 - 250000 + 1500)])
def test_a_container_may_allow_less(system: Path, most: str, expected: int) -> None:
    (system / "meminfo").write_text("MemAvailable: 512 kB\n")
    (system / "memory.max").write_text(most + "\n")
    (system / "memory.current").write_text("250000\n")
    (system / "memory.stat").write_text("anon 1\ninactive_file 1000\nactive_file 500\n")
    assert free_memory() == expected


def test_a_system_that_does_not_say_is_taken_by_what_is_built_in(system: Path) -> None:
    assert free_memory() == module._physical()
    (system / "meminfo").write_text("nothing of use\n")
    assert free_memory() == module._physical()
