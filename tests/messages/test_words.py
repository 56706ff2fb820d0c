"""What a person reads stands in the catalogue: window, command line and what lies below them."""

import pytest

from tests.messages.outside import ROOT, modules, outside

WHOLE = (
    "gui", "indexers", "profiles", "assistant/app", "assistant/cards", "assistant/chat", "assistant/cli",
    "assistant/domain", "assistant/embedding", "assistant/evaluation/report_card.py", "assistant/explain",
    "assistant/lists", "assistant/llm", "assistant/recommend", "assistant/search", "assistant/security",
    "assistant/settings", "assistant/setup", "assistant/storage",
)  # fmt: skip
"""Where nothing is left: all that a person meets. What only measures and fits stands apart."""


@pytest.mark.parametrize("folder", WHOLE)
def test_no_words_stand_outside_the_catalogue(folder: str) -> None:
    left = [(str(path.relative_to(ROOT)), *found) for path in modules((folder,)) for found in outside(path)]
    assert left == []


def test_the_finder_finds(tmp_path) -> None:
    file = tmp_path / "page.py"
    file.write_text('def shown() -> str:\n    """Not this."""\n    return "Two words" + tr("Not these words")\n')
    assert list(outside(file)) == [(3, "Two words")]
