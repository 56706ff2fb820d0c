"""Objects of JSON, whose fields only the writer and the reader of each know."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]
RowView: TypeAlias = Mapping[str, Any]
"""One that is only read."""
