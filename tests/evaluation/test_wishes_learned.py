"""How it is learned what of a wish is asked for and what would do for it: marked pieces as letters, works judged right,
and figures of messages not seen."""

import json
import random
import re
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from assistant.chat.understand.heads import DIMENSIONS, States
from assistant.chat.understand.labels import KINDS
from assistant.evaluation.fit.judged_wishes import Aims, Judged, Wish
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


SHELF = np.random.default_rng(5).normal(size=(4, 7)).astype(np.float32)
"""Features of four works, of which each is right for one of the wishes and the next one wrong: 2 + 2 of vectors, 3 of
cards."""


def judged(states: States) -> list[Judged]:
    found = []
    for at, line in enumerate(LINES):
        text = str(line["text"])
        right, wrong = np.arange(4) == at, np.arange(4) == (at + 1) % 4
        wish = Wish(text, "x1", "s", np.ones(4, np.bool_), right, wrong)
        kept = states.of(states.tokens(text, "")[0])[0].astype(np.float16)
        found.append(Judged(wish, np.full(4, 0.5, np.float32), kept))
    return found


def test_marked_pieces_and_right_works_are_learned(tmp_path: Path) -> None:
    file, folder = tmp_path / "messages.jsonl", models_folder() / MULTILINGUAL_FOLDER
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    states = States(folder)
    marked = examples(file, states)
    text = marked[0].message.text
    assert "".join(np.asarray(list(text))[marked[0].letters[0] > 0]) == "long novel"
    assert [KINDS[one.kind] for one in marked] == ["book", "music", "music", "book"]
    torch.manual_seed(1)
    random.seed(1)
    net, rounds = Net(folder, np.zeros((5, 7), np.float32)), []
    aims = Aims(judged(states), {"s": SHELF})
    train(net, marked, aims, 35, rounds.append)
    losses = [[float(word) for word in re.findall(r"\d\.\d+", line)] for line in rounds]
    assert losses[-1][0] < losses[0][0] / 2 and losses[-1][1] < losses[0][1] / 2
    assert figures(marked, *heard(net, marked))["aside"] > 0.95
    wishes, fits = aims.fits(net)
    assert [int(one.argmax()) for one in fits] == [int(one.wish.right.argmax()) for one in wishes]


def test_a_right_work_is_set_against_all_that_are_not_and_most_against_the_wrong_ones() -> None:
    class Pointing(nn.Module):
        """Seeks what one work has, whatever is wished."""

        def __init__(self, work: int) -> None:
            super().__init__()
            self.work = work

        def sought(self, states: Tensor, heard: Tensor, own: Tensor, vectors: Tensor) -> Tensor:
            return 5 * torch.eye(3)[self.work].expand(len(states), 3)

    sides = ([True] * 3, [True, False, False], [False, True, False])
    one = Judged(
        Wish("…", "", "s", *(np.asarray(side) for side in sides)), np.zeros(2, np.float32),
        np.zeros((4, DIMENSIONS), np.float16),
    )  # fmt: skip
    aims = Aims([one, one], {"s": np.eye(3, dtype=np.float32)})
    assert [len(batch) for batch in aims.batches(1)] == [1, 1]
    missed = [aims.loss(Pointing(at), [one], 0.0).item() for at in range(3)]
    assert missed[0] < 0.1 < missed[2] < missed[1]
