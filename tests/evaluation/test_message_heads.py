"""How messages are learned and judged: forms of different writers made one, phrases, weights, and the bench."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.chat.understand.heads import Earlier
from assistant.chat.understand.labels import ABOUTS, ACTS, CARDS, VERDICTS
from assistant.domain.errors import AssistantError
from assistant.evaluation.bench.understanding.messages import bench_messages
from assistant.evaluation.fit.message_examples import Message, read_messages, targets, training_files, values_of
from assistant.evaluation.fit.phrase_head import fit_phrases

LINES = (
    {"author": "x1", "lang": "en", "text": "how many letters from the tax office have I got?",
     "form": {"act": "ask_library", "kind": "document", "about": "library"}},
    {"author": "x1", "lang": "de", "text": "wer hat das zweite geschrieben?",
     "before": [{"you": "etwas Ruhiges"}, {"alcove": "Bitte.", "cards": ["A by B", "C by D"]}],
     "form": {"act": "ask_item", "card": 2, "about": {"title": "C"}, "question": "Who wrote it?"}},
    {"author": "x2", "lang": "en", "text": "finished it, four and a half stars",
     "form": {"act": "verdict", "verdict": 4.5, "of": {"card": "it"}, "also": "recommend"}},
)  # fmt: skip


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    file = tmp_path / "messages.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return file


def test_writers_habits_are_made_one(judged: Path) -> None:
    library, item, verdict = read_messages(judged)
    assert item.before == (Earlier(True, "etwas Ruhiges"), Earlier(False, "Bitte.", ["A by B", "C by D"]))
    assert ABOUTS[values_of(item.form)["about"]] == "item" and CARDS[values_of(item.form)["card"]] == 2
    assert VERDICTS[values_of(verdict.form)["verdict"]] == "liked" and CARDS[values_of(verdict.form)["card"]] == "it"
    does = targets([library, item, verdict])["does"]
    assert does.sum(1).tolist() == [1, 1, 2] and does[2, list(ACTS).index("recommend")] == 1


def test_what_judges_is_never_learned_from() -> None:
    assert [path.name for path in training_files() if "-c" in path.name] == []
    assert len({message.author for path in training_files() for message in read_messages(path)}) > 40


def test_phrases_tell_acts_apart() -> None:
    def said(text: str, act: str) -> Message:
        return Message("x", "en", text, (), {"act": act})

    own = [said(f"open {name}", "open") for name in ("one", "two", "three")]
    own += [said(f"undo {name}", "undo") for name in ("one", "two", "three")]
    logits = fit_phrases(own).logits([said("undo the first", ""), said("open the first", "")])
    acts = list(ACTS)
    assert [acts[at] for at in np.argmax(logits, axis=1)] == ["undo", "open"]


def test_the_bench_tells_acts_slots_and_whole_forms(judged: Path) -> None:
    rows = {row["name"]: row for row in bench_messages(judged)}
    assert rows["acts, English"]["value"] == rows["acts, other languages"]["value"] == 1
    assert rows["acts, other languages, by rules alone"]["value"] == 0
    assert 0 <= rows["form, every slot, English"]["value"] <= rows["kind, English"]["value"]
    assert rows["acts, English"]["peer"] == "goal"


def test_the_bench_says_where_its_messages_come_from(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="source of Alcove"):
        bench_messages(tmp_path / "none.jsonl")
