"""The command line as a person runs it: real files, the real encoder, the real default model."""

import math
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.program import BOOKS, Program
from tests.indexers.samples import write_epub, write_locked_pdf


def test_a_second_index_of_the_same_folder_reads_nothing(alcove: Program, shelf: Path) -> None:
    report = alcove("index", shelf, "--json").json
    assert (report["added"], report["changed"], report["unchanged"]) == (0, 0, 10)


def test_search_finds_by_meaning_and_by_words(alcove: Program) -> None:
    by_words = alcove("search", "lighthouse keepers", "--json").json
    assert by_words[0]["title"] == "The Salt Road"
    by_meaning = alcove("search", "spacecraft", "--kind", "book", "--json").json
    assert "Orbit of Glass" in [hit["title"] for hit in by_meaning[:2]]
    assert all(hit["kind"] == "book" for hit in by_meaning)


@pytest.mark.parametrize(
    "query", ["Ein Roman über einen Leuchtturmwärter am winterlichen Meer", "灯台守と冬の海の小説"]
)
def test_english_books_are_found_in_other_languages(alcove: Program, query: str) -> None:
    found, picks = (
        alcove("search", query, "--json").json,
        alcove("recommend", "--request", query, "--json", "--no-llm").json,
    )
    assert found[0]["title"] == "The Salt Road" and found == sorted(found, key=lambda each: -each["score"])
    assert picks[0]["title"] == "The Salt Road" and picks[0]["parts"]["request_tokens"] > 0
    assert any(pick["parts"].get("request_fits") for pick in picks), "what was learned of wishes takes part"
    assert all(abs(pick["score"] - sum(pick["parts"].values())) < 1e-6 for pick in picks)


def test_every_score_is_the_sum_of_its_parts(alcove: Program) -> None:
    picks = alcove("recommend", "--json", "--no-llm").json
    assert picks
    for pick in picks:
        assert math.isclose(pick["score"], sum(pick["parts"].values()), abs_tol=1e-6)
        assert pick["explanation"] and pick["explained_by"] == "built-in"


def test_the_model_words_only_what_the_evidence_holds(alcove: Program) -> None:
    picks = alcove("recommend", "--json", "-n", "3", "--request", "the sea in winter").json
    others = set(BOOKS)
    for pick in picks:
        said = pick["explanation"]
        allowed = {pick["title"], *(title for title in BOOKS for one in pick["evidence"] if title in one["text"])}
        assert not [title for title in others - allowed if title in said], said


def test_a_request_moves_what_it_asks_for_to_the_top(alcove: Program) -> None:
    picks = alcove("recommend", "--request", "cooking at night", "--no-llm", "--json").json
    assert picks[0]["title"] == "Night Kitchen"


def test_feedback_changes_the_next_list_and_undo_takes_it_back(stocked: Program) -> None:
    before = stocked("why", "Harbour Lights", "--json").json
    changes = stocked("feedback", "The Salt Road", "like", "--json").json["changes"]
    assert changes["verdict"] == "like"
    after = stocked("why", "Harbour Lights", "--json").json
    assert after["score"] > before["score"]
    assert any(one["type"] == "liked" and "The Salt Road" in one["text"] for one in after["evidence"])
    assert "The Salt Road" not in [pick["title"] for pick in stocked("recommend", "--no-llm", "--json").json]
    stocked("feedback", "--undo")
    again = stocked("why", "Harbour Lights", "--json").json
    assert again["rank"] == before["rank"]
    assert again["parts"].keys() == before["parts"].keys()


def test_why_tells_where_it_would_stand_without_one_thing_said_and_that_comes_true(stocked: Program) -> None:
    assert stocked("why", "Harbour Lights", "--json").json["without"] is None
    stocked("feedback", "The Salt Road", "like")
    stocked("profile", "add", "I don't like stories about harbours.")
    told = [stocked("why", title, "--json").json for title in BOOKS if title != "The Salt Road"]
    moved = [one for one in told if one["without"] is not None]
    assert {"The Salt Road", "harbours"} == {
        name for one in moved for name in ("The Salt Road", "harbours") if name in one["without"]["text"]
    }
    for one in moved:
        what, place = one["without"]["id"], one["without"]["rank"]
        shifts = {row["id"]: row["rank_after"] for row in stocked("what-if", "--without", what, "--json").json}
        assert place != one["rank"] and shifts[one["id"]] == place and str(place) in one["without"]["text"]
    assert moved[0]["without"]["text"] in stocked("why", moved[0]["title"]).out


