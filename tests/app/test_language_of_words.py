"""A model that writes English words nothing for a person who reads another language."""

from collections.abc import Iterator

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.embedding.encoder import OnnxEmbedder
from assistant.messages import use_language
from assistant.settings.paths import Paths
from tests.chat.shelves import shelve
from tests.recommend.conftest import shelf
from tests.stand_ins import ScriptedLanguageModel


@pytest.fixture
def model() -> ScriptedLanguageModel:
    return ScriptedLanguageModel(["You may enjoy it."])


@pytest.fixture
def app(paths: Paths, encoder: OnnxEmbedder, model: ScriptedLanguageModel) -> Iterator[App]:
    one = App.open(paths, passphrase="a harbour in winter", embedder=encoder, language_model=model)
    shelve(one, shelf())
    one.feedback.record(Feedback("i0", Verdict.LIKED))
    yield one
    use_language("en")
    one.close()


@pytest.mark.parametrize(("code", "is_asked"), [("en", True), ("de", False), ("fr", False)])
def test_reasons_are_left_to_the_built_in_words(
    app: App, model: ScriptedLanguageModel, code: str, is_asked: bool
) -> None:
    use_language(code)
    picks = app.recommendations.recommend(app.recommendations.request(n=5), llm=True)
    assert picks and all(pick.explanation and pick.explanation.text for pick in picks)
    assert bool(model.asked) is is_asked


@pytest.mark.parametrize("code", ["de", "fr"])
def test_replies_are_left_to_the_built_in_words(app: App, code: str) -> None:
    use_language(code)
    turn = app.chat.ask("a book about the sea")
    assert turn.items and turn.by == "built-in"
