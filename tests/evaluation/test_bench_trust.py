"""The measurement of trust, in small: its rows are whole, and nothing is lost. The large counts are run by hand."""

import os

import pytest

from tests.cli.program import Program, make_program


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
@pytest.mark.timeout(200)
def test_acts_that_are_killed_lose_nothing(tmp_path) -> None:
    program: Program = make_program(tmp_path)
    parts = ("--part", "kills", "--part", "restore beside writers")
    done = program("bench", "trust", *parts, "--kills", "1", "--runs", "1", "--seed", "3", "--json", ALCOVE_THREADS="1")
    assert done.status == 0, done.err
    rows = {row["name"]: row["value"] for row in done.json}
    assert len(rows) == 15 and set(rows.values()) == {0}, rows


def test_a_part_that_is_none_is_wrong_usage(tmp_path) -> None:
    done = make_program(tmp_path)("bench", "trust", "--part", "luck")
    assert done.status == 2 and "kills" in done.err
