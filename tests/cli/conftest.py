"""The program with the shelf indexed, and one that is new."""

from pathlib import Path

import pytest

from tests.cli.program import Program, make_program, write_shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(scope="session")
def alcove(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Program:
    """With the shelf indexed; tests that change the journal use `fresh`."""
    program = make_program(tmp_path_factory.mktemp("alcove"))
    done = program("index", shelf, "--json")
    assert done.status == 0, done.err
    return program


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """Nothing indexed yet."""
    return make_program(tmp_path)
