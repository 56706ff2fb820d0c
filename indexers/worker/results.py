"""Answers of readers that wait to be stored."""

from pathlib import Path
from queue import Queue

from indexers.worker.protocol import Answer

MOST_WAITING = 8_000_000
"""Characters and bytes of answers that wait to be stored; the readers go on meanwhile."""
_AN_ANSWER = 4_000
Result = tuple[Path, Answer] | BaseException | None
"""An answer, what went wrong, or that a reader has no more."""


class Results(Queue[Result]):
    """A queue that counts what its entries weigh instead of their number."""

    def _init(self, maxsize: int) -> None:
        super()._init(maxsize)
        self._weight = 0

    def _qsize(self) -> int:
        return self._weight

    def _put(self, item: Result) -> None:
        super()._put(item)
        self._weight += _weight(item)

    def _get(self) -> Result:
        item: Result = super()._get()
        self._weight -= _weight(item)
        return item


def _weight(result: Result) -> int:
    """About the bytes that a result takes."""
    if not isinstance(result, tuple):
        return 1
    answer = result[1]
    cover = answer.reading.cover if answer.reading is not None else None
    return _AN_ANSWER + len(cover or b"") + sum(len(text) for _, text in answer.passages)
