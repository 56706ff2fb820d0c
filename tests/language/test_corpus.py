"""The corpus of messages keeps to its form, and learns nothing of the works on which others measure."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assistant.language.normalise import fold

CORPUS = Path(__file__).parents[2] / "resources" / "corpus"
DEMO = Path(__file__).parents[2] / "resources" / "demo"
FILES = sorted(CORPUS.glob("messages-*.jsonl"))
KEYS = {
    "act", "also", "kind", "wants", "facets", "avoids", "avoid_facets", "like", "unlike", "by", "minutes", "pages",
    "years", "language", "count", "card", "edit", "lift", "order", "status", "question", "about", "verdict", "of",
    "statement", "two_sided",
}  # fmt: skip
MARKS = {"say", "not", "aside"}
"""Pieces of a text: what is asked for, what must not be, what only tells of circumstances."""
LEAST_LETTERS = 9
"""Shorter titles are ordinary words as well."""


def messages(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_has_its_meaning(file: Path) -> None:
    lines = messages(file)
    assert len(lines) > 500
    assert all(set(line) - MARKS == {"author", "lang", "before", "text", "form"} for line in lines)
    assert all(piece in line["text"] for line in lines for mark in MARKS for piece in line.get(mark, ()))
    assert all(line["text"].strip() and line["form"]["act"] and set(line["form"]) <= KEYS for line in lines)


def test_authors_do_not_meet() -> None:
    authors = [{line["author"] for line in messages(file)} for file in FILES]
    assert sum(map(len, authors)) == len(set().union(*authors))


def test_nothing_is_about_a_work_of_the_demo() -> None:
    titles = set()
    for name in ("books", "music", "documents"):
        for entries in tomllib.loads((DEMO / f"{name}.toml").read_text(encoding="utf-8")).values():
            titles |= {fold(entry["title"]) for entry in entries if isinstance(entry, dict) and "title" in entry}
    assert len(titles) > 100
    told = {title for title in titles if len(title) >= LEAST_LETTERS}
    for file in sorted(CORPUS.glob("*.jsonl")):
        text = f" {fold(file.read_text(encoding='utf-8'))} "
        assert [title for title in told if f" {title} " in text] == []
