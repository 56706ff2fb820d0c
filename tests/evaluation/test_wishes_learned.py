"""How it is learned what of a wish is asked for: marked pieces as letters, and figures of messages not seen."""

import json
from pathlib import Path

import numpy as np
import torch

from assistant.chat.understand.heads import States
from assistant.chat.understand.labels import KINDS
from assistant.evaluation.fit.wish_heads import Net, examples, figures, heard, train
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

LINES = [
    {"author": "x1", "lang": "en", "before": [], "text": f"{aside}. {wish}", "say": [said], "not": [], "aside": [aside],
     "form": {"act": "recommend", "kind": kind}}
    for aside, wish, said, kind in (
        ("Rain since Monday", "a long novel", "long novel", "book"),
        ("The dog is at the vet", "loud songs please", "loud songs", "music"),
        ("My sister has moved out", "play me quiet songs", "quiet songs", "music"),
        ("Exams on Friday", "a short novel to read", "short novel", "book"),
    )
]  # fmt: skip


def test_marked_pieces_are_learned(tmp_path: Path) -> None:
    file, folder = tmp_path / "messages.jsonl", models_folder() / MULTILINGUAL_FOLDER
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    marked = examples(file, States(folder))
    text = marked[0].message.text
    assert "".join(np.asarray(list(text))[marked[0].letters[0] > 0]) == "long novel"
    assert [KINDS[one.kind] for one in marked] == ["book", "music", "music", "book"]
    torch.manual_seed(1)
    net, rounds = Net(folder), []
    train(net, marked, 35, rounds.append)
    losses = [float(line.split()[-1]) for line in rounds]
    assert losses[-1] < losses[0] / 2
    assert figures(marked, *heard(net, marked))["aside"] > 0.95
