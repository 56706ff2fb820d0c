"""The default model that set-up installed."""

import pytest

from assistant.llm.models.catalogue import installed_model
from assistant.settings.settings import Settings


@pytest.fixture(scope="session")
def default_model():
    model = installed_model(Settings())
    assert model is not None, "run `make setup` first"
    yield model
    model.close()
