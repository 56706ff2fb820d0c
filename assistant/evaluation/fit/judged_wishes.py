"""Wishes with the works of a shelf that people judged right or wrong for them, as the ranking sees both and as a net
learns from them: for `assistant.evaluation.fit.wish_heads`.
"""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.cards.maker import CardMaker, Subject
from assistant.chat.understand.heads import DIMENSIONS, States
from assistant.domain.entities import Item, Kind
from assistant.embedding.encoder import Embedder
from assistant.embedding.wishes import asking_directions, without_directions
from assistant.evaluation.fit.card_examples import CORPUS, read_examples, training_files
from assistant.guide.entries import MAKER
from assistant.guide.finding import with_guide
from assistant.language.foreign import is_foreign_wish
from assistant.recommend.text.judged_wishes import unit
from assistant.recommend.text.query import tidy, wished
from indexers.embed import item_text

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
WISHES, SHELVES = CORPUS / "judged-wishes.jsonl", CORPUS / "judged-shelves.json"
GUIDE_WISHES, GUIDE_SHELVES = CORPUS / "guide-wishes.jsonl", CORPUS / "guide-shelves.jsonl"
SOURCES = (WISHES, SHELVES, GUIDE_WISHES, GUIDE_SHELVES)
RIDGE = 3.0
_LEAST_SPREAD = 1e-3
"""Of a value that no card has."""
WRONG = 0.7
"""What a wrong work must stay below, beside one that only does not fit."""
_SORTED = 12
"""Batches among which wishes are sorted by length, so that few tokens are empty."""


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
    """`vectors`: the wish in both spaces, one behind the other and together of length 1, (2·d,). `states`: its tokens
    by the kept layers of the encoder, (tokens, DIMENSIONS)."""

    wish: Wish
    vectors: Floats
    states: NDArray[np.float16]


@dataclass(frozen=True)
class Shelf:
    """Vectors of its works in both spaces, (2, works, d), and the confidences of their cards, (works, values)."""

    works: Floats
    cards: Floats

    @property
    def features(self) -> Floats:
        """All of them, (works, 2·d + values)."""
        return np.concatenate([*self.works, self.cards], axis=1)


class Standard(NamedTuple):
    """The means of the works' features and how far from these they lie, (2·d + values,) each."""

    means: Floats
    scales: Floats

    def of(self, shelf: Shelf) -> Floats:
        return np.asarray((shelf.features - self.means) / self.scales, np.float32)


def read(embedders: Sequence[Embedder], maker: CardMaker, states: States) -> tuple[dict[str, Shelf], list[Judged]]:
    """Shelves and judged wishes, encoded as the ranking encodes works and requests."""
    subjects, wishes = _shelves_of_examples()
    more, others = _shelves_of_guide()
    shelves = {name: _shelf(own, embedders, maker) for name, own in {**subjects, **more}.items()}
    wishes = [*wishes, *others]
    texts = [tidy(wished(one.text)) for one in wishes]
    told = np.stack([without_directions(one.embed_batch(texts), asking_directions(one)) for one in embedders])
    # The first encoder knows English only.
    told[0, [is_foreign_wish(text) for text in texts]] = 0
    return shelves, [
        Judged(one, unit(told[:, at].ravel()), states.of(states.tokens(one.text, "")[0])[0].astype(np.float16))
        for at, one in enumerate(wishes)
    ]


def _shelves_of_examples() -> tuple[dict[str, list[Subject]], list[Wish]]:
    examples = {one.subject.item.id: one.subject for path in training_files() for one in read_examples(path)}
    held: dict[str, list[str]] = json.loads(SHELVES.read_text(encoding="utf-8"))
    shelves = {name: [examples[id_] for id_ in ids] for name, ids in held.items()}
    return shelves, [_wish(row, row["shelf"], shelves, held[row["shelf"]]) for row in _rows(WISHES)]


def _shelves_of_guide() -> tuple[dict[str, list[Subject]], list[Wish]]:
    shelves = {row["shelf"]: [_told_by_guide(*work) for work in row["works"]] for row in _rows(GUIDE_SHELVES)}
    places = {name: list(range(1, len(own) + 1)) for name, own in shelves.items()}
    return shelves, [_wish(row, row["shelf"], shelves, places[row["shelf"]]) for row in _rows(GUIDE_WISHES)]


def _told_by_guide(kind: str, title: str, year: int | None, *creators: str) -> Subject:
    """A work of which a file says no more than its title, year and makers."""
    called = creators[0] if title == MAKER else title
    return Subject(with_guide(Item(f"{title} {creators}", Kind(kind), called, creators, year=year)))


def _wish(row: dict[str, Any], shelf: str, shelves: dict[str, list[Subject]], ids: Sequence[object]) -> Wish:
    asked = np.asarray([row["kind"] in ("", one.item.kind) for one in shelves[shelf]])
    right, wrong = (asked & np.asarray([id_ in row[side] for id_ in ids]) for side in ("fits", "wrong"))
    return Wish(row["text"], row.get("author", ""), shelf, asked, right, wrong)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _shelf(subjects: Sequence[Subject], embedders: Sequence[Embedder], maker: CardMaker) -> Shelf:
    told = [item_text(with_guide(one.item), one.passages) for one in subjects]
    cards = np.stack([made.confidences for made in maker.make(subjects)])
    return Shelf(np.stack([one.embed_batch(told) for one in embedders]), cards)


