"""Learns to read messages: `python -m assistant.evaluation.fit.message_heads`. Needs the development extra.

Trains the last layers of the multilingual encoder with linear heads on them, and beside them a linear reading of
phrases; what is held back for development says how both are weighed. Reads the messages of resources/corpus but those
for judging, and writes resources/understanding/heads.npz with its card heads.toml.
"""

import argparse
import hashlib
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.chat.understand.heads import (
    DIMENSIONS,
    FLAGS,
    KEPT_LAYERS,
    Earlier,
    HeadWeights,
    States,
    context_of,
    flags,
)
from assistant.chat.understand.labels import ANY_OF, ONE_OF, PLACES, VALUES
from assistant.evaluation.fit.card_heads import platt
from assistant.evaluation.fit.message_examples import NEEDS, Message, read_messages, targets, told_needs, training_files
from assistant.evaluation.fit.phrase_head import PhraseHead, fit_phrases
from assistant.evaluation.fit.upper_layers import exported, imported, upper_layers
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

Floats = NDArray[np.float32]
RESOURCES = Path(__file__).parents[3] / "resources" / "understanding"
SEED, ROUNDS, BATCH = 1, 5, 16
LAYERS = range(KEPT_LAYERS, 12)
RATE, HEAD_RATE, WARM_UP = 2e-4, 3e-3, 60
UNHEARD = 0.1
"""Of the tokens, as many are not heard in training; of the replies before, half lose their words."""
_WEIGHTS = {"act": 2.0} | dict.fromkeys(ANY_OF, 0.15)
_SMOOTHING = 0.05


class Prepared:
    """The states of messages by the kept layers, once as they are and once without the words of replies before."""

    def __init__(self, messages: Sequence[Message], states: States) -> None:
        self.forms: list[list[tuple[NDArray[np.float16], int]]] = []
        for message in messages:
            quiet = [turn if turn.said else Earlier(False, "", turn.cards) for turn in message.before]
            both = [message.before] if not message.before else [message.before, quiet]
            self.forms.append([_states(message.text, before, states) for before in both])
        self.flags = np.stack([flags(message.text, message.before) for message in messages])
        self.targets = {name: torch.from_numpy(found) for name, found in targets(messages).items()}
        self.messages = messages

    def batch(self, rows: Sequence[int], vary: bool) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """States (rows, tokens, DIMENSIONS), masks of all tokens and of the message's own, and flags."""
        chosen = [random.choice(self.forms[row]) if vary else self.forms[row][0] for row in rows]
        longest = max(len(states) for states, _ in chosen)
        states = torch.zeros(len(rows), longest, DIMENSIONS)
        everything, own = torch.zeros(len(rows), longest), torch.zeros(len(rows), longest)
        for at, (found, first) in enumerate(chosen):
            states[at, : len(found)] = torch.from_numpy(found.astype(np.float32))
            everything[at, : len(found)], own[at, :first] = 1, 1
        if vary:
            kept = (torch.rand(len(rows), longest) >= UNHEARD).float()
            kept[:, 0] = 1
            everything, own = everything * kept, own * kept
        return states, everything, own, torch.from_numpy(self.flags[list(rows)])

    def length(self, row: int) -> int:
        return len(self.forms[row][0][0])


def _states(text: str, before: Sequence[Earlier], states: States) -> tuple[NDArray[np.float16], int]:
    own, context = states.tokens(text, context_of(before))
    return states.of(own + context)[0].astype(np.float16), len(own)


