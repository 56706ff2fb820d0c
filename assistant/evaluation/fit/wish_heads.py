"""Learns what of a wish is asked for: `python -m assistant.evaluation.fit.wish_heads`. Needs the development extra.

Trains the last layers of the multilingual encoder with linear heads on them, by the messages of resources/corpus in
which writers marked what is wished for, what is denied and what only tells of circumstances. Writes
resources/understanding/wishes.npz with its card wishes.toml.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.chat.understand.heads import DIMENSIONS, KEPT_LAYERS, States, context_of
from assistant.chat.understand.labels import KINDS, SPANS
from assistant.chat.understand.wish_heads import WishWeights, Word
from assistant.evaluation.fit.message_examples import CORPUS, MARKED, Message, read_message, values_of
from assistant.evaluation.fit.upper_layers import exported, upper_layers
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

Floats = NDArray[np.float32]
SOURCE = CORPUS / MARKED
RESOURCES = Path(__file__).parents[3] / "resources" / "understanding"
SEED, ROUNDS, BATCH = 1, 6, 16
RATE, HEAD_RATE, WARM_UP = 2e-4, 3e-3, 30
UNHEARD = 0.1
"""Of the tokens, as many are not heard in training."""
_MARKED = ("say", "not", "aside")
"""What the corpus calls the SPANS."""
_SHORTEST = 7
"""Characters of a marked piece that is looked for wherever it stands; a shorter one is meant where it comes first."""
_WISHES = frozenset({"recommend", "refine", "list", "search"})
_OF_KIND = 0.5


@dataclass(frozen=True)
class Example:
    """A message with its states by the kept layers, of which the first `own` are its own. `letters`: (SPANS,
    characters) of 0 and 1; `kind`: the place in KINDS."""

    message: Message
    is_wish: bool
    states: NDArray[np.float16]
    own: int
    words: Sequence[Word]
    letters: Floats
    kind: int


def examples(path: Path, states: States) -> list[Example]:
    return [_example(json.loads(line), states) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _example(data: dict[str, Any], states: States) -> Example:
    message = read_message(data)
    own, context = states.tokens(message.text, context_of(message.before))
    letters = np.stack([_marked(message.text, data.get(name) or []) for name in _MARKED])
    found = states.of(own + context)[0].astype(np.float16)
    is_wish = message.form["act"] in _WISHES
    words = states.words(message.text)
    return Example(message, is_wish, found, len(own), words, letters, values_of(message.form)["kind"])


def _marked(text: str, pieces: Sequence[str]) -> Floats:
    letters = np.zeros(len(text), np.float32)
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            letters[at : at + len(piece)] = 1
            at = text.find(piece, at + 1) if len(piece) >= _SHORTEST else -1
    return letters


class Net(nn.Module):
    """The layers and the heads on them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.layers = upper_layers(folder, range(KEPT_LAYERS, 12))
        self.spans = nn.Linear(2 * DIMENSIONS, len(SPANS))
        self.kinds = nn.Linear(3 * DIMENSIONS, len(KINDS))

    def forward(self, states: Tensor, everything: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the spans of each token, and those of the kinds of each message."""
        for layer in self.layers:
            states = layer(states, everything)

        def mean(mask: Tensor) -> Tensor:
            return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)

        told = mean(own)
        each = torch.cat([states, told[:, None].expand_as(states)], 2)
        seen = torch.cat([mean(everything), told, states[:, 0]], 1)
        spans: Tensor = self.spans(functional.dropout(each, 0.1, self.training))
        kinds: Tensor = self.kinds(functional.dropout(seen, 0.1, self.training))
        return spans, kinds


def _batch(chosen: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """States (messages, tokens, DIMENSIONS), masks of all tokens, of the message's own and of those of words in wishes,
    and the spans that hold, (messages, tokens, SPANS)."""
    longest = max(len(one.states) for one in chosen)
    states = torch.zeros(len(chosen), longest, DIMENSIONS)
    everything, own, told = (torch.zeros(len(chosen), longest) for _ in range(3))
    spans = torch.zeros(len(chosen), longest, len(SPANS))
    for at, one in enumerate(chosen):
        states[at, : len(one.states)] = torch.from_numpy(one.states.astype(np.float32))
        everything[at, : len(one.states)], own[at, : one.own] = 1, 1
        for word in one.words:
            told[at, word.first : word.last] = float(one.is_wish)
            marked = one.letters[:, word.start : word.end].mean(1) > 0.5
            spans[at, word.first : word.last] = torch.from_numpy(marked.astype(np.float32))
    return states, everything, own, told, spans


def train(net: Net, chosen: Sequence[Example], rounds: int, say: Callable[[str], None]) -> None:
    """Shows the net the examples so many rounds."""
    inner, heads = list(net.layers.parameters()), [*net.spans.parameters(), *net.kinds.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": inner, "lr": RATE, "weight_decay": 0.05}, {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.01}]
    )
    steps = rounds * -(-len(chosen) // BATCH)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for round_ in range(rounds):
        net.train()
        total = 0.0
        order = random.sample(list(chosen), len(chosen))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            found = _loss(net, batch)
            optimiser.zero_grad()
            found.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(inner, 1.0)
            optimiser.step()
            slower.step()
            total += found.item() * len(batch)
        say(f"round {round_ + 1} of {rounds}: loss {total / len(chosen):.3f}")


def _loss(net: Net, batch: Sequence[Example]) -> Tensor:
    states, everything, own, told, spans = _batch(batch)
    heard = (torch.rand_like(everything) >= UNHEARD).float()
    heard[:, 0] = 1
    found, kinds = net(states, everything * heard, own)
    of_words = functional.binary_cross_entropy_with_logits(found, spans, reduction="none") * told[..., None]
    of_kinds = functional.cross_entropy(kinds, torch.tensor([one.kind for one in batch]))
    return of_words.sum() / told.sum().clamp(min=1) + _OF_KIND * of_kinds


def heard(net: Net, chosen: Sequence[Example]) -> tuple[list[Floats], Floats]:
    """Of each example the logits of its own tokens' spans, and of all those of the kinds, (examples, KINDS)."""
    net.eval()
    spans, kinds = [], []
    with torch.no_grad():
        for one in chosen:
            states, everything, own, *_ = _batch([one])
            found, said = net(states, everything, own)
            spans.append(found[0, : one.own].numpy())
            kinds.append(said[0].numpy())
    return spans, np.stack(kinds)


def assembled(net: Net) -> WishWeights:
    """Weights as the program takes them."""
    parts = (net.spans.weight, net.spans.bias, net.kinds.weight, net.kinds.bias)
    return WishWeights(exported(net.layers, KEPT_LAYERS), *(part.detach().numpy() for part in parts))


def figures(held: Sequence[Example], spans: Sequence[Floats], kinds: Floats) -> dict[str, float]:
    """Of messages not seen: the area under the curve of each span over the words of wishes, and how many kinds are
    right of those that are said or meant."""
    told = {}
    for at, name in enumerate(SPANS):
        pairs = [
            (found[word.first : word.last, at].mean(), one.letters[at, word.start : word.end].mean() > 0.5)
            for one, found in zip(held, spans, strict=True) if one.is_wish for word in one.words
        ]  # fmt: skip
        told[name] = _area(np.asarray([score for score, _ in pairs]), np.asarray([is_so for _, is_so in pairs]))
    of_kind = [at for at, one in enumerate(held) if one.is_wish and one.kind]
    heard_kinds = kinds[of_kind, 1:].argmax(1) + 1
    return told | {"kinds": float(np.mean(heard_kinds == [held[at].kind for at in of_kind]))}


def _area(scores: NDArray[Any], is_so: NDArray[np.bool_]) -> float:
    """How often one that is so scores higher than one that is not (Hanley and McNeil 1982)."""
    ranks = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    so = int(is_so.sum())
    return float((ranks[is_so].sum() - so * (so + 1) / 2) / max(so * (len(scores) - so), 1))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn what of a wish is asked for.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for wishes.npz and wishes.toml")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    folder = models_folder() / MULTILINGUAL_FOLDER
    everything = examples(SOURCE, States(folder))
    held = [one for one in everything if one.message.is_development]
    seen = [one for one in everything if not one.message.is_development]

    def say(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    net = Net(folder)
    train(net, seen, options.rounds, say)
    scores = figures(held, *heard(net, held))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "wishes.npz").write_bytes(assembled(net).to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.wish_heads`. Figures: messages of authors held back.",
        'encoder = "multilingual-e5-small"', f"messages = {len(seen)}", f"rounds = {options.rounds}", f"seed = {SEED}",
        "", "[data]", f'"{SOURCE.name}" = "{hashlib.sha256(SOURCE.read_bytes()).hexdigest()}"',
        "", "[unseen]", *(f'"{name}" = {value:.4f}' for name, value in scores.items()),
    ]  # fmt: skip
    (options.out / "wishes.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    say("  ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
