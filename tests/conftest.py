"""What every test may hold: the real encoder that set-up made. Fixtures of one area stand in that area's own file."""

import os

import pytest

from assistant.core.embedding import OnnxEmbedder
from assistant.core.settings import models_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def encoder() -> OnnxEmbedder:
    """The default sentence encoder, loaded once for the whole run."""
    return OnnxEmbedder(models_folder() / "encoder", threads=2)
