"""The demo library, made once for all tests of this area. Tests that change it copy it first."""

from pathlib import Path

import pytest

from assistant import demo


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "library"
    demo.build(folder, lambda progress: None)
    return folder