def test_the_profile_is_written_edited_and_removed(stocked: Program) -> None:
    added = stocked("profile", "add", "I love stories about spaceships.", "--json").json
    shown = stocked("profile", "--json").json
    assert [one["text"] for one in shown] == ["I love stories about spaceships."]
    top = stocked("recommend", "--kind", "book", "--no-llm", "--json").json[0]
    assert top["title"] in ("Orbit of Glass", "The Clockwork Moon")
    assert top["parts"][f"statement:{added['id']}"] > 0
    edited = stocked("profile", "edit", added["id"], "I don't like stories about spaceships.", "--json").json
    assert edited["polarity"] == -1
    last = stocked("recommend", "--kind", "book", "--no-llm", "--json").json[-1]
    assert last["title"] in ("Orbit of Glass", "The Clockwork Moon")
    stocked("profile", "remove", added["id"])
    assert stocked("profile", "show", "--json").json == []


def test_hidden_subjects_do_not_return(stocked: Program) -> None:
    stocked("hide", "subject:Sea stories")
    titles = {pick["title"] for pick in stocked("recommend", "--no-llm", "--json").json}
    assert not titles & {title for title, (_, _, subject) in BOOKS.items() if subject == "Sea stories"}
    stocked("unhide", "subject:Sea stories")
    assert "Tide Tables" in {pick["title"] for pick in stocked("recommend", "--no-llm", "--json").json}


def test_what_if_is_the_journal_without_the_row(stocked: Program) -> None:
    stocked("feedback", "The Clockwork Moon", "like")
    before = {row["title"]: place for place, row in enumerate(stocked("search", "harbour", "--json").json)}
    assert before
    item = stocked("search", "Clockwork Moon", "--json").json[0]["id"]
    moved = stocked("what-if", "--without", item, "--json").json
    glass = stocked("search", "Orbit of Glass", "--json").json[0]["id"]
    change = next(row for row in moved if row["id"] == glass)
    assert change["rank_before"] < change["rank_after"]


def test_chat_answers_with_cards_and_from_documents(alcove: Program) -> None:
    turn = alcove("chat", "Recommend me a book about the sea", "--json").json
    assert turn["cards"] and turn["reply"] and turn["plan"]
    assert set(turn["reasons"]) <= set(turn["cards"]) and turn["reasons"][turn["cards"][0]] not in turn["reply"]
    answer = alcove("chat", "How do I restart the boiler?", "--json").json
    assert "red valve" in answer["reply"]


def test_words_that_only_a_paper_holds_ask_for_that_paper(stocked: Program, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "Shoulder.md").write_text(
        "# Guideline for shoulders\n\nAfter a repair of the rotator cuff, swimming is allowed from week 14.\n"
    )
    stocked("index", papers)
    turn = stocked("chat", "the rotator cuff lady asks about swimming again", "--json").json
    assert [step["tool"] for step in turn["plan"]] == ["answer"] and "week 14" in turn["reply"]
    wish = stocked("chat", "Something about a harbour, I am off to the boiler room", "--json").json
    assert [step["tool"] for step in wish["plan"]] == ["recommend"]


def test_doctor_finds_everything_in_order(alcove: Program) -> None:
    checks = alcove("doctor", "--json").json
    assert {name for name, check in checks.items() if not check["ok"]} == set()
    assert checks["cipher"]["state"].startswith("aegis")
    assert checks["network_lock"]["state"] == "seccomp"
    assert checks["sandbox"]["state"].startswith("seccomp")


def test_models_list_names_the_default(alcove: Program) -> None:
    models = alcove("models", "list", "--json").json
    assert [model["installed"] for model in models if model["in_use"]] == [True]


