"""Learns what would do for a wish: `python -m assistant.evaluation.fit.judged.wish_map`. Needs the development extra.

Reads the wishes of resources/corpus with the works of a shelf that people judged right or wrong for them, and writes
resources/cards/wish_map.npz with its card wish_map.toml. Figures are those of wishes by writers who were held back.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.cards.heads import default_heads as default_card_heads
from assistant.cards.maker import CardMaker, Subject
from assistant.chat.understand.heads import MessageHeads, default_heads
from assistant.embedding.encoder import Embedder, OnnxEmbedder, model_of
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.embedding.wishes import asking_directions, without_directions
from assistant.evaluation.fit.card_examples import CORPUS, read_examples, training_files
from assistant.evaluation.fit.judged.shelves import (
    GUIDE_SHELVES,
    LEAST_SPREAD,
    RESOURCES,
    TAG_SPREAD,
    TAGS,
    Shelf,
    rows,
    shelf_of,
    shelves_of_guide,
    standard,
)
from assistant.evaluation.fit.judged.untagged import partly_untagged
from assistant.language.foreign import is_foreign_wish
from assistant.recommend.text.judged_wishes import WishMap, unit
from assistant.recommend.text.query import tidy, wished
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
WISHES, SHELVES = CORPUS / "judged-wishes.jsonl", CORPUS / "judged-shelves.json"
GUIDE_WISHES = CORPUS / "guide-wishes.jsonl"
SOURCES = (WISHES, SHELVES, GUIDE_WISHES, GUIDE_SHELVES, TAGS)
BESIDE = 3
"""What the map counts beside the cosines in each space, for the figures."""
HELD = frozenset({"w6", "w11"})
"""Writers of judged wishes whom no training sees."""
RIDGE = 3.0
SEED, ROUNDS, BATCH, RATE, WARM_UP, DROPPED = 1, 4, 17, 1e-3, 30, 0.1
SHARP = 16.0
"""What ridge regression finds is taken so many times: its aims are short, and a softmax tells little apart by them."""
WRONG = 1.0
"""What a wrong work counts more than one that is beside the point, in logits."""


@dataclass(frozen=True)
class Wish:
    """A wish as it was told, who wrote it, its shelf, and of the shelf's works, (works,), which were in question,
    right, wrong."""

    text: str
    author: str
    shelf: str
    asked: Flags
    right: Flags
    wrong: Flags


@dataclass(frozen=True)
class Judged:
    """`vectors`: the wish in both spaces, one behind the other and together of length 1, (2·d,). `heard`: as
    `MessageHeads.heard`."""

    wish: Wish
    vectors: Floats
    heard: Floats


def read(embedders: Sequence[Embedder], maker: CardMaker, heads: MessageHeads) -> tuple[dict[str, Shelf], list[Judged]]:
    """Shelves and judged wishes, encoded as the ranking encodes works and requests."""
    subjects, wishes = _shelves_of_examples()
    more, others = _wishes_of_guide()
    shelves = {name: shelf_of(own, embedders, maker) for name, own in {**subjects, **more}.items()}
    wishes = [*wishes, *others]
    texts = [tidy(wished(one.text)) for one in wishes]
    told = np.stack([without_directions(one.embed_batch(texts), asking_directions(one)) for one in embedders])
    # The first encoder knows English only.
    told[0, [is_foreign_wish(text) for text in texts]] = 0
    return shelves, [Judged(one, unit(told[:, at].ravel()), heads.heard(one.text)) for at, one in enumerate(wishes)]


def _shelves_of_examples() -> tuple[dict[str, list[Subject]], list[Wish]]:
    examples = {one.subject.item.id: one.subject for path in training_files() for one in read_examples(path)}
    held: dict[str, list[str]] = json.loads(SHELVES.read_text(encoding="utf-8"))
    shelves = {name: [examples[id_] for id_ in ids] for name, ids in held.items()}
    return shelves, [_wish(row, row["shelf"], shelves, held[row["shelf"]]) for row in rows(WISHES)]


def _wishes_of_guide() -> tuple[dict[str, list[Subject]], list[Wish]]:
    shelves = shelves_of_guide()
    places = {name: list(range(1, len(own) + 1)) for name, own in shelves.items()}
    return shelves, [_wish(row, row["shelf"], shelves, places[row["shelf"]]) for row in rows(GUIDE_WISHES)]


def _wish(row: dict[str, Any], shelf: str, shelves: dict[str, list[Subject]], ids: Sequence[object]) -> Wish:
    asked = np.asarray([row["kind"] in ("", one.item.kind) for one in shelves[shelf]])
    right, wrong = (asked & np.asarray([id_ in row[side] for id_ in ids]) for side in ("fits", "wrong"))
    return Wish(row["text"], row.get("author", ""), shelf, asked, right, wrong)


def fit(shelves: Mapping[str, Shelf], wishes: Sequence[Judged], models: tuple[str, str]) -> WishMap:
    """By ridge regression (Hoerl and Kennard 1970) from a wish to where its right works lie from the others, less where
    its wrong ones do; and from there so that each right work comes before all others of its shelf (`_refined`). What
    was heard counts as much as the vectors, each of its numbers by how far it lies from its mean."""
    measure = standard([shelves[name] for name in sorted({one.wish.shelf for one in wishes})])
    features = {name: measure.of(shelf) for name, shelf in shelves.items()}
    some = [one for one in wishes if one.wish.right.any()]
    heard = np.stack([one.heard for one in some]).astype(np.float64)
    usual, far = heard.mean(axis=0), (heard.std(axis=0) + LEAST_SPREAD) * np.sqrt(heard.shape[1])
    told = np.concatenate([np.stack([one.vectors for one in some]), (heard - usual) / far, np.ones((len(some), 1))], 1)
    aims = np.stack([_aim(one.wish, features[one.wish.shelf]) for one in some]).astype(np.float64)
    start = np.linalg.solve(told.T @ told + RIDGE * np.eye(told.shape[1]), told.T @ aims)
    tags = len(measure.usual)
    weights = _refined(start, told.astype(np.float32), [one.wish for one in some], features, tags)
    # The program takes what was heard as it is.
    of_heard = slice(some[0].vectors.size, -1)
    weights[of_heard] /= far[:, None]
    weights[-1] -= usual @ weights[of_heard]
    weights[:, len(measure.means) :] /= TAG_SPREAD
    return WishMap(models, weights.astype(np.float32), *measure)


def _refined(
    start: NDArray[np.float64], told: Floats, wishes: Sequence[Wish], features: Mapping[str, Floats], tags: int
) -> NDArray[np.float64]:
    """The weights by which right works come before the others, as a softmax over their shelf (Oord, Li and Vinyals
    2018)."""
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    net = nn.Linear(start.shape[0], start.shape[1], bias=False)
    net.weight.data = torch.from_numpy(SHARP * start.T.astype(np.float32))
    works = {name: torch.from_numpy(own) for name, own in features.items()}
    by_shelf: dict[str, list[int]] = {}
    for at, wish in enumerate(wishes):
        if not wish.right[wish.asked].all():
            by_shelf.setdefault(wish.shelf, []).append(at)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    steps = ROUNDS * sum(-(-len(own) // BATCH) for own in by_shelf.values())
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for _ in range(ROUNDS):
        batches = [
            (name, part)
            for name in sorted(by_shelf)
            for part in np.array_split(random.permutation(by_shelf[name]), -(-len(by_shelf[name]) // BATCH))
        ]
        for chosen in random.permutation(len(batches)):
            name, part = batches[chosen]
            sought = net(functional.dropout(torch.from_numpy(told[part]), DROPPED))
            fits = sought @ functional.dropout(partly_untagged(works[name], tags), DROPPED).T
            loss = torch.stack([_missed(own, wishes[at]) for own, at in zip(fits, part, strict=True)]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    return np.asarray(net.weight.detach().numpy().T / SHARP, np.float64)


def _missed(fits: Tensor, wish: Wish) -> Tensor:
    """How far right works come behind others: fits of the works of a shelf, (works,)."""
    own = fits[torch.from_numpy(wish.asked)]
    right, wrong = (torch.from_numpy(side[wish.asked]) for side in (wish.right, wish.wrong))
    others = torch.logsumexp(own[~right] + WRONG * wrong[~right].float(), 0)
    return functional.softplus(others - own[right]).mean()


def _aim(wish: Wish, works: Floats) -> Floats:
    usual = works[wish.asked].mean(axis=0)
    aim = works[wish.right].mean(axis=0) - usual
    if wish.wrong.any():
        aim = aim - (works[wish.wrong].mean(axis=0) - usual)
    return np.asarray(aim, np.float32)


def precision(shelves: Mapping[str, Shelf], wishes: Sequence[Judged], learned: WishMap | None) -> float:
    """The mean average precision of the right works, by the map beside the cosines, or by the cosines alone."""
    found = []
    for one in wishes:
        shelf, asked = shelves[one.wish.shelf], one.wish.asked
        sides = np.split(one.vectors, 2)
        near = [_spread(own @ side, asked) for own, side in zip(shelf.works, sides, strict=True)]
        if learned is not None:
            fits = learned.fits(sides, one.heard, list(shelf.works), shelf.cards, shelf.tags)
            near.append(BESIDE * _spread(fits, asked))
        order = np.argsort(-np.sum(near, axis=0)[asked], kind="stable")
        hits = one.wish.right[asked][order]
        if hits.any():
            found.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(found))


def _spread(values: Floats, asked: Flags) -> Floats:
    own = values[asked]
    return np.asarray((values - own.mean()) / max(float(own.std()), 1e-9), np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn what would do for a wish.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for wish_map.npz and wish_map.toml")
    options = parser.parse_args(arguments)
    folder = models_folder() / MULTILINGUAL_FOLDER
    embedders = OnnxEmbedder(models_folder() / "encoder"), MultilingualEmbedder(folder).apart
    maker = CardMaker(default_card_heads(), MultilingualEmbedder(folder))
    shelves, wishes = read(embedders, maker, default_heads(folder))
    told = [one for one in wishes if one.wish.author not in HELD]
    unseen = [one for one in wishes if one.wish.author in HELD]
    learned = fit(shelves, told, (model_of(embedders[0].name), model_of(embedders[1].name)))
    figures = {
        "cosines": precision(shelves, unseen, None), "beside the map": precision(shelves, unseen, learned)
    }  # fmt: skip
    (options.out / "wish_map.npz").write_bytes(learned.to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.judged.wish_map`. Figures: mean average precision of the",
        "# works judged right, for wishes of two writers who were held back.",
        f"wishes = {len(told)}", f"ridge = {RIDGE}", f"rounds = {ROUNDS}", f"seed = {SEED}", "", "[data]",
        *(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in SOURCES),
        "", "[held_back]", *(f'"{name}" = {value:.4f}' for name, value in figures.items()),
    ]  # fmt: skip
    (options.out / "wish_map.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write("  ".join(f"{name} {value:.3f}" for name, value in figures.items()) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
