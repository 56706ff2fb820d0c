"""Learns the small heads that read Greek and Cyrillic, and tell scripts, from printed lines of every script.

`python -m assistant.evaluation.fit.ocr_heads FOLDER [LINES]` writes greek.npz, cyrillic.npz and scripts.npz, with the
fonts of this machine; those shipped were learned from DejaVu, the URW base 35, Noto, Gentium, Nanum, IPA, WenQuanYi and
our own. Needs torch, which comes with the tools of development.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import load_session
from assistant.evaluation.fit.ocr_lines import printed_lines, scripts
from assistant.settings.paths import OCR_FOLDER, RECOGNISER_FILE, models_folder
from indexers.ocr.recognition import characters_of, read_line
from indexers.ocr.scripts import Features, pooled

HIDDEN, WIDTH, BATCH, EPOCHS = 128, 5, 32, 24
LINES, TOLD_BY = 5000, 80
"""Printed lines of a script to be read, and of each to be told."""
_STEEPEST, _NOISE, _PENALTY = 4e-3, 0.15, 5.0


@dataclass(frozen=True, slots=True)
class Example:
    """A printed line, as the recogniser's features see it."""

    text: str
    features: Features


def examples(script: str, many: int, seed: int) -> Iterator[Example]:
    recogniser = load_session(models_folder() / OCR_FOLDER, 1, RECOGNISER_FILE)
    characters = characters_of(recogniser)
    for line in printed_lines(script, many, seed):
        yield Example(line.text, read_line(recogniser, characters, line.picture)[1])


def learn_head(lines: Sequence[Example], epochs: int = EPOCHS) -> dict[str, NDArray[Any]]:
    """The weights of a Head: two convolutions and a product, by the CTC loss (Graves et al. 2006)."""
    import torch

    torch.manual_seed(0)
    letters = sorted({letter for line in lines for letter in line.text})
    seen = np.concatenate([line.features for line in lines[:500]])
    mean, scale = seen.mean(axis=0), seen.std(axis=0)
    first, second = (torch.nn.Conv1d(size, HIDDEN, WIDTH, padding=WIDTH // 2) for size in (seen.shape[1], HIDDEN))
    last, spared = torch.nn.Linear(HIDDEN, len(letters) + 1), torch.nn.Dropout(0.1)
    net = torch.nn.ModuleList([first, second, last])
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=1e-3)
    steps = epochs * (len(lines) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, _STEEPEST, total_steps=steps + 1)
    loss = torch.nn.CTCLoss(zero_infinity=True)
    for values, sizes, codes, lengths in _batches(lines, letters, mean, scale, epochs):
        inputs = torch.from_numpy(values)
        hidden = torch.relu(first(inputs.transpose(1, 2)))
        hidden = hidden + torch.relu(second(hidden))
        likely = last(spared(hidden.transpose(1, 2))).log_softmax(2).transpose(0, 1)
        optimiser.zero_grad()
        loss(likely, *(torch.from_numpy(each) for each in (codes, sizes, lengths))).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        pace.step()
    kept = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    return {
        "outputs": np.array(["", *letters]), "mean": mean, "scale": scale,
        "first": kept["0.weight"].transpose(2, 1, 0), "first_bias": kept["0.bias"],
        "second": kept["1.weight"].transpose(2, 1, 0), "second_bias": kept["1.bias"],
        "last": kept["2.weight"].T, "last_bias": kept["2.bias"],
    }  # fmt: skip


def _batches(
    lines: Sequence[Example], letters: Sequence[str], mean: Features, scale: Features, epochs: int
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """(features, steps of each, letters of all, letters of each), half of them with noise."""
    rng, codes = np.random.default_rng(0), {letter: code for code, letter in enumerate(letters, 1)}
    for _ in range(epochs):
        order = rng.permutation(len(lines))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = [lines[number] for number in order[start : start + BATCH]]
            sizes = np.array([len(line.features) for line in chosen], np.int64)
            values = np.zeros((BATCH, int(sizes.max()), len(mean)), np.float32)
            for row, line in zip(values, chosen, strict=True):
                row[: len(line.features)] = (line.features - mean) / scale
            if rng.random() < 0.5:
                values += rng.normal(0, _NOISE, values.shape).astype(np.float32)
            said = np.array([codes[letter] for line in chosen for letter in line.text], np.int64)
            yield values, sizes, said, np.array([len(line.text) for line in chosen], np.int64)


def learn_scripts(lines: dict[str, Sequence[Example]]) -> dict[str, NDArray[Any]]:
    """The weights of a ScriptTeller."""
    import torch

    values = np.stack([pooled(line.features) for told in lines.values() for line in told])
    labels = np.repeat(np.arange(len(lines)), [len(told) for told in lines.values()])
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    inputs, wanted = torch.from_numpy((values - mean) / scale), torch.from_numpy(labels)
    regression = torch.nn.Linear(inputs.shape[1], len(lines))
    optimiser = torch.optim.LBFGS(regression.parameters(), max_iter=500, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        missed = torch.nn.functional.cross_entropy(regression(inputs), wanted)
        loss = missed + _PENALTY / len(inputs) * regression.weight.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]
    product, bias = (value.detach().numpy() for value in (regression.weight.T, regression.bias))
    return {"outputs": np.array(list(lines)), "mean": mean, "scale": scale, "product": product, "bias": bias}


def write(path: Path, weights: dict[str, NDArray[Any]]) -> None:
    """In half precision: reading is as good with it."""
    halved = {name: values if name == "outputs" else values.astype(np.float16) for name, values in weights.items()}
    np.savez_compressed(path, **halved)  # type: ignore[arg-type]


def main(folder: str, many: str = str(LINES)) -> None:
    target, told = Path(folder), dict[str, Sequence[Example]]()
    for script in scripts():
        wanted = int(many) if script in ("greek", "cyrillic") else TOLD_BY
        lines = list(examples(script, wanted, 1))
        told[script] = lines[: 4 * TOLD_BY]
        if wanted != TOLD_BY:
            write(target / f"{script}.npz", learn_head(lines))
    write(target / "scripts.npz", learn_scripts(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