def test_nothing_under_the_home_can_be_read_without_the_key(alcove: Program) -> None:
    files = [path for path in alcove.home.rglob("*") if path.is_file()]
    for name in ("library.db", "journal.db"):
        assert not (alcove.home / name).read_bytes().startswith(b"SQLite format 3")
    assert not [path for path in files if b"The Salt Road" in path.read_bytes() or b"lighthouse" in path.read_bytes()]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("recommend", "--kind", "film"), 2, "film"),
        (("recommend", "--surprise", "2"), 2, "between 0 and 1"),
        (("feedback", "The Salt Road", "rating=11"), 2, "0.5 to 5"),
        (("feedback", "The Salt Road", "adore"), 2, "verdict"),
        (("feedback",), 2, "--undo"),
        (("profile", "edit"), 2, "id"),
        (("dance",), 2, "dance"),
        (("why", "No Such Book"), 1, "No Such Book"),
        (("feedback", "No Such Book", "like"), 1, "No Such Book"),
        (("profile", "add", " "), 1, "words"),
        (("profile", "add", "x" * 10_000), 1, "1,000"),
        (("profile", "remove", "s999"), 1, "s999"),
        (("index", "/no/such/folder"), 1, "/no/such/folder"),
        (("search", ""), 0, ""),
    ],
)
def test_wrong_use_is_told_in_one_line(alcove: Program, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = alcove(*arguments)
    assert done.status == status, done.err
    assert said in done.err
    assert len(done.err.splitlines()) <= 1 and "Traceback" not in done.err


def test_a_run_goes_on_past_every_bad_file(fresh: Program, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    write_epub(folder / "good.epub", title="The Only Good One")
    whole = write_epub(folder / "torn.epub", title="Torn").read_bytes()
    (folder / "torn.epub").write_bytes(whole[: len(whole) // 2])
    write_locked_pdf(folder / "locked.pdf")
    (folder / "noise.txt").write_bytes(os.urandom(4096))
    (folder / "empty.epub").touch()
    (folder / "broken.mp3").write_bytes(b"ID3\x03\x00\x00\x7f\x7f\x7f\x7fTIT2" + os.urandom(200))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(3 << 30)
    report = fresh("index", folder, "--json")
    assert report.status == 0, report.err
    reasons = {Path(problem["path"]).name: problem["reason"] for problem in report.json["problems"]}
    assert reasons.keys() == {"torn.epub", "locked.pdf", "noise.txt", "empty.epub", "broken.mp3", "huge.txt"}
    assert all(len(reason) > 10 for reason in reasons.values())
    assert "password" in reasons["locked.pdf"].lower()
    assert [hit["title"] for hit in fresh("search", "The Only Good One", "--json").json][0] == "The Only Good One"


def test_an_unreadable_folder_beside_a_good_one_is_listed(fresh: Program, shelf: Path) -> None:
    done = fresh("index", shelf, "/no/such/folder", "--json")
    assert done.status == 0
    assert done.json["added"] == 10
    assert any("/no/such/folder" in problem["path"] for problem in done.json["problems"])


def test_without_keyring_and_passphrase_it_says_what_to_do(tmp_path: Path) -> None:
    done = Program(tmp_path / "home", None)("recommend", DBUS_SESSION_BUS_ADDRESS="")
    assert done.status == 1
    assert "ALCOVE_PASSPHRASE_FILE" in done.err


def test_a_wrong_passphrase_loses_nothing(alcove: Program, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one\n")
    done = alcove("recommend", ALCOVE_PASSPHRASE_FILE=str(wrong))
    assert done.status == 1 and "passphrase" in done.err.lower()
    assert alcove("search", "Tide Tables", "--json").json[0]["title"] == "Tide Tables"


def test_a_missing_model_leaves_the_rest_working(alcove: Program) -> None:
    settings = alcove.home / "settings.toml"
    before = settings.read_text() if settings.exists() else None
    settings.write_text('model = "a model that went"\n')
    try:
        picks = alcove("recommend", "-n", "3", "--json").json
        reply = alcove("chat", "a book about the sea", "--json")
    finally:
        settings.write_text(before) if before is not None else settings.unlink()
    assert [pick["explained_by"] for pick in picks] == ["built-in"] * 3 and all(pick["explanation"] for pick in picks)
    assert reply.status == 0 and reply.json["cards"]


def test_an_empty_library_says_how_to_begin(fresh: Program) -> None:
    assert fresh("recommend", "--json").json == []
    assert "alcove index" in fresh("recommend").out


def test_the_recovery_code_opens_the_vault(stocked: Program, tmp_path: Path) -> None:
    code = tmp_path / "code.txt"
    assert stocked("doctor", "--recovery-code", code).status == 0
    assert code.stat().st_mode & 0o777 == 0o600
    found = Program(stocked.home, code)("search", "Night Kitchen", "--json")
    assert found.json[0]["title"] == "Night Kitchen"


def test_a_vault_cut_short_is_told_and_left_alone(stocked: Program) -> None:
    vault = stocked.home / "vault.json"
    whole = vault.read_bytes()
    vault.write_bytes(whole[:40])
    done = stocked("search", "sea")
    assert done.status == 1 and "vault" in done.err.lower()
    assert vault.read_bytes() == whole[:40]
    shutil.copy(vault, vault.with_suffix(".cut"))
    vault.write_bytes(whole)
    assert stocked("search", "sea", "--json").json
