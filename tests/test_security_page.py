"""SECURITY.md is true: the tests and the rows of the bench that it names exist."""

import re
from pathlib import Path

from assistant.evaluation.bench.trust import helper_rows
from assistant.evaluation.bench.trust.attacks import ATTACKS
from assistant.evaluation.bench.trust.probes import probes

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w./]+)`", PAGE))
    assert len(named) > 15
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_row_that_it_names_is_tried() -> None:
    named = {re.sub(r"\s+", " ", one) for one in re.findall(r'"([^"]+)"', PAGE)} - {"Open", "Show in folder"}
    assert len(named) > 8 and named <= ATTACKS.keys() | helper_rows._ATTACKS.keys()
    parts = re.search(r"parts (`[^|;]+`);", PAGE)
    assert parts is not None and set(re.findall("`([^`]+)`", parts[1])) <= {name.partition(":")[0] for name in probes()}