class Net(nn.Module):
    """The layers and the heads on them."""

    def __init__(self, folder: Path, learned: HeadWeights | None = None) -> None:
        """As the encoder in `folder` has the layers, or as they were `learned` before."""
        super().__init__()
        self.layers = upper_layers(folder, LAYERS)
        self.head = nn.Linear(3 * DIMENSIONS + FLAGS, VALUES)
        nn.init.normal_(self.head.weight, std=0.02)
        if learned is not None:
            imported(self.layers, KEPT_LAYERS, learned.upper)
            self.head.weight.data = torch.from_numpy(learned.weights.copy())
            self.head.bias.data = torch.from_numpy(learned.bias.copy())

    def forward(self, states: Tensor, everything: Tensor, own: Tensor, known: Tensor) -> Tensor:
        for layer in self.layers:
            states = layer(states, everything)

        def mean(mask: Tensor) -> Tensor:
            return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)

        seen = torch.cat([mean(everything), mean(own), states[:, 0]], 1)
        logits: Tensor = self.head(torch.cat([functional.dropout(seen, 0.1, self.training), known], 1))
        return logits


def train(net: Net, prepared: Prepared, rows: Sequence[int], rounds: int, say: Callable[[str], None]) -> None:
    """Shows the net the messages `rows` so many rounds."""
    optimiser = torch.optim.AdamW(_groups(net))
    steps = rounds * -(-len(rows) // BATCH)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for round_ in range(rounds):
        net.train()
        total = 0.0
        for batch in _batches(prepared, rows):
            found = loss(net(*prepared.batch(batch, vary=True)), {k: v[batch] for k, v in prepared.targets.items()})
            optimiser.zero_grad()
            found.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.layers.parameters(), 1.0)
            optimiser.step()
            slower.step()
            total += found.item() * len(batch)
        say(f"round {round_ + 1} of {rounds}: loss {total / len(rows):.3f}")


def _groups(net: Net) -> list[dict[str, object]]:
    inner = list(net.layers.parameters())
    return [
        {"params": [one for one in inner if one.dim() > 1], "lr": RATE, "weight_decay": 0.05},
        {"params": [one for one in inner if one.dim() == 1], "lr": RATE, "weight_decay": 0.0},
        {"params": net.head.parameters(), "lr": HEAD_RATE, "weight_decay": 0.01},
    ]


def _batches(prepared: Prepared, rows: Sequence[int]) -> list[list[int]]:
    """Messages of about the same length together, in a new order each time."""
    order = random.sample(list(rows), len(rows))
    made = []
    for start in range(0, len(order), 12 * BATCH):
        near = sorted(order[start : start + 12 * BATCH], key=prepared.length)
        made += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    return random.sample(made, len(made))


def loss(logits: Tensor, wanted: dict[str, Tensor]) -> Tensor:
    """Cross entropy of groups with one value, and of each value of the others, weighed by _WEIGHTS."""
    total = torch.zeros(())
    for group in ONE_OF:
        smoothing = _SMOOTHING if group == "act" else 0.0
        part = functional.cross_entropy(logits[:, PLACES[group]], wanted[group].long(), label_smoothing=smoothing)
        total = total + _WEIGHTS.get(group, 0.4) * part
    for group in ANY_OF:
        place = logits[:, PLACES[group]]
        part = functional.binary_cross_entropy_with_logits(place, wanted[group], reduction="sum") / len(logits)
        total = total + _WEIGHTS[group] * part
    return total


def logits_of(net: Net, prepared: Prepared, rows: Sequence[int]) -> Floats:
    """(rows, VALUES)."""
    net.eval()
    with torch.no_grad():
        found = [net(*prepared.batch([row], vary=False)).numpy() for row in rows]
    return np.concatenate(found)


def weighed_acts(logits: Floats, spoken: Floats, acts: NDArray[np.int64]) -> Floats:
    """The two factors of the logits of acts, (2,), by which messages not seen are likeliest."""
    grid = [(a / 20, b / 20) for a in range(4, 31) for b in range(0, 21)]
    return np.asarray(min(grid, key=lambda pair: _surprise(pair[0] * logits + pair[1] * spoken, acts)), np.float32)


def _surprise(logits: Floats, acts: NDArray[np.int64]) -> float:
    shifted = logits - logits.max(1, keepdims=True)
    likely = shifted[np.arange(len(acts)), acts] - np.log(np.exp(shifted).sum(1))
    return -float(likely.mean())


