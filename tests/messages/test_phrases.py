"""Numbers, quotation marks and enumerations as each language writes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.messages import (
    decimal,
    duration,
    joined,
    one_line,
    preferred_language,
    quoted,
    short_duration,
    tr,
    use_language,
)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("code", "marks", "number"),
    [("en", "“A ‘B’ C”", "1,204.5"), ("de", "„A ‚B‘ C“", "1.204,5"), ("fr", "«\u00a0A “B” C\u00a0»", "1\u202f204,5")],
)
def test_marks_and_numbers_follow_the_language(code: str, marks: str, number: str) -> None:
    use_language(code)
    assert quoted('A "B" C') == marks
    assert decimal(1204.5, 1) == number


def test_what_is_enumerated() -> None:
    assert [joined(parts) for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("de", "fr_FR.UTF-8", "de"),
        ("system", "fr_FR.UTF-8", "fr"),
        ("system", "pl_PL.UTF-8", "en"),
        ("system", "", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems(
    monkeypatch: pytest.MonkeyPatch, chosen: str, system: str, spoken: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", system)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert preferred_language(chosen) == spoken


def test_a_language_nobody_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        use_language("xx")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.5, "30 seconds"), (1, "1 minute"), (45.4, "45 minutes"), (119, "119 minutes"), (210, "3.5 hours")],
)
def test_a_length_is_told_in_the_unit_that_people_use(minutes: float, words: str) -> None:
    assert duration(minutes) == words


def test_a_short_length_fits_a_line_of_facts() -> None:
    assert [short_duration(n) for n in (45, 89, 120, 143)] == ["45 min", "89 min", "2 h", "2 h 23 min"]


def test_names_stay_on_their_line() -> None:
    name = "a\n\x1b[2Jb\u2028c\u202e.fdp"
    assert one_line(name) == "a  [2Jb c.fdp"
    assert quoted(name) == "“a  [2Jb c.fdp”"
    assert "\n" not in tr("Written to {path}.", path=Path(name))
    assert one_line("क्‍ष") == "क्‍ष"


def test_french_leaves_out_the_vowel_before_another() -> None:
    use_language("fr")
    assert (
        tr("{title} is by {creators}.", title="«\u00a0X\u00a0»", creators="Italo Calvino").count("d’Italo Calvino") == 1
    )
    assert "de Muriel Spark" in tr("{title} is by {creators}.", title="«\u00a0X\u00a0»", creators="Muriel Spark")
