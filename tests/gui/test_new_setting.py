"""A setting that is declared while the program runs stands on the settings page and on the command line: no other file
names it."""

import json
from collections.abc import Callable, Iterator

import pytest

from assistant.cli.main import main
from assistant.settings.declarations import Settings
from assistant.settings.setting import AnyText, Choice, Flag, Number, Place, Setting, Values, Whole
from gui.pages.for_you.page import ForYouPage
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.widgets.controls import Control

Wait = Callable[..., None]
WORDS = tuple((f"word{number}", f"Word {number}") for number in range(6))
CASES: dict[str, tuple[Values, object, Callable[[Control], object], object]] = {
    "switch": (Flag(), False, lambda control: control.switch.click(), True),
    "segments": (Choice(*WORDS[:3]), "word0", lambda control: control.buttons["word2"].click(), "word2"),
    "list": (Choice(*WORDS), "word0", lambda control: control.combo.activated.emit(4), "word4"),
    "slider": (Number(1, 5), 2.0, lambda control: control.slider.setValue(20), 5.0),
    "number": (Whole(1, 300), 30, lambda control: control.spin.setValue(31), 31),
    "line": (AnyText(), "", lambda control: [control.line.setText("owl"), control.line.editingFinished.emit()], "owl"),
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    values, default, _, _ = CASES[request.param]
    setting = Setting(values, default, label="Something new", help="It is here to be found.")
    setting.__set_name__(Settings, "novelty")
    monkeypatch.setattr(Settings, "novelty", setting, raising=False)
    yield request.param


@pytest.fixture
def shell(case: str, real_shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("ALCOVE_HOME", str(real_shell.session.paths.home))
    real_shell.go("settings")
    return real_shell


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, object]]:
    assert main(["settings", *arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert not err
    return json.loads(out)


def test_it_is_found_in_the_window_and_on_the_command_line(
    case: str, shell: Shell, wait_until: Wait, capsys: pytest.CaptureFixture[str]
):
    values, default, choose, chosen = CASES[case]
    row = shell.page(SettingsPage).rows["novelty"]
    assert (row.label.text(), row.help.text(), row.isVisible()) == ("Something new", "It is here to be found.", True)
    before = told(capsys)["novelty"]
    assert before.items() >= {"value": default, "default": default, "help": "It is here to be found."}.items()
    assert before["choices"] == (list(values.choices) if values.choices else None)
    choose(row.control)
    wait_until(lambda: told(capsys, "novelty")["novelty"]["value"] == chosen)


def test_what_the_command_line_sets_shows_on_the_page(
    case: str, shell: Shell, wait_until: Wait, capsys: pytest.CaptureFixture[str]
):
    values, default, _, chosen = CASES[case]
    control, seen = shell.page(SettingsPage).rows["novelty"].control, []
    control.chosen.connect(seen.append)
    show = control.show_value
    control.show_value = lambda value: [show(value), seen.append(("shown", value))]  # type: ignore[method-assign]
    text = str(chosen).lower() if isinstance(chosen, bool) else str(chosen)
    assert told(capsys, "novelty", text)["novelty"]["value"] == chosen
    wait_until(lambda: seen)
    assert seen == [("shown", chosen)], "showing a value is not choosing it"
    assert shell.session.settings.value(Settings.declared()["novelty"]) == chosen


def test_every_setting_is_shown_where_it_says(real_shell: Shell):
    places = (Place.FOR_YOU, Place.MODELS_PAGE, Place.REPORT)
    elsewhere = {key for place in places for key in Settings.shown_at(place)}
    assert real_shell.page(SettingsPage).rows.keys() == Settings.declared().keys() - elsewhere
    assert real_shell.page(ForYouPage).bar.steering.sliders.keys() == Settings.shown_at(Place.FOR_YOU).keys()
