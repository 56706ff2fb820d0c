"""How fast a list becomes one's own through the questions of the first acquaintance, beside questions at random.

    python -m assistant.evaluation.acquaintance SET

prints, for the people of a replay set, how well the first ten fit them after each answer: with our questions, and with
as many about works and subjects drawn by lot.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Interaction, Statement, Verdict
from assistant.evaluation.replay.replay import default_embedder, open_set
from assistant.evaluation.replay.replay_set import ReplaySet
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import bootstrap_interval
from assistant.recommend.onboarding import (
    MOST_QUESTIONS,
    OPTIONS,
    Option,
    Question,
    next_question,
    option_by_subject,
    option_by_work,
)
from assistant.recommend.recommender import Recommender

NOW = 1_700_000_000.0
_PLACES = 10
_TAKEN = 0.75
"""An answer is given where the best option lies in the best quarter of the shelf; otherwise it is left out."""
Chooser = Callable[[Catalogue, History, Sequence[Question]], Question | None]


def chosen(catalogue: Catalogue, history: History, asked: Sequence[Question]) -> Question | None:
    """The question that the program asks."""
    return next_question(catalogue, history, NOW, asked)


def by_lot(seed: int) -> Chooser:
    """A chooser of questions of the same form whose options are drawn by lot."""
    generator = np.random.default_rng(seed)

    def draw(catalogue: Catalogue, history: History, asked: Sequence[Question]) -> Question | None:
        like = chosen(catalogue, history, asked)
        if like is None:
            return None
        rows = np.flatnonzero(catalogue.kinds == catalogue.kinds[catalogue.row[like.options[0].stands_for]])
        options: list[Option] = []
        for row in generator.permutation(rows).tolist():
            option = _drawn(catalogue, int(row), bool(like.options[0].statement), generator)
            if option is not None and option.label not in {one.label for one in options}:
                options.append(option)
            if len(options) == min(OPTIONS, len(like.options)):
                break
        return Question(like.id, like.text, like.kind, tuple(options))

    return draw


def _drawn(catalogue: Catalogue, row: int, subject: bool, generator: np.random.Generator) -> Option | None:
    if not subject:
        return option_by_work(catalogue, row)
    codes = [code for code in catalogue.subjects.of_item[row] if len(catalogue.subjects.holders[code]) > 2]
    return option_by_subject(catalogue, row, int(generator.choice(codes))) if codes else None


def acquaint(
    recommender: Recommender, utilities: NDArray[np.float64], choose: Chooser, questions: int = MOST_QUESTIONS
) -> list[float]:
    """How well the first ten fit one person before the first answer and after each: the mean share of the shelf that
    each pick leaves behind in `utilities` (items,); .5 is chance."""
    catalogue = recommender.catalogue
    worth = np.argsort(np.argsort(utilities)) / max(len(utilities) - 1, 1)
    asked: list[Question] = []
    history = History()
    fits = [_fit(recommender, history, worth)]
    while len(asked) < questions and (question := choose(catalogue, history, asked)) is not None:
        felt = [_felt(catalogue, option, worth) for option in question.options]
        best = int(np.argmax(felt))
        if felt[best] >= _TAKEN:
            history = _answered(history, question, question.options[best], len(asked))
        asked.append(question)
        fits.append(_fit(recommender, history, worth))
    return fits


def _felt(catalogue: Catalogue, option: Option, worth: NDArray[np.float64]) -> float:
    """What the person thinks of an option: of the work, or of the works with that subject."""
    rows = [catalogue.row[name] for name in option.item_ids]
    if not rows:
        rows = catalogue.subjects.items(option.label).tolist() or [catalogue.row[option.stands_for]]
    return float(np.mean(worth[rows]))


def _answered(history: History, question: Question, option: Option, number: int) -> History:
    if option.statement:
        statement = Statement(f"s{number}", option.statement, kind=question.kind, updated=NOW)
        return History(history.interactions, (*history.statements, statement))
    like = Interaction(number, option.item_ids[0], Verdict.LIKED, NOW)
    return History((*history.interactions, like), history.statements)


def _fit(recommender: Recommender, history: History, worth: NDArray[np.float64]) -> float:
    request = Request(n=_PLACES, explore=0.0, now=NOW + 1)
    rows = [recommender.catalogue.row[name] for name in recommender.listed(history, request)]
    return float(np.mean(worth[rows])) if rows else 0.5


def nearest_likes(catalogue: Catalogue, liked: Sequence[int]) -> NDArray[np.float64]:
    """What a person with these likes thinks of each item: the mean of its three nearest likes, (items,)."""
    near = catalogue.vectors @ catalogue.vectors[list(liked)].T
    count = min(3, near.shape[1])
    return np.asarray(np.sort(near, axis=1)[:, -count:].mean(axis=1), np.float64)


def people_of(data: ReplaySet, catalogue: Catalogue, most: int) -> Iterator[NDArray[np.float64]]:
    for events in list(data.events("people").values())[:most]:
        liked = [catalogue.row[event.item] for event in events if event.item in catalogue.row]
        if liked:
            yield nearest_likes(catalogue, liked)


def _padded(fits: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """(people, answers): who was asked less keeps the last value."""
    most = max(map(len, fits))
    return np.asarray([[*one, *[one[-1]] * (most - len(one))] for one in fits], np.float64)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How fast a list becomes one's own through the first questions.")
    parser.add_argument("set", type=Path)
    parser.add_argument("--people", type=int, default=40)
    options = parser.parse_args(arguments)
    data = ReplaySet(options.set)
    recommender = open_set(data, default_embedder(), None, lambda _: None)
    people = list(people_of(data, recommender.catalogue, options.people))
    ours = _padded([acquaint(recommender, one, chosen) for one in people])
    lots = _padded([acquaint(recommender, one, by_lot(seed)) for seed, one in enumerate(people)])
    for number in range(ours.shape[1]):
        mean, low, high = bootstrap_interval(ours[:, number] - lots[:, number])
        print(
            f"after {number}: ours {ours[:, number].mean():.3f}  by lot {lots[:, number].mean():.3f}"
            f"  difference {mean:+.3f} [{low:+.3f}, {high:+.3f}]",
            flush=True,
        )


if __name__ == "__main__":
    main()
