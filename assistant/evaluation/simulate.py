"""What exploring brings, on a person's own shelves, tried on made-up people before it costs a real one anything.

Each persona gets its list day by day twice, with tries and without. Told are, as means over the people:
`regret`, how far the true utility of the list stays below that of the best list there was, in deviations of the shelf;
`verdicts_to_follow`, how many answers the list needed after the taste had turned to another corner of the shelf until
it again reached `_FOLLOWED` of what was to be had; and `largest_corner`, the share of the commonest corner in the last
lists, where 1 would be a list that has collapsed into one shelf.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.simulator import SimulatedPerson, Story, live
from assistant.messages import mark
from assistant.recommend.history import USUAL_EXPLORING
from assistant.recommend.offline_evaluation import JudgingProgress
from assistant.recommend.recommender import Recommender

ROUNDS, TURN, PEOPLE = 60, 25, 6
CORNERS = 8
LEAST_ITEMS = 40
_FOLLOWED = 0.7
_LIKED, _DISLIKED = 0.85, 0.4
_LAST = 10
PERSONAS: dict[str, dict[str, float]] = {
    mark("A steady person"): {},
    mark("One who is soon tired of it"): {"fatigue": 0.5},
    mark("One of two minds"): {"noise": 1.0},
    mark("One who keeps changing"): {"drift": 0.05},
}


@dataclass(frozen=True)
class Simulated:
    """One persona with one share of tries; the figures are means over the people. Without a turn, or where no list
    followed it, `verdicts_to_follow` counts all verdicts after it."""

    persona: str
    explore: float
    regret: float
    verdicts_to_follow: float
    largest_corner: float


def simulate(
    recommender: Recommender,
    *,
    rounds: int = ROUNDS,
    people: int = PEOPLE,
    explore: float = USUAL_EXPLORING,
    seed: int = 0,
    progress: Callable[[JudgingProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Simulated]:
    """Both ways for each persona, in the order of PERSONAS; none where there are too few items or it was `cancelled`
    before any was done. The same seed gives the same people and answers."""
    if len(recommender.catalogue) < LEAST_ITEMS:
        return []
    corners = corner_of_each(recommender.catalogue.vectors)
    # A person who has judged the whole shelf has nothing left to be shown.
    rounds = max(2, min(rounds, len(recommender.catalogue) // 4))
    total, done = len(PERSONAS) * 2 * people, 0
    found: list[Simulated] = []
    for persona, traits in PERSONAS.items():
        for share in (0.0, explore):
            lives = []
            for number in range(people):
                if cancelled is not None and cancelled():
                    return found
                lives.append(_lived(recommender, corners, traits, share, rounds, seed + number))
                done += 1
                if progress is not None:
                    progress(JudgingProgress("simulating", done, total))
            found.append(Simulated(persona, share, *(mean(figures) for figures in zip(*lives, strict=True))))
    return found


def corner_of_each(vectors: NDArray[np.float32], corners: int = CORNERS, seed: int = 0) -> NDArray[np.int64]:
    """(items,): the shelf in so many corners, by k-means on the vectors of unit length."""
    from scipy.cluster.vq import kmeans2

    if len(vectors) <= corners:
        return np.arange(len(vectors))
    _, labels = kmeans2(vectors.astype(np.float64), corners, minit="++", seed=seed)
    return np.asarray(labels, np.int64)


def _lived(
    recommender: Recommender,
    corners: NDArray[np.int64],
    traits: dict[str, float],
    share: float,
    rounds: int,
    seed: int,
) -> tuple[float, float, float]:
    vectors = recommender.catalogue.vectors
    generator = np.random.default_rng(seed)
    first, second = generator.permutation(np.unique(corners))[:2]
    before, after = (_person(vectors, corners, corner, traits) for corner in (first, second))
    turn = rounds * TURN // ROUNDS
    story = live(recommender, before, turn, seed=seed, explore=share)
    answered = len(story.interactions)
    story = live(recommender, after, rounds - turn, seed=seed, explore=share, story=story)
    tastes = [before.taste] * turn + [after.taste] * (len(story.lists) - turn)
    regrets = regret_of(vectors, story, tastes)
    return mean(regrets), _verdicts_to_follow(vectors, story, after, turn, answered), _largest(corners, story)


def _person(
    vectors: NDArray[np.float32], corners: NDArray[np.int64], corner: int, traits: dict[str, float]
) -> SimulatedPerson:
    taste = vectors[corners == corner].mean(axis=0).astype(np.float64) - vectors.mean(axis=0)
    taste /= np.linalg.norm(taste) or 1.0
    liked, disliked = np.quantile(vectors @ taste, (_LIKED, _DISLIKED))
    scale = float((vectors @ taste).std())
    return SimulatedPerson(
        taste,
        float(liked),
        float(disliked),
        answers=2,
        fatigue=traits.get("fatigue", 0.0),
        noise=traits.get("noise", 0.0) * scale,
        drift=traits.get("drift", 0.0),
    )


def regret_of(vectors: NDArray[np.float32], story: Story, tastes: Sequence[NDArray[np.float64]]) -> list[float]:
    """Of each round, how far its list stays below the best of as many items that were not yet answered."""
    found = []
    for rows, taste, gone in zip(story.lists, tastes, story.answered, strict=True):
        utilities = vectors @ taste
        scale = float(utilities.std()) or 1.0
        left = np.delete(utilities, list(gone))
        best = np.sort(left)[-len(rows) :]
        found.append((float(best.mean()) - float(utilities[rows].mean())) / scale)
    return found


def _verdicts_to_follow(
    vectors: NDArray[np.float32], story: Story, person: SimulatedPerson, turn: int, answered: int
) -> float:
    utilities = vectors @ person.taste
    usual = float(utilities.mean())
    for number in range(turn, len(story.lists)):
        rows, gone = story.lists[number], story.answered[number]
        best = float(np.sort(np.delete(utilities, list(gone)))[-len(rows) :].mean())
        if float(utilities[rows].mean()) - usual >= _FOLLOWED * (best - usual):
            return story.told[number] - answered
    return len(story.interactions) - answered


def _largest(corners: NDArray[np.int64], story: Story) -> float:
    shown = np.concatenate(story.lists[-_LAST:]) if story.lists else np.zeros(0, np.int64)
    counts = np.bincount(corners[shown]) if len(shown) else np.zeros(1)
    return float(counts.max() / max(1, counts.sum()))
