"""What the model's process answers, weighed before it is believed: a hostile model file may have taken it over."""

import math
from dataclasses import fields

from assistant.domain.rows import Row, RowView
from assistant.llm.protocol import BrokenFrame, Stats

MOST_RESULTS = 1_000_000
_COUNTS = ("context", "layers", "layers_offloaded", "threads", "pid", "evaluated", "reused", "generated")
_LARGEST = 2**53
_ERRORS = {"cancelled": (), "overflow": ("tokens", "limit"), "model": (), "bug": ()}
_SAYING = ("model", "bug")


def believed(frame: Row) -> Row:
    """An answer of the form that the protocol has. Raises BrokenFrame for any other."""
    well = _is_count(frame.get("id"))
    if "text" in frame:
        well = well and isinstance(frame["text"], str)
    elif "done" in frame:
        well = well and isinstance(frame["done"], dict) and _is_result(frame["done"])
    else:
        well = well and isinstance(frame.get("error"), dict) and _is_error(frame["error"])
    if not well:
        raise BrokenFrame("an answer that no process of ours gives")
    return frame


def _is_error(error: RowView) -> bool:
    kind = error.get("kind")
    if not isinstance(kind, str) or kind not in _ERRORS:
        return False
    if kind in _SAYING and not isinstance(error.get("message"), str):
        return False
    return all(_is_count(error.get(name)) for name in _ERRORS[kind])


def _is_result(done: RowView) -> bool:
    if not all(_is_count(done[name]) for name in _COUNTS if name in done):
        return False
    result = done.get("result")
    listed = isinstance(result, list) and len(result) <= MOST_RESULTS and all(map(_is_number, result))
    return (listed or result is None or isinstance(result, str)) and _are_stats(done.get("stats", {}))


def _are_stats(stats: object) -> bool:
    if not isinstance(stats, dict) or not stats.keys() <= {field.name for field in fields(Stats)}:
        return False
    counts = all(_is_count(stats[name]) for name in _COUNTS if name in stats)
    return counts and _is_number(stats.get("decode_seconds", 0.0)) and isinstance(stats.get("stopped", ""), str)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _is_finite(value)


def _is_finite(value: float) -> bool:
    return abs(value) <= _LARGEST and math.isfinite(value)
