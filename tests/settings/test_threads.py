"""How many threads the environment asks for."""

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings.declarations import Settings
from assistant.settings.threads import default_threads, usual_threads


def test_the_environment_stands_above_the_usual_number(monkeypatch):
    assert default_threads() == usual_threads() <= 4
    monkeypatch.setenv("ALCOVE_THREADS", "9")
    assert default_threads() == 9


@pytest.mark.parametrize("value", ["0", "-1", "four", "1.5", "257", "9" * 5000, "²"])
def test_a_wrong_number_of_threads_is_explained(monkeypatch, paths, value):
    monkeypatch.setenv("ALCOVE_THREADS", value)
    with pytest.raises(AssistantError, match="ALCOVE_THREADS"):
        default_threads()
    with pytest.raises(AssistantError, match="ALCOVE_THREADS"):
        Settings.load(paths)
