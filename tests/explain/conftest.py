"""The default model that set-up installed."""

import pytest

from assistant.llm.models.catalogue import ModelChoice, installed_model


@pytest.fixture(scope="session")
def default_model():
    model = installed_model(ModelChoice())
    assert model is not None, "run `make setup` first"
    yield model
    model.close()
