"""Reasons by the guide's tags, as a person meets them: what a book has of the wish, and what two books share."""

from typing import Any

import pytest

from tests.cli.program import Program
from tests.indexers.samples import prose, write_epub

BOOKS = {
    "Gone Girl": "Gillian Flynn",
    "The Girl on the Train": "Paula Hawkins",
    "The Emigrants": "W. G. Sebald",
    "Fourth Wing": "Rebecca Yarros",
    "The Immortal Life of Henrietta Lacks": "Rebecca Skloot",
    "The Hollow Lantern": "Ada Quill",
    "A Field of Names": "Jon Farrow",
}


@pytest.fixture
def shelf(fresh: Program) -> Program:
    for title, author in BOOKS.items():
        path = fresh.home.parent / "Books" / f"{title}.epub"
        path.parent.mkdir(exist_ok=True)
        write_epub(path, title, (author,), chapters=(prose(60, title),))
    assert fresh("index", path.parent).status == 0
    return fresh


def facts(program: Program, *arguments: str) -> dict[str, list[str]]:
    """By title what is told of the works that are recommended."""
    found: list[dict[str, Any]] = program("recommend", *arguments, "--no-llm", "--json").json
    return {one["title"]: [fact["text"] for fact in one["evidence"]] for one in found}


def test_a_pick_says_what_it_has_of_the_wish(shelf: Program) -> None:
    told = facts(shelf, "--request", "a thriller with a narrator one cannot trust")
    for title in ("Gone Girl", "The Girl on the Train"):
        line = next(one for one in told[title] if one.endswith("(Alcove’s guide)"))
        assert "n unreliable narrator" in line
    assert not any("narrator" in one for one in told.get("The Emigrants", []))
    assert not any("Alcove’s guide" in one for one in told.get("The Hollow Lantern", []))


def test_what_is_denied_is_no_reason(shelf: Program) -> None:
    told = facts(shelf, "--request", "a book for the train, but no trains in it please")
    marked = [fact for fact in told["The Girl on the Train"] if fact.endswith("(Alcove’s guide)")]
    assert marked and not any("train" in fact.lower() for fact in marked)


def test_a_work_is_called_close_for_what_the_two_share(shelf: Program) -> None:
    assert shelf("feedback", "Gone Girl", "like").status == 0
    told = facts(shelf)
    close = next(one for one in told["The Girl on the Train"] if "which you liked" in one)
    assert close.startswith("It is close to “Gone Girl” by Gillian Flynn, which you liked: ")
    assert "a disappearance" in close and close.endswith("(Alcove’s guide)")
    assert "narrator" not in close and "twist" not in close
    assert not any("Gone Girl" in fact for fact in told.get("The Emigrants", []))


def test_it_is_said_in_german(shelf: Program) -> None:
    done = shelf("chat", "--new", "Ich möchte einen Krimi, der unzuverlässig erzählt ist", LANGUAGE="de")
    assert done.status == 0 and "nzuverlässig erzählt" in done.out and "(Alcoves Führer)" in done.out


def test_who_wants_no_novel_is_shown_none_that_the_guide_knows(shelf: Program) -> None:
    out = shelf("chat", "--new", "something to read for once that is not a novel").out
    assert "Henrietta Lacks" in out and "Gone Girl" not in out and "Fourth Wing" not in out
