"""The program with the shelf indexed, and one that is new."""

from pathlib import Path

import pytest

from tests.cli.program import Program, copy_program, make_program, write_shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Program:
    """The shelf as indexing left it: no command is run on it, only on its copies."""
    program = make_program(tmp_path_factory.mktemp("indexed"))
    done = program("index", shelf, "--json")
    assert done.status == 0, done.err
    return program


@pytest.fixture(scope="session")
def alcove(tmp_path_factory: pytest.TempPathFactory, indexed: Program) -> Program:
    """With the shelf indexed; tests that change the journal use `stocked`."""
    return copy_program(indexed, tmp_path_factory.mktemp("alcove"))


@pytest.fixture
def stocked(tmp_path: Path, indexed: Program) -> Program:
    """With the shelf indexed, for one test."""
    return copy_program(indexed, tmp_path)


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """Nothing indexed yet."""
    return make_program(tmp_path)
