"""The parts of θ₀ that weigh shelf, person and pack: learned from the crowds of replay sets.

Some of a crowd give the pack, others are the people to fit on, a fifth of whose history is held out. The loss is a
listwise softmax over the candidates that the retrievers bring (Cao et al. 2007); random negatives fit the wrong
problem. Nothing in θ₀ refers to an item or a word: it holds a few dozen numbers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import tomli_w
from numpy.typing import NDArray

from assistant.evaluation.replay.replay import default_embedder, embed_catalogue
from assistant.evaluation.replay.replay_set import ReplaySet, interactions, values_are_stars
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import ndcg_at
from assistant.recommend.packs.build import pack_of
from assistant.recommend.packs.tables import Event
from assistant.recommend.recommender import Recommender
from assistant.recommend.scoring import Weights, design, measure

Doubles = NDArray[np.float64]
FACTS = ("creator", "series", "series_late", "language", "era", "creators_known")
CONTENT = (
    *("taste", "nearest_liked", "shared_words", "linked_words"),
    *("subjects_known", "common_subjects", "crowded"),
)
PACK = ("content", "pack_ease", "pack_popular", "pack_vectors", "linked_words", "crowded")
"""`content` scales the facts and features above, but for those that are named here, too."""
_HELD_OUT = 0.2
_LEAST_HISTORY = 5
_LIKED_STARS = 4.0


@dataclass(frozen=True)
class Case:
    """One person to learn from: the candidates' φ by name, which were wanted, and how many were wanted in all."""

    phi: dict[str, Doubles]
    wanted: NDArray[np.bool_]
    total: int
    richness: Doubles


def gather(folder: Path, users: int, say: Callable[[str], None]) -> tuple[list[Case], list[Case]]:
    """Cases of one set without and with a pack; those who give the cases have no part in the pack."""
    data = ReplaySet(folder)
    crowd = data.events("crowd")
    stars = values_are_stars(crowd)
    names = sorted(crowd)
    np.random.default_rng(0).shuffle(names)
    fitted = [name for name in names if len(crowd[name]) >= _LEAST_HISTORY][:users]
    say(f"{folder.name}: {len(data.items)} items, fitting on {len(fitted)} of {len(names)}")
    embedder = default_embedder()
    catalogue = embed_catalogue(data, embedder, lambda _: None)
    pack = pack_of({n: crowd[n] for n in names if n not in set(fitted)}, data.items, embedder)
    recommenders = Recommender(catalogue, embedder), Recommender(catalogue, embedder, pack)
    splits = [split(crowd[name], stars, number) for number, name in enumerate(fitted)]
    found = [[case for past, future in splits for case in _case(r, past, future, stars)] for r in recommenders]
    for name, cases in zip(("without", "with"), found, strict=True):
        recall = np.mean([case.wanted.sum() / case.total for case in cases])
        say(f"  {name} pack: union recall {recall:.3f}, pool {np.mean([len(c.wanted) for c in cases]):.0f}")
    return found[0], found[1]


def split(events: list[Event], stars: bool, seed: int) -> tuple[list[Event], list[Event]]:
    """(past, liked future): a fifth held out at random; of the held out, what was liked."""
    out = np.random.default_rng(seed).random(len(events)) < _HELD_OUT
    past = [event for event, held in zip(events, out, strict=True) if not held]
    held = [event for event, held in zip(events, out, strict=True) if held]
    return past, [e for e in held if not stars or e.value is None or e.value >= _LIKED_STARS]


def _case(recommender: Recommender, past: list[Event], future: list[Event], stars: bool) -> Iterator[Case]:
    if not past or not future:
        return
    history = History(interactions(past, stars, 0.0))
    request = Request(exclude=frozenset(e.item for e in past), explore=0.0, now=0.0)
    ranking = recommender.rank(history, request)
    if ranking is None:
        return
    rows = ranking.rows
    catalogue = recommender.catalogue
    wanted = np.isin(rows, [catalogue.row[e.item] for e in future if e.item in catalogue.row])
    phi = design(measure(ranking.context, rows), len(rows))
    yield Case(phi, wanted, len(future), catalogue.richness[catalogue.kinds[rows]])


