"""Names of files and works within a line: none of them begins another, steers a terminal or turns the line around."""

import re
from collections.abc import Mapping
from pathlib import PurePath

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What makes text run the other way until it ends, and hides which ending a name has."""


def one_line(name: object) -> str:
    """A name, or a path, on one line: control characters and line ends become blanks."""
    return _TURNS.sub("", _BREAKS.sub(" ", str(name)))


def on_one_line(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a message, its paths on one line."""
    return {name: one_line(value) if isinstance(value, PurePath) else value for name, value in values.items()}
