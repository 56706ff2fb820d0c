"""Export, and import back."""

import json

import pytest

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement, Verdict
from assistant.domain.errors import AssistantError
from profiles.profile_export import export_profile, from_json, from_markdown, read_profile

PROFILE = [
    Statement("s1", "I like poems (old ones)", kind=Kind.BOOK, updated=3.0),
    Statement("s2", "I hate horror", -1, 0.8, muted=True),
    Statement("p3", "I like music by Ada.", kind=Kind.MUSIC, origin=Origin.CONFIRMED, evidence=("m1",), support=(7, 8)),
]


def export(tmp_path):
    acts = [Interaction(1, "m1", Verdict.LIKED, 0.0), Interaction(2, "m2", Verdict.RATED, 0.0, 4.0)]
    return export_profile(tmp_path / "out", PROFILE, acts, {"m1": Item("m1", Kind.MUSIC, "Tune")}, now=5.0)


def test_json_comes_back_unchanged(tmp_path):
    _, document = export(tmp_path)
    assert read_profile(document, now=9.0).statements == tuple(PROFILE)
    assert json.loads(document.read_text("utf-8"))["feedback"][0]["title"] == "Tune"


def test_markdown_comes_back_as_written(tmp_path):
    markdown, _ = export(tmp_path)
    text = markdown.read_text("utf-8")
    assert "liked 7 of 8" in text
    assert "rating=4 – m2" in text
    back = {one.text: one for one in read_profile(markdown, now=9.0).statements}
    assert set(back) == {one.text for one in PROFILE}
    assert back["I hate horror"].muted
    assert back["I hate horror"].polarity == -1
    assert back["I like poems (old ones)"].kind is Kind.BOOK
    assert back["I like music by Ada."].kind is Kind.MUSIC


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{",
        '{"format": "other"}',
        '{"format": "alcove-profile", "version": 99}',
        '{"format": "alcove-profile", "version": 1, "statements": 3}',
    ],
)
def test_a_strange_json_is_refused(text):
    with pytest.raises(AssistantError):
        from_json(text)


def test_markdown_without_statements_is_refused():
    with pytest.raises(AssistantError):
        from_markdown("# Shopping\n- milk", now=1.0)


def test_unreadable_files_are_refused(tmp_path):
    (tmp_path / "noise.json").write_bytes(bytes(range(256)))
    for name in ("noise.json", "missing.json"):
        with pytest.raises(AssistantError):
            read_profile(tmp_path / name, now=1.0)


def test_what_is_no_statement_is_said_and_the_rest_comes_in():
    rows = [{"text": ""}, {"text": "I like poems"}, {"text": "x" * 10_000}, {"text": "Fine", "support": ["many"]}]
    read = from_json(json.dumps({"format": "alcove-profile", "version": 1, "statements": rows}))
    assert [one.text for one in read.statements] == ["I like poems"]
    assert [words[:4] for words, _ in read.rejected] == ["", "xxxx", "Fine"]
    assert all(reason for _, reason in read.rejected)