def standard(shelves: Iterable[Shelf]) -> Standard:
    """By which the vectors of a space lie 1 from their mean, as a rule, and the cards too, each value as much of it."""
    some = list(shelves)
    spaces = [np.concatenate([one.works[space] for one in some]) for space in (0, 1)]
    cards = np.concatenate([one.cards for one in some])
    far = [np.full(own.shape[1], np.sqrt(own.var(axis=0).sum())) for own in spaces]
    of_cards = (cards.std(axis=0) + _LEAST_SPREAD) * np.sqrt(cards.shape[1])
    means = np.concatenate([own.mean(axis=0) for own in (*spaces, cards)])
    return Standard(means.astype(np.float32), np.concatenate([*far, of_cards]).astype(np.float32))


def ridge(features: Mapping[str, Floats], wishes: Sequence[Judged]) -> Floats:
    """From a wish's vectors and 1 to where its right works lie from the others, less where its wrong ones do, by ridge
    regression (Hoerl and Kennard 1970): (2·d + 1, 2·d + values)."""
    told, aims = [], []
    for one in wishes:
        asked, right, wrong = one.wish.asked, one.wish.right, one.wish.wrong
        if not right.any():
            continue
        works = features[one.wish.shelf]
        usual = works[asked].mean(axis=0)
        aim = works[right].mean(axis=0) - usual
        if wrong.any():
            aim = aim - (works[wrong].mean(axis=0) - usual)
        told.append(np.append(one.vectors, 1))
        aims.append(aim)
    x = np.asarray(told, np.float64)
    found = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ np.asarray(aims, np.float64))
    return np.asarray(found, np.float32)


def precision(shelves: Mapping[str, Shelf], wishes: Sequence[Judged], fits: Sequence[Floats] | None) -> float:
    """The mean average precision of the right works, by how well they fit beside the cosines, or by the cosines
    alone. fits: of each wish, (works,)."""
    found = []
    for at, one in enumerate(wishes):
        shelf, asked = shelves[one.wish.shelf], one.wish.asked
        sides = np.split(one.vectors, 2)
        near = [_spread(own @ side, asked) for own, side in zip(shelf.works, sides, strict=True)]
        if fits is not None:
            near.append(2 * _spread(fits[at], asked))
        order = np.argsort(-np.sum(near, axis=0)[asked], kind="stable")
        hits = one.wish.right[asked][order]
        if hits.any():
            found.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(found))


def _spread(values: Floats, asked: Flags) -> Floats:
    own = values[asked]
    return np.asarray((values - own.mean()) / max(float(own.std()), 1e-9), np.float32)


class Seeking(Protocol):
    """What finds where works lie that do for each wish, (wishes, features); see `Net.sought`."""

    def sought(self, states: Tensor, heard: Tensor, own: Tensor, vectors: Tensor) -> Tensor: ...


class Aims:
    """Judged wishes; `features`: of the works of each shelf, (works, features)."""

    def __init__(self, wishes: Sequence[Judged], features: Mapping[str, Floats]) -> None:
        self._wishes = [one for one in wishes if one.wish.right.any() and not one.wish.right[one.wish.asked].all()]
        self._features = {name: torch.from_numpy(own) for name, own in features.items()}

    def batches(self, size: int) -> list[list[Judged]]:
        """All wishes, in another order each time."""
        order = random.sample(self._wishes, len(self._wishes))
        found = []
        for start in range(0, len(order), size * _SORTED):
            alike = sorted(order[start : start + size * _SORTED], key=lambda one: len(one.states))
            found += [alike[at : at + size] for at in range(0, len(alike), size)]
        return found

    def loss(self, net: Seeking, batch: Sequence[Judged], unheard: float) -> Tensor:
        """Each right work against all that are not right, as a softmax (Oord, Li and Vinyals 2018) over its shelf; as
        many tokens are not heard."""
        states, own, vectors = shown(batch)
        heard = (torch.rand_like(own) >= unheard).float() * own
        heard[:, 0] = 1
        sought = net.sought(states, heard, heard, vectors)
        return torch.stack([self._missed(one, aim) for one, aim in zip(batch, sought, strict=True)]).mean()

    def _missed(self, one: Judged, aim: Tensor) -> Tensor:
        asked = torch.from_numpy(one.wish.asked)
        fits = self._features[one.wish.shelf][asked] @ aim
        right, wrong = (torch.from_numpy(side[one.wish.asked]) for side in (one.wish.right, one.wish.wrong))
        others = torch.logsumexp(fits[~right] + WRONG * wrong[~right].float(), 0)
        return functional.softplus(others - fits[right]).mean()

    def fits(self, net: Seeking) -> tuple[list[Judged], list[Floats]]:
        """The wishes, and how well each work of their shelves would do, (works,)."""
        found = []
        with torch.no_grad():
            for one in self._wishes:
                states, own, vectors = shown([one])
                aim = net.sought(states, own, own, vectors)[0]
                found.append((self._features[one.wish.shelf] @ aim).numpy())
        return self._wishes, found


def shown(batch: Sequence[Judged]) -> tuple[Tensor, Tensor, Tensor]:
    """States (wishes, tokens, DIMENSIONS), the mask of their tokens, and the vectors (wishes, 2·d)."""
    longest = max(len(one.states) for one in batch)
    states, own = torch.zeros(len(batch), longest, DIMENSIONS), torch.zeros(len(batch), longest)
    for at, one in enumerate(batch):
        states[at, : len(one.states)] = torch.from_numpy(one.states.astype(np.float32))
        own[at, : len(one.states)] = 1
    return states, own, torch.from_numpy(np.stack([one.vectors for one in batch]))