def fit(
    plain: list[list[Case]], packed: list[list[Case]], start: Weights, say: Callable[[str], None] = lambda _: None
) -> Weights:
    """θ₀ from the cases of several sets, each set counting alike; the pack's weights come on top of the content's."""
    theta = listwise_softmax([[_content_columns(case) for case in cases] for cases in plain], _wanted(plain))
    facts, beyond, rich = named_weights(theta, (FACTS, CONTENT, CONTENT))
    bare = {name: round(rich[name] + beyond[name], 3) for name in CONTENT}
    weights = replace(start, facts=facts, bare=bare, rich=rich)
    say(f"without pack: NDCG@10 {_quality(plain, [theta], _content_columns)}")
    columns = [[_pack_columns(case, theta) for case in cases] for cases in packed]
    on_top = listwise_softmax(columns, _wanted(packed))
    beyond_pack, rich_pack = named_weights(on_top, (PACK, PACK))
    bare_pack = {name: round(rich_pack[name] + beyond_pack[name], 3) for name in PACK}
    say(f"with pack: NDCG@10 {_quality(packed, [theta, on_top], lambda case: _pack_columns(case, theta))}")
    return replace(weights, bare_pack=bare_pack, rich_pack=rich_pack)


def listwise_softmax(
    columns: list[list[Doubles]],
    wanted: list[list[NDArray[np.bool_]]],
    decay: float = 3e-3,
    offsets: list[list[Doubles]] | None = None,
) -> Doubles:
    """argmin over θ of −Σ log softmax of the wanted candidates + decay·|θ|², each set of cases counting alike.

    columns: of each case (candidates, weights); offsets: of each case (candidates,), added as they are. A case's
    weight grows as the root of its number wanted, up to ten.
    """
    from scipy.optimize import minimize

    fixed = offsets or [[np.zeros(len(hit)) for hit in hits] for hits in wanted]
    flat, share, added, starts = [], [], [], [0]
    for cases, hits, beside in zip(columns, wanted, fixed, strict=True):
        for x, hit, offset in zip(cases, hits, beside, strict=True):
            if hit.any():
                flat.append(x)
                added.append(offset)
                share.append(hit * (np.sqrt(min(hit.sum(), 10)) / hit.sum() / len(cases)))
                starts.append(starts[-1] + len(x))
    x, y, constant = np.concatenate(flat), np.concatenate(share), np.concatenate(added)
    first = np.asarray(starts[:-1])
    sizes = np.diff(starts)
    mass = np.add.reduceat(y, first)

    def loss(theta: Doubles) -> tuple[float, Doubles]:
        scores = x @ theta + constant
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        expected = np.exp(scores)
        total = np.add.reduceat(expected, first)
        value = float(mass @ np.log(total) - y @ scores) + decay * float(theta @ theta)
        gradient = x.T @ (expected * np.repeat(mass / total, sizes) - y) + 2 * decay * theta
        return value, gradient

    return np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x, np.float64)


def _content_columns(case: Case) -> Doubles:
    """Facts, then the content features by how bare the shelf is, then as they are: (candidates, weights).

    What is learned for a bare shelf so comes on top of what holds for all: where little is known of bare shelves,
    theirs are weighed as others are, and not at nothing.
    """
    size = len(case.wanted)
    facts = [case.phi.get(name, np.zeros(size)) for name in FACTS]
    content = [case.phi.get(name, np.zeros(size)) for name in CONTENT]
    bare = [(1 - case.richness) * column for column in content]
    return np.stack([*facts, *bare, *content], axis=1)


def _pack_columns(case: Case, theta: Doubles) -> Doubles:
    """As `_content_columns`: what comes on top for a bare shelf, then what holds for all."""
    apart = np.asarray([name in PACK for name in (*FACTS, *CONTENT, *CONTENT)])
    content = _content_columns(case) @ np.where(apart, 0.0, theta)
    columns = [content, *(case.phi.get(name, np.zeros(len(content))) for name in PACK[1:])]
    return np.stack([*((1 - case.richness) * c for c in columns), *columns], axis=1)


def _wanted(cases: list[list[Case]]) -> list[list[NDArray[np.bool_]]]:
    return [[case.wanted for case in some] for some in cases]


def named_weights(theta: Doubles, groups: tuple[tuple[str, ...], ...]) -> list[dict[str, float]]:
    values = iter(np.round(theta, 3).tolist())
    return [{name: float(next(values)) for name in group} for group in groups]


def _quality(cases: list[list[Case]], theta: list[Doubles], columns: Callable[[Case], Doubles]) -> str:
    means = []
    for some in cases:
        means.append(
            np.mean([ndcg_at(case.wanted[np.argsort(-(columns(case) @ theta[-1]))], case.total) for case in some])
        )
    return " ".join(f"{mean:.4f}" for mean in means)


def as_text(weights: Weights) -> str:
    head = "# θ₀, learned by `python -m assistant.evaluation.fit.weights` from public crowds and requests.\n\n"
    groups = ("facts", "bare", "rich", "bare_pack", "rich_pack", "request")
    return head + tomli_w.dumps({name: dict(getattr(weights, name)) for name in groups})
