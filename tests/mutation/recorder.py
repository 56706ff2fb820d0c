"""A plugin for the first run of the tests, under coverage: notes which test, with its fixtures, reaches which line."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

SHARED = "shared"
"""The context of fixtures that serve more than one test. Outside of any test it is empty: on import."""
AFTER = "after"


def _turn_to(context: str) -> None:
    current = coverage.Coverage.current()
    assert current is not None, "to be run under coverage"
    current.switch_context(context)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _turn_to(item.nodeid)
    started = time.process_time()
    yield
    took = time.process_time() - started
    _turn_to(AFTER)
    with Path(os.environ["MUTATION_TESTS"]).open("a", encoding="utf-8") as file:
        print(json.dumps([item.nodeid, took]), file=file)


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> Iterator[None]:
    shared = fixturedef.scope != "function"
    if shared:
        _turn_to(SHARED)
    yield
    if shared:
        _turn_to(request._pyfuncitem.nodeid)
