"""What a person reads stands in the catalogue: window, command line and what lies below them."""

import ast

import pytest

from tests.messages.outside import CATALOGUE, ROOT, modules, outside

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


def _unseen(node: ast.AST) -> list[str]:
    """Messages that whoever gathers them for the translators does not see: within an f-string, or told as a name."""
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    counted = [
        one for one in calls if one.func.id == "trn" and not all(isinstance(a, ast.Constant) for a in one.args[:2])
    ]
    strings = [one for one in ast.walk(node) if isinstance(one, ast.JoinedStr)]
    inside = [call for string in strings for call in ast.walk(string) if call in calls]
    hidden = [one for one in inside if one.func.id in CATALOGUE and isinstance(one.args[0], ast.Constant)]
    return [ast.unparse(one) for one in (*counted, *hidden)]


def test_every_message_is_seen_by_whoever_gathers_them() -> None:
    sample = "f'{tr(\"Words\")} {tr(known)}'; trn(one, many, 3); tr('Seen'); trn('a', 'b', 2)"
    assert len(_unseen(ast.parse(sample))) == 2
    left = {path.name: found for path in modules(WHOLE) if (found := _unseen(ast.parse(path.read_text("utf-8"))))}
    assert left == {}
