"""The bench for answers: what counts as right, and what as said in vain."""

import json
from pathlib import Path

import pytest

from assistant.chat.document_questions import DocumentAnswer
from assistant.domain.errors import AssistantError
from assistant.evaluation.bench.answers import bench_answers, holds_all


def test_all_that_must_be_said_is_looked_for_where_a_word_begins() -> None:
    answer = DocumentAnswer(("“It costs 350 euros, due in May.” [1]",))
    assert holds_all(answer, ["350|three hundred", "May"])
    assert not holds_all(answer, ["350", "June"]) and not holds_all(answer, ["50"])


def test_the_bench_asks_its_own_documents(tmp_path: Path) -> None:
    (tmp_path / "shed.md").write_text(
        "# The shed\n\nThe key to the shed hangs behind the clock.\n\nRent is 12 a month.\n"
    )
    asked = [
        {
            "question": "Where does the key to the shed hang?",
            "answerable": True,
            "must": ["clock"],
            "sources": ["shed.md"],
        },
        {"question": "Who won the war of the roses?", "answerable": False, "must": [], "sources": []},
    ]
    (tmp_path / "questions.jsonl").write_text("".join(json.dumps(one) + "\n" for one in asked))
    rows = {row["name"]: row["value"] for row in bench_answers(tmp_path)}
    assert rows["right answer quoted, with its source"] == 1
    assert rows["unanswerable, answered all the same"] == 0


def test_the_bench_says_where_its_documents_come_from(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="source of Alcove"):
        bench_answers(tmp_path)
