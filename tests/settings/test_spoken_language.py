"""The language that a process speaks from its start."""

from collections.abc import Iterator

import pytest

from assistant.messages import current_language, decimal, languages, use_language
from assistant.settings.declarations import Settings
from assistant.settings.language import speak_chosen_language
from assistant.settings.paths import Paths


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language("en")


def choose(paths: Paths, language: str) -> None:
    settings = Settings.load(paths)
    settings.language = language
    settings.flush()


def test_the_chosen_language_is_spoken(paths: Paths):
    for code in languages():
        choose(paths, code)
        speak_chosen_language(paths)
        assert current_language() == code
    choose(paths, "de")
    speak_chosen_language(paths)
    assert decimal(1204.5, 1) == "1.204,5"


def test_the_system_decides_where_nobody_did(paths: Paths, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "fr_CA:en")
    speak_chosen_language(paths)
    assert current_language() == "fr"
    choose(paths, "en")
    speak_chosen_language(paths)
    assert current_language() == "en"


def test_a_broken_file_is_no_reason_to_be_silent(paths: Paths, monkeypatch: pytest.MonkeyPatch):
    paths.create_home()
    paths.settings.write_text("language = ")
    monkeypatch.setenv("LANGUAGE", "de")
    speak_chosen_language(paths)
    assert current_language() == "de"


def test_every_language_can_be_chosen():
    assert Settings.language.values.choices == ("system", *languages())
