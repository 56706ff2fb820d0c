"""How well questions about documents are answered: a folder of documents with questions that no training sees."""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.app.app import App
from assistant.chat.document_questions import DocumentAnswer, answer_of
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row as Plain
from assistant.domain.rows import RowView
from assistant.evaluation.bench.pacing import Say, paced
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.fit.message_examples import CORPUS
from assistant.messages import tr
from assistant.settings.paths import Paths
from assistant.storage.scratch import passing_folder

_QUESTIONS = "questions.jsonl"
_RIGHT, _ASSERTED = 0.9, 0.05


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a question. `right`: what is quoted holds all that a right answer must, from a right source."""

    answerable: bool
    right: bool
    quoted: bool
    sure: bool
    seconds: float


def bench_answers(folder: Path = CORPUS / "papers", say: Say = lambda _: None) -> list[Plain]:
    """Rows for the questions that the documents answer and for those that they do not.

    Raises AssistantError where the documents are not there: they come with the source, not with the program.
    """
    if not (folder / _QUESTIONS).is_file():
        raise AssistantError(tr("{path} is not there: it comes with the source of Alcove.", path=folder))
    questions = [json.loads(line) for line in (folder / _QUESTIONS).read_text(encoding="utf-8").splitlines()]
    with passing_folder("bench") as home:
        app = App.open(Paths(Path(home)), ask=lambda: "measuring answers", llm=False)
        try:
            app.indexing.index([folder])
            answered = [_answered(app, one) for one in paced(questions, say, "questions")]
        finally:
            app.close()
    return [asdict(row) for row in _rows(answered)]


def _answered(app: App, question: RowView) -> Answered:
    began = time.perf_counter()
    answer = answer_of(app.library.answers(question["question"]))
    seconds = time.perf_counter() - began
    cited = {app.library.item(one.item_id).path for one in answer.sources}
    cites = {path.name for path in cited if path is not None} & set(question["sources"])
    right = bool(cites) and holds_all(answer, question["must"])
    return Answered(question["answerable"], right, bool(answer.sentences), answer.sure, seconds)


def holds_all(answer: DocumentAnswer, must: Sequence[str]) -> bool:
    """Whether what is quoted holds all of these, "|" standing between alternatives; they match where a word begins."""
    quoted = " ".join(answer.sentences)

    def met(one: str) -> bool:
        return any(re.search(rf"(?<!\w){re.escape(each.strip())}", quoted, re.IGNORECASE) for each in one.split("|"))

    return all(map(met, must))


def _rows(answered: Sequence[Answered]) -> list[Row]:
    known = [one for one in answered if one.answerable]
    unknown = [one for one in answered if not one.answerable]

    def share(of: Sequence[Answered], holds: Callable[[Answered], bool]) -> float:
        return sum(map(holds, of)) / max(1, len(of))

    right = share(known, lambda one: one.right)
    asserted = share(unknown, lambda one: one.quoted and one.sure)
    return [
        Row("right answer quoted, with its source", right, "right", "goal", right / _RIGHT),
        Row("right answer, given as one", share(known, lambda one: one.right and one.sure), "right"),
        Row("unanswerable, answered all the same", asserted, "wrong", "goal", asserted / _ASSERTED),
        Row("unanswerable, something near quoted as such", share(unknown, lambda one: one.quoted and not one.sure), ""),
        Row("answer, p95", float(np.quantile([one.seconds for one in answered], 0.95)) * 1000, "ms"),
    ]
