"""Learns what would do for a wish: `python -m assistant.evaluation.fit.wish_map`.

Reads resources/corpus/judged-wishes.jsonl, wishes with the works of a shelf that people judged right or wrong for them,
and writes resources/cards/wish_map.npz with its card wish_map.toml. Figures are those of shelves that were held back.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder, OnnxEmbedder, model_of
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.embedding.wishes import asking_directions, without_directions
from assistant.evaluation.fit.card_examples import CORPUS, Example, read_examples, training_files
from assistant.guide.finding import with_guide
from assistant.language.foreign import is_foreign_wish
from assistant.recommend.text.judged_wishes import WishMap, unit
from assistant.recommend.text.query import tidy, wished
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder
from indexers.embed import item_text

Floats = NDArray[np.float32]
WISHES, SHELVES = CORPUS / "judged-wishes.jsonl", CORPUS / "judged-shelves.json"
RESOURCES = Path(__file__).parents[3] / "resources" / "cards"
RIDGE = 3.0
"""On shelves held back the whole ranking finds .398 of average precision with 1 or 3 and .390 with 8; .365 without the
map."""
FOLDS = 3


@dataclass(frozen=True)
class Judged:
    """A wish: its vectors in both spaces, (2, d), and of its shelf's works, which were in question, right, wrong."""

    wish: Floats
    shelf: str
    asked: NDArray[np.bool_]
    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


@dataclass(frozen=True)
class Shelf:
    """Vectors of its works in both spaces, (2, works, d)."""

    works: Floats


def read(embedders: Sequence[Embedder]) -> tuple[dict[str, Shelf], list[Judged]]:
    """Shelves and judged wishes, encoded as the ranking encodes works and requests."""
    examples = {one.subject.item.id: one for path in training_files() for one in read_examples(path)}
    held: dict[str, list[str]] = json.loads(SHELVES.read_text(encoding="utf-8"))
    shelves = {name: Shelf(_works([examples[id_] for id_ in ids], embedders)) for name, ids in held.items()}
    rows = [json.loads(line) for line in WISHES.read_text(encoding="utf-8").splitlines()]
    texts = [tidy(wished(row["text"])) for row in rows]
    told = np.stack([without_directions(one.embed_batch(texts), asking_directions(one)) for one in embedders])
    # The first encoder knows English only.
    told[0, [is_foreign_wish(text) for text in texts]] = 0
    found = []
    for at, row in enumerate(rows):
        ids = held[row["shelf"]]
        kinds = [examples[id_].subject.item.kind for id_ in ids]
        asked = np.asarray([row["kind"] in ("", kind) for kind in kinds])
        right, wrong = (asked & np.isin(ids, row[side]) for side in ("fits", "wrong"))
        found.append(Judged(told[:, at], row["shelf"], asked, right, wrong))
    return shelves, found


def _works(examples: Sequence[Example], embedders: Sequence[Embedder]) -> Floats:
    texts = [item_text(with_guide(one.subject.item), one.subject.passages) for one in examples]
    return np.stack([one.embed_batch(texts) for one in embedders])


def fit(shelves: dict[str, Shelf], wishes: Sequence[Judged], models: tuple[str, str]) -> WishMap:
    """Ridge regression from a wish to where its right works lie from the others, less where its wrong ones do."""
    works = np.concatenate([shelves[name].works for name in sorted({one.shelf for one in wishes})], axis=1)
    means = works.mean(axis=1)
    scales = np.sqrt(((works - means[:, None]) ** 2).sum(axis=2).mean(axis=1))
    told, aims = [], []
    for one in wishes:
        if not one.right.any():
            continue
        centred = (shelves[one.shelf].works - means[:, None]) / scales[:, None, None]
        usual = centred[:, one.asked].mean(axis=1)
        aim = centred[:, one.right].mean(axis=1) - usual
        if one.wrong.any():
            aim = aim - (centred[:, one.wrong].mean(axis=1) - usual)
        told.append(np.append(unit(one.wish.ravel()), 1))
        aims.append(aim.ravel())
    x = np.asarray(told, np.float64)
    weights = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ np.asarray(aims, np.float64))
    return WishMap(models, weights.astype(np.float32), means.astype(np.float32), scales.astype(np.float32))


def precision(learned: WishMap | None, shelves: dict[str, Shelf], wishes: Sequence[Judged]) -> float:
    """The mean average precision of the right works, by the map beside the cosines, or by the cosines alone."""
    found = []
    for one in wishes:
        works = shelves[one.shelf].works
        near = [_standard(own @ side, one.asked) for own, side in zip(works, one.wish, strict=True)]
        if learned is not None:
            near.append(2 * _standard(learned.fits(list(one.wish), list(works)), one.asked))
        order = np.argsort(-np.sum(near, axis=0)[one.asked], kind="stable")
        hits = one.right[one.asked][order]
        if hits.any():
            found.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(found))


def _standard(values: Floats, asked: NDArray[np.bool_]) -> Floats:
    own = values[asked]
    return np.asarray((values - own.mean()) / max(float(own.std()), 1e-9), np.float32)


def held_back(shelves: dict[str, Shelf], wishes: Sequence[Judged], models: tuple[str, str]) -> dict[str, float]:
    """The precision of cosines and of the map beside them, on shelves that the map had not seen. A third of the shelves
    at a time; works of one may stand on another."""
    names = sorted(shelves)
    cosines, both, counts = [], [], []
    for fold in range(FOLDS):
        away = names[fold::FOLDS]
        own = [one for one in wishes if one.shelf in away]
        learned = fit(shelves, [one for one in wishes if one.shelf not in away], models)
        cosines.append(precision(None, shelves, own))
        both.append(precision(learned, shelves, own))
        counts.append(len(own))
    return {
        "cosines": float(np.average(cosines, weights=counts)), "beside the map": float(np.average(both, weights=counts))
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn what would do for a wish.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for wish_map.npz and wish_map.toml")
    options = parser.parse_args(arguments)
    embedders = (
        OnnxEmbedder(models_folder() / "encoder"),
        MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER).apart,
    )
    models = (model_of(embedders[0].name), model_of(embedders[1].name))
    shelves, wishes = read(embedders)
    figures = held_back(shelves, wishes, models)
    (options.out / "wish_map.npz").write_bytes(fit(shelves, wishes, models).to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.wish_map`. Figures: mean average precision of the works",
        "# judged right, on shelves held back.",
        f"wishes = {len(wishes)}", f"ridge = {RIDGE}", "", "[data]",
        *(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in (WISHES, SHELVES)),
        "", "[held_back]", *(f'"{name}" = {value:.4f}' for name, value in figures.items()),
    ]  # fmt: skip
    (options.out / "wish_map.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write("  ".join(f"{name} {value:.3f}" for name, value in figures.items()) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
