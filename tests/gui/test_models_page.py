"""Language models on the stand-in: asked about, downloaded, paused, given up, used and removed."""

from collections.abc import Callable

import pytest

from assistant.llm.models import catalogue
from assistant.llm.models.catalogue import Backend
from gui.pages.settings import models
from gui.pages.settings.gpu_card import facts_words
from gui.pages.settings.model_row import fact_words, install_question
from gui.pages.settings.models import ModelsPage
from gui.shell.shell import Shell
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


@pytest.fixture
def page(fake_shell: Shell, wait_until: Wait, monkeypatch: pytest.MonkeyPatch) -> ModelsPage:
    monkeypatch.setattr(catalogue, "describe_backend", lambda: Backend("", "The processor alone."))
    fake_shell.go("models")
    page = fake_shell.page(ModelsPage)
    assert isinstance(page, ModelsPage)
    wait_until(lambda: len(page.rows) == 3 and offered(page, "big-talker") == ["install"])
    return page


def offered(page: ModelsPage, name: str) -> list[str]:
    return [words for words, button in page.rows[name].buttons.items() if button.isVisible()]


def test_each_model_offers_what_can_be_done(page: ModelsPage):
    assert offered(page, "small-talker") == ["remove"]
    assert page.rows["small-talker"].in_use.isVisible()
    assert offered(page, "big-talker") == ["install"] and offered(page, "ollama/llama:1b") == ["use"]


def test_a_download_is_asked_about_and_runs_to_its_end(page: ModelsPage, fake: FakeAssistant, wait_until: Wait):
    fake.pause = 0.002
    row = page.rows["big-talker"]
    row.buttons["install"].click()
    assert row.question.isVisible() and "big-talker" not in page._jobs
    assert row.asks.text().startswith("Download 1.1 GB under the licence Apache-2.0? It needs 4.4 GB of memory")
    row.yes.click()
    wait_until(lambda: row.bar.value() > 100)
    assert offered(page, "big-talker") == ["pause"] and "of 1.1 GB" in row.state.text()
    wait_until(lambda: offered(page, "big-talker") == ["use", "remove"])


def test_it_can_be_paused_gone_on_with_and_given_up(page: ModelsPage, fake: FakeAssistant, wait_until: Wait):
    fake.pause = 0.01
    page.install("big-talker")
    wait_until(lambda: page.rows["big-talker"].bar.value() > 30)
    page.rows["big-talker"].buttons["pause"].click()
    wait_until(lambda: offered(page, "big-talker") == ["resume", "give up"])
    came = fake.come["big-talker"]
    page.refresh()
    wait_until(lambda: page._session.lanes.library.idle)
    page.rows["big-talker"].buttons["resume"].click()
    wait_until(lambda: fake.come["big-talker"] > came)
    page.rows["big-talker"].buttons["pause"].click()
    wait_until(lambda: offered(page, "big-talker") == ["resume", "give up"])
    page.rows["big-talker"].buttons["give up"].click()
    wait_until(lambda: offered(page, "big-talker") == ["install"] and not fake.come)


def test_what_cannot_be_installed_says_why(page: ModelsPage, fake: FakeAssistant, wait_until: Wait):
    fake.refuses = "big-talker needs about 4.4 GB of memory, and 1.0 GB are free."
    page.install("big-talker")
    wait_until(lambda: page.rows["big-talker"].state.text() == fake.refuses)


def test_another_model_is_used_or_refused(page: ModelsPage, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    page.rows["ollama/llama:1b"].buttons["use"].click()
    wait_until(lambda: fake.used == "ollama/llama:1b" and page.rows["ollama/llama:1b"].in_use.isVisible())
    assert offered(page, "ollama/llama:1b") == []
    fake.refuses = "llama.cpp does not know this architecture."
    page.rows["small-talker"].buttons["use"].click()
    wait_until(lambda: fake_shell.toast.notice and fake_shell.toast.notice.text == fake.refuses)
    wait_until(lambda: offered(page, "small-talker") == ["use", "remove"])


def test_removing_asks_first(page: ModelsPage, fake: FakeAssistant, wait_until: Wait):
    row = page.rows["small-talker"]
    row.buttons["remove"].click()
    assert "This frees 98 MB" in row.asks.text() and "small-talker" in fake.here
    row.yes.click()
    wait_until(lambda: "small-talker" not in fake.here)


def test_a_file_of_ones_own(page: ModelsPage, fake: FakeAssistant, wait_until: Wait, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(models.QFileDialog, "getOpenFileName", lambda *_: ("/x/own.gguf", ""))
    page.add_button.click()
    wait_until(lambda: "/x/own.gguf" in fake.here)


def test_layers_for_the_gpu(page: ModelsPage, fake: FakeAssistant, wait_until: Wait):
    wait_until(lambda: page.gpu.detail.text() == "The processor alone.")
    assert not page.gpu.layers.isEnabled()
    page.gpu.choice.buttons["auto"].click()
    wait_until(lambda: fake.settings.gpu_layers == -1 and page.gpu.isEnabled())
    page.gpu.choice.buttons["some"].click()
    wait_until(page.gpu.layers.isEnabled)
    page.gpu.layers.setValue(12)
    page.gpu.apply_button.click()
    wait_until(lambda: fake.settings.gpu_layers == 12)
    wait_until(lambda: page.gpu.facts.text() == "12 of the model's 30 layers run on the GPU.")


def test_facts_in_words():
    model = {"bytes": 98_000_000, "licence": "MIT", "memory": 400_000_000, "origin": "here"}
    assert fact_words(model) == "98 MB  ·  MIT  ·  needs about 400 MB of memory"
    assert install_question(model, 100_000_000).endswith("only 100 MB is free now.")
    assert install_question(model, None) == "Download 98 MB under the licence MIT?"
    assert facts_words({}) == "No model is in use."
    assert facts_words({"layers": 30, "layers_offloaded": 30}) == "30 of the model's 30 layers run on the GPU."