def assembled(net: Net, phrases: PhraseHead, logits: Floats, spoken: Floats, wanted: dict[str, Tensor]) -> HeadWeights:
    """Weights as the program takes them; `logits`, `spoken` and `wanted` are of messages not seen."""
    slopes, offsets = np.ones(VALUES, np.float32), np.zeros(VALUES, np.float32)
    for group in ANY_OF:
        for at, column in enumerate(range(PLACES[group].start, PLACES[group].stop)):
            slopes[column], offsets[column] = platt(logits[:, column], wanted[group][:, at].numpy().astype(np.float64))
    return HeadWeights(
        exported(net.layers, KEPT_LAYERS),
        net.head.weight.detach().numpy(),
        net.head.bias.detach().numpy(),
        phrases.weights,
        phrases.rarity,
        weighed_acts(logits[:, PLACES["act"]], spoken, wanted["act"].numpy().astype(np.int64)),
        slopes,
        offsets,
    )


def figures(weights: HeadWeights, logits: Floats, spoken: Floats, messages: Sequence[Message]) -> dict[str, float]:
    """Of messages not seen: how many acts are right, in English and else, how many of the sure ones, and how sure."""
    acts = weights.shares[0] * logits[:, PLACES["act"]] + weights.shares[1] * spoken
    grown = np.exp(acts - acts.max(1, keepdims=True))
    likely = (grown / grown.sum(1, keepdims=True)).max(1)
    right = acts.argmax(1) == targets(messages)["act"]
    english = np.asarray([message.language == "en" for message in messages])
    sure = likely >= 0.7
    found = {"acts, English": right[english], "acts, other languages": right[~english], "sure acts": right[sure]}
    return {name: float(each.mean()) for name, each in found.items()} | {"share of sure": float(sure.mean())}


def write(
    weights: HeadWeights, scores: dict[str, float], sources: Sequence[Path], course: Sequence[str], folder: Path
) -> None:
    """The weights, and the card that says where they come from. course: lines that say how it was learned."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(weights.to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.message_heads`. Figures: messages of authors held back;",
        "# for a writer of whom nothing was seen, `alcove bench understanding`.",
        'encoder = "multilingual-e5-small"', *course, f"seed = {SEED}", "",
        "[data]", *(f'"{path.name}" = "{_digest(path)}"' for path in sources),
        "", "[unseen]", *(f'"{name}" = {value:.4f}' for name, value in scores.items()),
    ]  # fmt: skip
    (folder / "heads.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn to read messages.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for heads.npz and heads.toml")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--share", type=float, default=1.0, help="of the authors to learn from, for learning curves")
    parser.add_argument("--go-on", type=Path, help="heads.npz of an earlier run to learn on from")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    folder, sources = models_folder() / MULTILINGUAL_FOLDER, training_files()
    messages = [*(message for path in sources for message in read_messages(path)), *told_needs()]
    prepared = Prepared(messages, States(folder))
    authors = sorted({message.author for message in messages if not message.is_development})
    heard = set(random.Random(SEED).sample(authors, round(options.share * len(authors))))
    rows = [row for row, message in enumerate(messages) if message.author in heard]
    held = [row for row, message in enumerate(messages) if message.is_development]

    def say(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    phrases = fit_phrases([messages[row] for row in rows])
    course = [f"messages = {len(rows)}", f"rounds = {options.rounds}"]
    learned: HeadWeights | None = None
    if options.go_on:
        learned = HeadWeights.from_bytes(options.go_on.read_bytes())
        course.append(f'after = "{_digest(options.go_on)}"')
    net = Net(folder, learned)
    train(net, prepared, rows, options.rounds, say)
    logits, spoken = logits_of(net, prepared, held), phrases.logits([messages[row] for row in held])
    wanted = {name: found[held] for name, found in prepared.targets.items()}
    weights = assembled(net, phrases, logits, spoken, wanted)
    scores = figures(weights, logits, spoken, [messages[row] for row in held])
    write(weights, scores, [*sources, NEEDS], course, options.out)
    say("  ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
