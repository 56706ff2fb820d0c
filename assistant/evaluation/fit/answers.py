"""Learns which sentence answers a question: `python -m assistant.evaluation.fit.answers`.

Reads the documents in a home of its own, asks the questions beside them, and writes resources/answers.toml. Each
question is learned from twice: with its document, and with it withheld, so that nothing answers. Figures come from
questions about documents that a fold had not seen.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.app.app import App
from assistant.search.answers.finding import AnswerSearch, works_of
from assistant.search.answers.head import OF_BEST, AnswerHead, of_best
from assistant.search.answers.measures import NAMES, Candidate, Floats
from assistant.search.answers.question import read_question
from assistant.settings.paths import Paths
from assistant.storage.scratch import passing_folder

ROOT = Path(__file__).parents[3] / "resources"
RIDGE, FOLDS, NEARLY = 1.0, 4, 2.0
_FEWEST = 4
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's sentences as measured, the works that they stand in, and which of them answer. `withheld`: its
    document was taken away."""

    document: str
    measures: Floats
    works: Floats
    answers: tuple[bool, ...]
    withheld: bool = False


def ask(search: AnswerSearch, questions: Path) -> list[Asked]:
    """What is measured for each line of a file of questions, with its document and without it."""
    asked = []
    for line in questions.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        candidates, measures = search.measured(read_question(one["question"]))
        works = works_of(candidates)
        asked.append(Asked(one["document"], measures, works, tuple(_tells(each, one["at"]) for each in candidates)))
        others = [at for at, candidate in enumerate(candidates) if not _is_of(candidate, one["document"])]
        if one["at"] and len(others) >= _FEWEST:
            none = (False,) * len(others)
            asked.append(Asked(one["document"], measures[others], works[others], none, withheld=True))
    return [one for one in asked if len(one.measures) >= _FEWEST]


def _tells(candidate: Candidate, at: Sequence[str]) -> bool:
    text = _SPACE.sub(" ", candidate.unit.text)
    return any(_SPACE.sub(" ", words) in text for words in at)


def _is_of(candidate: Candidate, document: str) -> bool:
    return candidate.item.path is not None and candidate.item.path.name == document


def fit(asked: Sequence[Asked]) -> AnswerHead:
    """First how sentences rank, from the questions that one answers; then whether the best answers, from all."""
    ranks = _rank(asked)
    rows = np.asarray([of_best(one.measures, one.works, ranks) for one in asked])
    answered = np.asarray([_is_among_best(one, ranks, 2) for one in asked], np.float64)
    # What nearly answers is rarer here than in life, and harder to tell than a document that is missing.
    weight = np.asarray([1.0 if one.withheld or any(one.answers) else NEARLY for one in asked])
    scale = _scale(rows)
    scaled = rows / scale

    def slope(weights: Floats) -> Floats:
        likely = 1 / (1 + np.exp(-scaled @ weights))
        held = RIDGE * np.where(np.arange(len(weights)) > 0, weights, 0.0)
        return np.asarray(held + scaled.T @ ((likely - answered) * weight), np.float64)

    return AnswerHead(ranks, _descend(slope, rows.shape[1], steps=400, rate=0.1) / scale)


def _rank(asked: Sequence[Asked]) -> Floats:
    known = [one for one in asked if any(one.answers)]
    scale = _scale(np.concatenate([one.measures for one in known]))

    def slope(weights: Floats) -> Floats:
        """The derivative of −log P of the sentences that answer, together. The constant tells nothing here."""
        total = RIDGE * weights
        for one in known:
            scaled = one.measures / scale
            shares = AnswerHead(weights, weights).shares(scaled)
            right = np.where(one.answers, shares, 0.0)
            total = total + scaled.T @ (shares - right / max(float(right.sum()), 1e-9))
        total[0] = 0.0
        return np.asarray(total, np.float64)

    return np.asarray(_descend(slope, len(NAMES), steps=150, rate=0.3) / scale, np.float64)


def _descend(slope: Callable[[Floats], Floats], size: int, steps: int, rate: float) -> Floats:
    """Weights (size,) by Adam (Kingma & Ba 2015), ever slower."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        now = slope(weights)
        first, second = 0.9 * first + 0.1 * now, 0.999 * second + 0.001 * now**2
        pace = rate * (1 - 0.9 * step / steps)
        weights = weights - pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def _scale(rows: Floats) -> Floats:
    """(columns,): standard deviations, 1 for the constant."""
    scale = np.asarray(rows.std(axis=0) + 1e-6, np.float64)
    scale[0] = 1.0
    return scale


def _is_among_best(one: Asked, ranks: Floats, most: int) -> bool:
    return any(one.answers[at] for at in np.argsort(-(one.measures @ ranks), kind="stable")[:most].tolist())


def figures(asked: Sequence[Asked]) -> dict[str, float]:
    """Shares over folds by document: the best sentence answers; above one half, what is answered rightly, and what is
    answered in vain: something near but no answer there, or nothing near."""
    first: list[bool] = []
    right: list[bool] = []
    near: list[bool] = []
    nothing: list[bool] = []
    documents = sorted({one.document for one in asked})
    for fold in range(FOLDS):
        unseen = set(documents[fold::FOLDS])
        head = fit([one for one in asked if one.document not in unseen])
        for one in (one for one in asked if one.document in unseen):
            sure = head.sure(one.measures, one.works) > 0.5
            if any(one.answers):
                first.append(_is_among_best(one, head.ranks, 1))
                right.append(sure and _is_among_best(one, head.ranks, 2))
            else:
                (nothing if one.withheld else near).append(sure)
    told = {
        "best_answers": first,
        "answered_rightly": right,
        "answered_in_vain_near": near,
        "answered_in_vain": nothing,
    }
    return {name: float(np.mean(values)) for name, values in told.items()}


def _lines(head: AnswerHead, told: dict[str, float], questions: int) -> Iterator[str]:
    yield "# Learned by python -m assistant.evaluation.fit.answers from resources/corpus/answers; not written by hand."
    yield f"[figures]\nquestions = {questions}"
    yield from (f"{name} = {value:.3f}" for name, value in told.items())
    for table, names, weights in (("ranks", NAMES, head.ranks), ("answers", OF_BEST, head.answers)):
        yield f"\n[{table}]"
        yield from (f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=True))


def main() -> int:
    corpus = ROOT / "corpus" / "answers"
    with passing_folder("bench") as home:
        app = App.open(Paths(Path(home)), ask=lambda: "learning", llm=False)
        app.indexing.index([corpus])
        asked = ask(app.library.answer_search(), corpus / "questions.jsonl")
        app.close()
    told = figures(asked)
    text = "\n".join(_lines(fit(asked), told, len(asked))) + "\n"
    (ROOT / "answers.toml").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
