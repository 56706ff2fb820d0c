"""What the model's process answers, weighed before it is believed: a hostile model file may have taken it over."""

import math
import re
from dataclasses import fields

from assistant.domain.rows import Row, RowView
from assistant.llm.protocol import BrokenFrame, Stats

MOST_RESULTS = 1_000_000
LETTERS = 256
"""More than any model has in a token, on average of a reply."""
_HALVES = re.compile("[\ud800-\udfff]")
_FACTS = frozenset({"architecture", "context", "layers", "layers_offloaded", "threads", "pid"})
_COUNTS = ("context", "layers", "layers_offloaded", "threads", "pid", "evaluated", "reused", "generated")
_LARGEST = 2**53
_ERRORS = {"cancelled": (), "overflow": ("tokens", "limit"), "model": (), "bug": ()}
_SAYING = ("model", "bug")


def believed(frame: Row) -> Row:
    """An answer of the form that the protocol has. Raises BrokenFrame for any other."""
    well = _is_count(frame.get("id"))
    if "text" in frame:
        well = well and _is_text(frame["text"])
    elif "done" in frame:
        well = well and isinstance(frame["done"], dict) and _is_result(frame["done"])
    else:
        well = well and isinstance(frame.get("error"), dict) and _is_error(frame["error"])
    if not well:
        raise BrokenFrame("an answer that no process of ours gives")
    return frame


class Answerable:
    """A call as its answers are weighed: one to write has so many pieces of text, another none, and each the result
    that was asked for."""

    def __init__(self, request: RowView) -> None:
        self._op = request["op"]
        self._results = len(request.get("continuations", ()))
        # What is left to say at the end comes in a piece of its own.
        self._pieces = int(request.get("max_tokens", 0)) + 1 if self._op == "stream" else 0
        self._letters = self._pieces * LETTERS

    def weigh(self, frame: RowView) -> None:
        """Counts an answer that has the protocol's form. Raises BrokenFrame for one that this call cannot have."""
        if "text" in frame:
            self._pieces -= 1
            self._letters -= len(frame["text"])
        if min(self._pieces, self._letters) < 0 or not self._fits(frame.get("done")):
            raise BrokenFrame("an answer to another call")

    def _fits(self, done: RowView | None) -> bool:
        if done is None:
            return True
        if self._op == "open":
            return done.keys() >= _FACTS
        if self._op == "score":
            return isinstance(done.get("result"), list) and len(done["result"]) == self._results
        return self._op != "stream" or "result" in done


def _is_error(error: RowView) -> bool:
    kind = error.get("kind")
    if not isinstance(kind, str) or kind not in _ERRORS:
        return False
    if kind in _SAYING and not _is_text(error.get("message")):
        return False
    return all(_is_count(error.get(name)) for name in _ERRORS[kind])


def _is_result(done: RowView) -> bool:
    if not all(_is_count(done[name]) for name in _COUNTS if name in done):
        return False
    if not _is_text(done.get("architecture", "")):
        return False
    result = done.get("result")
    listed = isinstance(result, list) and len(result) <= MOST_RESULTS and all(map(_is_number, result))
    return (listed or result is None) and _are_stats(done.get("stats", {}))


def _are_stats(stats: object) -> bool:
    if not isinstance(stats, dict) or not stats.keys() <= {field.name for field in fields(Stats)}:
        return False
    counts = all(_is_count(stats[name]) for name in _COUNTS if name in stats)
    return counts and _is_number(stats.get("decode_seconds", 0.0)) and _is_text(stats.get("stopped", ""))


def _is_text(value: object) -> bool:
    """Text that can be shown and kept; half of a letter can neither."""
    return isinstance(value, str) and not _HALVES.search(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _is_finite(value)


def _is_finite(value: float) -> bool:
    return abs(value) <= _LARGEST and math.isfinite(value)
