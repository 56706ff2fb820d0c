"""Reasons are made in the reader process, and must come in the language that the person reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.messages import use_language
from indexers.worker.pool import ReaderProcess
from tests.indexers import samples

ENGLISH = "This PDF is locked by a password."
GERMAN = "Dieses PDF ist durch ein Passwort gesperrt."
CATALOGUE = f"""
import gettext

class German(gettext.NullTranslations):
    def gettext(self, message):
        return {{{ENGLISH!r}: {GERMAN!r}}}.get(message, message)

def translation(domain, folder, languages, **_):
    return German() if languages == ["de"] else gettext.NullTranslations()

gettext.translation = translation
"""
"""Stands for the file of translations in the reader process, which imports it at its start."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language("en")


def test_a_reader_process_gives_its_reasons_in_the_language_of_the_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    locked = samples.write_locked_pdf(tmp_path / "a.pdf")
    reader = ReaderProcess()
    try:
        use_language("de")
        assert reader.read(locked).reason == GERMAN
        use_language("en")
        assert reader.read(locked).reason == ENGLISH
    finally:
        reader.close()
