"""Learns which works are near for whoever loves one: `python -m assistant.evaluation.fit.judged.kinship`. Needs the
development extra.

Reads of resources/corpus what judges would hand on from a shelf to somebody who loves a work of it, and writes
resources/cards/kinship.npz with its card kinship.toml. Figures are those of shelves that were held back.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.cards.heads import default_heads as default_card_heads
from assistant.cards.maker import CardMaker
from assistant.embedding.encoder import OnnxEmbedder, model_of
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.card_examples import CORPUS
from assistant.evaluation.fit.judged.shelves import (
    GUIDE_SHELVES,
    RESOURCES,
    TAG_SPREAD,
    TAGS,
    Shelf,
    shelf_of,
    shelves_of_guide,
    standard,
)
from assistant.evaluation.fit.judged.untagged import partly_untagged
from assistant.recommend.text.kinship import Kin, KinMap
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

Floats = NDArray[np.float32]
KIN = CORPUS / "kin-works.jsonl"
SOURCES = (KIN, GUIDE_SHELVES, TAGS)
HELD_EVERY, FIRST_HELD = 5, 3
"""Of the shelves in the order of their names, every fifth from the fourth on is held back."""
AXES = 128
SEED, ROUNDS, RATE, DECAY, DROPPED, WARM_UP = 1, 5, 1e-3, 0.2, 0.4, 30
SHARP = 12.0
"""What cosines are multiplied by at first, as a softmax tells little apart by them."""
WRONG = 0.7
"""What a work that looks near and is not counts more than one that is beside the point, in logits."""


class Love(NamedTuple):
    """A work of a shelf by its row there, the rows of those that its lovers would take next, of those that only look
    so, and which are of its kind, (works,)."""

    shelf: str
    work: int
    close: tuple[int, ...]
    wrong: tuple[int, ...]
    kind: NDArray[np.bool_]


def read_loves(kinds: Mapping[str, Sequence[str]]) -> list[Love]:
    """Of each work what its first judge said, where anything is close. `kinds`: those of the works of each shelf."""
    found: dict[tuple[str, int], Love] = {}
    for line in KIN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        shelf, work = row["shelf"], row["work"] - 1
        close, wrong = (tuple(one - 1 for one in row[side]) for side in ("close", "wrong"))
        own = np.asarray([kind == kinds[shelf][work] for kind in kinds[shelf]])
        own[work] = False
        if close:
            found.setdefault((shelf, work), Love(shelf, work, close, wrong, own))
    return list(found.values())


def fit(shelves: Mapping[str, Shelf], loves: Sequence[Love], models: tuple[str, str]) -> KinMap:
    """By the softmax over the works of a shelf of how near they are to the one that is loved (Goldberger et al. 2005),
    from the leading axes of all works on."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    by_shelf: dict[str, list[Love]] = {}
    for one in loves:
        by_shelf.setdefault(one.shelf, []).append(one)
    names = sorted(by_shelf)
    measure = standard([shelves[name] for name in names])
    works = {name: torch.from_numpy(measure.of(shelves[name])) for name in names}
    tags = len(measure.usual)
    net = nn.Linear(len(measure.means), AXES, bias=False)
    axes = np.linalg.svd(np.concatenate([works[name].numpy() for name in names]), full_matrices=False)[2]
    net.weight.data = torch.from_numpy(axes[:AXES].astype(np.float32))
    sharp = nn.Parameter(torch.tensor(SHARP))
    slow, quick = {"lr": RATE, "weight_decay": DECAY}, {"lr": 0.05, "weight_decay": 0.0}
    optimiser = torch.optim.AdamW([{"params": [net.weight], **slow}, {"params": [sharp], **quick}])
    steps = ROUNDS * len(names)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for _ in range(ROUNDS):
        for name in random.permutation(names).tolist():
            told = functional.dropout(partly_untagged(works[name], tags), DROPPED)
            placed = functional.normalize(net(told), dim=1)
            near = sharp * placed[[one.work for one in by_shelf[name]]] @ placed.T
            loss = torch.stack([_missed(own, one) for own, one in zip(near, by_shelf[name], strict=True)]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    weights = net.weight.detach().numpy().T.copy()
    weights[len(measure.means) :] /= TAG_SPREAD
    return KinMap(models, weights, *measure)


def _missed(near: Tensor, love: Love) -> Tensor:
    """How far what is close comes behind the others of its kind."""
    beside = love.kind.copy()
    beside[list(love.close)] = False
    tempting = torch.zeros(len(near))
    tempting[list(love.wrong)] = WRONG
    others = torch.logsumexp((near + tempting)[torch.from_numpy(beside)], 0)
    return functional.softplus(others - near[list(love.close)]).mean()


def precision(near: Mapping[str, Floats], loves: Sequence[Love]) -> float:
    """The mean average precision of what is close, by how near works are to one another, (works, works) of a shelf."""
    found = []
    for one in loves:
        own = np.where(one.kind, near[one.shelf][one.work], -np.inf)
        hits = np.isin(np.argsort(-own, kind="stable"), one.close)
        found.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(found))


def _near(learned: KinMap, shelf: Shelf) -> Floats:
    """How near works of a shelf are to one another, (works, works)."""
    placed = learned.vectors(shelf.works[0], shelf.works[1], shelf.cards, shelf.tags)
    return Kin(placed).to_all(np.arange(len(placed)))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn which works are near for whoever loves one.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for kinship.npz and kinship.toml")
    options = parser.parse_args(arguments)
    folder = models_folder() / MULTILINGUAL_FOLDER
    embedders = OnnxEmbedder(models_folder() / "encoder"), MultilingualEmbedder(folder).apart
    maker = CardMaker(default_card_heads(), MultilingualEmbedder(folder))
    subjects = shelves_of_guide()
    loves = read_loves({name: [one.item.kind for one in own] for name, own in subjects.items()})
    names = sorted({one.shelf for one in loves})
    shelves = {name: shelf_of(subjects[name], embedders, maker) for name in names}
    held = set(names[FIRST_HELD::HELD_EVERY])
    seen, unseen = ([one for one in loves if (one.shelf in held) == side] for side in (False, True))
    learned = fit(shelves, seen, (model_of(embedders[0].name), model_of(embedders[1].name)))
    plain = {name: shelves[name].works[0] @ shelves[name].works[0].T for name in held}
    near = {name: _near(learned, shelves[name]) for name in held}
    figures = {"cosines": precision(plain, unseen), "by kinship": precision(near, unseen)}
    (options.out / "kinship.npz").write_bytes(learned.to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.judged.kinship`. Figures: mean average precision of the",
        "# works that lovers of a work would take next, on shelves that were held back.",
        f"works = {len(seen)}", f"axes = {AXES}", f"rounds = {ROUNDS}", f"seed = {SEED}", "", "[data]",
        *(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in SOURCES),
        "", "[held_back]", *(f'"{name}" = {value:.4f}' for name, value in figures.items()),
    ]  # fmt: skip
    (options.out / "kinship.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write("  ".join(f"{name} {value:.3f}" for name, value in figures.items()) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
