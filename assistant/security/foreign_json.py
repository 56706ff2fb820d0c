"""JSON from a process that may have been taken over: no more of it is built than memory and time allow."""

import json
import re
from itertools import islice
from typing import Any

MOST_PARTS = 2_000_000
"""Lists, objects, texts and commas of one message. In 32 MB there is room for ten times as many, which take 1 GB."""
_MARKS = (b"[", b"{", b",", b'"')
_PART = re.compile(rb'[\[{,]|"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def read_json(content: bytes) -> Any:
    """Raises ValueError for what is no JSON, nests without end or has too many parts."""
    # What looks like parts in a long text is none; only where there is much of it, that is told apart.
    if sum(map(content.count, _MARKS)) > MOST_PARTS and _parts(content) > MOST_PARTS:
        raise ValueError("too many parts")
    try:
        return json.loads(content, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nests without end") from error


def _parts(content: bytes) -> int:
    return sum(1 for _ in islice(_PART.finditer(content), MOST_PARTS + 1))


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")
