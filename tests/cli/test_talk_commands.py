"""Lists, conversations and models from the command line, each in a process of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.program import Program


def test_a_list_is_made_written_shown_and_removed(alcove: Program, tmp_path: Path) -> None:
    out = tmp_path / "sea.md"
    made = alcove("list", "make", "a reading plan about the sea for three weeks", "--out", out, "--json").json
    assert made["title"] == "Sea" and made["items"] and made["form"] == "reading plan"
    assert all(item["reason"] for item in made["items"])
    assert out.read_text("utf-8").startswith("# Sea\n")
    assert alcove("list", "remove", made["id"]).status == 0
    gone = alcove("list", "show", made["id"])
    assert gone.status == 1 and "No list is called" in gone.err and "Traceback" not in gone.err


def test_a_shelf_says_its_query(alcove: Program) -> None:
    shelf = alcove("list", "shelf", "books about the sea by Ada Marsh", "--json").json
    assert shelf["living"] and shelf["query"].startswith("Books by Ada Marsh")
    assert {item["title"] for item in shelf["items"]} == {"The Salt Road", "Harbour Lights"}


def test_conversations_go_on_and_are_erased(alcove: Program) -> None:
    first = alcove("chat", "a book about the sea, nothing sad", "--json", "--no-llm").json
    assert "nothing sad" in first["constraints"] and first["tokens"] == {"evaluated": 0, "reused": 0, "generated": 0}
    alone = alcove("chat", "a book", "--json", "--no-llm").json
    assert "nothing sad" not in alone["constraints"]
    more = alcove("chat", "why the first one?", "--conversation", first["conversation"], "--json", "--no-llm").json
    assert more["constraints"] == first["constraints"]
    found = alcove("chat", "--list", "nothing sad", "--json").json
    assert [one["id"] for one in found] == [first["conversation"]]
    assert _the_prompt_goes_on(alcove)
    assert alcove("chat", "--erase", "all").status == 0
    assert alcove("chat", "--erase", first["conversation"]).status == 1


def _the_prompt_goes_on(alcove: Program) -> bool:
    """The last conversation goes on at the prompt, whose commands begin with a stroke."""
    command = [sys.executable, "-m", "assistant.cli.main", "chat", "--no-llm"]
    environment = {"ALCOVE_HOME": str(alcove.home), "ALCOVE_PASSPHRASE_FILE": str(alcove.passphrase), "PATH": ""}
    typed = "/without nothing sad\nby Ada Marsh\n/again\n/new\n"
    done = subprocess.run(command, input=typed, env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    opening, *_ = done.stdout.splitlines()
    assert "Going on with “a book about the sea, nothing sad”" in opening and "keeping to" in opening
    return done.stdout.count("The Salt Road") >= 2


def test_nothing_is_downloaded_unasked(alcove: Program) -> None:
    refused = alcove("models", "install", "qwen2.5-0.5b")
    assert refused.status == 1 and "491 MB, licence Apache-2.0" in refused.err and "--yes" in refused.err
    assert alcove("models", "install").status == 2


def test_a_letter_is_no_model(alcove: Program, tmp_path: Path) -> None:
    (tmp_path / "letter.gguf").write_text("Dear reader")
    told = alcove("models", "install", tmp_path / "letter.gguf", "--yes")
    assert told.status == 1 and "cannot be used as a model" in told.err and told.err.count("\n") == 1


def test_what_is_to_be_opened_is_told_with_its_place(alcove: Program) -> None:
    shown = alcove("chat", "a book about the sea", "--new", "--json", "--no-llm").json
    opened = alcove("chat", "open the second one", "--conversation", shown["conversation"], "--json", "--no-llm").json
    assert opened["open"]["id"] == opened["cards"][0] == shown["cards"][1]
    assert Path(opened["open"]["path"]).is_file() and opened["open"]["title"] in opened["reply"]
    told = alcove("chat", "can you open Harbour Lights", "--new", "--no-llm")
    assert "I am opening “Harbour Lights”" in told.out and "Books/Harbour Lights.epub" in told.out
    assert alcove("chat", "open the one about dentists", "--new", "--json", "--no-llm").json["open"] is None


def test_a_question_leaves_the_work_that_was_spoken_of(stocked: Program) -> None:
    def say(text: str, conversation: str = "") -> dict[str, Any]:
        where = ("--conversation", conversation) if conversation else ("--new",)
        return stocked("chat", text, *where, "--json", "--no-llm").json

    first = say("a book about the sea")
    talk = first["conversation"]
    about = say("who wrote the second one?", talk)
    assert [step["tool"] for step in about["plan"]] == ["about"] and about["cards"] == [first["cards"][1]]
    assert "red valve" in say("how do I restart the boiler?", talk)["reply"]
    third = say("a book about the sea", talk)
    turned_down = say("I don't like the first one", talk)
    (step, *_) = turned_down["plan"]
    assert (step["tool"], step["item"], step["verdict"]) == ("verdict", third["cards"][0], "dislike")
    assert say("undo that", talk)["plan"][0]["tool"] == "undo"
    alone = say("I don't like it")
    assert alone["plan"] == [] and "Which one do you mean?" in alone["reply"]
    assert stocked("profile", "--json").json == []
