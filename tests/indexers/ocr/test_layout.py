"""The order in which lines are read, on pages made of boxes."""

import numpy as np

from indexers.ocr.geometry import Box
from indexers.ocr.layout import Line, heading, page_text


def line(text: str, left: float, top: float, width: float = 300, height: float = 20) -> Line:
    return Line(text, 0.99, Box(left + width / 2, top + height / 2, width, height))


def turned(lines: list[Line], angle: float) -> list[Line]:
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return [
        Line(one.text, one.sure, Box(one.box.x * cos - one.box.y * sin, one.box.x * sin + one.box.y * cos,
                                     one.box.width, one.box.height, angle))
        for one in lines
    ]  # fmt: skip


COLUMNS = [
    line("heading", 50, 10, 640, 30),
    *(line(f"a{number}", 50, 60 + 30 * number) for number in range(4)),
    *(line(f"b{number}", 390, 66 + 30 * number) for number in range(4)),
    line("footnote", 50, 220, 640),
]


def test_columns_are_read_one_after_the_other() -> None:
    assert page_text(COLUMNS).split() == ["heading", "a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3", "footnote"]


def test_a_turned_page_is_read_alike_whatever_the_order_of_boxes() -> None:
    for angle in (-0.05, 0.05):
        assert page_text(turned(COLUMNS[::-1], angle)).split() == page_text(COLUMNS).split()


def test_a_table_is_read_row_by_row() -> None:
    rows = [(f"item{number}", f"{number}.50") for number in range(4)]
    table = [line(name, 50, 30 * number) for number, (name, _) in enumerate(rows)]
    table += [line(price, 500, 30 * number, 40) for number, (_, price) in enumerate(rows)]
    assert page_text(table) == "\n".join(" ".join(row) for row in rows)


def test_a_gap_begins_a_paragraph() -> None:
    assert page_text([line("one", 0, 0), line("two", 0, 30), line("three", 0, 60), line("four", 0, 130)]) == (
        "one\ntwo\nthree\n\nfour"
    )


def test_large_letters_are_the_heading() -> None:
    assert heading(COLUMNS) == "heading"
    assert heading([line("one", 0, 0), line("two", 0, 30)]) == "" and heading([]) == ""
