"""The judges of lists and of sentences find each fault, and only that."""

import subprocess
import sys

import pytest

from assistant.cli.main import main
from assistant.domain.entities import Item, Kind
from assistant.evaluation.bench.recommend import MadeUpEmbedder
from assistant.evaluation.bench.understanding.lists import Judge, Made
from assistant.evaluation.bench.understanding.sentences import example, parsing_faults
from assistant.evaluation.bench.understanding.shelves import MAKER, write_source

SHELF = tuple(Item(f"b{n}", Kind.BOOK, f"Book {n}", words=7500, subjects=("whales",)) for n in range(6))
SONG = Item("m", Kind.MUSIC, "Song", duration=240.0)
WISH = {"kind": ["book"], "count": 3, "minutes": None, "days": None, "wants": [], "avoids": []}


@pytest.mark.parametrize(
    ("wish", "made", "faults"),
    [
        ({}, Made(SHELF[:3], ""), set()),
        ({}, Made((), "Nothing fits."), {"made"}),
        ({}, Made((*SHELF[:2], SONG), ""), {"kind"}),
        ({}, Made(SHELF[:2], ""), {"number"}),
        ({}, Made(SHELF[:2], "There are only 2 of them."), set()),
        ({}, Made(SHELF[:4], "There are 4."), {"number"}),
        ({"minutes": {"min": 90, "max": 100}}, Made(SHELF[:3], ""), set()),
        ({"minutes": {"min": 40, "max": 60}}, Made(SHELF[:3], ""), {"length"}),
        ({"minutes": {"min": 200, "max": 220}}, Made(SHELF[:3], ""), {"length"}),
        ({"days": 1, "count": 6}, Made(SHELF, ""), {"length"}),
        ({"avoids": ["no whale"]}, Made(SHELF[:3], ""), {"theme"}),
    ],
)
def test_a_list_is_held_against_its_wish(wish, made, faults):
    assert Judge((*SHELF, SONG), MadeUpEmbedder()).faults({**WISH, **wish}, made) == faults


def test_a_list_off_the_theme_is_found():
    wish = {**WISH, "wants": ["Book 1 | whales"]}
    judge = Judge(SHELF, MadeUpEmbedder())
    assert judge.faults({**wish, "count": 1}, Made(SHELF[1:2], "")) == set()
    worst = min(
        SHELF,
        key=lambda one: float(
            MadeUpEmbedder().embed("Book 1 | whales") @ MadeUpEmbedder().embed(f"{one.title} | whales")
        ),
    )
    assert judge.faults({**wish, "count": 1}, Made((worst,), "")) == {"theme"}


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ({"likes": ["sea novels"], "dislikes": ["pirates"], "kind": "book"}, set()),
        ({"likes": ["sea novels"], "dislikes": [], "kind": "book"}, {"dislikes"}),
        ({"likes": ["tulips"], "dislikes": ["pirates"], "kind": "music"}, {"likes", "kind"}),
        ({"likes": ["sea novels"], "dislikes": ["pirates"], "kind": "book", "when": "winter"}, {"when"}),
        (
            {"likes": ["sea novels"], "dislikes": ["pirates"], "kind": "book", "bounds": {"pages": {"max": 200}}},
            {"bounds"},
        ),
    ],
)
def test_a_sentence_is_held_against_its_form(told, faults):
    row = {"text": "I love sea novels, but I hate pirates", "language": "", "when": "", "bounds": {}, **told}
    assert parsing_faults(row, MadeUpEmbedder()) == faults


def test_examples_become_files_that_hold_what_is_told_of_them(tmp_path):
    rows = [
        example("Number 1", "book", "a 140-page novella in French from 1962"),
        example("Number 2", "music", "a 3-minute song"),
    ]
    assert (rows[0]["pages"], rows[0]["year"], rows[0]["language"], rows[1]["seconds"]) == (140, 1962, "fr", 180)
    source = write_source(tmp_path / "source", rows)
    subprocess.run(
        [sys.executable, str(MAKER), str(tmp_path / "made"), f"--of={source}"], check=True, capture_output=True
    )
    assert sorted(one.suffix for one in (tmp_path / "made").rglob("*.*")) == [".epub", ".wav"]


def test_a_part_that_there_is_not_is_named(capsys):
    assert main(["bench", "understanding", "--part", "tea"]) == 2
    assert "tea" in capsys.readouterr().err
